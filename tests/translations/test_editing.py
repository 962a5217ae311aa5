from datetime import date

import pytest
from sqlmodel import Session

from translations.editing import ChangedMeanwhile, FaultyText, findings_of, save, seen
from translations.store import get_entry, put_segment, put_translation
from translations.workflow import Review, State

TODAY = date(2026, 11, 24)
KEY = "page.home.title"


def write(session: Session, text: str, review: Review = Review.UNREVIEWED, key: str = KEY) -> None:
    began_with = seen(get_entry(session, key, "en"))
    save(session, key, "en", text, began_with=began_with, review=review, by="t@city.de", on=TODAY)


def test_a_first_text_is_human_and_not_reviewed(session: Session) -> None:
    put_segment(session, KEY, "Willkommen", kind="page")
    write(session, "  Welcome\r\n")
    entry = get_entry(session, KEY, "en")
    assert entry.state is State.UNREVIEWED
    assert entry.translation is not None
    assert (entry.translation.text, entry.translation.origin) == ("Welcome", "human")
    assert (entry.translation.changed_by, entry.translation.changed_on) == ("t@city.de", TODAY)


def test_a_confirmed_machine_text_stays_known_as_one(session: Session) -> None:
    put_segment(session, KEY, "Willkommen", kind="page")
    put_translation(session, KEY, "en", "Welcome", origin="machine", review="unreviewed", engine="argos")
    write(session, "Welcome", Review.REVIEWED)
    translation = get_entry(session, KEY, "en").translation
    assert translation is not None
    assert (translation.origin, translation.review, translation.engine) == ("machine", "reviewed", "argos")


def test_a_corrected_machine_text_is_machine_edited(session: Session) -> None:
    put_segment(session, KEY, "Willkommen", kind="page")
    put_translation(session, KEY, "en", "Well come", origin="machine", review="unreviewed", warnings=["length"])
    write(session, "Welcome")
    translation = get_entry(session, KEY, "en").translation
    assert translation is not None
    assert (translation.origin, translation.warnings) == ("machine_edited", [])


def test_reviewing_an_outdated_text_makes_it_current(session: Session) -> None:
    put_segment(session, KEY, "Willkommen", kind="page")
    put_translation(session, KEY, "en", "Welcome")
    put_segment(session, KEY, "Willkommen!", kind="page")
    write(session, "Welcome!", Review.REVIEWED)
    assert get_entry(session, KEY, "en").state is State.REVIEWED


def test_what_somebody_else_changed_in_between_is_not_overwritten(session: Session) -> None:
    put_segment(session, KEY, "Willkommen", kind="page")
    began_with = seen(get_entry(session, KEY, "en"))
    put_translation(session, KEY, "en", "Hello")
    with pytest.raises(ChangedMeanwhile):
        save(session, KEY, "en", "Welcome", began_with=began_with, review=Review.REVIEWED, by="t", on=TODAY)


def test_a_source_changed_in_between_is_shown_first(session: Session) -> None:
    put_segment(session, KEY, "Willkommen", kind="page")
    began_with = seen(get_entry(session, KEY, "en"))
    put_segment(session, KEY, "Auf Wiedersehen", kind="page")
    with pytest.raises(ChangedMeanwhile):
        save(session, KEY, "en", "Welcome", began_with=began_with, review=Review.REVIEWED, by="t", on=TODAY)


def test_a_lost_placeholder_is_refused_and_other_numbers_are_shown(session: Session) -> None:
    put_segment(session, "page.left", "Noch {number} von 12", kind="page")
    with pytest.raises(FaultyText):
        write(session, "left of 12", key="page.left")
    write(session, "{number} of twelve left", key="page.left")
    (finding,) = findings_of(get_entry(session, "page.left", "en"))
    assert finding.value == "12"
