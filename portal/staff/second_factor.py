"""The second factor: six digits of an authenticator app (RFC 6238: SHA-1, 6 digits, 30 seconds)."""

import base64
import hashlib
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

ISSUER = "Vielstimmig"
STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20

# Phones are rarely set to the second: the code before and the code after are accepted as well.
_STEPS = (0, -1, 1)


class SecretUnreadable(Exception):
    """The secret was sealed under another SECRET_KEY: the person must set up the second factor again."""


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def seal(secret: bytes, secret_key: str) -> str:
    """Encrypt for the database, so that a copy of it alone does not yield codes."""
    return base64.b64encode(_box(secret_key).encrypt(secret)).decode()


def unseal(sealed: str, secret_key: str) -> bytes:
    try:
        return _box(secret_key).decrypt(base64.b64decode(sealed))
    except (CryptoError, ValueError) as error:
        raise SecretUnreadable from error


def _box(secret_key: str) -> SecretBox:
    key = hashlib.blake2b(secret_key.encode(), digest_size=SecretBox.KEY_SIZE, person=b"staff totp")
    return SecretBox(key.digest())


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 - authenticator apps know only this hash


def code_at(secret: bytes, at: datetime) -> str:
    return _totp(secret).generate(int(at.timestamp())).decode()


def matching_counter(secret: bytes, code: str, at: datetime, *, after: int | None) -> int | None:
    """Return the 30-second step to which the code belongs, or None; steps up to `after` are used up."""
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdigit()):
        return None
    for step in _STEPS:
        seconds = int(at.timestamp()) + step * STEP_SECONDS
        counter = seconds // STEP_SECONDS
        if after is not None and counter <= after:
            continue
        try:
            _totp(secret).verify(digits.encode(), seconds)
        except InvalidToken:
            continue
        return counter
    return None


def readable(secret: bytes) -> str:
    """The secret as people type it into an app: base32 in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def address(secret: bytes, email: str) -> str:
    """The `otpauth:` address behind the picture that an app reads."""
    return _totp(secret).get_provisioning_uri(email, ISSUER)
