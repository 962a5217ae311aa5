import hashlib

import pytest
from nacl.encoding import RawEncoder
from nacl.hash import blake2b
from nacl.public import PrivateKey
from nacl.pwhash import argon2id

from portal.reporting import argon
from portal.reporting.argon import STANDARD, Busy, stretch
from portal.reporting.codes import NotACode, grouped, new_code, read_code, reporter_keys
from tests.portal.reporting.conftest import CHEAP

PEPPER = bytes(range(32))


@pytest.mark.parametrize(
    "typed",
    [
        "1234567890123456",
        " 1234 5678 9012 3456 ",
        "1234-5678–9012—3456",  # hyphen, en dash, em dash
        "1234\u22125678\u00a09012\u202f3456",  # minus sign, no-break blanks
        "\u200e1234 5678\u200f 9012 3456",  # direction marks copied along
        "١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٦",  # Arabic
        "۱۲۳۴-۵۶۷۸-۹۰۱۲-۳۴۵۶",  # Persian
        "१२३४ ५६७८ ९०१२ ३४५६",  # Devanagari
        "１２３４　５６７８　９０１２　３４５６",  # full width with ideographic blanks  # noqa: RUF100
        "๑๒๓๔๕๖๗๘๙๐๑๒๓๔๕๖",  # Thai
    ],
)
def test_digits_of_every_script_with_blanks_and_dashes_are_read(typed):
    assert read_code(typed) == "1234567890123456"


@pytest.mark.parametrize(
    "typed", ["", "123", "12345678901234567", "123456789012345a", "1234567890123456²", "¹234567890123456", "½" * 16]
)
def test_other_input_is_no_code(typed):
    with pytest.raises(NotACode):
        read_code(typed)


def test_codes_are_sixteen_digits_shown_in_groups_of_four():
    code = new_code()
    assert len(code) == 16
    assert code.isascii()
    assert code.isdigit()
    assert grouped("1234567890123456") == "1234 5678 9012 3456"
    assert len({new_code() for _ in range(100)}) == 100


def test_keys_of_a_code_are_argon2id_over_a_salt_from_the_pepper():
    salt = blake2b(b"reporter-code-salt", 16, key=PEPPER, encoder=RawEncoder)
    raw = argon2id.kdf(64, b"1234567890123456", salt, opslimit=1, memlimit=8192)
    keys = reporter_keys("1234567890123456", PEPPER, CHEAP)
    assert keys.lookup == blake2b(b"reporter-lookup", 32, key=raw, encoder=RawEncoder)
    seed = blake2b(b"reporter-key", 32, key=raw, encoder=RawEncoder)
    # crypto_box_seed_keypair: the private half is the first half of SHA-512 of the seed.
    assert bytes(keys.private_key) == bytes(PrivateKey(hashlib.sha512(seed).digest()[:32]))
    assert keys.public_key == bytes(keys.private_key.public_key)


def test_another_pepper_finds_nothing():
    here = reporter_keys("1234567890123456", PEPPER, CHEAP)
    there = reporter_keys("1234567890123456", bytes(32), CHEAP)
    assert here.lookup != there.lookup
    assert here.public_key != there.public_key


def test_the_standard_cost_is_64_mib_and_three_passes():
    assert (STANDARD.memory, STANDARD.operations) == (67_108_864, 3)


def test_a_third_run_at_a_time_waits_and_then_gives_up(monkeypatch):
    monkeypatch.setattr(argon, "WAIT_SECONDS", 0.01)
    assert argon._runs.acquire(blocking=False)
    assert argon._runs.acquire(blocking=False)
    try:
        with pytest.raises(Busy):
            stretch(b"a", bytes(16), 32, CHEAP)
    finally:
        argon._runs.release()
        argon._runs.release()
    assert len(stretch(b"a", bytes(16), 32, CHEAP)) == 32
