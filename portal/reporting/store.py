"""Queries over the tables of the reports. Nothing here commits and nothing here opens a seal."""

import sqlalchemy as sa
from sqlalchemy import func, update
from sqlmodel import Session, col, delete, select

from portal.reporting.models import (
    Case,
    CaseGrant,
    ReportDraft,
    SealedItem,
    Unit,
    UnitMember,
    VaultKey,
    VaultSession,
)

# The tables belong to the staff feature, so only the columns that are asked for are named here.
_account = sa.table("account", sa.column("id"), sa.column("active", sa.Boolean))
_role = sa.table("role", sa.column("id"), sa.column("name"))
_account_role = sa.table("account_role", sa.column("account_id"), sa.column("role_id"))
_COUNSELLORS = (
    sa.select(_account_role.c.account_id)
    .join(_role, _role.c.id == _account_role.c.role_id)
    .where(_role.c.name == "counsellor")
)
_LEFT = sa.select(_account.c.id).where(_account.c.active.is_(False) | _account.c.id.not_in(_COUNSELLORS))


def units(session: Session) -> list[Unit]:
    return list(session.exec(select(Unit).order_by(col(Unit.id))).all())


def unit_by_slug(session: Session, slug: str) -> Unit | None:
    return session.exec(select(Unit).where(Unit.slug == slug)).first()


def units_of(session: Session, account_id: int) -> list[Unit]:
    query = select(Unit).join(UnitMember).where(UnitMember.account_id == account_id).order_by(col(Unit.id))
    return list(session.exec(query).all())


def keys_of_unit(session: Session, unit_id: int) -> list[VaultKey]:
    """Usable keys of a unit's counsellors: confirmed, not revoked, of an account that may still open the desk."""
    query = (
        select(VaultKey)
        .join(UnitMember, col(UnitMember.account_id) == col(VaultKey.account_id))
        .where(UnitMember.unit_id == unit_id, col(VaultKey.confirmed_on).is_not(None))
        .where(col(VaultKey.revoked_on).is_(None), col(VaultKey.account_id).not_in(_LEFT))
        .order_by(col(VaultKey.account_id))
    )
    return list(session.exec(query).all())


def case_by_lookup(session: Session, lookup: bytes) -> Case | None:
    return session.exec(select(Case).where(Case.reporter_lookup == lookup)).first()


def cases_granted_to(session: Session, account_id: int) -> list[Case]:
    query = (
        select(Case)
        .join(CaseGrant)
        .where(CaseGrant.holder == "counsellor", CaseGrant.account_id == account_id)
        .order_by(col(Case.new_for_staff).desc(), col(Case.next_due), col(Case.arrived_on), col(Case.id))
    )
    return list(session.exec(query).all())


def new_cases_granted_to(session: Session, account_id: int) -> int:
    query = (
        select(func.count())
        .select_from(Case)
        .join(CaseGrant)
        .where(CaseGrant.holder == "counsellor", CaseGrant.account_id == account_id, Case.new_for_staff > 0)
    )
    return int(session.exec(query).one())


def grant(session: Session, case_id: str, holder: str, account_id: int | None = None) -> CaseGrant | None:
    query = select(CaseGrant).where(
        CaseGrant.case_id == case_id, CaseGrant.holder == holder, CaseGrant.account_id == account_id
    )
    return session.exec(query).first()


def grants(session: Session, case_id: str) -> list[CaseGrant]:
    query = select(CaseGrant).where(CaseGrant.case_id == case_id).order_by(col(CaseGrant.id))
    return list(session.exec(query).all())


def items(session: Session, case_id: str, side: str) -> list[SealedItem]:
    query = select(SealedItem).where(SealedItem.case_id == case_id, SealedItem.side == side)
    return list(session.exec(query.order_by(col(SealedItem.number))).all())


def delete_case(session: Session, case_id: str) -> None:
    """Remove grants first: without them every older copy of the items stays closed."""
    session.exec(delete(CaseGrant).where(col(CaseGrant.case_id) == case_id))
    session.exec(delete(SealedItem).where(col(SealedItem.case_id) == case_id))
    session.exec(delete(VaultSession).where(col(VaultSession.holder) == f"reporter:{case_id}"))
    session.exec(delete(Case).where(col(Case.id) == case_id))


def delete_sessions_of(session: Session, holder: str) -> None:
    session.exec(delete(VaultSession).where(col(VaultSession.holder) == holder))


def delete_ended_sessions(session: Session, last_used_before: int, opened_before: int) -> None:
    ended = (col(VaultSession.last_used) < last_used_before) | (col(VaultSession.opened_at) < opened_before)
    session.exec(delete(VaultSession).where(ended))


def claim_draft(session: Session, token_hash: bytes) -> bool:
    """Mark the draft as sent; false when another request was faster (one statement, so only one can win)."""
    statement = (
        update(ReportDraft)
        .where(col(ReportDraft.token_hash) == token_hash, col(ReportDraft.sent).is_(False))
        .values(sent=True)
    )
    return bool(session.exec(statement).rowcount)


def delete_expired_drafts(session: Session, now: int) -> None:
    session.exec(delete(ReportDraft).where(col(ReportDraft.expires_at) < now))
