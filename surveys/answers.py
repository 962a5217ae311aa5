"""Reads what people typed into typed answers. Nothing is lost: what does not fit is kept as typed.

An answer is `{"v": value}` or, for a missing code, `{"m": code}`. Fields are named `q:<question>`; a colon never
occurs in a question's name. Missing codes are further options: `missing:-98`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Answer = dict[str, Any]

MAX_TEXT = 4_000
MISSING_PREFIX = "missing:"
RESERVED_NUMBERS = (-99, -98, -97, -96)
NO_ANSWER, DONT_KNOW, NOT_ASKED, NOT_SAID = RESERVED_NUMBERS
# Beyond the safe integers of JavaScript and IEEE doubles a number is a mistake.
MAX_NUMBER = 2**53
DATE_PARTS = ("day", "month", "year")


@dataclass(frozen=True)
class Problem:
    """Why an answer does not fit; the pages word the code in the reader's language."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What was read: an answer, or nothing; the input to show again; a problem."""

    answer: Answer | None = None
    typed: Any = None
    problem: Problem | None = None


def field_name(question: str) -> str:
    return f"q:{question}"


def read_answer(
    name: str, question: Mapping[str, Any], offered: Sequence[Mapping[str, Any]], form: Mapping[str, Sequence[str]]
) -> Reading:
    """Reads one question from a form. `offered` are the choices that were on the page."""
    base = field_name(name)
    values = [value for value in form.get(base, ()) if value.strip()]
    missing = _missing_codes(question, [*values, *form.get(f"{base}:missing", ())])
    values = [value for value in values if not value.startswith(MISSING_PREFIX)]
    kind = question["type"]
    if kind == "date":
        return _with_missing(_read_date({p: _one(form, f"{base}:{p}") for p in DATE_PARTS}), missing, values)
    if kind in ("select_one", "select_multiple"):
        return _with_missing(_read_choices(kind, offered, values), missing, values)
    reading = _READERS[kind](question, values[0]) if values else Reading()
    return _with_missing(reading, missing, values)


def _one(form: Mapping[str, Sequence[str]], key: str) -> str:
    return next((value.strip() for value in form.get(key, ()) if value.strip()), "")


def _missing_codes(question: Mapping[str, Any], values: Sequence[str]) -> list[int]:
    offered = {f"{MISSING_PREFIX}{code}": code for code in question["missing"]}
    return list(dict.fromkeys(offered[value] for value in values if value in offered))


def _with_missing(reading: Reading, missing: list[int], values: Sequence[str]) -> Reading:
    """Missing codes are exclusive: with a value or with each other they are a contradiction."""
    if not missing:
        return reading
    if len(missing) > 1:
        return Reading(typed={"missing": missing}, problem=Problem("two-missing", {"codes": missing}))
    if reading.answer or reading.problem:
        typed = {"missing": missing, "typed": reading.typed if reading.problem else _shown(reading, values)}
        return Reading(typed=typed, problem=Problem("value-and-missing", {"codes": missing}))
    return Reading({"m": missing[0]})


def _shown(reading: Reading, values: Sequence[str]) -> Any:
    value = reading.answer["v"] if reading.answer else None
    if isinstance(value, list) or not values:
        return value
    return values[0]


def plain_digits(text: str) -> str:
    """Digits of any script as 0–9, Arabic and German separators as in German: `٣٫٥` → `3,5`."""
    digits = "".join(str(unicodedata.decimal(c)) if unicodedata.category(c) == "Nd" else c for c in text)
    table = str.maketrans({"٫": ",", "٬": ".", "−": "-", "\u200e": "", "\u200f": "", "\u061c": ""})
    return digits.translate(table).strip()


