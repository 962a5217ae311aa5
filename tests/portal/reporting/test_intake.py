import pytest

from portal.reporting import units
from portal.reporting.intake import IntakeClosed, chosen_unit, open_units, unit_states
from portal.reporting.models import VaultKey
from portal.staff import accounts
from tests.portal.reporting.conftest import NOW, make_office


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


@pytest.mark.parametrize(("active", "roles"), [(False, ["counsellor"]), (True, ["editor"])])
def test_a_key_of_somebody_who_left_opens_no_gate_and_gets_no_report(session, active, roles):
    staying, leaving = (accounts.add(session, f"{n}@city.example.org", ["counsellor"], on=NOW.date()) for n in "ab")
    make_office(session, [staying.id, leaving.id], [])
    assert missing(session)["city"] == ()
    accounts.set_active(session, leaving, active)
    accounts.set_roles(session, leaving, roles)
    assert missing(session)["city"] == ("keys",)
