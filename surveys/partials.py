"""Seals answers under way: only the respondent's 80-bit secret together with the pepper opens them.

HKDF-SHA256(secret, salt=pepper) gives `lookup` and `key` (32 bytes each, own info). AES-256-GCM with a random
96-bit nonce; the associated data are lookup, instrument hash and revision, so that a sealed row opens only
in its own place.
"""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET_BYTES = 10
NONCE_BYTES = 12
MAX_STATE_BYTES = 256 * 1024

# Crockford's base 32: no I, L, O, U. https://www.crockford.com/base32.html
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
_CODE_LENGTH = 16


class CannotOpen(Exception):
    """Wrong secret, pepper, row, instrument or revision; which one is not told."""


class StateTooLarge(Exception):
    """The answers exceed 256 KiB."""


@dataclass(frozen=True)
class Keys:
    """What the secret gives: the address of the row and the key that opens it."""

    lookup: bytes
    key: bytes


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def write_code(secret: bytes) -> str:
    """The secret as people write it down: `7K3M-…`, 4×4 characters."""
    number = int.from_bytes(secret, "big")
    letters = "".join(_ALPHABET[(number >> shift) & 31] for shift in range(75, -1, -5))
    return "-".join(letters[i : i + 4] for i in range(0, _CODE_LENGTH, 4))


def read_code(code: str) -> bytes | None:
    """The secret of a typed code; case, blanks, dashes, O/0 and I/L/1 are forgiven. None if it is no code."""
    letters = "".join(c for c in code.upper() if c.isalnum()).translate(_FORGIVEN)
    if len(letters) != _CODE_LENGTH or any(letter not in _ALPHABET for letter in letters):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    return number.to_bytes(SECRET_BYTES, "big")


def derive_keys(secret: bytes, pepper: bytes) -> Keys:
    return Keys(
        lookup=_hkdf(secret, pepper, b"vielstimmig partial lookup"),
        key=_hkdf(secret, pepper, b"vielstimmig partial key"),
    )


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)


def _associated(lookup: bytes, instrument: str, revision: int) -> bytes:
    return lookup + bytes.fromhex(instrument) + revision.to_bytes(8, "big")


def seal(state: dict[str, Any], keys: Keys, instrument: str, revision: int) -> tuple[bytes, bytes]:
    """Returns nonce and sealed bytes. `instrument` is the hash in hex."""
    plain = json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()
    if len(plain) > MAX_STATE_BYTES:
        raise StateTooLarge
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce, AESGCM(keys.key).encrypt(nonce, plain, _associated(keys.lookup, instrument, revision))


def unseal(nonce: bytes, sealed: bytes, keys: Keys, instrument: str, revision: int) -> dict[str, Any]:
    try:
        plain = AESGCM(keys.key).decrypt(nonce, sealed, _associated(keys.lookup, instrument, revision))
    except InvalidTag as error:
        raise CannotOpen from error
    state: dict[str, Any] = json.loads(plain)
    return state


def response_key(pepper: bytes, survey: str) -> bytes:
    """The key of a survey's submitted responses: HKDF(pepper, survey)."""
    return _hkdf(pepper, survey.encode(), b"vielstimmig response key")


def seal_record(record: dict[str, Any], key: bytes, place: str) -> bytes:
    """Seals one part of a response; `place` binds it to its row, instrument and column. Nonce comes first."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    plain = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal_record(sealed: bytes, key: bytes, place: str) -> dict[str, Any]:
    try:
        plain = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except InvalidTag as error:
        raise CannotOpen from error
    record: dict[str, Any] = json.loads(plain)
    return record