def _read_integer(_question: Mapping[str, Any], value: str) -> Reading:
    plain = plain_digits(value)
    if re.fullmatch(r"[+-]?\d{1,3}(?:[. \u00a0]\d{3})+", plain):
        plain = re.sub(r"[. \u00a0]", "", plain)
    if not re.fullmatch(r"[+-]?\d{1,16}", plain):
        return Reading(typed=value, problem=Problem("not-integer"))
    return _number(int(plain), value)


def _read_decimal(_question: Mapping[str, Any], value: str) -> Reading:
    plain = plain_digits(value)
    if "," in plain:
        plain = re.sub(r"[. \u00a0](?=\d{3})", "", plain).replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,16}(\.\d{0,10})?", plain):
        return Reading(typed=value, problem=Problem("not-number"))
    number = float(plain)
    return _number(int(number) if number.is_integer() else number, value)


def _number(number: float, typed: str) -> Reading:
    if number in RESERVED_NUMBERS:
        return Reading(typed=typed, problem=Problem("use-option"))
    if abs(number) > MAX_NUMBER:
        return Reading(typed=typed, problem=Problem("not-number"))
    return Reading({"v": number})


def _read_range(question: Mapping[str, Any], value: str) -> Reading:
    reading = _read_decimal(question, value)
    if reading.answer is None:
        return reading
    limits, number = question["range"], reading.answer["v"]
    steps = (number - limits["start"]) / limits["step"]
    if not limits["start"] <= number <= limits["end"] or abs(steps - round(steps)) > 1e-9:
        return Reading(typed=value, problem=Problem("not-in-range", dict(limits)))
    return reading


def _read_text(_question: Mapping[str, Any], value: str) -> Reading:
    text = value.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > MAX_TEXT:
        return Reading(typed=text, problem=Problem("text-too-long", {"limit": MAX_TEXT, "length": len(text)}))
    return Reading({"v": text}) if text else Reading()


def _read_date(parts: dict[str, str]) -> Reading:
    if not any(parts.values()):
        return Reading()
    if not all(parts.values()):
        return Reading(typed=parts, problem=Problem("date-incomplete"))
    plain = {key: plain_digits(value) for key, value in parts.items()}
    try:
        if not all(re.fullmatch(r"\d{1,4}", value) for value in plain.values()) or len(plain["year"]) != 4:
            raise ValueError("not a date")
        found = date(int(plain["year"]), int(plain["month"]), int(plain["day"]))
    except ValueError:
        return Reading(typed=parts, problem=Problem("not-date"))
    return Reading({"v": found.isoformat()})


def _read_time(_question: Mapping[str, Any], value: str) -> Reading:
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})", plain_digits(value))
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return Reading(typed=value, problem=Problem("not-time"))
    return Reading({"v": f"{int(match[1]):02}:{match[2]}"})


def _read_acknowledge(_question: Mapping[str, Any], value: str) -> Reading:
    return Reading({"v": "OK"}) if value == "OK" else Reading()


def _read_choices(kind: str, offered: Sequence[Mapping[str, Any]], values: Sequence[str]) -> Reading:
    by_name = {choice["name"]: choice for choice in offered}
    if any(value not in by_name for value in values):
        return Reading(problem=Problem("choice-unknown"))
    if not values:
        return Reading()
    if kind == "select_one":
        return Reading({"v": values[0]})
    chosen = [name for name in by_name if name in values]  # in the order of the form, each once
    exclusive = [name for name in chosen if by_name[name]["exclusive"]]
    if exclusive and len(chosen) > 1:
        other = next(name for name in chosen if name != exclusive[0])
        return Reading(typed=chosen, problem=Problem("exclusive", {"choices": [exclusive[0], other]}))
    return Reading({"v": chosen})


_READERS = {
    "text": _read_text,
    "integer": _read_integer,
    "decimal": _read_decimal,
    "range": _read_range,
    "time": _read_time,
    "acknowledge": _read_acknowledge,
}


def is_empty(answer: Answer | None) -> bool:
    return answer is None or answer.get("v") in ("", [])
