"""What a translation must carry over unchanged: placeholders, addresses and numbers.

A lost placeholder breaks a page and a lost address leads nowhere, so these are errors. A number may rightly be
written as a word in another language, so a different number is only a warning.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

# `%(name)s` of gettext, `${name}` of XLSForms, `{name}` of our own texts.
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\$\{[\w.-]+\}|(?<!\$)\{[\w.]*\}")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'،。、]+[^\s<>()\[\]\"'.,;:!?،؛؟。、]|[\w.+-]+@[\w-]+\.[\w.-]*\w")
# Groups of digits with the separators of many languages in between: 1.000 = 1,000 = 1 000.
_NUMBER = re.compile(r"\d+(?:[.,:'\u2019\u00a0\u202f\u066b\u066c]\d+)*")


class Fault(StrEnum):
    MISSING_PLACEHOLDER = "missing_placeholder"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    MISSING_ADDRESS = "missing_address"
    UNKNOWN_ADDRESS = "unknown_address"
    OTHER_NUMBERS = "other_numbers"
    TOO_LONG = "too_long"
    EMPTY = "empty"


WARNINGS = frozenset({Fault.OTHER_NUMBERS})


@dataclass(frozen=True, slots=True)
class Finding:
    """`value` is the placeholder, address or number, or the allowed length."""

    fault: Fault
    value: str

    @property
    def is_error(self) -> bool:
        return self.fault not in WARNINGS


def check(source: str, translation: str, *, max_length: int | None = None) -> list[Finding]:
    """Compare a translation with its source."""
    if not translation.strip():
        return [Finding(Fault.EMPTY, "")]
    findings = _compare(
        placeholders(source), placeholders(translation), Fault.MISSING_PLACEHOLDER, Fault.UNKNOWN_PLACEHOLDER
    )
    findings += _compare(addresses(source), addresses(translation), Fault.MISSING_ADDRESS, Fault.UNKNOWN_ADDRESS)
    expected, found = numbers(source), numbers(translation)
    if expected != found:
        differing = sorted((expected - found) + (found - expected))
        findings.append(Finding(Fault.OTHER_NUMBERS, ", ".join(differing)))
    if max_length is not None and len(translation) > max_length:
        findings.append(Finding(Fault.TOO_LONG, str(max_length)))
    return findings


def _compare(expected: Counter[str], found: Counter[str], missing: Fault, unknown: Fault) -> list[Finding]:
    """A language may need to repeat a placeholder, but not to lose or invent one."""
    return [Finding(missing, value) for value in sorted(expected) if value not in found] + [
        Finding(unknown, value) for value in sorted(found) if value not in expected
    ]


def placeholders(text: str) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(text))


def addresses(text: str) -> Counter[str]:
    return Counter(_ADDRESS.findall(text))


def numbers(text: str) -> Counter[str]:
    """The numbers of a text in Latin digits without separators; those in addresses and placeholders do not count."""
    rest = _PLACEHOLDER.sub(" ", _ADDRESS.sub(" ", text))
    return Counter(
        "".join(str(unicodedata.decimal(sign)) for sign in number if sign.isdecimal())
        for number in _NUMBER.findall(rest)
    )
