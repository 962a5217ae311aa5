"""What the pages of running text and overview show, in the reader's language. Topic, goal and indicator pages,
which go through the tables of challenges, are in `tracing`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from portal.concept import keys, store
from portal.concept.models import ConceptText, ConceptVersion
from translations.store import Text, read_texts


class NotInConcept(LookupError):
    """The published version has no such field, topic, goal, chapter or indicator."""


@dataclass(frozen=True)
class Block:
    """`kind` as in `document.PassageKind`."""

    kind: str
    text: Text


@dataclass(frozen=True)
class TopicLink:
    code: str
    name: Text
    challenges: int
    placements: int


@dataclass(frozen=True)
class FieldLink:
    number: int
    name: Text
    topics: list[TopicLink]


@dataclass(frozen=True)
class Numbered:
    """A goal or a chapter in a list."""

    number: int
    text: Text


@dataclass(frozen=True)
class Overview:
    version: ConceptVersion
    fields: list[FieldLink]
    goals: list[Numbered]
    chapters: list[Numbered]


@dataclass(frozen=True)
class FieldPage:
    number: int
    name: Text
    motto: list[Block]
    description: list[Block]
    listed: list[Text]
    topics: list[TopicLink]


@dataclass(frozen=True)
class SectionPart:
    """A section of a chapter or a term of the glossary; `name` is its anchor."""

    name: str
    title: Text
    blocks: list[Block]


def read_overview(session: Session, version: ConceptVersion, language: str) -> Overview:
    counts = version.counts
    goal_keys = {n: keys.goal(n) for n in range(1, counts["goals"] + 1)}
    title_keys = {n: keys.section_title(str(n)) for n in range(1, counts["chapters"] + 1)}
    texts = read_texts(session, [*goal_keys.values(), *title_keys.values()], language)
    return Overview(
        version,
        _fields(session, version, language),
        [Numbered(n, texts[key]) for n, key in goal_keys.items() if key in texts],
        [Numbered(n, texts[key]) for n, key in title_keys.items() if key in texts],
    )


def read_field(session: Session, version: ConceptVersion, language: str, number: int) -> FieldPage:
    field = next((field for field in _fields(session, version, language) if field.number == number), None)
    if field is None:
        raise NotInConcept(f"field {number}")
    parts = {part: keys.field_part(number, part) for part in ("motto", "description", "listed")}
    rows = store.passages_below(session, version.id or 0, *parts.values())
    blocks = {
        part: _blocks(session, [row for row in rows if row.key.startswith(f"{prefix}.")], language)
        for part, prefix in parts.items()
    }
    listed = [block.text for block in blocks["listed"]]
    return FieldPage(number, field.name, blocks["motto"], blocks["description"], listed, field.topics)


def read_chapter(session: Session, version: ConceptVersion, language: str, number: int) -> list[SectionPart]:
    """The chapter and its sections, in order."""
    numbers = [row.key.split(".")[1:-1] for row in _titles(session, version, number)]
    parts = [".".join(names) for names in numbers]
    if not parts:
        raise NotInConcept(f"chapter {number}")
    named = {part: (keys.section_title(part), keys.section(part)) for part in parts}
    return _parts(session, version, language, named)


def read_glossary(session: Session, version: ConceptVersion, language: str) -> list[SectionPart]:
    rows = store.passages_below(session, version.id or 0, "concept.glossary")
    names = [row.key.split(".")[2] for row in rows if row.key.endswith(".term")]
    named = {name: (f"concept.glossary.{name}.term", f"concept.glossary.{name}") for name in names}
    return _parts(session, version, language, named)


def blocks_below(session: Session, version: ConceptVersion, language: str, prefix: str) -> list[Block]:
    return _blocks(session, store.passages_below(session, version.id or 0, prefix), language)


def _titles(session: Session, version: ConceptVersion, number: int) -> list[ConceptText]:
    rows = store.passages_below(session, version.id or 0, f"concept.{number}")
    return [row for row in rows if row.key.endswith(".title")]


def _parts(
    session: Session, version: ConceptVersion, language: str, named: dict[str, tuple[str, str]]
) -> list[SectionPart]:
    titles = read_texts(session, [title for title, _ in named.values()], language)
    rows = store.passages_below(session, version.id or 0, *(prefix for _, prefix in named.values()))
    texts = read_texts(session, [row.key for row in rows], language)
    return [
        SectionPart(
            name,
            titles[title],
            [
                Block(row.kind, texts[row.key])
                for row in rows
                if row.key.rpartition(".")[0] == prefix and row.key != title
            ],
        )
        for name, (title, prefix) in named.items()
    ]


def _blocks(session: Session, rows: Iterable[ConceptText], language: str) -> list[Block]:
    rows = list(rows)
    texts = read_texts(session, [row.key for row in rows], language)
    return [Block(row.kind, texts[row.key]) for row in rows if row.key in texts]


def _fields(session: Session, version: ConceptVersion, language: str) -> list[FieldLink]:
    version_id = version.id or 0
    topics = store.topics_in(session, version_id)
    challenges = store.challenges_in(session, version_id)
    topic_of = {challenge.code: challenge.topic for challenge in challenges}
    cells = {cell.id: topic_of[cell.challenge] for cell in store.cells_in(session, version_id)}
    challenge_counts = Counter(challenge.topic for challenge in challenges)
    placement_counts = Counter(cells[row.cell_id] for row in store.placements_in(session, version_id))
    numbers = sorted({topic.field for topic in topics})
    names = [keys.field_name(number) for number in numbers] + [keys.topic_name(topic.code) for topic in topics]
    texts = read_texts(session, names, language)
    return [
        FieldLink(
            number,
            texts[keys.field_name(number)],
            [
                TopicLink(
                    topic.code,
                    texts[keys.topic_name(topic.code)],
                    challenge_counts[topic.code],
                    placement_counts[topic.code],
                )
                for topic in topics
                if topic.field == number
            ],
        )
        for number in numbers
    ]
