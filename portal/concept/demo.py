"""Loads the demo concept of a fresh machine: facts of the city's concept, every sentence in our own words.

`structure.yaml` holds the facts; one file per language holds the sentences, German being the source.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from sqlmodel import Session

from portal.concept import keys, store
from portal.concept.document import (
    Challenge,
    Document,
    Field,
    GlossaryEntry,
    Goal,
    GoalCell,
    Passage,
    Placement,
    Section,
    Topic,
)
from portal.concept.publishing import DEMO_HAND, publish
from portal.config import Settings
from portal.web.clock import today
from translations.store import put_translation

FOLDER = Path(__file__).with_name("demo_texts")
FILE_NAME = "Demo-Fassung"
TRANSLATIONS = ("leicht", "en", "ar", "tr")


def load(session: Session, _settings: Settings) -> None:
    """Does nothing where there is a concept already: an imported document is never replaced."""
    if store.current_version(session):
        return
    structure, german = _read("structure"), _read("de")
    content = "".join((FOLDER / f"{name}.yaml").read_text(encoding="utf-8") for name in ("structure", "de"))
    publish(
        session,
        demo_document(structure, german),
        file_name=FILE_NAME,
        file_hash=hashlib.sha256(content.encode()).hexdigest(),
        today=today(),
        is_demo=True,
    )
    for language in TRANSLATIONS:
        for key, text in translated(structure, texts_in(language)):
            put_translation(session, key, language, text, by=DEMO_HAND, on=today())


def texts_in(language: str) -> dict[str, Any]:
    """The sentences of a language; the names of indicators, where there are any, have a file of their own."""
    indicators = f"{language}_indicators"
    return _read(language) | (_read(indicators) if (FOLDER / f"{indicators}.yaml").exists() else {})


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


def demo_document(structure: dict[str, Any], texts: dict[str, Any]) -> Document:
    return Document(
        chapters=tuple(
            Section(str(number), chapter["title"], _paragraphs(chapter["text"]))
            for number, chapter in texts["chapters"].items()
        ),
        goals=tuple(Goal(number, wording) for number, wording in texts["goals"].items()),
        fields=tuple(_field(field, texts) for field in structure["fields"]),
        glossary=tuple(GlossaryEntry(entry["term"], _paragraphs(entry["text"])) for entry in texts["glossary"]),
    )


def _paragraphs(texts: list[str]) -> tuple[Passage, ...]:
    return tuple(Passage("paragraph", text) for text in texts)


def _field(field: dict[str, Any], texts: dict[str, Any]) -> Field:
    words = texts["fields"][field["number"]]
    return Field(
        field["number"],
        field["name"],
        motto=_paragraphs([words["motto"]]),
        description=_paragraphs(words["description"]),
        listed_challenges=tuple(texts["challenges"][name] for name in field["listed"]),
        topics=tuple(
            Topic(
                topic["code"],
                topic["name"],
                _paragraphs(texts["topics"][topic["code"]]),
                tuple(
                    Challenge(
                        texts["challenges"][table["challenge"]],
                        tuple(
                            GoalCell(cell["goal"], texts["goals"][cell["goal"]], _placements(cell))
                            for cell in table["cells"]
                        ),
                    )
                    for table in topic["challenges"]
                ),
            )
            for topic in field["topics"]
        ),
    )


def _placements(cell: dict[str, Any]) -> tuple[Placement, ...]:
    groups = cell.get("groups", [{"name": "", "indicators": cell.get("indicators", [])}])
    return tuple(Placement(wording, group["name"]) for group in groups for wording in group["indicators"])


def translated(structure: dict[str, Any], texts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts of one language with their keys; what a file leaves out stays German and is shown as such."""
    for number, wording in texts["goals"].items():
        yield keys.goal(number), wording
    for number, chapter in texts.get("chapters", {}).items():
        yield keys.section_title(str(number)), chapter["title"]
        yield from _numbered(keys.section(str(number)), chapter["text"])
    for term, entry in texts["glossary"].items():
        yield f"{keys.glossary(term)}.term", entry["term"]
        yield from _numbered(keys.glossary(term), entry["text"])
    for group, name in texts.get("groups", {}).items():
        yield keys.subgroup(group), name
    for indicator, wording in texts.get("indicators", {}).items():
        yield keys.indicator(indicator), wording
    for field in structure["fields"]:
        yield from _translated_field(field, texts)


def _translated_field(field: dict[str, Any], texts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    number = field["number"]
    words = texts["fields"][number]
    yield keys.field_name(number), words["name"]
    yield from _numbered(keys.field_part(number, "motto"), [words["motto"]])
    yield from _numbered(keys.field_part(number, "description"), words.get("description", []))
    yield from _numbered(keys.field_part(number, "listed"), [texts["challenges"][name] for name in field["listed"]])
    for topic in field["topics"]:
        code = topic["code"]
        yield keys.topic_name(code), texts["topics"][code]["name"]
        yield from _numbered(keys.topic_introduction(code), texts["topics"][code]["text"])
        for place, table in enumerate(topic["challenges"], start=1):
            # In the first version of a database a challenge has the number of its place.
            yield keys.challenge(f"{code}-h{place}"), texts["challenges"][table["challenge"]]


def _numbered(prefix: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts, start=1):
        yield f"{prefix}.{number}", text
