from datetime import date

import polib
import pytest
from sqlmodel import Session

from translations.exchange import Change, ExchangeRefused, Refusal, export_language, import_language
from translations.store import get_entry, put_segment, put_translation
from translations.workflow import State

TODAY = date(2026, 11, 24)


@pytest.fixture
def texts(session: Session) -> Session:
    put_segment(session, "bot.greet.1", "Guten Tag.\nWie kann ich helfen?", kind="bot", note="Erster Satz")
    put_segment(session, "page.a", "Noch {number} Tage", kind="page")
    put_segment(session, "page.b", "Neues Haus", kind="page")
    put_segment(session, "page.c", "Straße", kind="page")
    put_segment(session, "page.d", "Noch {number} Tage", kind="page")
    put_translation(
        session, "bot.greet.1", "tr", "Merhaba.\nNasıl yardım edebilirim?", review="reviewed", by="Ayşe", on=TODAY
    )
    put_translation(session, "page.a", "tr", "{number} gün kaldı", origin="machine", review="unreviewed")
    put_translation(session, "page.b", "tr", "ev", made_from="Haus")
    session.flush()
    return session


def take(session: Session, content: str) -> dict[Change, int]:
    return dict(import_language(session, "tr", content, by="t@city.de", on=TODAY))


def edited(content: str, key: str, **changes: object) -> str:
    file = polib.pofile(content)
    entry = next(item for item in file if item.msgctxt == key)
    for name, value in changes.items():
        setattr(entry, name, value)
    return str(file)


def test_the_file_says_what_a_translator_needs(texts: Session) -> None:
    file = {entry.msgctxt: entry for entry in polib.pofile(export_language(texts, "tr"))}

    assert list(file) == ["bot.greet.1", "page.a", "page.b", "page.c", "page.d"]
    assert "Erster Satz" in file["bot.greet.1"].comment
    assert "reviewed: Ayşe, 2026-11-24" in file["bot.greet.1"].comment
    assert file["page.a"].fuzzy
    assert "origin: machine" in file["page.a"].comment
    assert file["page.b"].fuzzy
    assert file["page.b"].previous_msgid == "Haus"
    assert file["page.c"].msgstr == ""
    assert not file["bot.greet.1"].fuzzy


def test_kurmanji_and_leichte_sprache_carry_their_catalog_name(texts: Session) -> None:
    assert '"Language: ku\\n"' in export_language(texts, "ku")
    assert '"Language: de_simple\\n"' in export_language(texts, "leicht")


def test_a_file_that_comes_back_unchanged_changes_nothing(texts: Session) -> None:
    before = export_language(texts, "tr")
    assert take(texts, before) == {Change.UNCHANGED: 3, Change.EMPTY: 2}
    assert export_language(texts, "tr") == before


def test_a_second_export_after_an_import_loses_nothing(texts: Session) -> None:
    content = edited(export_language(texts, "tr"), "page.c", msgstr="sokak")
    assert take(texts, content)[Change.NEW] == 1
    again = export_language(texts, "tr")
    assert take(texts, again) == {Change.UNCHANGED: 4, Change.EMPTY: 1}
    assert export_language(texts, "tr") == again


def test_new_and_changed_texts_are_human_and_unreviewed(texts: Session) -> None:
    content = edited(export_language(texts, "tr"), "page.c", msgstr="sokak")
    content = edited(content, "page.a", msgstr="{number} gün var", flags=[])
    assert take(texts, content) == {Change.NEW: 1, Change.CHANGED: 1, Change.UNCHANGED: 2, Change.EMPTY: 1}
    street, days = (get_entry(texts, key, "tr").translation for key in ("page.c", "page.a"))
    assert street is not None
    assert days is not None
    assert (street.origin, street.review, street.changed_by) == ("human", "unreviewed", "t@city.de")
    assert (days.origin, days.review) == ("machine_edited", "unreviewed")


@pytest.mark.parametrize("key", ["page.a", "page.b"])
def test_taking_the_mark_away_confirms_the_text(texts: Session, key: str) -> None:
    content = edited(export_language(texts, "tr"), key, flags=[])
    assert take(texts, content)[Change.CONFIRMED] == 1
    assert get_entry(texts, key, "tr").state is State.REVIEWED


def test_a_text_marked_as_unfinished_is_kept_with_its_mark(texts: Session) -> None:
    content = edited(export_language(texts, "tr"), "page.c", msgstr="sok", flags=["fuzzy"])
    take(texts, content)
    again = export_language(texts, "tr")
    assert next(e for e in polib.pofile(again) if e.msgctxt == "page.c").fuzzy
    assert take(texts, again)[Change.UNCHANGED] == 4


def test_a_text_made_from_an_older_source_is_stored_as_outdated(texts: Session) -> None:
    content = edited(export_language(texts, "tr"), "page.c", msgstr="sokak")
    put_segment(texts, "page.c", "Breite Straße", kind="page")
    assert take(texts, content)[Change.OUTDATED] == 1
    entry = get_entry(texts, "page.c", "tr")
    assert entry.state is State.OUTDATED
    assert entry.translation is not None
    assert entry.translation.made_from == "Straße"


def test_a_faulty_file_is_refused_with_lines_and_stores_nothing(texts: Session) -> None:
    content = edited(export_language(texts, "tr"), "page.d", msgstr="gün kaldı")
    content = edited(content, "page.c", msgstr="sokak")
    content += '\nmsgctxt "page.none"\nmsgid "x"\nmsgstr "y"\n'

    with pytest.raises(ExchangeRefused) as refused:
        take(texts, content)

    lines = content.splitlines()
    assert [(p.refusal, p.key) for p in refused.value.problems] == [
        (Refusal.FAULTY_TEXT, "page.d"),
        (Refusal.UNKNOWN_KEY, "page.none"),
    ]
    for problem in refused.value.problems:
        assert problem.key in "".join(lines[problem.line - 2 : problem.line + 1])
    assert get_entry(texts, "page.c", "tr").translation is None


def test_a_file_of_another_language_is_refused(texts: Session) -> None:
    with pytest.raises(ExchangeRefused) as refused:
        take(texts, export_language(texts, "en"))
    assert refused.value.problems[0].refusal is Refusal.OTHER_LANGUAGE


@pytest.mark.parametrize("content", ["", "no po file", 'msgid "a"\nmsgstr "b\n', "\x00\n\x01", "/etc/passwd"])
def test_what_is_no_po_file_is_refused(texts: Session, content: str) -> None:
    with pytest.raises(ExchangeRefused):
        take(texts, content)
