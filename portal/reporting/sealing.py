"""Sealing: what the database keeps of a report is ciphertext bound to its place.

The sealed text is the JSON `[place, kind, content]`, padded to whole KiB. `place` is the case (or `draft`,
`vault:<account>`), so a ciphertext copied into another row opens for nobody; the padding hides whether
somebody wrote one sentence or ten.
"""

import hashlib
import json
from collections.abc import Collection
from typing import Any

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

BLOCK_BYTES = 1024
KEY_BYTES = 32

Content = dict[str, Any]


class CannotOpen(Exception):
    """The key does not fit or the ciphertext was changed."""


class Misplaced(CannotOpen):
    """The ciphertext opens, but was sealed for another case or another kind."""


def sub_key(key: bytes, purpose: str, size: int = KEY_BYTES) -> bytes:
    """Derive a key for one purpose (keyed BLAKE2b), so that no key serves two."""
    return hashlib.blake2b(purpose.encode(), key=key, digest_size=size).digest()


def seal(public_key: bytes, place: str, kind: str, content: Content) -> bytes:
    """Seal so that only the holder of the private half opens it; the sealing process itself cannot."""
    return bytes(SealedBox(PublicKey(public_key)).encrypt(_pack(place, kind, content)))


def open_sealed(private_key: PrivateKey, place: str, kinds: Collection[str], ciphertext: bytes) -> tuple[str, Content]:
    """Return kind and content. Raises `CannotOpen`, or `Misplaced` for another place or kind."""
    try:
        packed = SealedBox(private_key).decrypt(ciphertext)
    except (CryptoError, ValueError, TypeError) as error:
        raise CannotOpen from error
    return _unpack(packed, place, kinds)


def lock(key: bytes, place: str, kind: str, content: Content) -> bytes:
    """Encrypt under a shared 32-byte key."""
    return bytes(SecretBox(key).encrypt(_pack(place, kind, content)))


def unlock(key: bytes, place: str, kinds: Collection[str], ciphertext: bytes) -> tuple[str, Content]:
    """Return kind and content. Raises `CannotOpen`, or `Misplaced` for another place or kind."""
    try:
        packed = SecretBox(key).decrypt(ciphertext)
    except (CryptoError, ValueError, TypeError) as error:
        raise CannotOpen from error
    return _unpack(packed, place, kinds)


def _pack(place: str, kind: str, content: Content) -> bytes:
    text = json.dumps([place, kind, content], ensure_ascii=False, separators=(",", ":"))
    return bytes(sodium_pad(text.encode(), BLOCK_BYTES))


def _unpack(packed: bytes, place: str, kinds: Collection[str]) -> tuple[str, Content]:
    try:
        found_place, found_kind, content = json.loads(sodium_unpad(packed, BLOCK_BYTES))
    except (CryptoError, ValueError) as error:
        raise CannotOpen from error
    if found_place != place or found_kind not in kinds:
        raise Misplaced
    return found_kind, content
