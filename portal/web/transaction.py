"""The request owns the transaction: return commits, raise rolls back. Views and stores never commit."""

from flask import Flask, Response, current_app, g, request
from sqlmodel import Session

from portal.db import Database

READING_METHODS = ("GET", "HEAD", "OPTIONS")


def current_session() -> Session:
    """Return the session of this request, opened at first use."""
    if "database_session" not in g:
        database: Database = current_app.extensions["database"]
        g.database_session = database.open_session(writing=request.method not in READING_METHODS)
    session: Session = g.database_session
    return session


def mark_failed() -> None:
    """Called by error handlers: nothing of this request may be stored."""
    session: Session | None = g.get("database_session")
    if session is not None:
        session.rollback()


def pause_transaction() -> None:
    """Let others write while this request reckons for long; only before it has changed anything itself."""
    session: Session | None = g.get("database_session")
    if session is not None:
        session.rollback()


def give_up_database() -> None:
    """The database does not answer: the error page must not ask it again and wait once more."""
    g.database_gone = True


def database_answers() -> bool:
    return "database_gone" not in g


def init_transaction(app: Flask, database: Database) -> None:
    app.extensions["database"] = database

    @app.after_request
    def _commit(response: Response) -> Response:
        session: Session | None = g.get("database_session")
        if session is not None:
            session.commit()
        return response

    @app.teardown_request
    def _close(_error: BaseException | None) -> None:
        session: Session | None = g.pop("database_session", None)
        if session is not None:
            session.close()
