"""Queries of the surveys: publishing, answers under way, submission, responses. Never commits."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from surveys.filling import State
from surveys.instrument import Compiled
from surveys.models import Instrument, Partial, Receipt, Response, Survey, SurveyDraft
from surveys.navigation import LoadedInstrument, final_answers, load, look
from surveys.partials import (
    CannotOpen,
    Keys,
    derive_keys,
    response_key,
    seal,
    seal_record,
    unseal,
    unseal_record,
)
from surveys.sheets import Form, to_json

PARTIAL_DAYS = 30
RECEIPT_DAYS = 30
DAYS_AFTER_CLOSE = 1


class UnknownSurvey(LookupError):
    """No survey has this slug, or none of its versions is published."""


class NoPartial(LookupError):
    """No answers under way for this secret: never stored, expired, submitted, or a wrong code."""


class ChangedMeanwhile(Exception):
    """Another request saved the same answers first; the caller reads again and tries once more."""


@dataclass(frozen=True)
class OpenPartial:
    """Answers under way, opened with the respondent's secret."""

    keys: Keys
    instrument: LoadedInstrument
    revision: int
    state: State


@dataclass(frozen=True)
class OpenResponse:
    """A submitted response, opened. `texts` are free texts and stay empty unless asked for."""

    instrument: str
    language: str
    channel: str
    sampling: str
    day: date
    answers: dict[str, Any]
    texts: dict[str, Any]


def get_survey(session: Session, slug: str) -> Survey:
    survey = session.exec(select(Survey).where(Survey.slug == slug)).first()
    if survey is None:
        raise UnknownSurvey(slug)
    return survey


def list_surveys(session: Session) -> list[Survey]:
    return list(session.exec(select(Survey).order_by(col(Survey.slug))))


def is_open(survey: Survey, today: date) -> bool:
    """Derived, never stored: published, begun and not yet closed."""
    begun = survey.opens is None or survey.opens <= today
    ended = survey.closes is not None and survey.closes < today
    return survey.instrument is not None and begun and not ended


def get_instrument(session: Session, digest: str) -> LoadedInstrument:
    row = session.get(Instrument, digest)
    if row is None:
        raise UnknownSurvey(digest)
    return load(row.hash, row.body)


def current_instrument(session: Session, survey: Survey) -> LoadedInstrument:
    if survey.instrument is None:
        raise UnknownSurvey(survey.slug)
    return get_instrument(session, survey.instrument)


def list_instruments(session: Session, survey: Survey) -> list[Instrument]:
    statement = select(Instrument).where(Instrument.survey_id == survey.id).order_by(col(Instrument.number))
    return list(session.exec(statement))


def publish(
    session: Session, slug: str, compiled: Compiled, *, today: date, by: str = "", kind: str = "general"
) -> Instrument:
    """Makes this version the current one. The same content twice is the same version."""
    survey = session.exec(select(Survey).where(Survey.slug == slug)).first()
    if survey is None:
        survey = Survey(slug=slug, kind=kind)
        session.add(survey)
        session.flush()
    if survey.id is None:
        raise UnknownSurvey(slug)
    row = session.get(Instrument, compiled.hash)
    if row is None:
        last = session.exec(select(func.max(Instrument.number)).where(Instrument.survey_id == survey.id)).one()
        row = Instrument(
            hash=compiled.hash,
            survey_id=survey.id,
            number=(last or 0) + 1,
            structure_hash=compiled.structure_hash,
            body=compiled.canonical,
            published_by=by,
            published_on=today,
        )
        session.add(row)
        session.flush()
    survey.instrument = row.hash
    session.add(survey)
    return row


def put_draft(session: Session, slug: str, form: Form, *, by: str, today: date) -> SurveyDraft:
    """Stores an uploaded form as the draft of this slug, in place of an earlier one."""
    draft = get_draft(session, slug)
    if draft is None:
        draft = SurveyDraft(survey=slug, revision=0, sheets={}, changed_on=today)
    draft.revision += 1
    draft.filename = form.filename
    draft.sheets = to_json(form)
    draft.changed_by = by
    draft.changed_on = today
    session.add(draft)
    return draft


def get_draft(session: Session, slug: str) -> SurveyDraft | None:
    return session.exec(select(SurveyDraft).where(SurveyDraft.survey == slug)).first()


def list_drafts(session: Session) -> list[SurveyDraft]:
    return list(session.exec(select(SurveyDraft).order_by(col(SurveyDraft.survey))))


def _expiry(survey: Survey, today: date) -> date:
    latest = today + timedelta(days=PARTIAL_DAYS)
    if survey.closes is None:
        return latest
    return min(latest, max(survey.closes, today) + timedelta(days=DAYS_AFTER_CLOSE))


