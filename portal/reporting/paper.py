"""The paper key: what opens a unit's cases when every passphrase is lost.

Its private half exists only as two shares on paper. Each alone is random and tells nothing; both together,
XORed, are the key. A checksum shows a slip of the pen before somebody tries the wrong key.
"""

import hashlib
import secrets
from dataclasses import dataclass

from nacl.public import PrivateKey

KEY_BYTES = 32
CHECK_BYTES = 2
GROUP = 4


class BadShare(Exception):
    """A share was copied wrongly, or twice the same share was given."""


@dataclass(frozen=True)
class PaperKey:
    """Public half for the portal, two shares for two safes."""

    public_key: bytes
    shares: tuple[str, str]


def new_paper_key(private_key: PrivateKey | None = None) -> PaperKey:
    key = private_key or PrivateKey.generate()
    first = secrets.token_bytes(KEY_BYTES)
    second = _xor(bytes(key), first)
    return PaperKey(bytes(key.public_key), (written(first), written(second)))


def combine(first: str, second: str) -> PrivateKey:
    """Bring the private half back. Raises `BadShare`."""
    left, right = read_share(first), read_share(second)
    if left == right:
        raise BadShare("both shares are the same sheet")
    return PrivateKey(_xor(left, right))


def written(share: bytes) -> str:
    """Hex in groups of four, the last group is the checksum."""
    text = share.hex() + _checksum(share)
    return " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def read_share(typed: str) -> bytes:
    digits = "".join(typed.split()).lower()
    try:
        everything = bytes.fromhex(digits)
    except ValueError as error:
        raise BadShare("only 0 to 9 and a to f are used") from error
    share, check = everything[:KEY_BYTES], everything[KEY_BYTES:]
    if len(everything) != KEY_BYTES + CHECK_BYTES:
        raise BadShare(f"a share has {2 * (KEY_BYTES + CHECK_BYTES)} characters, this one {len(digits)}")
    if check.hex() != _checksum(share):
        raise BadShare("the checksum does not fit: one character is wrong")
    return share


def _checksum(share: bytes) -> str:
    return hashlib.blake2b(share, digest_size=CHECK_BYTES).hexdigest()


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))
