"""What every test may use: the shared cases (where they lie beside the project), a database, settings.

`pytest --postgresql` runs the same tests on PostgreSQL instead of SQLite.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlmodel import Session, SQLModel

import portal.tables  # noqa: F401  (all tables known)
from portal.config import Settings
from portal.db import Database
from tests.journeys.browser import AXE, CHROMIUM, FLAGS
from tests.postgresql import Server, running_server

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgresql", action="store_true", help="run on PostgreSQL instead of SQLite")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of cases that nobody here wrote; a test that needs it is left out, by name, where it is missing."""
    path = Path(os.environ.get("VIELSTIMMIG_TEST_SHARED", ROOT.parent / "shared"))
    if not path.is_dir():
        pytest.skip("left out: ../shared is missing")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for the whole run: Playwright's loop cannot be started twice."""
    if not Path(CHROMIUM).exists():
        pytest.fail("Chromium is missing. Install it with: apt-get install chromium")
    if not AXE.exists():
        pytest.fail("axe-core is missing. Install it with: npm ci")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def database_url(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh database; on PostgreSQL it already has all tables."""
    if request.config.getoption("--postgresql"):
        server: Server = request.getfixturevalue("postgresql_server")
        with server.fresh_url() as url:
            yield url
    else:
        yield f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(
        database_url=database_url,
        secret_key="s" * 40,
        pepper=bytes(range(32)),
        data_dir=tmp_path,
        bot_url=None,
    )


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """A fresh database with all tables."""
    made = Database(settings.database_url)
    if made.is_sqlite:
        SQLModel.metadata.create_all(made.engine)
    yield made
    made.engine.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.open_session() as opened:
        yield opened
