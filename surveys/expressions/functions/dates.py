"""Functions on dates and times."""

from collections.abc import Callable, Sequence
from datetime import datetime
from math import nan

from babel.dates import get_day_names, get_month_names

from surveys.expressions import moments
from surveys.expressions.context import Context
from surveys.expressions.errors import EvaluationError
from surveys.expressions.functions.registry import offered
from surveys.expressions.values import Value, to_moment, to_string

_PARTS: dict[str, Callable[[datetime], str]] = {
    "%": lambda _local: "%",
    "Y": lambda local: f"{local.year:04d}",
    "y": lambda local: f"{local.year % 100:02d}",
    "m": lambda local: f"{local.month:02d}",
    "n": lambda local: str(local.month),
    "d": lambda local: f"{local.day:02d}",
    "e": lambda local: str(local.day),
    "H": lambda local: f"{local.hour:02d}",
    "h": lambda local: str(local.hour),
    "M": lambda local: f"{local.minute:02d}",
    "S": lambda local: f"{local.second:02d}",
    "3": lambda local: f"{local.microsecond // 1000:03d}",
}


@offered("now")
def now(context: Context, _values: Sequence[Value]) -> Value:
    return moments.from_datetime(context.now, context.zone)


@offered("today")
def today(context: Context, _values: Sequence[Value]) -> Value:
    return moments.from_date(context.now.astimezone(context.zone).date(), context.zone)


@offered("date", 1, 1)
def date(context: Context, values: Sequence[Value]) -> Value:
    """Texts keep their time of day, numbers are days since 1970."""
    return to_moment(values[0], context.zone)


offered("date-time", 1, 1)(date)


@offered("decimal-date-time", 1, 1)
def decimal_date_time(context: Context, values: Sequence[Value]) -> Value:
    value = values[0]
    if isinstance(value, float | int) and not isinstance(value, bool):
        return float(value)
    return moments.from_text(to_string(value), context.zone).days


@offered("decimal-time", 1, 1)
def decimal_time(context: Context, values: Sequence[Value]) -> Value:
    if isinstance(values[0], float | int):
        return nan
    return moments.time_of_day(to_string(values[0]), context.zone, context.now)


@offered("format-date", 2, 2)
def format_date(context: Context, values: Sequence[Value]) -> Value:
    """ODK's `%Y %y %m %n %b %d %e %a %H %h %M %S %3`; an invalid date gives an empty text."""
    moment = to_moment(values[0], context.zone)
    if not moment.valid:
        return ""
    return _format(moment.local(), to_string(values[1]), context.locale)


offered("format-date-time", 2, 2)(format_date)


def _format(local: datetime, pattern: str, locale: str) -> str:
    parts = []
    letters = iter(pattern)
    for letter in letters:
        if letter != "%":
            parts.append(letter)
            continue
        code = next(letters, "")
        if code == "b":
            parts.append(str(get_month_names("abbreviated", "format", locale)[local.month]))
        elif code == "a":
            parts.append(str(get_day_names("abbreviated", "format", locale)[local.weekday()]))
        elif code in _PARTS:
            parts.append(_PARTS[code](local))
        else:
            raise EvaluationError("bad-date-format", f"%{code}")
    return "".join(parts)


@offered("format-time", 2, 2)
def format_time(context: Context, values: Sequence[Value]) -> Value:
    """Not in ODK's list but in use: formats `HH:MM` answers."""
    hour, _, minute = to_string(values[0]).partition(":")
    if not (hour.isdigit() and minute[:2].isdigit()):
        return ""
    moment = datetime(1970, 1, 1, int(hour) % 24, int(minute[:2]) % 60)  # noqa: DTZ001 - a bare time of day
    return _format(moment, to_string(values[1]), context.locale)
