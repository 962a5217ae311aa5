"""Cases: taking a report in, opening it with a grant, and working it at the desk.

Each case has its own key pair. The private half goes, sealed, to every counsellor of the unit, to the unit's
paper key and to the reporter. Staff grants also hold the internal key, which locks notes; the reporter's does not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from nacl.public import PrivateKey
from nacl.utils import random
from sqlmodel import Session

from portal.reporting import store
from portal.reporting.codes import ReporterKeys
from portal.reporting.intake import UnitState
from portal.reporting.models import Case, CaseAudit, CaseGrant, SealedItem
from portal.reporting.sealing import KEY_BYTES, Content, Misplaced, lock, open_sealed, seal, unlock

ANSWER_WITHIN = timedelta(days=7)
RESULT_WITHIN = timedelta(days=91)
KEEP_COUNTED = timedelta(days=183)
KEEP_AFTER_CLOSURE = {"closed": timedelta(days=365), "abuse": timedelta(days=30)}

STATUSES = ("new", "acknowledged", "clarifying", "advising", "intervening", "referred", "closed", "abuse")
SHARED_KINDS = ("report", "message", "answer")
INTERNAL_KINDS = ("note", "status")
GRANT_KINDS = ("grant",)
LONGEST_TEXT = 20_000


class NoGrant(Exception):
    """This holder has no key to this case, or there is no such case; the two must look alike."""


class NoMailbox(Exception):
    """The report was only counted; nobody would read an answer."""


class UnknownStatus(Exception):
    """Not one of `STATUSES`."""


class EmptyText(Exception):
    """There is nothing to store."""


class TextTooLong(Exception):
    """More than 20,000 characters."""


@dataclass(frozen=True)
class OpenCase:
    """A case with the keys its holder has. Only staff and paper have the internal one."""

    case: Case
    private_key: PrivateKey
    internal_key: bytes | None


@dataclass(frozen=True)
class Item:
    """One opened entry: `kind` report, message, answer, note or status."""

    number: int
    kind: str
    at: datetime
    content: Content

    @property
    def text(self) -> str:
        return str(self.content.get("text", ""))


def receive(session: Session, state: UnitState, report: Content, reporter: ReporterKeys | None, now: datetime) -> Case:
    """Seal a report to its unit and store it; afterwards only grant holders open it.

    Without `reporter` it is only counted: no mailbox, no due day, deleted after six months.
    """
    private_key, internal_key = PrivateKey.generate(), random(KEY_BYTES)
    case = Case(
        id=str(uuid4()),
        unit_id=state.unit.id or 0,
        door="help" if reporter else "count",
        channel="online",
        arrived_on=now.date(),
        next_due=now.date() + ANSWER_WITHIN if reporter else None,
        delete_after=None if reporter else now.date() + KEEP_COUNTED,
        public_key=bytes(private_key.public_key),
        reporter_lookup=reporter.lookup if reporter else None,
        reporter_public_key=reporter.public_key if reporter else None,
    )
    session.add(case)
    session.flush()
    _grant_all(session, case, state, reporter, private_key, internal_key)
    add_shared(session, case, "report", report, now)
    case.new_for_staff = 1
    return case


def _grant_all(
    session: Session,
    case: Case,
    state: UnitState,
    reporter: ReporterKeys | None,
    private_key: PrivateKey,
    internal_key: bytes,
) -> None:
    case_key = bytes(private_key).hex()
    staff_key = {"private_key": case_key, "internal_key": internal_key.hex()}
    for key in state.keys:
        _grant(session, case, "counsellor", key.public_key, staff_key, key.account_id)
    _grant(session, case, "paper", state.unit.paper_public_key or b"", staff_key)
    if reporter:
        _grant(session, case, "reporter", reporter.public_key, {"private_key": case_key})


def open_case(session: Session, case_id: str, account_id: int, private_key: PrivateKey) -> OpenCase:
    """Open a case for a counsellor. Raises `NoGrant`; a key that does not fit raises `CannotOpen`."""
    grant = store.grant(session, case_id, "counsellor", account_id)
    case = session.get(Case, case_id)
    if grant is None or case is None:
        raise NoGrant
    return open_with_grant(case, grant, private_key)


def open_with_grant(case: Case, grant: CaseGrant, private_key: PrivateKey) -> OpenCase:
    _, keys = open_sealed(private_key, case.id, GRANT_KINDS, grant.sealed_key)
    internal = keys.get("internal_key")
    return OpenCase(case, PrivateKey(bytes.fromhex(keys["private_key"])), bytes.fromhex(internal) if internal else None)


def shared_items(session: Session, opened: OpenCase) -> list[Item]:
    """The report and the messages of both sides, oldest first."""
    case_id = opened.case.id
    rows = store.items(session, case_id, "shared")
    return [_item(row, *open_sealed(opened.private_key, case_id, SHARED_KINDS, row.ciphertext)) for row in rows]


def internal_items(session: Session, opened: OpenCase) -> list[Item]:
    """Notes and status changes. Raises `NoGrant` for a holder without the internal key."""
    if opened.internal_key is None:
        raise NoGrant
    case_id = opened.case.id
    rows = store.items(session, case_id, "internal")
    return [_item(row, *unlock(opened.internal_key, case_id, INTERNAL_KINDS, row.ciphertext)) for row in rows]


def add_shared(session: Session, case: Case, kind: str, content: Content, now: datetime) -> None:
    """Seal an entry that both sides read. Needs no key: the case's public half is in the open."""
    number = _next_number(session, case)
    sealed = seal(case.public_key, case.id, kind, _stamped(content, number, now))
    session.add(SealedItem(id=str(uuid4()), case_id=case.id, number=number, side="shared", ciphertext=sealed))
    session.add(case)
    session.flush()


