import logging

import pytest
from flask import Blueprint, abort
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import text

from portal.app import create_app
from portal.web.errors import NotReady
from portal.web.transaction import current_session
from tests.portal.conftest import CheckingClient


@pytest.fixture
def faulty(settings, database):
    """A portal with pages that fail in every way."""
    app = create_app(settings, database)
    blueprint = Blueprint("faulty", __name__)

    @blueprint.get("/<language:lang>/abort/<int:code>")
    def stop(code):
        abort(code)

    @blueprint.get("/<language:lang>/fault")
    def fault():
        raise ValueError("what a person wrote: my secret")

    @blueprint.get("/<language:lang>/not-ready")
    def not_ready():
        raise NotReady("pepper")

    @blueprint.post("/<language:lang>/half")
    def half():
        current_session().connection().execute(text("CREATE TABLE half_stored (n INTEGER)"))
        current_session().connection().execute(text("INSERT INTO half_stored VALUES (1)"))
        raise ValueError

    @blueprint.get("/<language:lang>/fails-when-stored")
    def fails_when_stored():
        def fail(_session):
            raise ValueError("what a person wrote: my secret")

        event.listen(current_session(), "before_commit", fail, once=True)
        return ""

    app.register_blueprint(blueprint)
    return CheckingClient(app.test_client())


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 409, 413, 429, 503, 418])
@pytest.mark.parametrize("slug", ["de", "leicht", "ar"])
def test_error_page_keeps_the_readers_language(faulty, code, slug):
    answer = faulty.get(f"/{slug}/abort/{code}")
    assert answer.status_code == code
    assert f'<html lang="{"de-simple" if slug == "leicht" else slug}"' in answer.text


def test_a_fault_shows_no_trace_and_logs_no_text(faulty, caplog):
    with caplog.at_level(logging.DEBUG):
        answer = faulty.get("/en/fault")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "secret" not in caplog.text
    assert "ValueError at" in caplog.text


def test_a_missing_key_is_503(faulty):
    assert faulty.get("/tr/not-ready").status_code == 503


def test_a_fault_stores_nothing(faulty, database):
    assert faulty.post("/de/half").status_code == 500
    with database.session(writing=False) as session:
        names = (
            session.connection()
            .execute(
                text(
                    "SELECT 1 FROM information_schema.tables WHERE table_name='half_stored'"
                    if not database.is_sqlite
                    else "SELECT 1 FROM sqlite_master WHERE name='half_stored'"
                )
            )
            .all()
        )
    assert names == []


def test_api_errors_are_json(faulty):
    answer = faulty.get("/api/v1/nothing-here")
    assert answer.status_code == 404
    assert answer.json["error"]


def test_what_fails_while_it_is_stored_is_an_error_page_and_logs_no_text(faulty, caplog):
    answer = faulty.get("/de/fails-when-stored")
    assert answer.status_code == 500
    assert "secret" not in caplog.text
    assert "ValueError at" in caplog.text


def test_a_database_that_does_not_answer_is_503_and_is_not_asked_twice(app, database, staff, monkeypatch):
    editor = staff("editor")
    editor.get("/staff/advice/")
    asked = []

    def locked():
        asked.append(1)
        raise OperationalError("BEGIN", {}, Exception("database is locked"))

    monkeypatch.setattr(database, "open_session", lambda **_: locked())
    assert editor.post("/staff/advice/", {"name": "a", "what": "b"}).status_code == 503
    assert len(asked) == 1
