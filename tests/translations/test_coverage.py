from sqlmodel import Session

from translations.coverage import coverage
from translations.store import put_segment, put_translation
from translations.workflow import State


def test_every_language_but_german_is_counted_by_state(session: Session) -> None:
    for letter in "abcde":
        put_segment(session, f"page.{letter}", letter.upper(), kind="page")
    put_segment(session, "page.f", "F.", kind="page", source_language="leicht")
    put_translation(session, "page.a", "en", "a", review="reviewed")
    put_translation(session, "page.b", "en", "b", review="accepted")
    put_translation(session, "page.c", "en", "c", review="unreviewed")
    put_translation(session, "page.d", "en", "d", origin="machine", review="unreviewed")
    put_translation(session, "page.e", "en", "e", review="reviewed", made_from="old")
    session.flush()

    found = {row.language.slug: row for row in coverage(session)}

    assert "de" not in found
    assert len(found) == 19
    assert [found["en"].count(state) for state in State] == [1, 1, 1, 1, 1, 1]
    assert (found["leicht"].total, found["leicht"].missing) == (5, 5)
    assert (found["ar"].total, found["ar"].missing) == (6, 6)
