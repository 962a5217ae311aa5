"""The value types of expressions and the conversions between them (XPath 1.0 with ODK's dates)."""

import re
from collections.abc import Sequence
from datetime import tzinfo
from math import copysign, inf, isnan, nan
from typing import TypeAlias

from surveys.expressions import moments
from surveys.expressions.moments import BERLIN, Moment
from surveys.expressions.nodes import Node

NodeSet: TypeAlias = Sequence[Node]
"""Always a list or tuple, in document order unless `randomize()` made it."""
Value: TypeAlias = float | str | bool | Moment | NodeSet

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?Infinity", re.ASCII)
_INTEGRAL_UP_TO = 1e21  # from here on numbers are written with an exponent


def is_node_set(value: Value) -> bool:
    return isinstance(value, list | tuple)


def to_bool(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, float | int):
        return value != 0 and not isnan(value)
    if isinstance(value, Moment):
        return value.valid
    return len(value) > 0


def to_number(value: Value, zone: tzinfo = BERLIN) -> float:
    """NaN where there is no number. Texts that look like dates are days since 1970 in `zone`."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float | int):
        return float(value)
    if isinstance(value, Moment):
        return value.days
    return text_to_number(value if isinstance(value, str) else to_string(value), zone)


def text_to_number(text: str, zone: tzinfo = BERLIN) -> float:
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return float(text.replace("Infinity", "inf"))
    if moments.looks_like_date(text):
        return moments.from_text(text, zone).days
    return nan


def to_string(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        return number_to_string(float(value))
    if isinstance(value, Moment):
        return str(value)
    return value[0].text() if value else ""


def number_to_string(number: float) -> str:
    """The shortest text that reads back as the same number: `2`, `0.1`, `1e-9`, `NaN`, `-Infinity`."""
    if isnan(number):
        return "NaN"
    if number in (inf, -inf):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) < _INTEGRAL_UP_TO:
        return str(int(number))
    digits, _, exponent = repr(number).partition("e")
    if not exponent:
        return digits
    power = int(exponent)
    if -7 < power < 0:
        return _plain(digits, power)
    return f"{digits.removesuffix('.0')}e{power:+d}" if power > 0 else f"{digits.removesuffix('.0')}e{power}"


def _plain(digits: str, power: int) -> str:
    sign = "-" if digits.startswith("-") else ""
    return f"{sign}0.{'0' * (-power - 1)}{digits.lstrip('-').replace('.', '').rstrip('0')}"


def to_moment(value: Value, zone: tzinfo = BERLIN) -> Moment:
    if isinstance(value, Moment):
        return value
    if isinstance(value, bool):
        return Moment(nan, zone)
    if isinstance(value, float | int):
        return moments.from_days(float(value), zone)
    text = to_string(value)
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return moments.from_days(float(int(float(text))), zone)
    return moments.from_text(text, zone)


def negative_zero(number: float) -> bool:
    return number == 0 and copysign(1, number) < 0
