"""Which challenge and which indicator of a new document is which one we already know.

The same normalised wording is the same thing. A like wording is only a proposal to a person (`comparing`).
"""

from dataclasses import dataclass

from portal.concept.counting import all_challenges
from portal.concept.document import Challenge, Document, Topic
from portal.concept.wording import name_from, normalised

Place = tuple[str, int]  # topic code, position of the challenge in the topic from 1


@dataclass(frozen=True)
class Identities:
    """Ids for one document: challenges by their place, indicators by their normalised wording."""

    challenges: dict[Place, str]
    indicators: dict[str, str]

    def indicator(self, wording: str) -> str:
        return self.indicators[normalised(wording)]


def identify(
    document: Document, known_challenges: dict[tuple[str, str], str], known_indicators: dict[str, str]
) -> Identities:
    """Known challenges by (topic, normalised wording), known indicators by normalised wording."""
    challenges: dict[Place, str] = {}
    for field in document.fields:
        for topic in field.topics:
            challenges |= _challenge_codes(topic, known_challenges)
    return Identities(challenges, _indicator_ids(document, known_indicators))


def _challenge_codes(topic: Topic, known: dict[tuple[str, str], str]) -> dict[Place, str]:
    """An old wording keeps its code; a new one takes the number of its place, or the next free one."""
    codes: dict[Place, str] = {}
    new: list[tuple[int, Challenge]] = []
    for place, challenge in enumerate(topic.challenges, start=1):
        code = known.get((topic.code, normalised(challenge.wording)))
        if code and code not in codes.values():
            codes[topic.code, place] = code
        else:
            new.append((place, challenge))
    for place, _challenge in new:
        number = place
        while f"{topic.code}-h{number}" in codes.values():
            number += 1
        codes[topic.code, place] = f"{topic.code}-h{number}"
    return codes


def _indicator_ids(document: Document, known: dict[str, str]) -> dict[str, str]:
    ids: dict[str, str] = {}
    taken = set(known.values())
    for wording in all_wordings(document):
        same = normalised(wording)
        if same in ids:
            continue
        found = known.get(same)
        if found is None:
            found, number = name_from(wording), 2
            while found in taken:
                found, number = f"{name_from(wording)}-{number}", number + 1
        ids[same] = found
        taken.add(found)
    return ids


def all_wordings(document: Document) -> list[str]:
    return [p.wording for c in all_challenges(document) for cell in c.cells for p in cell.placements]
