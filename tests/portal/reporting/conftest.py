"""An open door for reports: units, two counsellors with keys of the cheapest Argon2id, a paper key."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from nacl.public import PrivateKey
from sqlmodel import Session

from portal.config import Settings
from portal.db import Database
from portal.reporting import units, vault
from portal.reporting.argon import Cost
from portal.reporting.intake import UnitState, open_units
from portal.reporting.models import Unit, VaultKey

CHEAP = Cost(operations=1, memory=8192)
PASSPHRASE = "vier Wörter reichen hier"
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@dataclass
class Office:
    """A city unit with counsellors 1 and 2 and a partner unit with 3 and 4."""

    city: Unit
    partner: Unit
    paper: PrivateKey
    keys: dict[int, PrivateKey]


def add_key(session: Session, account_id: int, passphrase: str = PASSPHRASE) -> PrivateKey:
    private_key, _ = vault.make_key(session, account_id, passphrase, cost=CHEAP)
    key = session.get_one(VaultKey, account_id)
    key.confirmed_on = NOW.date()
    return private_key


def make_office(session: Session, city_accounts: list[int], partner_accounts: list[int]) -> Office:
    paper = PrivateKey.generate()
    city = units.add_unit(session, "city", "Amt", "city")
    partner = units.add_unit(session, "partner", "Verein", "partner")
    keys: dict[int, PrivateKey] = {}
    for unit, members in ((city, city_accounts), (partner, partner_accounts)):
        unit.paper_public_key = bytes(paper.public_key)
        for account_id in members:
            units.assign(session, unit, account_id)
            if account_id not in keys:
                keys[account_id] = add_key(session, account_id)
    session.flush()
    return Office(city, partner, paper, keys)


@pytest.fixture
def office(session: Session) -> Office:
    return make_office(session, [1, 2], [3, 4])


@pytest.fixture
def states(session: Session, office: Office) -> list[UnitState]:
    return open_units(session, demo_allowed=True)


@pytest.fixture
def open_door(database: Database, settings: Settings) -> Office:
    """The office in the database of the app, worked by both demo counsellors."""
    from portal.staff import demo

    with database.session() as session:
        demo.load(session, settings)
        accounts = [
            units.account_id_of(session, email) for email in ("counsellor@demo.example", "counsellor2@demo.example")
        ]
        return make_office(session, accounts, accounts)


@pytest.fixture
def mailbox(client, open_door):
    """A client with a report that was sent, its number typed back, and the number."""
    from tests.portal.reporting.walking import fill_in, send

    fill_in(client)
    number = send(client)
    client.post("/de/report/number", {"number": number})
    return client, number
