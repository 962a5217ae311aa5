import pytest
from sqlmodel import Session

from portal.answering.publishing import FormRefused, publish_form, segment_key
from portal.web.clock import today
from surveys.check import CheckResult, check
from surveys.store import current_instrument
from tests.portal.answering.conftest import publish
from translations.store import list_entries, put_translation


def test_german_goes_live_and_unreviewed_languages_wait(session: Session, checked: CheckResult) -> None:
    published = publish(session, checked)
    assert published.languages == ("de",)
    assert published.waiting == {"ar": len(list_entries(session, "ar"))}
    assert current_instrument(session, published.survey).languages == ("de",)


def test_a_language_joins_when_its_last_text_is_reviewed(session: Session, checked: CheckResult) -> None:
    first = publish(session, checked)
    entries = list_entries(session, "ar")
    for number, entry in enumerate(entries, start=1):
        assert entry.translation is not None
        put_translation(session, entry.segment.key, "ar", entry.translation.text, review="reviewed", by="t")
        session.flush()
        if number < len(entries):
            continue
        second = publish(session, checked)
    assert second.languages == ("de", "ar")
    assert second.instrument.number == first.instrument.number + 1
    assert second.instrument.structure_hash == first.instrument.structure_hash


@pytest.mark.parametrize(
    "key", ["alter.label", "alter.hint", "alter.constraint_message", "group:sprache", "choice:jn:ja", "form:title"]
)
def test_one_stale_text_of_any_kind_keeps_the_language_off(session: Session, checked: CheckResult, key: str) -> None:
    publish(session, checked, accept_texts=True)
    stored = segment_key("probe", key)
    entry = next(e for e in list_entries(session, "ar") if e.segment.key == stored)
    assert entry.translation is not None
    put_translation(session, stored, "ar", entry.translation.text, made_from="ein älterer Satz")
    session.flush()
    again = publish(session, checked)
    assert (again.languages, again.waiting) == (("de",), {"ar": 1})


def test_publishing_the_same_form_again_makes_no_new_version(session: Session, checked: CheckResult) -> None:
    assert publish(session, checked).instrument.hash == publish(session, checked).instrument.hash


def test_a_form_without_german_is_refused(session: Session) -> None:
    result = check(b"survey,,\n,type,name,label::en\n,text,a,A\n", "f.csv")
    with pytest.raises(FormRefused):
        publish_form(session, result, "s", today=today(), by="t")
