"""The reporter's mailbox behind the 16-digit number."""

from datetime import datetime

from sqlmodel import Session

from portal.reporting import sessions, store
from portal.reporting.cases import (
    Item,
    OpenCase,
    add_shared,
    checked_text,
    open_with_grant,
    shared_items,
)
from portal.reporting.codes import ReporterKeys
from portal.reporting.models import Case

HOLDER = "reporter"


class WrongCode(Exception):
    """No case has this number, or it was deleted."""


def enter(session: Session, keys: ReporterKeys, now: datetime) -> str:
    """Open the mailbox and return the token for the cookie. Raises `WrongCode`."""
    case = store.case_by_lookup(session, keys.lookup)
    if case is None:
        raise WrongCode
    return sessions.start(session, f"{HOLDER}:{case.id}", keys.private_key, now)


def opened(session: Session, token: str, now: datetime) -> OpenCase | None:
    """The case behind an open mailbox, or None when the session has ended."""
    found = sessions.content_of(session, token, HOLDER, now)
    if found is None:
        return None
    case = session.get(Case, found[0].removeprefix(f"{HOLDER}:"))
    grant = store.grant(session, case.id, HOLDER) if case else None
    if case is None or grant is None:
        return None
    return open_with_grant(case, grant, sessions.private_key_in(found[1]))


def read(session: Session, mailbox: OpenCase) -> list[Item]:
    """Everything both sides wrote; the answers count as read."""
    mailbox.case.new_for_reporter = 0
    session.add(mailbox.case)
    return shared_items(session, mailbox)


def write(session: Session, mailbox: OpenCase, text: str, now: datetime) -> None:
    """Send a message to the counsellors. Raises `EmptyText`, `TextTooLong`.

    A message to a closed case stops its deletion, or nobody would ever read it.
    """
    case = mailbox.case
    add_shared(session, case, "message", {"text": checked_text(text)}, now)
    case.new_for_staff += 1
    case.delete_after = None


def leave(session: Session, token: str) -> None:
    sessions.end(session, token)


def delete_everything(session: Session, mailbox: OpenCase) -> None:
    """Remove the case with all keys and entries. Nobody can bring it back."""
    store.delete_case(session, mailbox.case.id)
