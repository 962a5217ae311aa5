"""Answers between the steps of the form, locked under the token in the reporter's cookie, for 60 minutes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from portal.reporting import store
from portal.reporting.models import ReportDraft
from portal.reporting.sealing import CannotOpen, Content, lock, sub_key, unlock
from portal.reporting.sessions import new_token, token_hash

LIFETIME = timedelta(minutes=60)
PLACE = "draft"


class AlreadySent(Exception):
    """The same draft was sent before; there is one case and its number waits to be shown."""


class NoDraft(Exception):
    """Never begun, expired or left; nothing was kept."""


@dataclass
class Draft:
    """`code` is set once a report was sent that has a mailbox, until the reporter has typed it back."""

    token: str
    door: str
    answers: Content = field(default_factory=dict)
    code: str = ""
    sent: bool = False


def begin(session: Session, door: str, now: datetime) -> Draft:
    store.delete_expired_drafts(session, int(now.timestamp()))
    draft = Draft(new_token(), door)
    session.add(
        ReportDraft(
            token_hash=token_hash(draft.token),
            ciphertext=_locked(draft),
            expires_at=int((now + LIFETIME).timestamp()),
        )
    )
    session.flush()
    return draft


def load(session: Session, token: str, now: datetime) -> Draft:
    """Locks the row: a step that is saved in the moment of sending must not write over the number.

    Raises `NoDraft`.
    """
    row = session.get(ReportDraft, token_hash(token), with_for_update=True) if token else None
    if row is None or row.expires_at < now.timestamp():
        raise NoDraft
    try:
        _, content = unlock(sub_key(token.encode(), "draft"), PLACE, ("answers",), row.ciphertext)
    except CannotOpen as error:
        raise NoDraft from error
    return Draft(token, content["door"], content["answers"], content["code"], row.sent)


def save(session: Session, draft: Draft, now: datetime) -> None:
    """Keep the draft for another 60 minutes."""
    row = session.get(ReportDraft, token_hash(draft.token), populate_existing=True)
    if row is None:
        raise NoDraft
    row.ciphertext = _locked(draft)
    row.expires_at = int((now + LIFETIME).timestamp())
    session.add(row)
    session.flush()


def claim(session: Session, draft: Draft) -> None:
    """Take the right to send this draft. Raises `AlreadySent` for the second of two sends."""
    if not store.claim_draft(session, token_hash(draft.token)):
        raise AlreadySent


def discard(session: Session, token: str) -> None:
    row = session.get(ReportDraft, token_hash(token)) if token else None
    if row is not None:
        session.delete(row)


def _locked(draft: Draft) -> bytes:
    content = {"door": draft.door, "answers": draft.answers, "code": draft.code}
    return lock(sub_key(draft.token.encode(), "draft"), PLACE, "answers", content)
