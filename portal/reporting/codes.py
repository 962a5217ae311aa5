"""The reporter's 16-digit number: 53 bits, and the only key that somebody without an account holds."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

from nacl.public import PrivateKey

from portal.reporting.argon import SALT_BYTES, STANDARD, Cost, stretch
from portal.reporting.sealing import sub_key

DIGITS = 16
GROUP = 4
MINUS_SIGN = "\u2212"


class NotACode(Exception):
    """What was typed is not 16 digits."""


@dataclass(frozen=True)
class ReporterKeys:
    """What a code opens: the row (`lookup`) and the key pair."""

    lookup: bytes
    private_key: PrivateKey

    @property
    def public_key(self) -> bytes:
        return bytes(self.private_key.public_key)


def new_code() -> str:
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


def grouped(code: str) -> str:
    """`1234 5678 9012 3456`: four digits are what people keep in mind between screen and paper."""
    return " ".join(code[start : start + GROUP] for start in range(0, DIGITS, GROUP))


def read_code(typed: str) -> str:
    """Return the 16 ASCII digits of what somebody typed, in the digits of any script.

    Blanks, dashes and invisible direction marks are skipped. The decimal value is taken from the character as
    typed: `unicodedata.digit`, or NFKC before it, would take a superscript for a digit.
    """
    digits = []
    for character in typed:
        if character.isspace() or character == MINUS_SIGN or unicodedata.category(character) in ("Pd", "Cf"):
            continue
        value = unicodedata.decimal(character, None)
        if value is None:
            raise NotACode
        digits.append(str(value))
    if len(digits) != DIGITS:
        raise NotACode
    return "".join(digits)


def reporter_keys(code: str, pepper: bytes, cost: Cost = STANDARD) -> ReporterKeys:
    """Derive lookup and key pair. The salt comes from the pepper, which no backup of the database holds.

    The cost is the same for every code, used or not: the row is only known afterwards.
    """
    salt = hashlib.blake2b(b"reporter-code-salt", key=pepper, digest_size=SALT_BYTES).digest()
    stretched = stretch(code.encode(), salt, 64, cost)
    return ReporterKeys(
        lookup=sub_key(stretched, "reporter-lookup"),
        private_key=PrivateKey.from_seed(sub_key(stretched, "reporter-key")),
    )
