"""Search in the published concept: in the reader's language and in German, without case, umlauts or accents."""

import re
from dataclasses import dataclass

from sqlmodel import Session

from portal.concept import store
from portal.concept.comparing import Part, part_of
from portal.concept.models import ConceptVersion
from portal.concept.wording import folded, searchable
from translations.store import Text, read_texts

LONGEST_QUERY = 100
SEARCHED: tuple[Part, ...] = ("goal", "field", "topic", "challenge", "indicator", "glossary")


@dataclass(frozen=True)
class Hit:
    """`name` identifies the thing within its part: goal number, field number, topic code, indicator id …"""

    part: Part
    name: str
    text: Text


def search(session: Session, version: ConceptVersion, language: str, query: str) -> list[Hit]:
    """Every word of the query must be in the text; texts with a word that begins so come first."""
    words = re.findall(r"\w+", folded(query[:LONGEST_QUERY]))
    if not words:
        return []
    printed = {key: row for key, row in store.texts_in(session, version.id or 0).items() if part_of(key) in SEARCHED}
    texts = read_texts(session, printed, language)
    scored = []
    for position, (key, row) in enumerate(printed.items()):
        if key.startswith("concept.subgroup."):
            continue
        score = max(_score(words, row.text), _score(words, texts[key].text))
        if score:
            scored.append((SEARCHED.index(part_of(key)), -score, position, key))
    hits: dict[tuple[Part, str], Hit] = {}
    for _, _, _, key in sorted(scored):
        part, name = part_of(key), _name(key)
        # A term of the glossary and its explanation are one hit, shown with the term.
        shown = texts.get(f"concept.glossary.{name}.term", texts[key]) if part == "glossary" else texts[key]
        hits.setdefault((part, name), Hit(part, name, shown))
    return list(hits.values())


def _score(words: list[str], text: str) -> int:
    """0 where a word is missing; else how many of the words begin a word of the text, plus 1."""
    inside = searchable(text)
    if not all(word in inside for word in words):
        return 0
    starts = re.findall(r"\w+", inside)
    return 1 + sum(any(start.startswith(word) for start in starts) for word in words)


def _name(key: str) -> str:
    names = key.removeprefix("concept.").split(".")
    if names[0] in ("goal", "indicator", "glossary"):
        return names[1]
    if names[-1] == "name":
        return names[1] if len(names) == 3 else ".".join(names[:-1])
    return ".".join(names)
