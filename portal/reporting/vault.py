"""The counsellors' vault: one key pair per counsellor, opened by passphrase or by the personal recovery code.

It is its own step after sign-in, so a password reset or single sign-on never touches a key. That a passphrase
is right is shown only by the key opening; nothing to compare it with is stored.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from nacl.public import PrivateKey
from nacl.utils import random
from sqlmodel import Session

from portal.reporting import sessions, store
from portal.reporting.argon import SALT_BYTES, STANDARD, Cost, stretch
from portal.reporting.models import VaultKey
from portal.reporting.sealing import CannotOpen, lock, sub_key, unlock

SHORTEST_PASSPHRASE = 14
TRIES = 5
TRY_WINDOW = timedelta(minutes=15)
KIND = "vault-key"
HOLDER = "counsellor"


class PassphraseTooShort(Exception):
    """Fewer than 14 characters."""


class WrongPassphrase(Exception):
    """The passphrase or recovery code does not open the key."""


class TooManyTries(Exception):
    """Five wrong tries within 15 minutes."""


class NoVaultKey(Exception):
    """This counsellor has not made a key, or it was revoked."""


class KeyExists(Exception):
    """A second key would orphan the grants of the first."""


@dataclass(frozen=True)
class OpenVault:
    """An unlocked vault in one request. `recovery_code` is set until the counsellor has typed it back."""

    account_id: int
    private_key: PrivateKey
    token: str
    recovery_code: str = ""


def make_key(
    session: Session,
    account_id: int,
    passphrase: str,
    *,
    cost: Cost = STANDARD,
    demo: bool = False,
) -> tuple[PrivateKey, str]:
    """Make the key pair of a counsellor and return private key and recovery code (32 hex digits)."""
    if session.get(VaultKey, account_id) is not None:
        raise KeyExists
    private_key, salt, code = PrivateKey.generate(), random(SALT_BYTES), new_recovery_code()
    key = VaultKey(
        account_id=account_id,
        public_key=bytes(private_key.public_key),
        salt=salt,
        operations=cost.operations,
        memory=cost.memory,
        wrapped_by_passphrase=_wrap(_passphrase_key(passphrase, salt, cost), account_id, private_key),
        wrapped_by_recovery=_wrap(_recovery_key(code, salt), account_id, private_key),
        demo=demo,
    )
    session.add(key)
    session.flush()
    return private_key, code


def set_up(session: Session, account_id: int, passphrase: str, now: datetime, cost: Cost = STANDARD) -> str:
    """First visit: make the key, open the vault and return the session's token."""
    private_key, code = make_key(session, account_id, passphrase, cost=cost)
    return sessions.start(session, f"{HOLDER}:{account_id}", private_key, now, recovery_code=code)


def confirm_recovery(session: Session, vault: OpenVault, typed: str, now: datetime) -> None:
    """The recovery code was typed back; from now on the key counts. Raises `WrongPassphrase`."""
    if _hex_digits(typed) != vault.recovery_code:
        raise WrongPassphrase
    key = _key(session, vault.account_id)
    key.confirmed_on = now.date()
    session.add(key)
    sessions.rewrite(session, vault.token, {"private_key": bytes(vault.private_key).hex()})


def unlock_vault(session: Session, account_id: int, passphrase: str, now: datetime) -> str:
    """Open the vault and return the token for the cookie.

    A counsellor who never typed the recovery code back gets a new one. Raises `NoVaultKey`, `TooManyTries`,
    `WrongPassphrase`.
    """
    key = _key(session, account_id)
    _check_tries(key, now)
    secret = stretch(passphrase.encode(), key.salt, 32, Cost(key.operations, key.memory))
    private_key = _unwrap(session, key, sub_key(secret, "passphrase"), key.wrapped_by_passphrase, now)
    holder = f"{HOLDER}:{account_id}"
    if key.confirmed_on is not None:
        return sessions.start(session, holder, private_key, now)
    code = new_recovery_code()
    key.wrapped_by_recovery = _wrap(_recovery_key(code, key.salt), account_id, private_key)
    return sessions.start(session, holder, private_key, now, recovery_code=code)


def recover(session: Session, account_id: int, typed: str, passphrase: str, now: datetime) -> str:
    """Open the vault with the recovery code and set a new passphrase and a new code."""
    key = _key(session, account_id)
    _check_tries(key, now)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort
    recovery_key = _recovery_key(_hex_digits(typed), key.salt)
    private_key = _unwrap(session, key, recovery_key, key.wrapped_by_recovery, now)
    cost = Cost(key.operations, key.memory)
    key.wrapped_by_passphrase = _wrap(_passphrase_key(passphrase, key.salt, cost), account_id, private_key)
    code = new_recovery_code()
    key.wrapped_by_recovery = _wrap(_recovery_key(code, key.salt), account_id, private_key)
    key.confirmed_on = None
    return sessions.start(session, f"{HOLDER}:{account_id}", private_key, now, recovery_code=code)


def opened(session: Session, token: str, account_id: int, now: datetime) -> OpenVault | None:
    """The open vault of this account, or None: locked, ended, or a cookie of somebody else."""
    found = sessions.content_of(session, token, HOLDER, now)
    if found is None or found[0] != f"{HOLDER}:{account_id}":
        return None
    content = found[1]
    return OpenVault(account_id, sessions.private_key_in(content), token, str(content.get("recovery_code", "")))


def lock_vault(session: Session, account_id: int) -> None:
    """End every open vault of this account, on whatever device."""
    store.delete_sessions_of(session, f"{HOLDER}:{account_id}")


def has_key(session: Session, account_id: int) -> bool:
    key = session.get(VaultKey, account_id)
    return key is not None and key.revoked_on is None


def new_recovery_code() -> str:
    return secrets.token_hex(16)


def _key(session: Session, account_id: int) -> VaultKey:
    """Locks the row: tries at the same moment are counted one by one."""
    key = session.get(VaultKey, account_id, with_for_update=True)
    if key is None or key.revoked_on is not None:
        raise NoVaultKey
    return key


def _passphrase_key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort
    return sub_key(stretch(passphrase.encode(), salt, 32, cost), "passphrase")


def _recovery_key(code: str, salt: bytes) -> bytes:
    """128 random bits need no stretching."""
    return sub_key(salt, f"recovery:{code}")


def _hex_digits(typed: str) -> str:
    return "".join(character for character in typed.lower() if character in "0123456789abcdef")


def _wrap(key: bytes, account_id: int, private_key: PrivateKey) -> bytes:
    return lock(key, f"vault:{account_id}", KIND, {"private_key": bytes(private_key).hex()})


def _unwrap(session: Session, key: VaultKey, secret: bytes, wrapped: bytes, now: datetime) -> PrivateKey:
    session.add(key)
    try:
        _, content = unlock(secret, f"vault:{key.account_id}", (KIND,), wrapped)
    except CannotOpen as error:
        key.tries += 1
        key.tries_since = key.tries_since or int(now.timestamp())
        raise WrongPassphrase from error
    key.tries, key.tries_since = 0, 0
    return sessions.private_key_in(content)


def _check_tries(key: VaultKey, now: datetime) -> None:
    if key.tries_since and now.timestamp() - key.tries_since > TRY_WINDOW.total_seconds():
        key.tries, key.tries_since = 0, 0
    if key.tries >= TRIES:
        raise TooManyTries
