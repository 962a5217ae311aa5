"""Demo accounts: one for each role. Everybody knows their password; production refuses them."""

from datetime import date
from functools import lru_cache

from sqlmodel import Session

from portal.config import Settings
from portal.staff import accounts
from portal.staff.models import Account
from portal.staff.passwords import hash_password
from portal.staff.second_factor import SecretUnreadable, unseal
from portal.web.roles import ADMIN, ANALYST, COUNSELLOR, EDITOR, SURVEY_MANAGER, TRANSLATOR

DEMO_PASSWORD = "Demo-Passwort-2026"  # noqa: S105 - printed at the start, refused in production

DEMO_ACCOUNTS = {
    "editor@demo.example": EDITOR,
    "translator@demo.example": TRANSLATOR,
    "survey_manager@demo.example": SURVEY_MANAGER,
    "analyst@demo.example": ANALYST,
    # Results are released by a second person; the partner unit has counsellors of its own.
    "analyst2@demo.example": ANALYST,
    "counsellor@demo.example": COUNSELLOR,
    "counsellor2@demo.example": COUNSELLOR,
    "partner@demo.example": COUNSELLOR,
    "partner2@demo.example": COUNSELLOR,
    "admin@demo.example": ADMIN,
}

# Secrets of the second factor, so that an authenticator app keeps working when the demo is loaded anew.
DEMO_SECRETS = {
    "counsellor@demo.example": b"demo counsellor 0001",
    "counsellor2@demo.example": b"demo counsellor 0002",
    "partner@demo.example": b"demo counsellor 0003",
    "partner2@demo.example": b"demo counsellor 0004",
    "admin@demo.example": b"demo administr. 0001",
}

_FIRST_DAY = date(2026, 1, 1)


def load(session: Session, settings: Settings) -> None:
    """Create the demo accounts that are missing; what was changed about the others stays."""
    for email, role in DEMO_ACCOUNTS.items():
        account = accounts.find(session, email)
        if account is None:
            account = accounts.add(session, email, [role], on=_FIRST_DAY, demo=True)
            account.password = _demo_hash()
        if email in DEMO_SECRETS and account.demo and not _is_sealed_for(account, settings.secret_key):
            accounts.set_second_factor(session, account, DEMO_SECRETS[email], settings.secret_key)
    session.flush()


def _is_sealed_for(account: Account, secret_key: str) -> bool:
    """A demo database may outlive the key that was made beside it."""
    try:
        return account.totp_secret is not None and bool(unseal(account.totp_secret, secret_key))
    except SecretUnreadable:
        return False


@lru_cache(maxsize=1)
def _demo_hash() -> str:
    return hash_password(DEMO_PASSWORD)
