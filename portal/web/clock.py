"""The city's time. Domain code gets dates as values; only the edge asks the clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

CITY_ZONE = ZoneInfo("Europe/Berlin")


def now() -> datetime:
    return datetime.now(CITY_ZONE)


def today() -> date:
    return now().date()
