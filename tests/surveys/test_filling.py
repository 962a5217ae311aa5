"""The miniature survey `forms/basics.md` filled in: path, validation, language, back, defaults, final codes."""

from datetime import date, datetime
from typing import Any

import pytest

from surveys.filling import UnknownPage, keep_page, new_state, open_page, previous_page, take_page
from surveys.navigation import LoadedInstrument, final_answers, look
from surveys.page import view_page

Form = dict[str, list[str]]


@pytest.fixture
def state(instrument: LoadedInstrument, now: datetime) -> dict[str, Any]:
    return new_state(instrument, "de", date(2027, 2, 3), now)


def fill(
    instrument: LoadedInstrument, state: dict[str, Any], now: datetime, *pages: tuple[str, Form]
) -> dict[str, Any]:
    for page, form in pages:
        filled = take_page(instrument, state, page, form, now)
        assert not filled.state["problems"], filled.state["problems"]
        state = filled.state
    return state


def path(instrument: LoadedInstrument, state: dict[str, Any], now: datetime) -> list[str]:
    return [page["id"] for page in look(instrument, state["answers"], now).path]


def test_the_path_follows_the_answers(instrument: LoadedInstrument, state: dict[str, Any], now: datetime) -> None:
    assert path(instrument, state, now) == ["alter", "deutsch", "land", "froh", "seit", "wunsch"]
    state = fill(instrument, state, now, ("alter", {"q:alter": ["34"]}))
    assert path(instrument, state, now) == ["alter", "deutsch", "land", "froh", "seit", "stunden", "wunsch"]
    state = fill(instrument, state, now, ("deutsch", {}), ("land", {"q:land": ["tr"]}))
    assert "ort" in path(instrument, state, now)


def test_a_choice_filter_offers_what_fits(instrument: LoadedInstrument, state: dict[str, Any], now: datetime) -> None:
    state = fill(instrument, state, now, ("alter", {"q:alter": ["34"]}), ("deutsch", {}), ("land", {"q:land": ["de"]}))
    view = view_page(instrument, state, "ort", "ar", now)
    assert [option.label.text for option in view.questions[0].options] == ["نويشتات", "ألتدورف"]


def test_a_missing_code_reads_as_empty_in_expressions(
    instrument: LoadedInstrument, state: dict[str, Any], now: datetime
) -> None:
    state = fill(instrument, state, now, ("alter", {"q:alter": ["missing:-98"]}))
    assert look(instrument, state["answers"], now).values["erwachsen"] == "nein"


def test_a_question_that_appears_on_its_page_is_shown_before_going_on(
    instrument: LoadedInstrument, state: dict[str, Any], now: datetime
) -> None:
    state = fill(instrument, state, now, ("alter", {"q:alter": ["34"]}))
    filled = take_page(instrument, state, "deutsch", {"q:deutsch": ["ja"], "q:wege": ["kurs"]}, now)
    assert filled.next_page == "deutsch"
    assert [view.name for view in view_page(instrument, filled.state, "deutsch", "de", now).questions] == [
        "deutsch",
        "wege",
    ]
    assert "wege" not in filled.state["answers"]
    again = take_page(instrument, filled.state, "deutsch", {"q:deutsch": ["ja"], "q:wege": ["kurs"]}, now)
    assert (again.next_page, again.state["answers"]["wege"]) == ("land", {"v": ["kurs"]})


@pytest.mark.parametrize(
    ("typed", "code", "shown"), [("38x", "not-integer", "38x"), ("12", "constraint", "12"), ("", "required", "")]
)
def test_what_fails_stays_in_the_field_with_its_message(
    instrument: LoadedInstrument, state: dict[str, Any], now: datetime, typed: str, code: str, shown: str
) -> None:
    filled = take_page(instrument, state, "alter", {"q:alter": [typed]}, now)
    assert filled.next_page == "alter"
    assert filled.state["answers"] == {}
    view = view_page(instrument, filled.state, "alter", "ar", now).questions[1]
    assert (view.problem, view.value) == (code, shown)
    if code == "constraint":
        assert view.problem_text.text == "من 16 سنة."


