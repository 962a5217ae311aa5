"""The demo answers and a published demo release, built once and copied into each test's database."""

import shutil
import sqlite3
from pathlib import Path
from types import ModuleType

import pytest
from sqlmodel import SQLModel

from portal.answering import demo as answering_demo
from portal.config import Settings
from portal.db import Database
from portal.results import demo
from portal.web.clock import today

ANSWERED, PUBLISHED = "answered.db", "published.db"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of demo answers, the same with published results, and the release."""
    folder = tmp_path_factory.mktemp("prepared")
    settings = Settings(
        database_url=f"sqlite:///{folder / 'work.db'}",
        secret_key="s" * 40,
        pepper=bytes(range(32)),
        data_dir=folder,
    )
    database = Database(settings.database_url)
    SQLModel.metadata.create_all(database.engine)
    for module, name in ((answering_demo, ANSWERED), (demo, PUBLISHED)):
        with database.session() as session:
            module.load(session, settings)
        copy(folder / "work.db", folder / name)
    database.engine.dispose()
    return folder


def copy(source: Path, target: Path) -> None:
    """By SQLite's own backup, which also takes what still lies in the write-ahead log."""
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()


@pytest.fixture
def answered(database: Database, settings: Settings, request: pytest.FixtureRequest) -> Database:
    if database.is_sqlite:
        copy(request.getfixturevalue("prepared") / ANSWERED, settings.data_dir / "test.db")
    else:
        _load(database, settings, answering_demo)
    return database


@pytest.fixture
def published(database: Database, settings: Settings, request: pytest.FixtureRequest) -> str:
    """Demo results are published; returns their period."""
    if database.is_sqlite:
        prepared = request.getfixturevalue("prepared")
        copy(prepared / PUBLISHED, settings.data_dir / "test.db")
        shutil.copytree(prepared / "releases", settings.data_dir / "releases")
    else:
        _load(database, settings, answering_demo, demo)
    return str(today().year)


def _load(database: Database, settings: Settings, *modules: ModuleType) -> None:
    for module in modules:
        with database.session() as session:
            module.load(session, settings)


@pytest.fixture
def margins() -> bytes:
    return demo.DEMO_MARGINS.read_bytes()
