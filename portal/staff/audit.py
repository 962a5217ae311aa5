"""The audit trail: who did what to which thing, and when. It is only ever added to."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from portal.staff.models import Account, AuditEntry

# Names of things, such as `case:17` or `translation:page.home.title/ar`: no blanks, so no sentence fits.
_NAME = re.compile(r"[\w.:/@+-]{1,120}")


class SubjectHoldsContent(ValueError):
    """An audit entry names a thing; it never quotes what is written in it."""


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    email: str
    action: str
    subject: str


def write(session: Session, account_id: int | None, action: str, subject: str, at: datetime) -> None:
    for value in (action, subject):
        if not _NAME.fullmatch(value):
            raise SubjectHoldsContent("action and subject are names without blanks, at most 120 characters")
    session.add(AuditEntry(at=at, account_id=account_id, action=action, subject=subject))


def latest(session: Session, *, limit: int, before: int | None = None) -> tuple[list[Line], int | None]:
    """The newest entries (older than entry `before`) and the id from which the next page goes on."""
    statement = (
        select(AuditEntry, Account)
        .join(Account, col(Account.id) == col(AuditEntry.account_id), isouter=True)
        .order_by(col(AuditEntry.id).desc())
        .limit(limit + 1)
    )
    if before is not None:
        statement = statement.where(col(AuditEntry.id) < before)
    rows = list(session.exec(statement))
    lines = [
        Line(entry.at, account.email if account else "", entry.action, entry.subject) for entry, account in rows[:limit]
    ]
    return lines, rows[limit - 1][0].id if len(rows) > limit else None
