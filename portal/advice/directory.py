"""The directory as readers see it: services with their texts in one language, and the search in it."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlmodel import Session

from portal.advice import topics
from portal.advice.folding import folded_words
from portal.advice.models import AdviceService
from portal.advice.store import all_services, find_service
from translations.languages import SOURCE, Language
from translations.store import Text, read_texts

PARTS = ("name", "what", "how")

NAME_WEIGHT = 4.0
TOPIC_WEIGHT = 2.0
TEXT_WEIGHT = 1.0
# "Sprachkurse" finds "Sprachkurs", "Pflege" finds "Pflegestützpunkt"; shorter stems would find too much.
SHORTEST_STEM = 4
LONGEST_ENDING = 3

Words = tuple[frozenset[str], ...]

# Only texts of the directory go through this cache, never what somebody asked.
_known_words = lru_cache(maxsize=2000)(folded_words)


@dataclass(frozen=True)
class Entry:
    """One service with its texts. `how` is None while nobody has written how to get there."""

    service: AdviceService
    name: Text
    what: Text
    how: Text | None


def text_key(slug: str, part: str) -> str:
    return f"advice.service.{slug}.{part}"


def list_entries(session: Session, language: Language) -> list[Entry]:
    """All services, in the order of their names."""
    return sorted(_with_texts(session, all_services(session), language), key=lambda entry: entry.name.text)


def find_entry(session: Session, slug: str, language: Language) -> Entry:
    """Raise `UnknownService` if there is none."""
    return _with_texts(session, [find_service(session, slug)], language)[0]


def search(
    session: Session,
    language: Language,
    *,
    words: str = "",
    topic: str | None = None,
    offered: Language | None = None,
) -> list[Entry]:
    """Services that fit, best first.

    With `topic`, services whose main topic it is come first, among them those that can be called or written to.
    With `offered`, services that are known not to offer this language are left out, and those whose languages
    nobody has entered yet come last. With `words`, at least one must be found, in the reader's language or German.
    """
    entries = list_entries(session, language)
    if topic:
        entries = [entry for entry in entries if topic in entry.service.topics]
        entries.sort(key=lambda e: (e.service.topics.index(topic), not e.service.reachable))
    if offered:
        entries = [e for e in entries if e.service.languages is None or offered.slug in e.service.languages]
        entries.sort(key=lambda entry: entry.service.languages is None)
    return _ranked(session, entries, language, words) if words.strip() else entries


def _with_texts(session: Session, services: Sequence[AdviceService], language: Language) -> list[Entry]:
    texts = read_texts(session, [text_key(service.slug, part) for service in services for part in PARTS], language)
    written = {key: text for key, text in texts.items() if text.text}
    return [
        Entry(
            service,
            texts[text_key(service.slug, "name")],
            texts[text_key(service.slug, "what")],
            written.get(text_key(service.slug, "how")),
        )
        for service in services
    ]


def _ranked(session: Session, entries: list[Entry], language: Language, words: str) -> list[Entry]:
    wanted = [word for word in folded_words(words) if not _too_short(word)]
    indexes = {entry.service.slug: index for entry, index in _indexes(session, entries, language)}
    scores = {slug: [_found(word, index) for word in wanted] for slug, index in indexes.items()}
    # A word that stands in every service says nothing about any of them ("in", "Wolfsburg").
    spread = Counter(place for row in scores.values() for place, score in enumerate(row) if score)
    rarity = [math.log((1 + len(entries)) / (1 + spread[place])) for place in range(len(wanted))]
    totals = {slug: sum(score * rare for score, rare in zip(row, rarity, strict=True)) for slug, row in scores.items()}
    found = [entry for entry in entries if totals[entry.service.slug] > 0]
    return sorted(found, key=lambda entry: -totals[entry.service.slug])


def _indexes(
    session: Session, entries: list[Entry], language: Language
) -> list[tuple[Entry, list[tuple[float, Words]]]]:
    """The words of each service with their weights, in the reader's language and in German."""
    german = {e.service.slug: e for e in _with_texts(session, [e.service for e in entries], SOURCE)}
    about = [topics.search_words(session, each) for each in (language, SOURCE)]
    indexes = []
    for entry in entries:
        both = (entry, german[entry.service.slug])
        topic_words = " ".join(words[code] for words in about for code in entry.service.topics)
        place = " ".join(filter(None, (entry.service.area, entry.service.address)))
        indexes.append(
            (
                entry,
                [
                    (NAME_WEIGHT, _known_words(" ".join(each.name.text for each in both))),
                    (TOPIC_WEIGHT, _known_words(topic_words)),
                    (TEXT_WEIGHT, _known_words(f"{' '.join(each.what.text for each in both)} {place}")),
                ],
            )
        )
    return indexes


def _found(word: frozenset[str], index: list[tuple[float, Words]]) -> float:
    return max((weight for weight, words in index if any(_matches(word, other) for other in words)), default=0)


def _matches(wanted: frozenset[str], present: frozenset[str]) -> bool:
    return any(_same_stem(one, other) for one in wanted for other in present)


def _same_stem(wanted: str, present: str) -> bool:
    if wanted == present:
        return True
    if len(wanted) >= SHORTEST_STEM and wanted in present:
        return True
    ending = len(wanted) - len(present)
    return len(present) >= SHORTEST_STEM and 0 < ending <= LONGEST_ENDING and wanted.startswith(present)


def _too_short(word: frozenset[str]) -> bool:
    return max(len(way) for way in word) < 2
