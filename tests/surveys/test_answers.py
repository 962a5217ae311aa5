from typing import Any

import pytest

from surveys.answers import Reading, plain_digits, read_answer

CHOICES = [
    {"name": "kurs", "exclusive": False, "missing": None},
    {"name": "arbeit", "exclusive": False, "missing": None},
    {"name": "nirgends", "exclusive": True, "missing": None},
]


def read(kind: str, *values: str, missing: tuple[int, ...] = (-98, -96), **fields: list[str]) -> Reading:
    question: dict[str, Any] = {"type": kind, "missing": list(missing), "range": {"start": 0, "end": 10, "step": 0.5}}
    form = {"q:x": list(values), **{f"q:x:{part}": value for part, value in fields.items()}}
    return read_answer("x", question, CHOICES, form)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("integer", "34", 34), ("integer", " ٣٤ ", 34), ("integer", "۳۴", 34), ("integer", "๓๔", 34),
        ("integer", "−5", -5), ("integer", "1.234", 1234), ("integer", "12 345", 12345), ("integer", "+7", 7),
        ("decimal", "3,5", 3.5), ("decimal", "3.5", 3.5), ("decimal", "٣٫٥", 3.5), ("decimal", "1.234,5", 1234.5),
        ("decimal", "2,0", 2), ("range", "7,5", 7.5), ("time", "9:05", "09:05"), ("time", "٢٣:٥٩", "23:59"),
        ("text", "  Ω \r\n „so“ ", "Ω \n „so“"), ("acknowledge", "OK", "OK"), ("select_one", "kurs", "kurs"),
    ],
)  # fmt: skip
def test_what_people_type_is_understood(kind: str, typed: str, value: object) -> None:
    assert read(kind, typed) == Reading({"v": value})


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("integer", "38x", "not-integer"), ("integer", "3,5", "not-integer"), ("integer", "-98", "use-option"),
        ("integer", "−99", "use-option"), ("decimal", "-96", "use-option"), ("decimal", "zwei", "not-number"),
        ("integer", "9" * 17, "not-integer"), ("decimal", "9999999999999999", "not-number"),
        ("range", "11", "not-in-range"), ("range", "0,3", "not-in-range"), ("time", "24:00", "not-time"),
        ("text", "x" * 4001, "text-too-long"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_kept_as_typed(kind: str, typed: str, code: str) -> None:
    reading = read(kind, typed)
    assert reading.problem
    assert (reading.answer, reading.typed, reading.problem.code) == (None, typed, code)


def test_dates_are_three_fields_in_any_digits() -> None:
    assert read("date", day=["29"], month=["2"], year=["2028"]) == Reading({"v": "2028-02-29"})
    assert read("date", day=["٣"], month=["٢"], year=["٢٠٢٧"]) == Reading({"v": "2027-02-03"})
    for parts, code in (
        (("29", "2", "2027"), "not-date"),
        (("3", "", "2027"), "date-incomplete"),
        (("3", "2", "27"), "not-date"),
    ):
        reading = read("date", day=[parts[0]], month=[parts[1]], year=[parts[2]])
        assert reading.problem
        assert (reading.problem.code, reading.typed["year"]) == (code, parts[2])


@pytest.mark.parametrize(
    "kind", ["text", "integer", "decimal", "range", "date", "time", "select_one", "select_multiple"]
)
@pytest.mark.parametrize("code", [-98, -96])
def test_every_type_takes_every_missing_code(kind: str, code: int) -> None:
    assert read(kind, f"missing:{code}") == Reading({"m": code})
    assert read(kind, f"missing:{code}", missing=()) == Reading()


@pytest.mark.parametrize(
    ("kind", "value"), [("text", "a"), ("integer", "3"), ("integer", "3x"), ("select_one", "kurs")]
)
def test_value_and_missing_code_contradict_each_other(kind: str, value: str) -> None:
    reading = read(kind, value, "missing:-98")
    assert reading.problem
    assert (reading.problem.code, reading.typed["typed"]) == ("value-and-missing", value)


def test_two_missing_codes_contradict_each_other() -> None:
    reading = read("integer", "missing:-98", "missing:-96")
    assert reading.problem
    assert reading.problem.values == {"codes": [-98, -96]}


def test_multiple_choices_come_in_the_order_of_the_form_each_once() -> None:
    assert read("select_multiple", "arbeit", "kurs", "arbeit") == Reading({"v": ["kurs", "arbeit"]})


def test_an_exclusive_choice_beside_another_names_both() -> None:
    reading = read("select_multiple", "kurs", "nirgends")
    assert reading.problem
    assert reading.problem.values["choices"] == ["nirgends", "kurs"]


def test_unknown_choices_are_not_stored() -> None:
    reading = read("select_one", "hack")
    assert reading.problem
    assert (reading.answer, reading.typed, reading.problem.code) == (None, None, "choice-unknown")


def test_nothing_typed_is_no_answer() -> None:
    for kind in ("text", "integer", "date", "select_one", "select_multiple"):
        assert read(kind, "", " ") == Reading()


def test_bidi_marks_around_numbers_are_ignored() -> None:
    assert plain_digits("\u200f٣٤\u200e") == "34"
