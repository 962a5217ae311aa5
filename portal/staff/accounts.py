"""Accounts of the staff: who there is, with which roles, and whether somebody may come in."""

import secrets
from collections.abc import Collection, Iterable
from datetime import date, datetime

from email_validator import EmailNotValidError, validate_email
from sqlmodel import Session, col, func, select

from portal.staff.models import Account, AccountRole, Role
from portal.staff.passwords import hash_password, matches
from portal.staff.second_factor import matching_counter, seal, unseal
from portal.web.roles import ADMIN, COUNSELLOR, ROLES, SECOND_FACTOR_ROLES


class UnknownRole(ValueError):
    """There is no such role."""


class BadEmail(ValueError):
    """The address is not an e-mail address."""


class EmailTaken(ValueError):
    """There is an account with this address already."""


class RolesConflict(ValueError):
    """Nobody both reads reports and lets others in: an admin never gets a key of the vault."""


class LastAdmin(ValueError):
    """Without this account nobody could manage accounts any more."""


class WrongCredentials(Exception):
    """Address and password do not open an account; `account` is the one aimed at, for the audit trail only."""

    def __init__(self, account: Account | None) -> None:
        super().__init__("wrong credentials")
        self.account = account


def check_roles(names: Iterable[str]) -> set[str]:
    chosen = set(names)
    if unknown := chosen - set(ROLES):
        raise UnknownRole(", ".join(sorted(unknown)))
    if {ADMIN, COUNSELLOR} <= chosen:
        raise RolesConflict
    return chosen


def normal_email(address: str) -> str:
    """Return the address as it is stored."""
    try:
        found = validate_email(address.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        raise BadEmail(address) from error
    return found.normalized.lower()


def find(session: Session, email: str) -> Account | None:
    if "\x00" in email:  # PostgreSQL refuses to look for it
        return None
    return session.exec(select(Account).where(Account.email == email.strip().lower())).one_or_none()


def count_invited(session: Session) -> int:
    """Accounts whose owner has not set a password yet."""
    statement = select(func.count()).where(col(Account.password).is_(None), col(Account.active).is_(True))
    return session.exec(statement).one()


def list_all(session: Session) -> list[Account]:
    return list(session.exec(select(Account).order_by(Account.email)))


def add(
    session: Session,
    email: str,
    roles: Collection[str],
    *,
    on: date,
    demo: bool = False,
) -> Account:
    """Create an account without a password: nobody can sign in before its owner has set one."""
    chosen = check_roles(roles)
    address = normal_email(email)
    if find(session, address):
        raise EmailTaken(address)
    account = Account(email=address, fs_uniquifier=secrets.token_hex(32), created_on=on, demo=demo)
    account.roles = [_role(session, name) for name in sorted(chosen)]
    session.add(account)
    session.flush()
    return account


def _role(session: Session, name: str) -> Role:
    role = session.exec(select(Role).where(Role.name == name)).one_or_none()
    if role is None:
        role = Role(name=name)
        session.add(role)
        session.flush()
    return role


def set_roles(session: Session, account: Account, names: Iterable[str]) -> None:
    """Give exactly these roles. The person signs in anew, with a second factor where it is needed now."""
    chosen = check_roles(names)
    if ADMIN not in chosen:
        _keep_an_admin(session, account)
    account.roles = [_role(session, name) for name in sorted(chosen)]
    end_sessions(account)
    session.add(account)


def set_active(session: Session, account: Account, active: bool) -> None:
    if not active:
        _keep_an_admin(session, account)
    account.active = active
    end_sessions(account)
    session.add(account)


def _keep_an_admin(session: Session, account: Account) -> None:
    others = session.exec(
        select(Account.id)
        .join(AccountRole, col(AccountRole.account_id) == col(Account.id))
        .join(Role, col(Role.id) == col(AccountRole.role_id))
        .where(Role.name == ADMIN, col(Account.active).is_(True), Account.id != account.id)
    ).first()
    if ADMIN in account.role_names and others is None:
        raise LastAdmin


def end_sessions(account: Account) -> None:
    account.fs_uniquifier = secrets.token_hex(32)


def set_password(session: Session, account: Account, password: str) -> None:
    """Store a new password and end every session; the link that led here is thereby used up."""
    account.password = hash_password(password)
    end_sessions(account)
    session.add(account)


def reset(session: Session, account: Account) -> None:
    """Take password and second factor away, for somebody who lost them. Keys of the vault stay untouched."""
    account.password = None
    account.totp_secret = None
    account.totp_counter = None
    end_sessions(account)
    session.add(account)


def authenticate(session: Session, email: str, password: str, *, demo_allowed: bool) -> Account:
    """Return the account that may go on to the next step; raise `WrongCredentials` for every reason alike.

    No account, a closed one and a wrong password take the same time.
    """
    account = find(session, email)
    right = matches(account.password if account else None, password)
    if account is None or not right or not account.active or (account.demo and not demo_allowed):
        raise WrongCredentials(account)
    return account


def needs_second_factor(account: Account) -> bool:
    return account.totp_secret is not None or bool(account.role_names & SECOND_FACTOR_ROLES)


def set_second_factor(session: Session, account: Account, secret: bytes, secret_key: str) -> None:
    account.totp_secret = seal(secret, secret_key)
    account.totp_counter = None
    session.add(account)


def code_matches(session: Session, account: Account, code: str, secret_key: str, at: datetime) -> bool:
    """Whether the code is right and not used before.

    The secrets of demo accounts are printed for everybody, so their codes may be used again.
    """
    # Locked, so that of two requests with one code only the first comes in. A new secret is written before, or the
    # fresh row would forget it.
    session.flush()
    session.refresh(account, with_for_update=True)
    if account.totp_secret is None:
        return False
    after = None if account.demo else account.totp_counter
    counter = matching_counter(unseal(account.totp_secret, secret_key), code, at, after=after)
    if counter is None:
        return False
    account.totp_counter = counter
    session.add(account)
    return True
