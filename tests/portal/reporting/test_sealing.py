"""Known answers come from PyNaCl's primitives used directly, not from our own functions."""

import json

import pytest
from nacl.encoding import RawEncoder
from nacl.hash import blake2b
from nacl.public import PrivateKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

from portal.reporting.sealing import CannotOpen, Misplaced, lock, open_sealed, seal, sub_key, unlock

KEY = PrivateKey(bytes(range(32)))
PUBLIC = bytes(KEY.public_key)
SEAL_OVERHEAD = 48  # libsodium: 32 bytes ephemeral key, 16 bytes tag


def padded(text: str) -> bytes:
    """ISO/IEC 7816-4, as libsodium's documentation describes it."""
    raw = text.encode() + b"\x80"
    return raw + b"\x00" * (-len(raw) % 1024)


def test_what_is_sealed_is_the_documented_json_in_a_sealed_box():
    opened = SealedBox(KEY).decrypt(seal(PUBLIC, "case-1", "report", {"text": "Straße عربي"}))
    assert opened == padded('["case-1","report",{"text":"Straße عربي"}]')


def test_a_sealed_box_made_elsewhere_opens():
    foreign = SealedBox(KEY.public_key).encrypt(padded(json.dumps(["case-1", "message", {"text": "a"}])))
    assert open_sealed(KEY, "case-1", ("message",), foreign) == ("message", {"text": "a"})


def test_what_is_locked_is_the_documented_json_in_a_secret_box():
    key = random(32)
    assert SecretBox(key).decrypt(lock(key, "case-1", "note", {})) == padded('["case-1","note",{}]')
    assert unlock(key, "case-1", ("note",), SecretBox(key).encrypt(padded('["case-1","note",{"a":1}]'))) == (
        "note",
        {"a": 1},
    )


def test_sub_keys_are_keyed_blake2b():
    key = bytes(range(32))
    assert sub_key(key, "passphrase") == blake2b(b"passphrase", 32, key=key, encoder=RawEncoder)
    assert sub_key(key, "passphrase") != sub_key(key, "recovery")


@pytest.mark.parametrize("length", [0, 1, 500, 900])
def test_short_and_long_texts_have_the_same_size(length):
    assert len(seal(PUBLIC, "case-1", "report", {"text": "x" * length})) == 1024 + SEAL_OVERHEAD


def test_a_ciphertext_of_another_case_is_refused():
    with pytest.raises(Misplaced):
        open_sealed(KEY, "case-2", ("report",), seal(PUBLIC, "case-1", "report", {}))


def test_a_ciphertext_of_another_kind_is_refused():
    with pytest.raises(Misplaced):
        open_sealed(KEY, "case-1", ("answer",), seal(PUBLIC, "case-1", "message", {}))
    key = random(32)
    with pytest.raises(Misplaced):
        unlock(key, "case-2", ("note",), lock(key, "case-1", "note", {}))


def test_another_key_and_a_changed_byte_open_nothing():
    sealed = seal(PUBLIC, "case-1", "report", {"text": "a"})
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    with pytest.raises(CannotOpen):
        open_sealed(PrivateKey.generate(), "case-1", ("report",), sealed)
    for broken in (changed, sealed[:20], b""):
        with pytest.raises(CannotOpen):
            open_sealed(KEY, "case-1", ("report",), broken)
        with pytest.raises(CannotOpen):
            unlock(random(32), "case-1", ("report",), broken)
