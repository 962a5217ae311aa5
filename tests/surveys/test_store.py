from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, select

from surveys import models, store
from surveys.filling import new_state, take_page
from surveys.instrument import Compiled
from surveys.models import Partial, Receipt, Response, Survey
from surveys.navigation import LoadedInstrument
from surveys.partials import CannotOpen, new_secret
from surveys.store import ChangedMeanwhile, NoPartial

PEPPER = bytes(range(32))
TODAY = date(2027, 2, 3)
TABLES = ("survey", "survey_draft", "instrument", "instrument_file", "partial", "receipt", "response", "access_code")


@pytest.fixture
def survey(session: Session, basics: Compiled) -> Survey:
    store.publish(session, "probe", basics, today=TODAY)
    return store.get_survey(session, "probe")


@pytest.fixture
def state(instrument: LoadedInstrument, now: datetime) -> dict[str, Any]:
    return new_state(instrument, "de", TODAY, now)


def begin(session: Session, survey: Survey, state: dict[str, Any]) -> bytes:
    secret = new_secret()
    store.start_partial(session, survey, state, secret, pepper=PEPPER, today=TODAY)
    return secret


def reopen(session: Session, survey: Survey, secret: bytes, today: date = TODAY) -> store.OpenPartial:
    return store.open_partial(session, survey, secret, pepper=PEPPER, today=today)


def test_saved_answers_come_back_with_the_secret_only(
    session: Session, survey: Survey, state: dict[str, Any], instrument: LoadedInstrument, now: datetime
) -> None:
    secret = begin(session, survey, state)
    filled = take_page(instrument, state, "alter", {"q:alter": ["34"]}, now)
    store.save_partial(session, survey, reopen(session, survey, secret), filled.state, today=TODAY)
    again = reopen(session, survey, secret)
    assert (again.revision, again.state) == (1, filled.state)
    with pytest.raises(NoPartial):
        reopen(session, survey, new_secret())
    with pytest.raises(NoPartial):
        store.open_partial(session, survey, secret, pepper=b"x" * 32, today=TODAY)


def test_of_two_saves_at_once_the_second_is_told(session: Session, survey: Survey, state: dict[str, Any]) -> None:
    secret = begin(session, survey, state)
    first, second = reopen(session, survey, secret), reopen(session, survey, secret)
    store.save_partial(session, survey, first, state, today=TODAY)
    with pytest.raises(ChangedMeanwhile):
        store.save_partial(session, survey, second, state, today=TODAY)


def test_a_row_put_in_another_place_does_not_open(session: Session, survey: Survey, state: dict[str, Any]) -> None:
    secret = begin(session, survey, state)
    row = session.exec(select(Partial)).one()
    row.revision = 7
    session.add(row)
    session.flush()
    with pytest.raises(NoPartial):
        reopen(session, survey, secret)


@pytest.mark.parametrize(
    ("closes", "expires"),
    [
        (None, TODAY + timedelta(days=30)),
        (TODAY + timedelta(days=3), TODAY + timedelta(days=4)),
        (TODAY, TODAY + timedelta(days=1)),
    ],
)
def test_answers_under_way_expire(
    session: Session, survey: Survey, state: dict[str, Any], closes: date | None, expires: date
) -> None:
    survey.closes = closes
    secret = begin(session, survey, state)
    assert session.exec(select(Partial)).one().expires_on == expires
    reopen(session, survey, secret, expires)
    with pytest.raises(NoPartial):
        reopen(session, survey, secret, expires + timedelta(days=1))
    store.delete_expired(session, expires + timedelta(days=1))
    assert session.exec(select(Partial)).all() == []


def test_submission_is_one_response_however_often_it_is_sent(
    session: Session, survey: Survey, state: dict[str, Any], instrument: LoadedInstrument, now: datetime
) -> None:
    secret = begin(session, survey, state)
    lookup = reopen(session, survey, secret).keys.lookup
    state["answers"] = {"alter": {"v": 34}, "wunsch": {"v": "geheim"}}
    assert store.submit(session, survey, instrument, state, pepper=PEPPER, now=now, lookup=lookup)
    assert not store.submit(session, survey, instrument, state, pepper=PEPPER, now=now, lookup=lookup)
    assert session.exec(select(Partial)).all() == []
    assert len(session.exec(select(Receipt)).all()) == 1
    row = session.exec(select(Response)).one()
    assert b"geheim" not in row.sealed_answers + row.sealed_texts
    (opened,) = store.responses(session, survey, pepper=PEPPER)
    assert (opened.answers["alter"], opened.texts, opened.day) == ({"v": 34}, {}, TODAY)
    assert "wunsch" not in opened.answers
    (opened,) = store.responses(session, survey, pepper=PEPPER, with_texts=True)
    assert opened.texts == {"wunsch": {"v": "geheim"}}
    assert store.count_responses(session) == {survey.id: 1}


def test_a_response_moved_to_another_row_does_not_open(
    session: Session, survey: Survey, state: dict[str, Any], instrument: LoadedInstrument, now: datetime
) -> None:
    store.submit(session, survey, instrument, state, pepper=PEPPER, now=now)
    row = session.exec(select(Response)).one()
    row.sealed_answers, row.sealed_texts = row.sealed_texts, row.sealed_answers
    session.add(row)
    session.flush()
    with pytest.raises(CannotOpen):
        list(store.responses(session, survey, pepper=PEPPER))


def test_the_same_content_is_the_same_version(session: Session, survey: Survey, basics: Compiled) -> None:
    again = store.publish(session, "probe", basics, today=TODAY)
    assert [row.hash for row in store.list_instruments(session, survey)] == [again.hash] == [survey.instrument]


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [(None, None, True), (1, None, False), (0, 0, True), (None, -1, False), (-2, 5, True)],
)
def test_a_survey_is_open_between_its_days(
    survey: Survey, opens: int | None, closes: int | None, expected: bool
) -> None:
    survey.opens = None if opens is None else TODAY + timedelta(days=opens)
    survey.closes = None if closes is None else TODAY + timedelta(days=closes)
    assert store.is_open(survey, TODAY) is expected


def test_no_table_knows_who_answered_or_at_what_time(session: Session) -> None:
    columns = inspect(session.connection()).get_columns
    for table in TABLES:
        for column in columns(table):
            kind = str(column["type"])
            assert "TIME" not in kind, (table, column["name"])
            for word in ("ip", "agent", "address", "email", "created", "updated"):
                assert word not in column["name"].split("_"), (table, column["name"])
    codes = {column["name"] for column in columns("access_code")}
    assert codes == {"digest", "survey_id", "batch", "used"}


def test_tables_with_random_keys_keep_no_order() -> None:
    for model in (models.Partial, models.Receipt, models.Response, models.AccessCode):
        table = SQLModel.metadata.tables[str(model.__tablename__)]
        assert table.dialect_options["sqlite"]["with_rowid"] is False
