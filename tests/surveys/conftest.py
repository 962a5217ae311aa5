"""Miniature surveys for the engine's tests."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from surveys.check import CheckResult, check
from surveys.instrument import Compiled, compile_instrument
from surveys.navigation import LoadedInstrument, load

FORMS = Path(__file__).parent / "forms"
NOW = datetime(2027, 2, 3, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(scope="session")
def basics_check() -> CheckResult:
    return check((FORMS / "basics.md").read_bytes(), "basics.md")


@pytest.fixture(scope="session")
def basics(basics_check: CheckResult) -> Compiled:
    return compile_instrument(basics_check, "probe")


@pytest.fixture(scope="session")
def instrument(basics: Compiled) -> LoadedInstrument:
    return load(basics.hash, basics.canonical)


@pytest.fixture
def now() -> datetime:
    return NOW
