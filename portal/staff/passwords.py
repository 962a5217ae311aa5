"""Passwords are kept as Argon2id hashes with the parameters that RFC 9106 recommends for common servers."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200

_hasher = PasswordHasher()


class PasswordTooShort(ValueError):
    """The password has fewer than SHORTEST_PASSWORD characters."""


class PasswordTooLong(ValueError):
    """The password has more than LONGEST_PASSWORD characters."""


def hash_password(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    if len(password) > LONGEST_PASSWORD:
        raise PasswordTooLong
    return _hasher.hash(password)


def matches(hashed: str | None, password: str) -> bool:
    """Compare; no password at all costs the same time as a wrong one, so they cannot be told apart."""
    try:
        return _hasher.verify(hashed or _nobodys_hash(), password[: LONGEST_PASSWORD + 1]) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")
