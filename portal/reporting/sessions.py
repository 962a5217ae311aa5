"""Sessions over sealed keys: an unlocked vault or an open mailbox.

The private key lies in the database encrypted under the token; the token lies only in the browser's cookie.
Either alone opens nothing.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from nacl.public import PrivateKey
from sqlmodel import Session

from portal.reporting import store
from portal.reporting.models import VaultSession
from portal.reporting.sealing import CannotOpen, Content, lock, sub_key, unlock

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=4)
PLACE = "session"


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def new_token() -> str:
    return secrets.token_urlsafe(32)


def start(session: Session, holder: str, private_key: PrivateKey, now: datetime, **more: str) -> str:
    """Keep the key for `holder` and return the token for the cookie; `more` is sealed beside the key."""
    clear_ended(session, now)
    token = new_token()
    moment = int(now.timestamp())
    row = VaultSession(token_hash=token_hash(token), holder=holder, ciphertext=b"", opened_at=moment, last_used=moment)
    row.ciphertext = _locked(token, holder, {"private_key": bytes(private_key).hex(), **more})
    session.add(row)
    session.flush()
    return token


def content_of(session: Session, token: str, holder_kind: str, now: datetime) -> tuple[str, Content] | None:
    """Return holder and sealed content while the session lasts, and count this as use."""
    if not token:
        return None
    row = session.get(VaultSession, token_hash(token))
    if row is None or not row.holder.startswith(f"{holder_kind}:"):
        return None
    moment = int(now.timestamp())
    idle = moment - row.last_used > IDLE.total_seconds()
    if idle or moment - row.opened_at > LONGEST.total_seconds():
        session.delete(row)
        return None
    try:
        _, content = unlock(sub_key(token.encode(), "session"), PLACE, (row.holder,), row.ciphertext)
    except CannotOpen:
        return None
    row.last_used = moment
    session.add(row)
    return row.holder, content


def rewrite(session: Session, token: str, content: Content) -> None:
    """Replace what is sealed in a running session."""
    row = session.get(VaultSession, token_hash(token))
    if row is not None:
        row.ciphertext = _locked(token, row.holder, content)
        session.add(row)


def end(session: Session, token: str) -> None:
    row = session.get(VaultSession, token_hash(token)) if token else None
    if row is not None:
        session.delete(row)


def private_key_in(content: Content) -> PrivateKey:
    return PrivateKey(bytes.fromhex(content["private_key"]))


def clear_ended(session: Session, now: datetime) -> None:
    moment = int(now.timestamp())
    store.delete_ended_sessions(session, moment - int(IDLE.total_seconds()), moment - int(LONGEST.total_seconds()))


def _locked(token: str, holder: str, content: Content) -> bytes:
    return lock(sub_key(token.encode(), "session"), PLACE, holder, content)
