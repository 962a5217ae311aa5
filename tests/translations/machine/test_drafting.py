from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from translations.machine import MachineUnavailable, draft_language, draft_missing
from translations.machine.engine import Draft, Engine
from translations.store import get_entry, put_segment, put_translation, read_text
from translations.workflow import State

TODAY = date(2026, 11, 24)


def test_drafts_are_stored_as_machine_and_unreviewed(session: Session, models: Path) -> None:
    put_segment(session, "page.a", "Wir helfen Ihnen.", kind="page")
    assert draft_missing(session, "tr", folder=models, on=TODAY).made == 1

    entry = get_entry(session, "page.a", "tr")
    assert entry.state is State.MACHINE
    assert entry.translation is not None
    assert (entry.translation.text, entry.translation.engine) == ("Biz yardım ederiz.", "argostranslate")
    assert (entry.translation.route, entry.translation.warnings) == ("de>en>tr", ["pivot"])
    text = read_text(session, "page.a", "tr")
    assert (text.text, text.origin, text.reviewed) == ("Biz yardım ederiz.", "machine", False)


def test_a_draft_of_a_survey_text_is_not_shown_to_readers(session: Session, models: Path) -> None:
    put_segment(session, "survey.a", "Wir helfen Ihnen.", kind="survey")
    draft_missing(session, "en", folder=models)
    assert read_text(session, "survey.a", "en").language.slug == "de"


def test_leichte_sprache_is_the_source_where_there_is_one(session: Session, models: Path) -> None:
    put_segment(session, "page.a", "Unterstützung wird geleistet.", kind="page")
    put_translation(session, "page.a", "leicht", "Wir hel·fen Ihnen.")
    draft_missing(session, "en", folder=models)
    assert read_text(session, "page.a", "en").text == "We help you."


def test_hard_german_is_simplified_first(session: Session, models: Path) -> None:
    put_segment(session, "page.a", "Das Haus, das groß ist, in dem wir sind, hilft.", kind="page")
    put_segment(session, "page.b", " ".join(["Haus"] * 21), kind="page")
    report = draft_missing(session, "en", folder=models)
    assert (report.made, report.too_hard) == (0, ["page.a", "page.b"])


def test_what_a_person_wrote_is_kept_even_if_it_is_outdated(session: Session, models: Path) -> None:
    put_segment(session, "page.a", "Das Haus", kind="page")
    put_translation(session, "page.a", "en", "My house", made_from="Mein Haus")
    assert draft_missing(session, "en", folder=models).made == 0
    assert read_text(session, "page.a", "en").text == "My house"


def test_an_outdated_draft_is_made_again(session: Session, models: Path) -> None:
    put_segment(session, "page.a", "Das Haus", kind="page")
    draft_missing(session, "en", folder=models)
    put_segment(session, "page.a", "Wir helfen", kind="page")
    assert draft_missing(session, "en", folder=models).made == 1
    assert read_text(session, "page.a", "en").text == "We help"


@pytest.mark.parametrize("language", ["ku", "fr"])
def test_without_a_way_nothing_is_stored(session: Session, models: Path, language: str) -> None:
    put_segment(session, "page.a", "Das Haus", kind="page")
    with pytest.raises(MachineUnavailable):
        draft_missing(session, language, folder=models)
    assert get_entry(session, "page.a", language).translation is None


def test_a_text_on_which_the_model_gives_up_does_not_stop_the_others(session: Session, models: Path) -> None:
    put_segment(session, "page.a", "x" * 200, kind="page")
    put_segment(session, "page.b", "Das Haus", kind="page")
    report = draft_missing(session, "en", folder=models)
    assert (report.made, report.too_hard) == (1, ["page.a"])


def test_what_a_person_writes_while_the_machine_works_is_kept(session: Session, models: Path) -> None:
    put_segment(session, "page.a", "Das Haus", kind="page")
    put_segment(session, "page.b", "Das Haus", kind="page")

    @contextmanager
    def interrupted(*, writing: bool = True) -> Iterator[Session]:
        if writing:
            put_translation(session, "page.a", "en", "My own house")
        yield session

    assert draft_language(interrupted, "en", folder=models).made == 1
    assert read_text(session, "page.a", "en").text == "My own house"
    assert read_text(session, "page.b", "en").text == "The house"


def test_no_transaction_is_open_while_the_machine_works(
    session: Session, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(45):
        put_segment(session, f"page.{number}", "Das Haus", kind="page")
    opened: list[bool] = []

    @contextmanager
    def watched(*, writing: bool = True) -> Iterator[Session]:
        opened.append(writing)
        yield session
        opened.append(writing)

    translate = Engine.translate

    def checked(engine: Engine, text: str, language: str) -> Draft:
        assert len(opened) % 2 == 0
        return translate(engine, text, language)

    monkeypatch.setattr(Engine, "translate", checked)
    assert draft_language(watched, "en", folder=models, limit=41).made == 41
    assert opened == [False] * 2 + [True] * 2 * 3
