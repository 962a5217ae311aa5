"""The counsellors' desk: who opens what, and what a locked vault does."""

import pytest

from portal.reporting import units
from portal.reporting.argon import Busy
from portal.reporting.models import Case, CaseAudit, VaultKey, VaultSession
from portal.staff import demo as staff_demo
from tests.portal.reporting.conftest import PASSPHRASE, add_key, make_office
from tests.portal.reporting.walking import case_paths, fill_in, rows, send, unlock

PAGES = (
    ("get", "/staff/reports/"),
    ("get", "/staff/reports/{case}"),
    ("post", "/staff/reports/{case}"),
    ("post", "/staff/reports/{case}/note"),
    ("post", "/staff/reports/{case}/answer"),
    ("post", "/staff/reports/{case}/status"),
    ("get", "/staff/vault/"),
    ("post", "/staff/vault/set-up"),
    ("post", "/staff/vault/unlock"),
    ("get", "/staff/vault/recovery-code"),
    ("post", "/staff/vault/recovery-code"),
    ("get", "/staff/vault/recover"),
    ("post", "/staff/vault/recover"),
    ("post", "/staff/vault/lock"),
)
SECRET = "Mir wurde die Wohnung nicht gegeben."


@pytest.fixture
def case_id(client, open_door, database):
    """A report that waits for both counsellors."""
    fill_in(client)
    send(client)
    return rows(database, Case)[0].id


def attempt(visitor, method, path, case_id, data=None):
    address = path.format(case=case_id)
    return visitor.get(address) if method == "get" else visitor.post(address, data or {"text": "x"})


def test_no_other_role_opens_any_page(staff, case_id, database):
    for role in ("editor", "translator", "survey_manager", "analyst", "admin"):
        visitor = staff(role)
        for method, path in PAGES:
            response = attempt(visitor, method, path, case_id, {"text": "x", "passphrase": PASSPHRASE})
            assert response.status_code == 403, (role, path)
            assert SECRET not in response.text
    assert rows(database, CaseAudit) == []


def test_without_sign_in_every_page_leads_to_sign_in(new_client, case_id):
    visitor = new_client()
    for method, path in PAGES:
        response = attempt(visitor, method, path, case_id)
        assert response.status_code == 303, path
        assert "/staff/sign-in" in response.location


def test_a_counsellor_without_grant_gets_404_for_the_case(client, staff, database, settings):
    with database.session() as session:
        staff_demo.load(session, settings)
        mine, other = (units.account_id_of(session, f"{name}@demo.example") for name in ("counsellor", "counsellor2"))
        make_office(session, [mine, 9001], [9002, 9003])
        add_key(session, other)
    fill_in(client)
    send(client)
    case_id = rows(database, Case)[0].id
    visitor = staff("counsellor2")
    unlock(visitor, PASSPHRASE)
    assert case_paths(visitor) == []
    for method, path in PAGES[1:6]:
        response = attempt(visitor, method, path, case_id, {"text": "x", "passphrase": PASSPHRASE})
        assert response.status_code == 404, path
    assert visitor.get("/staff/reports/no-such-case").status_code == 404


def test_the_reporter_gets_no_page_of_the_desk(client, case_id):
    assert client.get(f"/staff/reports/{case_id}").status_code == 303


def test_a_locked_vault_asks_for_the_passphrase_and_leads_back(staff, case_id):
    counsellor = staff("counsellor")
    path = f"/staff/reports/{case_id}"
    page = counsellor.get(path)
    assert "Tresor öffnen" in page.text
    assert f'action="{path}"' in page.text
    assert SECRET not in page.text
    wrong = counsellor.post(path, {"passphrase": "falsche Passphrase"})
    assert wrong.status_code == 422
    assert SECRET not in wrong.text
    assert counsellor.post(path, {"passphrase": PASSPHRASE}).location.endswith(path)
    assert SECRET in counsellor.get(path).text


def test_an_answer_typed_before_the_vault_locked_is_not_lost(staff, case_id):
    counsellor = staff("counsellor")
    path = f"/staff/reports/{case_id}/answer"
    page = counsellor.post(path, {"text": "Lange\nAntwort"})
    assert page.status_code == 200
    assert '<input type="hidden" name="text" value="Lange\nAntwort">' in page.text
    counsellor.post(path, {"text": "Lange\nAntwort", "passphrase": PASSPHRASE})
    assert "Lange\nAntwort" in counsellor.get(f"/staff/reports/{case_id}").text


