"""Sealing: a wrong secret, pepper, row, instrument or revision does not open."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.partials import (
    CannotOpen,
    StateTooLarge,
    derive_keys,
    new_secret,
    read_code,
    response_key,
    seal,
    seal_record,
    unseal,
    unseal_record,
    write_code,
)

PEPPER = bytes(range(32))
HASH = "ab" * 32
STATE = {"answers": {"alter": {"v": 34}}, "typed": {"plz": "38x"}}


def test_the_right_secret_opens() -> None:
    keys = derive_keys(b"0123456789", PEPPER)
    assert unseal(*seal(STATE, keys, HASH, 3), keys, HASH, 3) == STATE


@pytest.mark.parametrize("wrong", ["secret", "pepper", "row", "instrument", "revision"])
def test_a_wrong_part_does_not_open(wrong: str) -> None:
    keys = derive_keys(b"0123456789", PEPPER)
    nonce, sealed = seal(STATE, keys, HASH, 3)
    other = derive_keys(
        b"0123456788" if wrong == "secret" else b"0123456789", b"x" * 32 if wrong == "pepper" else PEPPER
    )
    if wrong in ("secret", "pepper"):
        assert other.lookup != keys.lookup
        keys = dataclasses.replace(other, lookup=keys.lookup)
    if wrong == "row":
        keys = dataclasses.replace(keys, lookup=b"z" * 32)
    with pytest.raises(CannotOpen):
        unseal(nonce, sealed, keys, "cd" * 32 if wrong == "instrument" else HASH, 4 if wrong == "revision" else 3)


def test_nothing_readable_is_stored() -> None:
    keys = derive_keys(new_secret(), PEPPER)
    nonce, sealed = seal(STATE, keys, HASH, 0)
    assert b"alter" not in sealed + nonce + keys.lookup
    assert seal(STATE, keys, HASH, 0)[0] != nonce


def test_answers_beyond_256_kib_are_refused() -> None:
    with pytest.raises(StateTooLarge):
        seal({"answers": "x" * 262_144}, derive_keys(new_secret(), PEPPER), HASH, 0)


@given(st.binary(min_size=10, max_size=10))
def test_codes_read_back(secret: bytes) -> None:
    code = write_code(secret)
    assert len(code) == 19
    assert read_code(code) == secret
    assert read_code(f" {code.lower().replace('-', ' ')} ") == secret


def test_codes_forgive_what_people_confuse() -> None:
    code = write_code((0b00000_00001 << 70).to_bytes(10, "big"))
    assert code == "0100-0000-0000-0000"
    for written in ("O1OO OOOO oooo 0000", "0l00-0000-0000-0000", "oI000000 00000000"):
        assert read_code(written) == read_code(code)
    for wrong in ("", "0100-0000-0000-000", "U100-0000-0000-0000", "0100-0000-0000-00000", "ü" * 16):
        assert read_code(wrong) is None


def test_responses_open_only_in_their_place() -> None:
    key = response_key(PEPPER, "zusammenleben")
    sealed = seal_record({"a": {"v": 1}}, key, "row|hash|answers")
    assert unseal_record(sealed, key, "row|hash|answers") == {"a": {"v": 1}}
    for other_key, place in ((response_key(PEPPER, "andere"), "row|hash|answers"), (key, "row|hash|texts")):
        with pytest.raises(CannotOpen):
            unseal_record(sealed, other_key, place)
