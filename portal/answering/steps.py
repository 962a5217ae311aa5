"""The steps of answering: begin, post a page, keep a page, submit. Values in, values out; commits nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from surveys.filling import Filled, keep_page, new_state, open_page, previous_page, take_page
from surveys.models import Survey
from surveys.navigation import first_open, look
from surveys.page import PageView, view_page
from surveys.partials import new_secret
from surveys.store import (
    ChangedMeanwhile,
    OpenPartial,
    current_instrument,
    open_partial,
    save_partial,
    start_partial,
    submit,
)

TRIES = 3
Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Visitor:
    """Who answers: the survey, the secret from cookie or code, the language of the page, the keys and the time."""

    survey: Survey
    secret: bytes
    language: str
    pepper: bytes
    now: datetime


@dataclass(frozen=True)
class Step:
    """Where the respondent goes next; `submitted`: to the thanks page."""

    page: str | None
    submitted: bool = False


def begin(session: Session, survey: Survey, language: str, *, pepper: bytes, now: datetime) -> tuple[bytes, str]:
    """Starts answers under way after the consent; returns the secret and the first page."""
    instrument = current_instrument(session, survey)
    state = new_state(instrument, language, now.date(), now)
    secret = new_secret()
    start_partial(session, survey, state, secret, pepper=pepper, today=now.date())
    return secret, look(instrument, state["answers"], now).path[0]["id"]


def reopen(session: Session, visitor: Visitor) -> OpenPartial:
    """Raises NoPartial."""
    return open_partial(session, visitor.survey, visitor.secret, pepper=visitor.pepper, today=visitor.now.date())


def continue_at(partial: OpenPartial, now: datetime) -> str:
    """The page to go on with: the first open one, or the last where all are answered."""
    situation = look(partial.instrument, partial.state["answers"], now)
    return first_open(situation, partial.state["visited"]) or situation.path[-1]["id"]


def show(session: Session, visitor: Visitor, page_id: str) -> PageView | str:
    """The page to render, or the id of the page to go to instead. Raises NoPartial, UnknownPage."""
    partial = reopen(session, visitor)
    allowed = open_page(partial.instrument, partial.state, page_id, visitor.now)
    if allowed != page_id:
        return allowed
    return view_page(partial.instrument, partial.state, page_id, visitor.language, visitor.now)


def post(session: Session, visitor: Visitor, page_id: str, form: Form) -> Step:
    """`Next` was pressed on a page; submits when nothing is left to answer."""
    for _try in range(TRIES):
        partial = reopen(session, visitor)
        if open_page(partial.instrument, partial.state, page_id, visitor.now) != page_id:
            return Step(continue_at(partial, visitor.now))
        state = {**partial.state, "language": visitor.language}
        filled = take_page(partial.instrument, state, page_id, form, visitor.now)
        try:
            return _store(session, visitor, partial, filled)
        except ChangedMeanwhile:
            continue
    return Step(page_id)


def _store(session: Session, visitor: Visitor, partial: OpenPartial, filled: Filled) -> Step:
    if not filled.complete:
        save_partial(session, visitor.survey, partial, filled.state, today=visitor.now.date())
        return Step(filled.next_page)
    submit(
        session,
        visitor.survey,
        partial.instrument,
        filled.state,
        pepper=visitor.pepper,
        now=visitor.now,
        lookup=partial.keys.lookup,
    )
    return Step(None, submitted=True)


def keep(session: Session, visitor: Visitor, page_id: str, form: Form, *, back: bool) -> Step:
    """The language was switched, a pause begun or `back` pressed: stores the input as it is."""
    for _try in range(TRIES):
        partial = reopen(session, visitor)
        if open_page(partial.instrument, partial.state, page_id, visitor.now) != page_id:
            return Step(continue_at(partial, visitor.now))
        state = {**partial.state, "language": visitor.language}
        state = keep_page(partial.instrument, state, page_id, form, visitor.now)
        try:
            save_partial(session, visitor.survey, partial, state, today=visitor.now.date())
        except ChangedMeanwhile:
            continue
        before = previous_page(partial.instrument, state, page_id, visitor.now) if back else page_id
        return Step(before or page_id)
    return Step(page_id)
