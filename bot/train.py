"""Train the model: ``bot/.venv/bin/python -m bot.train [--if-needed]``. Prints the thresholds it chose."""

import argparse
import json
import logging
import sys
import tarfile
import time
from collections import Counter

from bot.places import (
    CONFIG,
    DOMAIN,
    FINGERPRINT,
    MODEL,
    MODELS,
    RULES,
    TRAINING,
    fingerprint,
    read_examples,
    trained_fingerprint,
)
from bot.quiet import set_environment

OK, FAILED = 0, 1


def chosen_thresholds() -> dict[str, float]:
    """Read back from the archive what the training decided."""
    with tarfile.open(MODEL) as archive:
        for member in archive:
            if member.name.endswith("/topics.json"):
                return json.load(archive.extractfile(member))["thresholds"]
    raise FileNotFoundError("the trained archive holds no topic model")


def train() -> None:
    """Train with Rasa and store the model together with the fingerprint of what it was made from."""
    set_environment()
    from rasa.model_training import train as train_with_rasa
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    configure_logging_and_warnings(logging.WARNING, warn_only_once=True, filter_repeated_logs=True)
    configure_structlog(logging.WARNING)
    before = fingerprint()
    FINGERPRINT.unlink(missing_ok=True)
    result = train_with_rasa(
        domain=str(DOMAIN),
        config=str(CONFIG),
        training_files=[str(TRAINING), str(RULES)],
        output=str(MODELS),
        force_training=True,
        fixed_model_name=MODEL.name.removesuffix(".tar.gz"),
    )
    if result.code != 0 or not MODEL.is_file():
        raise RuntimeError(f"training ended with code {result.code}")
    FINGERPRINT.write_text(before + "\n", "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.train", description=__doc__)
    parser.add_argument("--if-needed", action="store_true", help="only when data or code have changed")
    arguments = parser.parse_args()
    if arguments.if_needed and trained_fingerprint() == fingerprint():
        print("The bot's model is up to date.")
        return OK
    started = time.monotonic()
    try:
        train()
        thresholds = chosen_thresholds()
    except (RuntimeError, OSError) as error:
        print(f"The bot was not trained: {error}", file=sys.stderr)
        return FAILED
    languages = Counter(example.language for example in read_examples(TRAINING))
    counts = ", ".join(f"{language} {count}" for language, count in languages.items())
    print(f"Trained in {time.monotonic() - started:.0f} s from {languages.total()} examples ({counts}).")
    print(f"Model: {MODEL.name}, {MODEL.stat().st_size / 1e6:.1f} MB, fingerprint {trained_fingerprint()}.")
    print(
        f"Answers from {thresholds['answer_from']:.2f}, "
        f"asks back from {thresholds['ask_from']:.2f}, below that it says it did not understand."
    )
    return OK


if __name__ == "__main__":
    sys.exit(main())
