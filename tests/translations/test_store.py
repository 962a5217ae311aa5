import pytest
from sqlmodel import Session

from translations.store import (
    HumanTextPresent,
    Text,
    UnknownSegment,
    get_entry,
    list_entries,
    put_segment,
    put_translation,
    read_text,
    read_texts,
)
from translations.workflow import ReviewNotAllowed, State


def test_a_reader_gets_the_accepted_translation(session: Session) -> None:
    put_segment(session, "page.home.title", "Willkommen", kind="page")
    put_translation(session, "page.home.title", "ar", "أهلاً وسهلاً")

    text = read_text(session, "page.home.title", "ar")

    assert (text.text, text.language.slug, text.language.direction) == ("أهلاً وسهلاً", "ar", "rtl")
    assert (text.origin, text.reviewed, text.outdated) == ("human", False, False)


def test_a_missing_translation_shows_the_german_as_german(session: Session) -> None:
    put_segment(session, "page.home.title", "Willkommen", kind="page")

    text = read_text(session, "page.home.title", "ku")

    assert (text.text, text.language.slug) == ("Willkommen", "de")


def test_a_segment_written_in_leichte_sprache_falls_back_to_it(session: Session) -> None:
    put_segment(session, "bot.greet.1", "Guten Tag.", kind="bot", source_language="leicht")

    assert read_text(session, "bot.greet.1", "de").language.slug == "leicht"
    assert read_text(session, "bot.greet.1", "leicht").text == "Guten Tag."


def test_a_changed_source_makes_the_translation_outdated(session: Session) -> None:
    put_segment(session, "page.home.title", "Willkommen", kind="page")
    put_translation(session, "page.home.title", "en", "Welcome", review="reviewed")

    put_segment(session, "page.home.title", "Herzlich willkommen", kind="page")

    assert get_entry(session, "page.home.title", "en").state is State.OUTDATED
    assert read_text(session, "page.home.title", "en").outdated


def test_a_source_that_differs_only_in_blanks_keeps_the_translation(session: Session) -> None:
    put_segment(session, "page.home.title", "Guten  Tag", kind="page")
    put_translation(session, "page.home.title", "en", "Hello", review="reviewed")

    put_segment(session, "page.home.title", "Guten\nTag ", kind="page")

    assert get_entry(session, "page.home.title", "en").state is State.REVIEWED


def test_an_outdated_consent_is_read_in_german(session: Session) -> None:
    put_segment(session, "consent.1", "Sie nehmen freiwillig teil.", kind="consent")
    put_translation(session, "consent.1", "en", "You take part voluntarily.", review="reviewed")
    put_segment(session, "consent.1", "Sie nehmen nicht freiwillig teil.", kind="consent")

    assert read_text(session, "consent.1", "en").text == "Sie nehmen nicht freiwillig teil."


def test_an_unreviewed_survey_text_is_read_in_german(session: Session) -> None:
    put_segment(session, "survey.demo.age.label", "Wie alt sind Sie?", kind="survey")
    put_translation(session, "survey.demo.age.label", "tr", "Kaç yaşındasınız?", review="unreviewed")

    assert read_text(session, "survey.demo.age.label", "tr").language.slug == "de"


def test_many_texts_come_in_the_order_asked_and_unknown_keys_are_left_out(session: Session) -> None:
    put_segment(session, "page.b", "B", kind="page")
    put_segment(session, "page.a", "A", kind="page")

    texts = read_texts(session, ["page.b", "page.none", "page.a", "page.b"], "en")

    assert list(texts) == ["page.b", "page.a"]
    assert all(isinstance(text, Text) for text in texts.values())


def test_an_unknown_segment_is_an_error(session: Session) -> None:
    with pytest.raises(UnknownSegment):
        read_text(session, "page.none", "en")
    with pytest.raises(UnknownSegment):
        put_translation(session, "page.none", "en", "x")


@pytest.mark.parametrize("language", ["de", "xx"])
def test_a_text_is_translated_only_into_another_language_of_the_registry(session: Session, language: str) -> None:
    put_segment(session, "page.a", "A", kind="page")
    with pytest.raises(ValueError, match=r"page\.a"):
        put_translation(session, "page.a", language, "A")


def test_a_machine_draft_never_replaces_what_a_person_wrote(session: Session) -> None:
    put_segment(session, "page.a", "Haus", kind="page")
    put_translation(session, "page.a", "en", "house")
    with pytest.raises(HumanTextPresent):
        put_translation(session, "page.a", "en", "home", origin="machine", review="unreviewed")


def test_a_machine_draft_cannot_be_stored_as_accepted(session: Session) -> None:
    put_segment(session, "page.a", "Haus", kind="page")
    with pytest.raises(ReviewNotAllowed):
        put_translation(session, "page.a", "en", "house", origin="machine")


def test_a_translation_from_an_older_source_is_stored_and_outdated(session: Session) -> None:
    put_segment(session, "page.a", "Neues Haus", kind="page")
    put_translation(session, "page.a", "en", "house", made_from="Haus")
    assert get_entry(session, "page.a", "en").outdated


def test_the_desk_lists_all_segments_with_their_state(session: Session) -> None:
    put_segment(session, "page.a", "A", kind="page")
    put_segment(session, "page.b", "B", kind="page")
    put_segment(session, "page.c", "C", kind="page", source_language="leicht")
    put_translation(session, "page.b", "leicht", "B.", review="reviewed")

    entries = list_entries(session, "leicht")

    assert [(entry.segment.key, entry.state) for entry in entries] == [
        ("page.a", State.MISSING),
        ("page.b", State.REVIEWED),
    ]
