"""Units and who works for them; set up by the operator, who holds no key."""

from sqlalchemy import text
from sqlmodel import Session

from portal.reporting import store
from portal.reporting.models import Unit, UnitMember

KINDS = ("city", "partner")


class UnknownUnit(Exception):
    """There is no unit of this name."""


class UnknownAccount(Exception):
    """There is no account with this e-mail address."""


def add_unit(session: Session, slug: str, name: str, kind: str, *, phone: str = "", demo: bool = False) -> Unit:
    """Add the unit, or change name and phone of the one there is."""
    unit = store.unit_by_slug(session, slug) or Unit(slug=slug, name=name, kind=kind, demo=demo)
    unit.name, unit.kind, unit.phone = name, kind, phone
    session.add(unit)
    session.flush()
    return unit


def unit_named(session: Session, slug: str) -> Unit:
    unit = store.unit_by_slug(session, slug)
    if unit is None:
        raise UnknownUnit(slug)
    return unit


def assign(session: Session, unit: Unit, account_id: int) -> None:
    """Let an account work for a unit. Cases that came before stay closed to it."""
    if session.get(UnitMember, (unit.id, account_id)) is None:
        session.add(UnitMember(unit_id=unit.id or 0, account_id=account_id))
        session.flush()


def account_id_of(session: Session, email: str) -> int:
    """Raises `UnknownAccount`. The table belongs to the staff feature, so only its columns are named here."""
    query = text("SELECT id FROM account WHERE email = :email")
    found = session.connection().execute(query, {"email": email.strip().lower()}).scalar()
    if found is None:
        raise UnknownAccount(email)
    return int(found)
