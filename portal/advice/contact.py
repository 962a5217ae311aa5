"""Contact facts in the form that a phone can use: numbers to dial, addresses to open, hours to read."""

import re
from urllib.parse import urlsplit

GERMANY = "+49"
DAYS = 7

_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})")


class BadHours(ValueError):
    """Opening hours that do not read like "09:00-12:00, 14:00-16:00"."""


def dialable(phone: str) -> str:
    """Return the number for a `tel:` link: "05361/28-2672" becomes "+495361282672"."""
    digits = re.sub(r"[^\d+]", "", phone)
    return GERMANY + digits[1:] if digits.startswith("0") and not digits.startswith("00") else digits


def web_address(website: str) -> str | None:
    """Return an https address for a link, or None for what is no web address."""
    address = website if "://" in website else f"https://{website}"
    parts = urlsplit(address)
    return address if parts.scheme in ("http", "https") and "." in parts.netloc else None


def tidy_hours(typed: str) -> str:
    """Bring one day's hours into the form "09:00-12:00, 14:00-16:00"; raise `BadHours` if they cannot be read."""
    spans = [part.strip() for part in typed.split(",") if part.strip()]
    return ", ".join(_span(part) for part in spans)


def _span(part: str) -> str:
    match = _SPAN.fullmatch(part)
    if not match:
        raise BadHours(part)
    from_hour, from_minute, to_hour, to_minute = (int(number) for number in match.groups())
    opens, closes = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    if max(from_minute, to_minute) > 59 or not opens < closes <= 24 * 60:
        raise BadHours(part)
    return f"{from_hour:02}:{from_minute:02}-{to_hour:02}:{to_minute:02}"
