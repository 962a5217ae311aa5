import pytest

from portal.reporting import units
from portal.reporting.intake import IntakeClosed, chosen_unit, open_units, unit_states
from portal.reporting.models import VaultKey
from tests.portal.reporting.conftest import NOW


def missing(session, demo_allowed=True):
    return {state.unit.slug: state.missing for state in unit_states(session, demo_allowed=demo_allowed)}


def test_two_keys_and_a_paper_key_open_the_gate(session, office):
    assert missing(session) == {"city": (), "partner": ()}


def test_one_counsellor_key_is_not_enough(session, office):
    session.get(VaultKey, 2).revoked_on = NOW.date()
    session.get(VaultKey, 4).confirmed_on = None
    assert missing(session) == {"city": ("keys",), "partner": ("keys",)}
    with pytest.raises(IntakeClosed):
        open_units(session, demo_allowed=True)


def test_without_a_paper_key_the_gate_is_closed(session, office):
    office.city.paper_public_key = None
    assert missing(session) == {"city": ("paper_key",), "partner": ()}
    assert [state.unit.slug for state in open_units(session, demo_allowed=True)] == ["partner"]


def test_no_unit_means_no_reports(session):
    with pytest.raises(IntakeClosed):
        open_units(session, demo_allowed=True)


def test_production_counts_no_demo_key_and_no_demo_unit(session, office):
    session.get(VaultKey, 1).demo = True
    office.partner.demo = True
    assert missing(session, demo_allowed=False) == {"city": ("keys",)}


def test_a_key_of_another_unit_does_not_count(session, office):
    session.get(VaultKey, 2).revoked_on = NOW.date()
    units.assign(session, office.partner, 1)
    assert missing(session)["city"] == ("keys",)


def test_without_a_choice_the_first_unit_gets_the_report(states):
    assert chosen_unit(states, "").unit.slug == "city"
    assert chosen_unit(states, "partner").unit.slug == "partner"
    with pytest.raises(IntakeClosed):
        chosen_unit(states[:1], "partner")
