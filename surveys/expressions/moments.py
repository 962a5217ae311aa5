"""Dates and times as ODK forms know them: days since 1 January 1970, with a time zone for local midnight.

A date counts from local midnight at the zone's *standard* offset, so that two dates are always whole days
apart; a dateTime counts at its real offset.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from math import isfinite, isnan, nan, trunc
from typing import Literal
from zoneinfo import ZoneInfo

DAY = 86_400_000
"""Milliseconds in a day."""
BERLIN = ZoneInfo("Europe/Berlin")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOOKS_LIKE_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?")
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d(?:\.\d{1,3})?)([+-])(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time. `milliseconds` is NaN for "Invalid Date"; `blank` is `date('')`.

    `kind` says how it was written: a `date` is shown without time; for `number` that depends on its value.
    """

    milliseconds: float
    zone: tzinfo = BERLIN
    kind: Literal["date", "time", "number"] = "number"
    blank: bool = False

    @property
    def valid(self) -> bool:
        return not isnan(self.milliseconds)

    @property
    def days(self) -> float:
        return self.milliseconds / DAY

    @property
    def at_midnight(self) -> bool:
        return (self.milliseconds + _standard_offset(self.milliseconds, self.zone)) % DAY == 0

    def local(self) -> datetime:
        """The wall clock; for whole days the one of standard time. Only for valid moments."""
        moment = _EPOCH + timedelta(milliseconds=self.milliseconds)
        if self.kind == "date" or (self.kind == "number" and self.at_midnight):
            shift = timedelta(milliseconds=_standard_offset(self.milliseconds, self.zone))
            return (moment + shift).replace(tzinfo=None)
        return moment.astimezone(self.zone)

    def __str__(self) -> str:
        if self.blank:
            return ""
        if not self.valid:
            return "Invalid Date"
        local = self.local()
        if (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0):
            return local.strftime("%Y-%m-%d")
        return local.isoformat(timespec="milliseconds")


def looks_like_date(text: str) -> bool:
    return _LOOKS_LIKE_DATE.match(text) is not None


def from_days(days: float, zone: tzinfo) -> Moment:
    milliseconds = days * DAY
    in_range = isfinite(milliseconds) and abs(milliseconds) < 8e13  # about the years 1 to 4500
    return Moment(float(trunc(milliseconds)) if in_range and milliseconds > -6.2e13 else nan, zone)


@lru_cache(maxsize=4096)
def from_text(text: str, zone: tzinfo) -> Moment:
    """`YYYY-MM-DD`, with or without `THH:MM:SS.sss±HH:MM`; anything else is an invalid date."""
    if text == "":
        return Moment(nan, zone, "date", blank=True)
    day = _DATE.match(text)
    if day is None:
        return Moment(nan, zone)
    try:
        midnight = datetime(int(day[1]), int(day[2]), int(day[3]), tzinfo=UTC)
        if day.end() == len(text):
            return Moment(_since_epoch(midnight) - _day_offset(midnight, zone), zone, "date")
        clock = _CLOCK.fullmatch(text, day.end())
        return Moment(_since_epoch(_clock_on(midnight, clock, zone)) if clock else nan, zone, "time")
    except (ValueError, OverflowError):
        return Moment(nan, zone)


def from_datetime(moment: datetime, zone: tzinfo) -> Moment:
    return Moment(float(trunc(_since_epoch(moment))), zone, "time")


def from_date(day: date, zone: tzinfo) -> Moment:
    return from_text(day.isoformat(), zone)


def time_of_day(text: str, zone: tzinfo, today: datetime) -> float:
    """The local time of `HH:MM:SS.sss±HH:MM` as a fraction of the day (0.25 is six o'clock), else NaN."""
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59 or float(match[3]) >= 60:
        return nan
    if int(match[5]) > 23 or int(match[6]) > 59:
        return nan
    clock = int(match[1]) * 3600 + int(match[2]) * 60 + int(float(match[3]))
    written = (int(match[5]) * 60 + int(match[6])) * 60 * (1 if match[4] == "+" else -1)
    here = (today.astimezone(zone).utcoffset() or timedelta()).total_seconds()
    local = (clock - written + here) % 86_400
    # Summed from hours downwards, as the recorded reference values were.
    return (local % 60 / 3600 + local // 60 % 60 / 60 + local // 3600) / 24


def _clock_on(day: datetime, clock: re.Match[str], zone: tzinfo) -> datetime:
    fraction = int((clock[4] or "0")[:6].ljust(6, "0"))
    moment = day.replace(
        hour=int(clock[1]), minute=int(clock[2]), second=int(clock[3] or 0), microsecond=fraction // 1000 * 1000
    )
    if clock[5] is None:
        return moment.replace(tzinfo=zone)
    if clock[5] == "Z":
        return moment
    shift = timedelta(hours=int(clock[5][1:3]), minutes=int(clock[5][4:6]))
    return moment - shift if clock[5][0] == "+" else moment + shift


def _since_epoch(moment: datetime) -> float:
    return (moment - _EPOCH) / timedelta(milliseconds=1)


def _day_offset(midnight: datetime, zone: tzinfo) -> float:
    there = midnight.replace(tzinfo=zone)
    return ((there.utcoffset() or timedelta()) - (there.dst() or timedelta())) / timedelta(milliseconds=1)


def _standard_offset(milliseconds: float, zone: tzinfo) -> float:
    there = (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone(zone)
    return ((there.utcoffset() or timedelta()) - (there.dst() or timedelta())) / timedelta(milliseconds=1)
