"""`make bench`: runs every bench and prints what it measured."""

import sys
import tempfile
from pathlib import Path

from bench import analysis_bench, bot_bench, concept_bench, survey_bench


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        for module in (survey_bench, concept_bench, bot_bench, analysis_bench):
            print(f"\n## {module.TITLE}")
            module.run(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
