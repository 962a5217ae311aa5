from datetime import timedelta

import pytest
from nacl.encoding import RawEncoder
from nacl.hash import blake2b
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from sqlmodel import select

from portal.reporting import vault
from portal.reporting.models import VaultKey, VaultSession
from portal.reporting.vault import (
    KeyExists,
    NoVaultKey,
    PassphraseTooShort,
    TooManyTries,
    WrongPassphrase,
    confirm_recovery,
    lock_vault,
    make_key,
    opened,
    recover,
    set_up,
    unlock_vault,
)
from tests.portal.reporting.conftest import CHEAP, NOW, PASSPHRASE, add_key

NEW = "eine ganz andere Passphrase"


@pytest.fixture
def key(session):
    return add_key(session, 1)


def test_the_passphrase_opens_the_vault_with_the_same_key(session, key):
    token = unlock_vault(session, 1, PASSPHRASE, NOW)
    assert bytes(opened(session, token, 1, NOW).private_key) == bytes(key)


def test_the_wrapped_key_opens_with_argon2id_and_a_secret_box_alone(session, key):
    row = session.get(VaultKey, 1)
    stretched = argon2id.kdf(32, PASSPHRASE.encode(), row.salt, opslimit=row.operations, memlimit=row.memory)
    secret = blake2b(b"passphrase", 32, key=stretched, encoder=RawEncoder)
    assert bytes(key).hex().encode() in SecretBox(secret).decrypt(row.wrapped_by_passphrase)


def test_a_short_passphrase_is_refused(session):
    with pytest.raises(PassphraseTooShort):
        make_key(session, 1, "dreizehn Zei!", cost=CHEAP)
    make_key(session, 1, "vierzehn Zeic!", cost=CHEAP)


def test_a_second_key_is_refused(session, key):
    with pytest.raises(KeyExists):
        make_key(session, 1, PASSPHRASE, cost=CHEAP)


def test_a_wrong_passphrase_opens_nothing(session, key):
    with pytest.raises(WrongPassphrase):
        unlock_vault(session, 1, "falsche Passphrase", NOW)
    with pytest.raises(NoVaultKey):
        unlock_vault(session, 2, PASSPHRASE, NOW)


def test_after_five_wrong_tries_the_right_one_waits_15_minutes(session, key):
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            unlock_vault(session, 1, "falsche Passphrase", NOW)
    with pytest.raises(TooManyTries):
        unlock_vault(session, 1, PASSPHRASE, NOW + timedelta(minutes=15))
    assert unlock_vault(session, 1, PASSPHRASE, NOW + timedelta(minutes=15, seconds=1))


def test_the_vault_closes_after_30_minutes_without_use(session, key):
    token = unlock_vault(session, 1, PASSPHRASE, NOW)
    assert opened(session, token, 1, NOW + timedelta(minutes=30))
    assert opened(session, token, 1, NOW + timedelta(minutes=60))
    assert opened(session, token, 1, NOW + timedelta(minutes=91)) is None
    assert opened(session, token, 1, NOW + timedelta(minutes=91)) is None


def test_the_vault_closes_after_four_hours_of_use(session, key):
    token = unlock_vault(session, 1, PASSPHRASE, NOW)
    for minutes in range(20, 241, 20):
        assert opened(session, token, 1, NOW + timedelta(minutes=minutes))
    assert opened(session, token, 1, NOW + timedelta(minutes=241)) is None


def test_another_account_cannot_use_the_token(session, key):
    add_key(session, 2)
    token = unlock_vault(session, 1, PASSPHRASE, NOW)
    assert opened(session, token, 2, NOW) is None
    assert opened(session, "", 1, NOW) is None
    assert opened(session, "guess", 1, NOW) is None


def test_the_database_alone_does_not_open_a_running_session(session, key):
    unlock_vault(session, 1, PASSPHRASE, NOW)
    row = session.exec(select(VaultSession)).one()
    assert bytes(key).hex().encode() not in row.ciphertext
    assert bytes(key) not in row.ciphertext
    assert len(row.token_hash) == 32


def test_locking_ends_every_session_of_the_account(session, key):
    tokens = [unlock_vault(session, 1, PASSPHRASE, NOW) for _ in range(2)]
    lock_vault(session, 1)
    assert [opened(session, token, 1, NOW) for token in tokens] == [None, None]


def test_a_new_key_counts_once_the_recovery_code_is_typed_back(session):
    token = set_up(session, 1, PASSPHRASE, NOW, CHEAP)
    state = opened(session, token, 1, NOW)
    assert len(state.recovery_code) == 32
    with pytest.raises(WrongPassphrase):
        confirm_recovery(session, state, "0" * 32, NOW)
    assert session.get(VaultKey, 1).confirmed_on is None
    confirm_recovery(session, state, state.recovery_code.upper()[:16] + " - " + state.recovery_code[16:], NOW)
    assert session.get(VaultKey, 1).confirmed_on == NOW.date()
    assert opened(session, token, 1, NOW).recovery_code == ""


def test_an_unconfirmed_key_gets_a_new_recovery_code_at_the_next_unlocking(session):
    first = opened(session, set_up(session, 1, PASSPHRASE, NOW, CHEAP), 1, NOW)
    second = opened(session, unlock_vault(session, 1, PASSPHRASE, NOW), 1, NOW)
    assert second.recovery_code not in ("", first.recovery_code)
    with pytest.raises(WrongPassphrase):
        recover(session, 1, first.recovery_code, NEW, NOW)
    recover(session, 1, second.recovery_code, NEW, NOW)


def test_the_recovery_code_sets_a_new_passphrase_and_keeps_the_key(session):
    key, code = make_key(session, 1, PASSPHRASE, cost=CHEAP)
    token = recover(session, 1, code, NEW, NOW)
    assert bytes(opened(session, token, 1, NOW).private_key) == bytes(key)
    assert unlock_vault(session, 1, NEW, NOW)
    with pytest.raises(WrongPassphrase):
        unlock_vault(session, 1, PASSPHRASE, NOW)
    with pytest.raises(WrongPassphrase):
        recover(session, 1, code, NEW, NOW)


def test_a_wrapped_key_moved_to_another_account_opens_nothing(session, key):
    add_key(session, 2)
    mine, theirs = session.get(VaultKey, 1), session.get(VaultKey, 2)
    theirs.wrapped_by_passphrase, theirs.salt = mine.wrapped_by_passphrase, mine.salt
    with pytest.raises(WrongPassphrase):
        unlock_vault(session, 2, PASSPHRASE, NOW)


def test_a_revoked_key_opens_nothing(session, key):
    session.get(VaultKey, 1).revoked_on = NOW.date()
    with pytest.raises(NoVaultKey):
        unlock_vault(session, 1, PASSPHRASE, NOW)
    assert not vault.has_key(session, 1)
