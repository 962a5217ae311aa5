"""What a document holds, counted, and what the concept of 2021 holds: an import with other counts is refused
unless a person accepts them, because a lost table looks exactly like a shorter concept."""

from dataclasses import asdict, dataclass

from portal.concept.document import BrokenDocument, Challenge, Document, Problem
from portal.concept.wording import normalised


@dataclass(frozen=True)
class Counts:
    fields: int
    topics: int
    listed_challenges: int
    challenge_tables: int
    challenge_wordings: int
    goals: int
    goal_cells: int
    deviating_cells: int
    placements: int
    indicators: int
    chapters: int
    glossary_terms: int

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


EXPECTED = Counts(4, 14, 27, 31, 28, 14, 72, 31, 191, 181, 7, 3)
LISTED_PER_FIELD = {"8.1": 7, "8.2": 7, "8.3": 9, "8.4": 4}
PLACEMENTS_PER_FIELD = {"8.1": 44, "8.2": 70, "8.3": 60, "8.4": 17}
PLACEMENTS_PER_TOPIC = {
    **{"8.1.1": 28, "8.1.2": 8, "8.1.3": 8},
    **{"8.2.1": 17, "8.2.2": 11, "8.2.3": 9, "8.2.4": 22, "8.2.5": 11},
    **{"8.3.1": 21, "8.3.2": 18, "8.3.3": 21},
    **{"8.4.1": 6, "8.4.2": 4, "8.4.3": 7},
}


def counted(document: Document) -> Counts:
    challenges = all_challenges(document)
    cells = [cell for challenge in challenges for cell in challenge.cells]
    wordings = [placement.wording for cell in cells for placement in cell.placements]
    goals = {goal.number: goal.wording for goal in document.goals}
    return Counts(
        fields=len(document.fields),
        topics=sum(len(field.topics) for field in document.fields),
        listed_challenges=sum(len(field.listed_challenges) for field in document.fields),
        challenge_tables=len(challenges),
        challenge_wordings=len({normalised(challenge.wording) for challenge in challenges}),
        goals=len(document.goals),
        goal_cells=len(cells),
        deviating_cells=sum(deviates(cell.printed, goals.get(cell.goal, "")) for cell in cells),
        placements=len(wordings),
        indicators=len({normalised(wording) for wording in wordings}),
        chapters=sum(section.number.isdigit() for section in document.chapters),
        glossary_terms=len(document.glossary),
    )


def deviates(printed: str, goal: str) -> bool:
    """Whether a table quotes the goal in other words or with other punctuation than chapter 6."""
    return " ".join(printed.split()) != " ".join(goal.split())


def all_challenges(document: Document) -> list[Challenge]:
    return [c for field in document.fields for topic in field.topics for c in topic.challenges]


def placements_by_topic(document: Document) -> dict[str, int]:
    return {
        topic.code: sum(len(cell.placements) for challenge in topic.challenges for cell in challenge.cells)
        for field in document.fields
        for topic in field.topics
    }


def require_expected_counts(document: Document) -> None:
    """Raises `BrokenDocument` with expected and found, the whole first, then field by field."""
    problems = _differences(EXPECTED.as_dict(), counted(document).as_dict(), "count_differs")
    listed = {f"8.{field.number}": len(field.listed_challenges) for field in document.fields}
    problems += _differences(LISTED_PER_FIELD, listed, "listed_count_differs")
    by_topic = placements_by_topic(document)
    by_field: dict[str, int] = {}
    for code, count in by_topic.items():
        by_field[code.rsplit(".", 1)[0]] = by_field.get(code.rsplit(".", 1)[0], 0) + count
    problems += _differences(PLACEMENTS_PER_FIELD, by_field, "placement_count_differs")
    problems += _differences(PLACEMENTS_PER_TOPIC, by_topic, "placement_count_differs")
    if problems:
        raise BrokenDocument(problems)


def _differences(expected: dict[str, int], found: dict[str, int], code: str) -> list[Problem]:
    places = [*expected, *(place for place in found if place not in expected)]
    return [
        Problem(0, code, {"place": place, "expected": expected.get(place, 0), "found": found.get(place, 0)})
        for place in places
        if expected.get(place, 0) != found.get(place, 0)
    ]
