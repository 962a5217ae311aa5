import dataclasses

from portal.app import create_app
from portal.config import Settings
from portal.db import Database
from portal.migrations.state import upgrade


def parts(settings, database):
    answer = create_app(settings, database).test_client().get("/readyz")
    return answer.status_code, answer.json["parts"]


def test_process_is_up(client):
    assert client.raw.get("/healthz").json == {"status": "ok"}


def test_database_without_history_is_not_ready(settings, database):
    code, found = parts(settings, database)
    assert code == 503
    assert "db upgrade" in found["migrations"]


def test_migrated_database_without_bot_is_ready(settings, tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'm.db'}")
    upgrade(database)
    assert parts(settings, database) == (200, {"database": "ok", "migrations": "ok", "keys": "ok", "bot": "off"})
    database.engine.dispose()


def test_bot_that_does_not_answer_is_named(settings: Settings, tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'm.db'}")
    upgrade(database)
    code, found = parts(dataclasses.replace(settings, bot_url="http://127.0.0.1:9"), database)
    assert code == 503
    assert found["bot"].startswith("no answer")
    database.engine.dispose()
