"""What the features' commands share: a session on the configured database, and the way to refuse bad input."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from sqlmodel import Session

from portal.config import Settings
from portal.db import Database


@contextmanager
def command_session(settings: Settings | None = None, *, writing: bool = True) -> Iterator[Session]:
    """Commit on success, roll back on error, and close the connections at the end of the command."""
    database = Database((settings or Settings.from_env()).database_url)
    try:
        with database.session(writing=writing) as session:
            yield session
    finally:
        database.engine.dispose()


def refuse(reason: str) -> NoReturn:
    """End with one line for the person at the keyboard; exit 1 means that the input is bad."""
    click.echo(reason, err=True)
    sys.exit(1)
