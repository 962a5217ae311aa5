"""Demo units with open doors: two demo counsellors and a paper key for each. Production refuses all of it.

Both demo units are worked by the same two demo accounts unless accounts for the partner exist; the name of the
partner unit says that it is a demo.
"""

import hashlib

from nacl.public import PrivateKey
from sqlmodel import Session

from portal.config import Settings
from portal.reporting import cases, store, units, vault
from portal.reporting.codes import read_code, reporter_keys
from portal.reporting.intake import unit_states
from portal.reporting.models import Unit, VaultKey
from portal.web.clock import now, today

# Printed at the start of the demo; whoever runs production has to choose their own.
DEMO_PASSPHRASE = "Demo-Tresor-offen-2026"  # noqa: S105

# Opens the mailbox of the invented case.
DEMO_NUMBER = "1234 5678 9012 3456"

CITY_EMAILS = ("counsellor@demo.example", "counsellor2@demo.example")
PARTNER_EMAILS = ("partner@demo.example", "partner2@demo.example")


class DemoRefused(Exception):
    """Demo keys are known to everybody; in production nobody may seal to them."""


def load(session: Session, settings: Settings) -> None:
    """Make units, vault keys and paper keys of the demo; what is there stays."""
    if settings.mode != "demo":
        raise DemoRefused
    city = units.add_unit(session, "demo-city", "Demo-Stelle der Stadt", "city", demo=True)
    partner = units.add_unit(session, "demo-partner", "Demo-Beratung außerhalb der Stadt", "partner", demo=True)
    city_accounts = _accounts(session, CITY_EMAILS)
    partner_accounts = _accounts(session, PARTNER_EMAILS) or city_accounts
    for unit, members in ((city, city_accounts), (partner, partner_accounts)):
        _give_paper_key(session, unit)
        for account_id in members:
            units.assign(session, unit, account_id)
            _make_key(session, account_id)
    _load_case(session, settings)


def demo_paper_key(unit: Unit) -> PrivateKey:
    """The private half, made of the demo passphrase, so that the drill with the paper key works in the demo."""
    return PrivateKey(hashlib.blake2b(f"{unit.slug}:{DEMO_PASSPHRASE}".encode(), digest_size=32).digest())


def _accounts(session: Session, emails: tuple[str, ...]) -> list[int]:
    found = []
    for email in emails:
        try:
            found.append(units.account_id_of(session, email))
        except units.UnknownAccount:
            continue
    return found


def _give_paper_key(session: Session, unit: Unit) -> None:
    if unit.paper_public_key is None:
        unit.paper_public_key = bytes(demo_paper_key(unit).public_key)
        session.add(unit)


def _load_case(session: Session, settings: Settings) -> None:
    """One invented report with an answer, so that mailbox and desk have something to show."""
    keys = reporter_keys(read_code(DEMO_NUMBER), settings.pepper)
    states = [state for state in unit_states(session, demo_allowed=True) if state.open]
    if not states or store.case_by_lookup(session, keys.lookup):
        return
    report = {
        "text": "Demo: Das ist ein erfundenes Beispiel. Ich wollte eine Wohnung ansehen. Am Telefon war sie frei. "
        "Als ich meinen Namen sagte, war sie vergeben.",
        "role": "self",
        "area": "housing",
        "ground": ["racism_ethnic_origin"],
        "wish": ["advice"],
        "language": "de",
    }
    case = cases.receive(session, states[0], report, keys, now())
    answer = {"text": "Demo: Danke für Ihre Nachricht. Haben Sie die Anzeige noch? Bitte heben Sie sie auf."}
    cases.add_shared(session, case, "answer", answer, now())
    case.status, case.new_for_staff, case.new_for_reporter = "acknowledged", 0, 1


def _make_key(session: Session, account_id: int) -> None:
    if session.get(VaultKey, account_id) is not None:
        return
    vault.make_key(session, account_id, DEMO_PASSPHRASE, demo=True)
    key = session.get_one(VaultKey, account_id)
    key.confirmed_on = today()
    session.add(key)
    session.flush()
