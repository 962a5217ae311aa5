"""Measure the trained model: ``bot/.venv/bin/python -m bot.evaluate [--confusions] [--json]``.

Prints shares of 100 per language, kind and topic on the held-out messages. Reads the topic model out of the
trained archive; the server is not needed.
"""

import argparse
import json
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from bot.components.normalise import normalise
from bot.components.topic_model import DESCRIPTION, NUMBERS, BrokenModel, TopicModel
from bot.measuring import KINDS, Outcome, confusions, figures, measure, right_per_topic
from bot.places import MODEL, fingerprint, trained_fingerprint

OK, FAILED = 0, 1


@contextmanager
def _unpacked() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder, tarfile.open(MODEL) as archive:
        for member in archive:
            name = Path(member.name).name
            if name in {DESCRIPTION, NUMBERS}:
                (Path(folder) / name).write_bytes(archive.extractfile(member).read())
        yield Path(folder)


def trained_model() -> TopicModel:
    """Load the topic model that the server would answer with."""
    with _unpacked() as folder:
        return TopicModel.load(folder)


def _row(name: str, values: list[float | int | None]) -> str:
    cells = [
        "  –  " if value is None else f"{value:5d}" if isinstance(value, int) else f"{value * 100:5.1f}"
        for value in values
    ]
    return f"{name:22}" + "  ".join(f"{cell:>9}" for cell in cells)


def print_tables(outcomes: list[Outcome]) -> None:
    """All in per cent. ``best``, ``best of 3``: the right topic, every topic weighing the same; ``wrong``: of
    the answers; ``helped`` (answered rightly or among the buttons) and ``rejected`` (not understood): of the
    questions the city can answer; ``outside``: rejected of those it cannot.
    """
    languages = sorted({outcome.message.language for outcome in outcomes})
    heads = ["messages", "best", "best of 3", "wrong", "helped", "rejected", "outside"]
    print(f"{'language':22}" + "  ".join(f"{head:>9}" for head in heads))
    for language in [*languages, ""]:
        chosen = [outcome for outcome in outcomes if language in {"", outcome.message.language}]
        print(_row(language or "all", list(asdict(figures(chosen)).values())))
    print(f"\n{'kind':22}" + "  ".join(f"{language:>9}" for language in [*languages, "all"]))
    for kind in KINDS:
        chosen = [outcome for outcome in outcomes if outcome.message.kind == kind]
        print(_row(kind, [_right(chosen, language) for language in [*languages, ""]]))
    print(f"\n{'topic':22}" + "  ".join(f"{language:>9}" for language in [*languages, "all"]))
    for topic in right_per_topic(outcomes):
        chosen = [outcome for outcome in outcomes if outcome.message.topic == topic]
        print(_row(topic, [_right(chosen, language) for language in [*languages, ""]]))


def _right(outcomes: list[Outcome], language: str) -> float | None:
    chosen = [outcome.right for outcome in outcomes if language in {"", outcome.message.language}]
    return sum(chosen) / len(chosen) if chosen else None


def print_confusions(outcomes: list[Outcome]) -> None:
    print()
    for outcome in confusions(outcomes):
        message, (best, confidence) = outcome.message, outcome.ranking[0]
        print(f"{message.language:7} {message.topic} -> {best} {confidence:.2f} {outcome.turn}: {message.text}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.evaluate", description=__doc__)
    parser.add_argument("--confusions", action="store_true", help="list every message with a wrong topic")
    parser.add_argument("--json", action="store_true", help="print figures per language as JSON")
    arguments = parser.parse_args()
    if trained_fingerprint() is None:
        print("There is no model: run `python -m bot.train`.", file=sys.stderr)
        return FAILED
    if trained_fingerprint() != fingerprint():
        print("The model is older than its data: these figures are the old model's.", file=sys.stderr)
    try:
        model = trained_model()
    except BrokenModel as problem:
        print(f"The model cannot be measured: {problem}", file=sys.stderr)
        return FAILED
    outcomes = measure(lambda text, language: model.rank(normalise(text, language)), model.thresholds)
    if arguments.json:
        languages = sorted({outcome.message.language for outcome in outcomes})
        by_language = {
            language: asdict(figures([o for o in outcomes if o.message.language == language])) for language in languages
        }
        print(json.dumps(by_language, indent=2))
        return OK
    print_tables(outcomes)
    if arguments.confusions:
        print_confusions(outcomes)
    return OK


if __name__ == "__main__":
    sys.exit(main())
