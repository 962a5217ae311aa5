"""The miniature survey of the engine's tests, published as `probe`."""

from pathlib import Path

import pytest
from sqlmodel import Session

from portal.answering.publishing import Published, publish_form
from portal.db import Database
from portal.web.clock import today
from surveys.check import CheckResult, check

FORMS = Path(__file__).parents[2] / "surveys" / "forms"


@pytest.fixture(scope="session")
def checked() -> CheckResult:
    return check((FORMS / "basics.md").read_bytes(), "basics.md")


def publish(session: Session, checked: CheckResult, **options: bool) -> Published:
    return publish_form(session, checked, "probe", today=today(), by="test", **options)


@pytest.fixture
def probe(database: Database, checked: CheckResult) -> str:
    """The address part of a published survey in German and Arabic."""
    with database.session() as session:
        publish(session, checked, accept_texts=True)
    return "probe"
