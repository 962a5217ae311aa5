"""Every printed text of a document with the key of its segment, in reading order."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.concept import keys
from portal.concept.counting import all_challenges
from portal.concept.document import Document, Field, GlossaryEntry, Passage, Section, Topic
from portal.concept.identities import Identities


@dataclass(frozen=True)
class KeyedText:
    """`kind` is that of the passage, or "name" or "wording" for the parts of the structure."""

    key: str
    kind: str
    text: str


def texts_of(document: Document, identities: Identities) -> list[KeyedText]:
    """Indicators and subgroups that stand at several places are named once, as printed first."""
    texts = [text for section in document.chapters for text in _section(section)]
    texts += [KeyedText(keys.goal(goal.number), "wording", goal.wording) for goal in document.goals]
    for field in document.fields:
        texts += _field(field)
        for topic in field.topics:
            texts += _topic(topic, identities)
    texts += _indicators(document, identities)
    texts += [text for entry in document.glossary for text in _entry(entry)]
    return texts


def _passages(prefix: str, passages: Iterable[Passage]) -> list[KeyedText]:
    return [KeyedText(f"{prefix}.{n}", passage.kind, passage.text) for n, passage in enumerate(passages, start=1)]


def _section(section: Section) -> list[KeyedText]:
    title = KeyedText(keys.section_title(section.number), "name", section.title)
    return [title, *_passages(keys.section(section.number), section.passages)]


def _field(field: Field) -> list[KeyedText]:
    listed = [Passage("item", wording) for wording in field.listed_challenges]
    return [
        KeyedText(keys.field_name(field.number), "name", field.name),
        *_passages(keys.field_part(field.number, "motto"), field.motto),
        *_passages(keys.field_part(field.number, "description"), field.description),
        *_passages(keys.field_part(field.number, "listed"), listed),
    ]


def _topic(topic: Topic, identities: Identities) -> list[KeyedText]:
    return [
        KeyedText(keys.topic_name(topic.code), "name", topic.name),
        *_passages(keys.topic_introduction(topic.code), topic.introduction),
        *(
            KeyedText(keys.challenge(identities.challenges[topic.code, place]), "wording", challenge.wording)
            for place, challenge in enumerate(topic.challenges, start=1)
        ),
    ]


def _indicators(document: Document, identities: Identities) -> list[KeyedText]:
    texts: dict[str, KeyedText] = {}
    for challenge in all_challenges(document):
        for cell in challenge.cells:
            for placement in cell.placements:
                key = keys.indicator(identities.indicator(placement.wording))
                texts.setdefault(key, KeyedText(key, "wording", placement.wording))
                if placement.subgroup:
                    group = keys.subgroup(placement.subgroup)
                    texts.setdefault(group, KeyedText(group, "name", placement.subgroup))
    return list(texts.values())


def _entry(entry: GlossaryEntry) -> list[KeyedText]:
    term = KeyedText(keys.glossary_term(entry.term), "name", entry.term)
    return [term, *_passages(keys.glossary(entry.term), entry.passages)]