def add_internal(session: Session, opened: OpenCase, kind: str, content: Content, now: datetime) -> None:
    """Lock an entry that only staff reads."""
    if opened.internal_key is None:
        raise NoGrant
    case, number = opened.case, _next_number(session, opened.case)
    locked = lock(opened.internal_key, case.id, kind, _stamped(content, number, now))
    session.add(SealedItem(id=str(uuid4()), case_id=case.id, number=number, side="internal", ciphertext=locked))
    session.add(case)
    session.flush()


def add_note(session: Session, opened: OpenCase, text: str, account_id: int, now: datetime) -> None:
    add_internal(session, opened, "note", {"text": checked_text(text), "by": account_id}, now)
    audit(session, opened.case, account_id, "case.note", now)


def answer(session: Session, opened: OpenCase, text: str, account_id: int, now: datetime) -> None:
    """Write to the reporter. The first answer meets the seven days; the result is due in three months."""
    case = opened.case
    if case.reporter_lookup is None:
        raise NoMailbox
    add_shared(session, case, "answer", {"text": checked_text(text)}, now)
    case.new_for_reporter += 1
    case.next_due = case.arrived_on + RESULT_WITHIN
    if case.status == "new":
        case.status = "acknowledged"
    audit(session, case, account_id, "case.answered", now)


def change_status(session: Session, opened: OpenCase, status: str, account_id: int, now: datetime) -> None:
    """Set the status; the change is kept in the work log. Closing starts the retention clock."""
    case = opened.case
    if status not in STATUSES:
        raise UnknownStatus
    if status == case.status:
        return
    add_internal(session, opened, "status", {"from": case.status, "to": status, "by": account_id}, now)
    case.status = status
    kept = KEEP_AFTER_CLOSURE.get(status)
    if kept is not None:
        case.next_due, case.delete_after = None, now.date() + kept
    elif case.reporter_lookup is not None:
        case.delete_after = None
    audit(session, case, account_id, "case.status", now)


def mark_read(session: Session, opened: OpenCase, account_id: int, now: datetime) -> None:
    """A counsellor has the case on the screen."""
    opened.case.new_for_staff = 0
    session.add(opened.case)
    audit(session, opened.case, account_id, "case.opened", now)


def audit(session: Session, case: Case, account_id: int, action: str, now: datetime) -> None:
    session.add(CaseAudit(case_id=case.id, account_id=account_id, action=action, at=int(now.timestamp())))


def checked_text(text: str) -> str:
    """Return the text as it is kept. Raises `EmptyText`, `TextTooLong`."""
    kept = text.replace("\r\n", "\n").strip()
    if not kept:
        raise EmptyText
    if len(kept) > LONGEST_TEXT:
        raise TextTooLong
    return kept


def _grant(
    session: Session, case: Case, holder: str, public_key: bytes, keys: Content, account_id: int | None = None
) -> None:
    sealed = seal(public_key, case.id, "grant", keys)
    session.add(CaseGrant(case_id=case.id, holder=holder, account_id=account_id, sealed_key=sealed))


def _next_number(session: Session, case: Case) -> int:
    """The row stays locked until the commit: both sides may write in the same moment."""
    session.refresh(case, with_for_update=True)
    case.item_count += 1
    return case.item_count


def _stamped(content: Content, number: int, now: datetime) -> Content:
    return {"number": number, "at": now.isoformat(timespec="minutes"), **content}


def _item(row: SealedItem, kind: str, content: Content) -> Item:
    """The number inside must be the row's: entries of one case cannot be put in another order unseen."""
    if content.get("number") != row.number:
        raise Misplaced
    return Item(row.number, kind, datetime.fromisoformat(content["at"]), content)
