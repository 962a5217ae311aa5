"""From the survey store to a release, and who may publish it when."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from analysis.errors import MarginsDisagree
from portal.answering import demo as answering_demo
from portal.config import Settings
from portal.db import Database
from portal.results import store
from portal.results.building import build
from portal.results.models import ResultRelease
from portal.results.publishing import BadPeriod, SamePerson, TooFewAnswers, TooSoon, Workplace, publish
from surveys.models import Response

DAY = date(2026, 11, 24)


def built(session: Session, settings: Settings, margins: bytes, *, period: str = "2026") -> ResultRelease:
    place = Workplace(settings.data_dir, settings.pepper)
    return build(session, place, survey=answering_demo.SLUG, period=period, margins=margins, built_by="one", today=DAY)


def test_a_release_is_published_by_a_second_person_only(answered: Database, settings: Settings, margins: bytes) -> None:
    place = Workplace(settings.data_dir, settings.pepper)
    with answered.session() as session:
        release = built(session, settings, margins)
        assert release.is_demo
        assert release.weights["kish_deff_after"] > 1
        assert {row["indicator"] for row in release.comparison} >= {"gesundheit-gut", "faehigkeiten"}
        assert store.published_releases(session) == []
        with pytest.raises(SamePerson):
            publish(session, place, release, approved_by="one", today=DAY)
        publish(session, place, release, approved_by="two", today=DAY)
        publish(session, place, release, approved_by="three", today=DAY + timedelta(days=30))
        assert (release.approved_by, release.published_on) == ("two", DAY)
        assert store.published_releases(session) == [release]


def test_a_new_release_needs_a_week_and_ten_new_answers_in_every_group(
    answered: Database, settings: Settings, margins: bytes
) -> None:
    place = Workplace(settings.data_dir, settings.pepper)
    with answered.session() as session:
        publish(session, place, built(session, settings, margins), approved_by="two", today=DAY)
        for response in session.exec(select(Response).limit(3)).all():
            session.delete(response)
        session.flush()
        second = built(session, settings, margins, period="2027")
        with pytest.raises(TooSoon):
            publish(session, place, second, approved_by="two", today=DAY + timedelta(days=2))
        with pytest.raises(TooSoon):
            publish(session, place, second, approved_by="two", today=DAY + timedelta(days=8))
        assert second.published_on is None


def test_refused_releases_leave_no_answers_behind(answered: Database, settings: Settings, margins: bytes) -> None:
    with answered.session() as session:
        with pytest.raises(BadPeriod):
            built(session, settings, margins, period="../etc")
        with pytest.raises(MarginsDisagree):
            built(session, settings, margins.replace(b"42000", b"43000"))
        for response in session.exec(select(Response).offset(20)).all():
            session.delete(response)
        session.flush()
        with pytest.raises(TooFewAnswers):
            built(session, settings, margins)
        assert store.list_releases(session) == []
    assert list((settings.data_dir / "releases").glob("*")) == []
