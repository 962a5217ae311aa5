"""A small directory of our own beside the demo directory, so that expected values do not come from the demo."""

from datetime import date

import pytest

from portal.advice import demo
from portal.advice.directory import text_key
from portal.advice.models import AdviceService
from portal.config import Settings
from portal.db import Database
from translations.store import put_segment, put_translation


@pytest.fixture
def demo_directory(database: Database, settings: Settings) -> None:
    with database.session() as session:
        demo.load(session, settings)


@pytest.fixture
def two_services(database: Database) -> None:
    """A service of which all is known and one of which only the name is known."""
    with database.session() as session:
        session.add(
            AdviceService(
                slug="naehstube",
                topics=["women", "work"],
                languages=["tr", "ar"],
                address="Musterweg 1",
                phone="05361/00 00 01",
                email="naehen@example.org",
                website="example.org/naehen",
                opening=["09:00-12:00", "", "14:00-16:00", "", "", "", ""],
                confirmed_on=date(2026, 3, 5),
            )
        )
        session.add(AdviceService(slug="strassenfest", topics=["culture_leisure"]))
        put_segment(session, text_key("naehstube", "name"), "Nähstube Übergang", kind="advice")
        put_segment(session, text_key("naehstube", "what"), "Nähen und Deutsch sprechen.", kind="advice")
        put_segment(session, text_key("naehstube", "how"), "Klingeln Sie zweimal.", kind="advice")
        put_segment(session, text_key("strassenfest", "name"), "Straßenfest", kind="advice")
        put_segment(session, text_key("strassenfest", "what"), "Alle Nachbarn feiern.", kind="advice")
        session.flush()
        put_translation(session, text_key("naehstube", "name"), "ar", "مشغل الخياطة")
        put_translation(session, text_key("naehstube", "what"), "ar", "الخياطة والتحدث بالألمانية في السكن")