def test_switching_the_language_keeps_what_was_typed_without_complaint(
    instrument: LoadedInstrument, state: dict[str, Any], now: datetime
) -> None:
    kept = keep_page(instrument, state, "alter", {"q:alter": ["38x"]}, now)
    view = view_page(instrument, kept, "alter", "ar", now).questions[1]
    assert (view.label.text, view.value, view.problem) == ("كم عمرك؟", "38x", "")
    assert open_page(instrument, kept, "deutsch", now) == "alter"


def test_contradictions_show_both_ticks_again(
    instrument: LoadedInstrument, state: dict[str, Any], now: datetime
) -> None:
    filled = take_page(instrument, state, "alter", {"q:alter": ["34", "missing:-96"]}, now)
    view = view_page(instrument, filled.state, "alter", "de", now).questions[1]
    assert (view.problem, view.value) == ("value-and-missing", "34")
    assert [option.selected for option in view.missing] == [False, True]


def test_pages_beyond_the_first_open_one_lead_back(
    instrument: LoadedInstrument, state: dict[str, Any], now: datetime
) -> None:
    assert open_page(instrument, state, "wunsch", now) == "alter"
    state = fill(instrument, state, now, ("alter", {"q:alter": ["34"]}))
    assert open_page(instrument, state, "alter", now) == "alter"
    assert open_page(instrument, state, "ort", now) == "deutsch"
    with pytest.raises(UnknownPage):
        open_page(instrument, state, "nope", now)


def test_back_follows_the_path(instrument: LoadedInstrument, state: dict[str, Any], now: datetime) -> None:
    state = fill(instrument, state, now, ("alter", {"q:alter": ["34"]}))
    assert previous_page(instrument, state, "deutsch", now) == "alter"
    assert previous_page(instrument, state, "froh", now) == "land"
    assert previous_page(instrument, state, "alter", now) is None


def test_fields_of_other_pages_are_ignored(instrument: LoadedInstrument, state: dict[str, Any], now: datetime) -> None:
    form = {"q:alter": ["34"], "q:wunsch": ["x"], "q:nope": ["y"]}
    assert fill(instrument, state, now, ("alter", form))["answers"] == {"alter": {"v": 34}}


def test_piped_answers_are_values_beside_the_text(
    instrument: LoadedInstrument, state: dict[str, Any], now: datetime
) -> None:
    state = fill(
        instrument, state, now, ("alter", {"q:alter": ["34"]}), ("deutsch", {}), ("land", {}), ("froh", {}),
        ("seit", {}), ("stunden", {}),
    )  # fmt: skip
    label = view_page(instrument, state, "wunsch", "de", now).questions[0].label
    assert (label.text, label.values) == ("Was wünschen Sie sich, mit ${alter} Jahren?", {"alter": "34"})


def test_the_final_answers_say_why_nothing_is_there(
    instrument: LoadedInstrument, state: dict[str, Any], now: datetime
) -> None:
    form: Form = {"q:seit:day": ["3"], "q:seit:month": ["2"], "q:seit:year": ["2020"]}
    state = fill(
        instrument, state, now, ("alter", {"q:alter": ["17"]}), ("deutsch", {"q:deutsch": ["missing:-96"]}),
        ("land", {"q:land": ["de"]}), ("ort", {"q:ort": ["altdorf"]}), ("froh", {"q:froh": ["7"]}), ("seit", form),
    )  # fmt: skip
    filled = take_page(instrument, state, "wunsch", {"q:wunsch": ["Ruhe"]}, now)
    assert filled.complete
    assert final_answers(look(instrument, filled.state["answers"], now)) == {
        "alter": {"v": 17}, "deutsch": {"m": -96}, "wege": {"m": -97}, "land": {"v": "de"}, "ort": {"v": "altdorf"},
        "froh": {"v": 7}, "seit": {"v": "2020-02-03"}, "stunden": {"m": -97}, "wunsch": {"v": "Ruhe"},
        "erwachsen": {"v": "nein"},
    }  # fmt: skip


def test_answers_that_leave_the_path_are_kept_but_not_submitted(
    instrument: LoadedInstrument, state: dict[str, Any], now: datetime
) -> None:
    state = fill(instrument, state, now, ("alter", {"q:alter": ["34"]}), ("deutsch", {}), ("land", {"q:land": ["tr"]}))
    state = fill(instrument, state, now, ("ort", {"q:ort": ["izmir"]}), ("land", {}))
    assert state["answers"]["ort"] == {"v": "izmir"}
    assert final_answers(look(instrument, state["answers"], now))["ort"] == {"m": -97}
