"""The analysts' desk."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from portal.db import Database
from portal.results import building, store
from tests.portal.conftest import CheckingClient

Staff = Callable[[str], CheckingClient]


@pytest.mark.parametrize("role", ["editor", "translator", "survey_manager", "counsellor", "admin"])
def test_only_analysts_see_the_desk(staff: Staff, role: str) -> None:
    assert staff(role).get("/staff/results/").status_code == 403


def test_nobody_sees_it_without_signing_in(client: CheckingClient) -> None:
    assert client.get("/staff/results/").status_code in (302, 303)


def test_an_analyst_builds_and_may_not_approve_alone(staff: Staff, answered: Database, margins: bytes) -> None:
    desk = staff("analyst")
    assert desk.get("/staff/results/").status_code == 200
    wrong = desk.post("/staff/results/", {"survey": "none", "period": "../x"})
    assert wrong.status_code == 422
    # The period becomes the address of the report; it has to begin with a year.
    wrong = desk.post("/staff/results/", {"survey": "leben-in-der-stadt", "period": "morgen"})
    assert "Zeitraum wie 2026" in wrong.text
    upload = (io.BytesIO(margins.replace(b"42000", b"43000")), "margins.csv")
    wrong = desk.post(
        "/staff/results/", {"survey": "leben-in-der-stadt", "period": "2026", "margins": upload},
        content_type="multipart/form-data",
    )  # fmt: skip
    assert wrong.status_code == 422
    assert "widersprechen sich" in wrong.text
    made = desk.post("/staff/results/", {"survey": "leben-in-der-stadt", "period": "2026"})
    assert made.status_code == 303
    page = desk.get(made.headers["Location"])
    assert "Gewichtet neben ungewichtet" in page.text
    assert "Eine zweite Person" in page.text
    refused = desk.post(f"{made.headers['Location']}/approve")
    assert refused.status_code == 409
    with answered.session() as session:
        assert store.published_releases(session) == []
        (release,) = store.list_releases(session)
        release.built_by = "somebody.else@example.org"
        session.add(release)
    approved = desk.post(f"{made.headers['Location']}/approve")
    assert approved.status_code == 303
    with answered.session() as session:
        (release,) = store.published_releases(session)
        assert release.approved_by
    assert desk.get("/de/results/2026/").status_code == 200


def test_others_may_write_while_a_release_is_reckoned(
    staff: Staff, answered: Database, margins: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, reckon = staff("analyst"), building.prepare

    def prepare(*args: Any, **named: Any) -> Any:
        with answered.session() as other:
            other.connection().execute(text("UPDATE survey SET demo = demo"))
        return reckon(*args, **named)

    monkeypatch.setattr(building, "prepare", prepare)
    assert desk.post("/staff/results/", {"survey": "leben-in-der-stadt", "period": "2026"}).status_code == 303
