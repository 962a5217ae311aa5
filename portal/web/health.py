"""`/healthz`: the process is up. `/readyz`: database, migrations, keys and bot are usable, JSON per part."""

from collections.abc import Callable

import httpx
from flask import Flask, Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.config import Settings
from portal.db import Database

BOT_SECONDS = 2.0


def check_database(database: Database) -> str:
    try:
        with database.session(writing=False) as session:
            session.connection().execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return f"no answer ({type(error).__name__})"
    return "ok"


def check_migrations(database: Database, pending: Callable[[Database], bool]) -> str:
    try:
        waiting = pending(database)
    except SQLAlchemyError as error:
        return f"unknown ({type(error).__name__})"
    return "the database is older than the program: vielstimmig db upgrade" if waiting else "ok"


def check_bot(settings: Settings) -> str:
    """Return `off` where no bot is configured: chat then answers from the directory, which is a state, no fault."""
    if settings.bot_url is None:
        return "off"
    try:
        answer = httpx.get(
            f"{settings.bot_url}/webhooks/portal/ready",
            headers={"Authorization": f"Bearer {settings.bot_token}"},
            timeout=BOT_SECONDS,
        )
    except httpx.HTTPError as error:
        return f"no answer ({type(error).__name__})"
    return "ok" if answer.status_code == 200 else f"status {answer.status_code}"


def init_health(app: Flask, settings: Settings, pending: Callable[[Database], bool]) -> None:
    """`pending(database)` says whether migrations wait; it is handed in because it knows all tables."""

    @app.get("/healthz")
    def healthz() -> Response:
        return jsonify({"status": "ok"})

    @app.get("/readyz")
    def readyz() -> tuple[Response, int]:
        database: Database = current_app.extensions["database"]
        parts = {
            "database": check_database(database),
            "migrations": check_migrations(database, pending),
            "keys": "ok" if len(settings.pepper) == 32 and settings.secret_key else "missing",
            "bot": check_bot(settings),
        }
        ready = all(state in ("ok", "off") for state in parts.values())
        return jsonify({"ready": ready, "parts": parts}), 200 if ready else 503
