"""A running portal with demo content, a real browser, and persons who walk through it."""

import dataclasses
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from portal.app import create_app
from portal.chat.client import HttpBot
from portal.cli import load_demo
from portal.config import DEMO_BOT_TOKEN, Settings
from portal.db import Database
from portal.migrations.state import upgrade
from portal.web.limits import limiter
from tests.journeys.browser import DESK, PHONE, Person


@dataclasses.dataclass(frozen=True)
class Portal:
    """The address of the running portal, and what lies behind it."""

    url: str
    settings: Settings
    database: Database


def run_portal(settings: Settings) -> Iterator[Portal]:
    database = Database(settings.database_url)
    upgrade(database)
    load_demo(settings)
    app = create_app(settings, database)
    # A journey goes faster than a person types.
    limiter.enabled = False
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Portal(f"http://127.0.0.1:{server.server_port}", settings, database)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        if isinstance(bot := app.extensions["chat_bot"], HttpBot):
            bot.close()
        database.engine.dispose()


def demo_settings(folder: Path, bot_url: str | None = None, bot_token: str = DEMO_BOT_TOKEN) -> Settings:
    return Settings(
        database_url=f"sqlite:///{folder / 'portal.db'}",
        secret_key="j" * 40,
        pepper=os.urandom(32),
        data_dir=folder,
        bot_url=bot_url,
        bot_token=bot_token,
    )


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal of this module's own, without bot."""
    yield from run_portal(demo_settings(tmp_path_factory.mktemp("portal")))


@pytest.fixture
def person(chromium: Browser, portal: Portal) -> Iterator[Callable[..., Person]]:
    """`person(language="ar", javascript=True)` opens a phone; `desk=True` a wide screen. All faults fail at the end."""
    people: list[Person] = []

    def opened(*, language: str, javascript: bool = True, desk: bool = False, base: str | None = None) -> Person:
        made = Person(
            chromium, base or portal.url, language=language, javascript=javascript, size=DESK if desk else PHONE
        )
        people.append(made)
        return made

    yield opened
    faults = [fault for one in people for fault in one.faults]
    for one in people:
        one.close()
    assert not faults, "\n".join(dict.fromkeys(faults))
