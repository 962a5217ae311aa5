"""How much of the portal's texts there is in each language, and in which state."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy
from sqlmodel import Session, col, func, select

from translations.languages import LANGUAGES, SOURCE, Language
from translations.models import Segment, Translation
from translations.workflow import Origin, Review, State, state_of


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many segments of a language are in which state; `total` counts those that can be translated into it."""

    language: Language
    total: int
    states: dict[State, int]

    @property
    def missing(self) -> int:
        return self.total - sum(self.states.values())

    def count(self, state: State) -> int:
        return self.missing if state is State.MISSING else self.states.get(state, 0)


def coverage(session: Session) -> list[Coverage]:
    """The states of all languages in contract order, counted by the database."""
    by_source: dict[str, int] = dict(
        session.exec(select(Segment.source_language, func.count()).group_by(Segment.source_language)).all()
    )
    outdated = col(Translation.made_from_hash) != col(Segment.source_hash)
    # Typed `select` of SQLModel ends at four columns.
    statement: Any = (
        sqlalchemy.select(
            col(Translation.language), col(Translation.origin), col(Translation.review), outdated, func.count()
        )
        .join(Segment, col(Segment.key) == col(Translation.segment_key))
        .group_by(col(Translation.language), col(Translation.origin), col(Translation.review), outdated)
    )
    states: dict[str, dict[State, int]] = {slug: {} for slug in LANGUAGES}
    for slug, origin, review, is_outdated, number in session.exec(statement):
        state = state_of(Origin(origin), Review(review), outdated=bool(is_outdated))
        states[slug][state] = states[slug].get(state, 0) + number
    everything = sum(by_source.values())
    return [
        Coverage(row, everything - by_source.get(slug, 0), states[slug])
        for slug, row in LANGUAGES.items()
        if slug != SOURCE.slug
    ]