def start_partial(session: Session, survey: Survey, state: State, secret: bytes, *, pepper: bytes, today: date) -> None:
    """Stores answers under way for the first time, on the survey's current instrument."""
    if survey.instrument is None:
        raise UnknownSurvey(survey.slug)
    keys = derive_keys(secret, pepper)
    nonce, sealed = seal(state, keys, survey.instrument, 0)
    session.add(
        Partial(
            lookup=keys.lookup,
            instrument=survey.instrument,
            nonce=nonce,
            sealed=sealed,
            revision=0,
            expires_on=_expiry(survey, today),
        )
    )
    session.flush()


def open_partial(session: Session, survey: Survey, secret: bytes, *, pepper: bytes, today: date) -> OpenPartial:
    """Raises NoPartial for a wrong code and for an expired one alike."""
    keys = derive_keys(secret, pepper)
    row = session.get(Partial, keys.lookup, populate_existing=True)  # others may have saved meanwhile
    if row is None or row.expires_on < today:
        raise NoPartial
    published = session.get(Instrument, row.instrument)
    if published is None or published.survey_id != survey.id:
        raise NoPartial
    try:
        state = unseal(row.nonce, row.sealed, keys, row.instrument, row.revision)
    except CannotOpen as error:
        raise NoPartial from error
    return OpenPartial(keys, load(published.hash, published.body), row.revision, state)


def save_partial(session: Session, survey: Survey, partial: OpenPartial, state: State, *, today: date) -> None:
    """Compare-and-swap on the revision: of two requests at once, the later one learns of the earlier."""
    revision = partial.revision + 1
    nonce, sealed = seal(state, partial.keys, partial.instrument.hash, revision)
    statement = (
        update(Partial)
        .where(col(Partial.lookup) == partial.keys.lookup, col(Partial.revision) == partial.revision)
        .values(nonce=nonce, sealed=sealed, revision=revision, expires_on=_expiry(survey, today))
        .execution_options(synchronize_session=False)
    )
    if session.connection().execute(statement).rowcount != 1:
        raise ChangedMeanwhile


def delete_expired(session: Session, today: date) -> None:
    """The daily deletion."""
    session.connection().execute(delete(Partial).where(col(Partial.expires_on) < today))
    session.connection().execute(delete(Receipt).where(col(Receipt.delete_on) < today))


def _receipt_digest(submission: str) -> bytes:
    return hashlib.sha256(submission.encode()).digest()


def was_submitted(session: Session, submission: str) -> bool:
    return session.get(Receipt, _receipt_digest(submission)) is not None


def submit(
    session: Session,
    survey: Survey,
    instrument: LoadedInstrument,
    state: State,
    *,
    pepper: bytes,
    now: datetime,
    lookup: bytes | None = None,
    channel: str = "web",
    sampling: str = "open_link",
) -> bool:
    """Receipt, response and deletion of the partial in one transaction. False: it had been submitted before."""
    today = now.date()
    digest = _receipt_digest(state["submission"])
    try:
        with session.begin_nested():  # of two requests at once, the database lets one insert the receipt
            session.add(Receipt(digest=digest, delete_on=today + timedelta(days=RECEIPT_DAYS)))
    except IntegrityError:
        return False
    final = final_answers(look(instrument, state["answers"], now))
    free = {name for name, question in instrument.questions.items() if question["free_text"]}
    response = Response(
        survey_id=survey.id or 0,
        instrument=instrument.hash,
        language=state["language"],
        channel=channel,
        sampling=sampling,
        day=today,
        sealed_answers=b"",
        sealed_texts=b"",
    )
    key = response_key(pepper, survey.slug)
    answers = {name: answer for name, answer in final.items() if name not in free}
    texts = {name: answer for name, answer in final.items() if name in free}
    response.sealed_answers = seal_record(answers, key, _place(response, "answers"))
    response.sealed_texts = seal_record(texts, key, _place(response, "texts"))
    session.add(response)
    if lookup is not None:
        session.connection().execute(delete(Partial).where(col(Partial.lookup) == lookup))
    session.flush()
    return True


def _place(response: Response, part: str) -> str:
    return f"{response.id}|{response.instrument}|{part}"


def count_responses(session: Session) -> dict[int, int]:
    """Responses per survey id, in one query."""
    statement = select(Response.survey_id, func.count()).group_by(col(Response.survey_id))
    return dict(session.exec(statement).all())


def responses(session: Session, survey: Survey, *, pepper: bytes, with_texts: bool = False) -> Iterator[OpenResponse]:
    """Opens the submitted responses, ordered by their random id, so that nothing tells who came first."""
    key = response_key(pepper, survey.slug)
    statement = select(Response).where(Response.survey_id == survey.id).order_by(col(Response.id))
    for row in session.exec(statement):
        yield OpenResponse(
            row.instrument,
            row.language,
            row.channel,
            row.sampling,
            row.day,
            unseal_record(row.sealed_answers, key, _place(row, "answers")),
            unseal_record(row.sealed_texts, key, _place(row, "texts")) if with_texts else {},
        )