def test_reading_takes_the_mark_off_and_is_written_down_without_content(staff, case_id, database):
    counsellor = staff("counsellor")
    unlock(counsellor, PASSPHRASE)
    assert "Neu</span>" in counsellor.get("/staff/reports/").text
    counsellor.get(f"/staff/reports/{case_id}")
    assert rows(database, Case)[0].new_for_staff == 0
    assert [entry.action for entry in rows(database, CaseAudit)] == ["case.opened"]


def test_the_start_page_tells_what_waits(staff, case_id):
    assert "Fälle mit neuen Nachrichten" in staff("counsellor").get("/staff/").text


def test_bad_entries_stay_on_the_page(staff, case_id):
    counsellor = staff("counsellor")
    unlock(counsellor, PASSPHRASE)
    path = f"/staff/reports/{case_id}"
    assert counsellor.post(f"{path}/answer", {"text": " "}).status_code == 422
    response = counsellor.post(f"{path}/note", {"text": "n" * 20_001})
    assert response.status_code == 422
    assert "n" * 20_001 in response.text
    assert counsellor.post(f"{path}/status", {"status": "gone"}).status_code == 422


def test_locking_and_signing_out_close_the_vault(staff, case_id, database):
    counsellor = staff("counsellor")
    unlock(counsellor, PASSPHRASE)
    counsellor.get("/staff/vault/")
    counsellor.post("/staff/vault/lock")
    assert SECRET not in counsellor.get(f"/staff/reports/{case_id}").text
    unlock(counsellor, PASSPHRASE)
    assert len(rows(database, VaultSession)) == 1
    counsellor.post("/staff/sign-out")
    assert rows(database, VaultSession) == []


def test_a_closed_unit_is_a_warning_on_the_desk(staff, case_id, database):
    with database.session() as session:
        for unit in units.store.units(session):
            unit.paper_public_key = None
    page = staff("counsellor").get("/staff/reports/")
    assert "Diese Stelle nimmt keine Meldungen an" in page.text
    assert "Der Papier-Schlüssel fehlt." in page.text


def test_the_first_visit_makes_a_key_and_the_code_is_typed_back(staff, database, settings):
    counsellor = staff("counsellor")
    assert "gehört noch zu keiner Stelle" in counsellor.get("/staff/vault/").text
    assert counsellor.post("/staff/vault/set-up", {"passphrase": PASSPHRASE, "again": PASSPHRASE}).status_code == 422
    with database.session() as session:
        unit = units.add_unit(session, "amt", "Amt", "city")
        units.assign(session, unit, units.account_id_of(session, "counsellor@demo.example"))
    counsellor.get("/staff/vault/")
    for passphrase, again in (("kurz", "kurz"), (PASSPHRASE, "anders")):
        page = counsellor.post("/staff/vault/set-up", {"passphrase": passphrase, "again": again})
        assert page.status_code == 422
    made = counsellor.post("/staff/vault/set-up", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert made.location.endswith("/staff/vault/recovery-code")
    page = counsellor.get("/staff/vault/recovery-code").text
    code = page.split('class="report-number"><bdi dir="ltr">')[1].split("</bdi>")[0]
    assert len(code.replace(" ", "")) == 32
    assert counsellor.post("/staff/vault/recovery-code", {"recovery_code": "0" * 32}).status_code == 422
    assert counsellor.post("/staff/vault/recovery-code", {"recovery_code": code}).status_code == 303
    assert rows(database, VaultKey)[0].confirmed_on is not None
    assert counsellor.get("/staff/vault/recovery-code").status_code == 303
    recovered = counsellor.post(
        "/staff/vault/recover", {"recovery_code": code, "passphrase": "neu" * 6, "again": "neu" * 6}
    )
    assert recovered.location.endswith("/staff/vault/recovery-code")


def test_a_crowd_at_the_vaults_is_told_to_try_again(staff, open_door, monkeypatch):
    counsellor = staff("counsellor")
    counsellor.get("/staff/vault/recover")

    def busy(*_args, **_more):
        raise Busy

    monkeypatch.setattr("portal.reporting.vault.recover", busy)
    typed = {"recovery_code": "0" * 32, "passphrase": "x" * 20, "again": "x" * 20}
    assert counsellor.post("/staff/vault/recover", typed).status_code == 503
