import pytest
from sqlalchemy import inspect

from portal.db import Database
from portal.migrations.state import differences, pending, upgrade
from portal.tables import metadata


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request, tmp_path):
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
        yield database
        database.engine.dispose()
        return
    with request.getfixturevalue("postgresql_server").fresh_url(template="template0") as url:
        database = Database(url)
        yield database
        database.engine.dispose()


def test_history_builds_every_table_that_the_models_name(empty):
    assert pending(empty)
    upgrade(empty)
    assert not pending(empty)
    assert set(metadata.tables) <= set(inspect(empty.engine).get_table_names())


def test_history_and_models_say_the_same(empty):
    upgrade(empty)
    assert differences(empty) == []


def test_a_second_upgrade_changes_nothing(empty):
    upgrade(empty)
    upgrade(empty)
    assert not pending(empty)
