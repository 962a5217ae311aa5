"""Engine and session: the only source of sessions.

SQLite runs in WAL mode with foreign keys and a busy timeout. pysqlite's own transaction handling is switched off:
its deferred BEGIN fails at once, without waiting, when a reader becomes a writer after another writer
(SQLITE_BUSY_SNAPSHOT). A session for writing therefore begins IMMEDIATE.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session, create_engine

BUSY_TIMEOUT_MS = 5000


class Database:
    """One database; `writing=True` sessions take SQLite's write lock when they begin."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        if self.is_sqlite:
            wait = {"timeout": BUSY_TIMEOUT_MS / 1000}
            # An error never quotes the values of its statement: they may be what a person wrote.
            self.engine = create_engine(url, connect_args=wait, hide_parameters=True)
            _prepare_sqlite(self.engine)
        else:
            self.engine = create_engine(_with_driver(url), pool_pre_ping=True, hide_parameters=True)
        self._writing_engine = self.engine.execution_options(begin_immediate=True)

    def open_session(self, *, writing: bool = True) -> Session:
        """Open a session that the caller commits and closes."""
        return Session(self._writing_engine if writing else self.engine, expire_on_commit=False)

    @contextmanager
    def session(self, *, writing: bool = True) -> Iterator[Session]:
        """Commit on success, roll back on error."""
        with self.open_session(writing=writing) as session:
            try:
                yield session
            except BaseException:
                session.rollback()
                raise
            session.commit()


def _with_driver(url: str) -> str:
    for bare in ("postgresql://", "postgres://"):
        if url.startswith(bare):
            return "postgresql+psycopg://" + url.removeprefix(bare)
    return url


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "synchronous=NORMAL",
            # Deleted reports and answers must not stay readable in free pages.
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        immediate = connection.get_execution_options().get("begin_immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
