"""Where the bot's files are, and how its data are read. Imports no Rasa."""

import hashlib
from pathlib import Path
from typing import NamedTuple

import yaml

FOLDER = Path(__file__).parent
CONFIG, DOMAIN = FOLDER / "config.yml", FOLDER / "domain.yml"
CREDENTIALS, ENDPOINTS = FOLDER / "credentials.yml", FOLDER / "endpoints.yml"
RULES, WORDS = FOLDER / "data" / "rules.yml", FOLDER / "data" / "words.yml"
TRAINING, HELD_OUT = FOLDER / "data" / "nlu", FOLDER / "data" / "heldout"
MODELS = FOLDER / "models"
MODEL, FINGERPRINT = MODELS / "portal.tar.gz", MODELS / "portal.fingerprint"


class Example(NamedTuple):
    language: str
    topic: str
    text: str


def read_examples(folder: Path) -> list[Example]:
    """Return every labelled message of the files ``<language>.yml``, in the order they are written."""
    examples = []
    for path in sorted(folder.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            lines = [line.strip() for line in entry["examples"].splitlines() if line.strip()]
            if not all(line.startswith("- ") for line in lines):
                raise ValueError(f"{path.name}, {entry['intent']}: every example starts with '- '")
            examples += [Example(path.stem, entry["intent"], line[2:].strip()) for line in lines]
    return examples


def read_words() -> tuple[dict[str, dict[str, list[str]]], list[str], list[str]]:
    """Return the words of the details, the phrases around the name of a language, and what is no detail."""
    words = yaml.safe_load(WORDS.read_text("utf-8"))
    return words["slots"], words["language_phrases"], words["not_a_detail"]


def fingerprint() -> str:
    """Name what a model is made from: data, settings and the code of the pipeline."""
    parts = [CONFIG, DOMAIN, RULES, WORDS, *sorted(TRAINING.glob("*.yml"))]
    parts += sorted((FOLDER / "components").glob("*.py"))
    digest = hashlib.sha256()
    for path in parts:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def trained_fingerprint() -> str | None:
    """Return what the stored model was made from, or ``None`` when there is no model."""
    if not (MODEL.is_file() and FINGERPRINT.is_file()):
        return None
    return FINGERPRINT.read_text("utf-8").strip()
