import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from portal.db import Database


@pytest.fixture
def empty(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    yield database
    database.engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 5000), ("secure_delete", 1)],
)
def test_sqlite_is_set_up_for_many_readers_and_clean_deletion(empty, pragma, value):
    with empty.session() as session:
        assert session.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_foreign_keys_hold(empty):
    with empty.session() as session:
        session.connection().execute(text("CREATE TABLE a (id INTEGER PRIMARY KEY)"))
        session.connection().execute(text("CREATE TABLE b (a INTEGER REFERENCES a(id))"))
    with pytest.raises(IntegrityError), empty.session() as session:
        session.connection().execute(text("INSERT INTO b VALUES (1)"))


def test_two_writers_wait_for_each_other_instead_of_failing(empty):
    with empty.session() as session:
        session.connection().execute(text("CREATE TABLE counter (n INTEGER)"))
        session.connection().execute(text("INSERT INTO counter VALUES (0)"))

    faults = []

    def add():
        try:
            for _ in range(20):
                with empty.session() as session:
                    seen = session.connection().execute(text("SELECT n FROM counter")).scalar()
                    session.connection().execute(text("UPDATE counter SET n = :n"), {"n": seen + 1})
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    with empty.session(writing=False) as session:
        assert session.connection().execute(text("SELECT n FROM counter")).scalar() == 80


def test_a_raise_rolls_back(empty):
    with empty.session() as session:
        session.connection().execute(text("CREATE TABLE a (id INTEGER)"))

    def fail():
        with empty.session() as session:
            session.connection().execute(text("INSERT INTO a VALUES (1)"))
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    with empty.session(writing=False) as session:
        assert session.connection().execute(text("SELECT count(*) FROM a")).scalar() == 0


def test_an_error_quotes_no_value(empty):
    with pytest.raises(OperationalError) as caught, empty.session() as session:
        session.connection().execute(text("INSERT INTO missing VALUES (:v)"), {"v": "what a person wrote"})
    assert "wrote" not in str(caught.value)
