from dataclasses import replace

import pytest
from sqlmodel import select

from portal.reporting import demo, mailbox, units, vault
from portal.reporting.codes import read_code, reporter_keys
from portal.reporting.intake import open_units, unit_states
from portal.reporting.models import Case, VaultKey
from portal.staff import demo as staff_demo
from tests.portal.reporting.conftest import NOW


def test_the_demo_opens_the_gate_for_both_units_and_may_be_loaded_again(session, settings):
    staff_demo.load(session, settings)
    demo.load(session, settings)
    account_id = units.account_id_of(session, "counsellor@demo.example")
    salt = session.get(VaultKey, account_id).salt
    demo.load(session, settings)
    assert session.get(VaultKey, account_id).salt == salt
    states = open_units(session, demo_allowed=True)
    assert [state.unit.kind for state in states] == ["city", "partner"]
    assert all("Demo" in state.unit.name for state in states)
    assert vault.unlock_vault(session, account_id, demo.DEMO_PASSPHRASE, NOW)
    assert unit_states(session, demo_allowed=False) == []


def test_the_demo_number_opens_a_mailbox_with_an_answer(session, settings):
    staff_demo.load(session, settings)
    for _ in range(2):
        demo.load(session, settings)
    assert len(session.exec(select(Case)).all()) == 1
    keys = reporter_keys(read_code(demo.DEMO_NUMBER), settings.pepper)
    items = mailbox.read(session, mailbox.opened(session, mailbox.enter(session, keys, NOW), NOW))
    assert [item.kind for item in items] == ["report", "answer"]
    assert all(item.text.startswith("Demo:") for item in items)


def test_production_refuses_the_demo_keys(session, settings):
    with pytest.raises(demo.DemoRefused):
        demo.load(session, replace(settings, mode="production"))
