import re
from collections.abc import Callable

import pytest
from sqlmodel import select

from portal.db import Database
from portal.staff import accounts, audit, demo
from portal.staff.models import Account
from portal.web.clock import now
from tests.portal.conftest import CheckingClient

Staff = Callable[[str], CheckingClient]

PAGES = [
    "/staff/accounts/",
    "/staff/accounts/new",
    "/staff/accounts/1",
    "/staff/accounts/1/link",
    "/staff/audit",
]
POSTS = [
    "/staff/accounts/new",
    "/staff/accounts/1/roles",
    "/staff/accounts/1/active",
    "/staff/accounts/1/reset",
]


def account(database: Database, email: str) -> Account:
    with database.session(writing=False) as session:
        return session.exec(select(Account).where(Account.email == email)).one()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", ["editor", "translator", "survey_manager", "analyst", "counsellor"])
def test_accounts_and_trail_are_for_admins_only(staff: Staff, role: str, path: str) -> None:
    assert staff(role).get(path).status_code == 403


@pytest.mark.parametrize("path", POSTS)
def test_nobody_else_changes_accounts(staff: Staff, client: CheckingClient, path: str) -> None:
    assert staff("editor").post(path).status_code == 403
    assert client.post(path).headers["Location"] == "/staff/sign-in"


def test_an_admin_adds_an_account_and_gets_a_link_for_it(staff: Staff, database: Database) -> None:
    admin = staff("admin")
    admin.get("/staff/accounts/new")

    response = admin.post("/staff/accounts/new", {"email": " New@City.de", "roles": ["editor", "analyst"]})

    page = admin.get(response.headers["Location"])
    assert re.search(r"http://127\.0\.0\.1:8000/staff/set-password/\S+<", page.text)
    assert "new@city.de" in admin.get("/staff/accounts/").text
    assert account(database, "new@city.de").role_names == {"editor", "analyst"}


@pytest.mark.parametrize(
    ("email", "roles", "message"),
    [
        ("no address", ["editor"], "Das ist keine E-Mail-Adresse."),
        ("Editor@demo.example", ["editor"], "Zu dieser Adresse gibt es schon einen Zugang."),
        ("two@city.de", ["admin", "counsellor"], "Wer Zugänge verwaltet, darf keine Meldungen lesen."),
        ("three@city.de", [], "Bitte wählen Sie mindestens eine Rolle."),
    ],
)
def test_a_wrong_entry_names_the_cause_and_stores_nothing(
    staff: Staff, database: Database, email: str, roles: list[str], message: str
) -> None:
    admin = staff("admin")
    response = admin.post("/staff/accounts/new", {"email": email, "roles": roles})
    assert response.status_code == 422
    assert message in response.text
    with database.session(writing=False) as session:
        assert len(accounts.list_all(session)) == len(demo.DEMO_ACCOUNTS)


def test_an_address_is_taken_only_once(staff: Staff) -> None:
    admin = staff("admin")
    admin.get("/staff/accounts/new")
    assert admin.post("/staff/accounts/new", {"email": "a@city.de", "roles": "editor"}).status_code == 303
    assert admin.post("/staff/accounts/new", {"email": "A@city.de", "roles": "editor"}).status_code == 422


def test_new_roles_end_the_sessions_of_the_person(staff: Staff, database: Database) -> None:
    editor, admin = staff("editor"), staff("admin")
    number = account(database, "editor@demo.example").id
    admin.get(f"/staff/accounts/{number}")

    admin.post(f"/staff/accounts/{number}/roles", {"roles": ["counsellor"]})

    assert editor.get("/staff/").status_code == 303
    assert account(database, "editor@demo.example").role_names == {"counsellor"}


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(staff: Staff, database: Database) -> None:
    editor, admin = staff("editor"), staff("admin")
    number = account(database, "editor@demo.example").id
    admin.get(f"/staff/accounts/{number}")

    admin.post(f"/staff/accounts/{number}/active", {"active": "no"})
    assert editor.get("/staff/").status_code == 303
    editor.get("/staff/sign-in")
    data = {"email": "editor@demo.example", "password": demo.DEMO_PASSWORD}
    assert editor.post("/staff/sign-in", data).status_code == 422

    admin.post(f"/staff/accounts/{number}/active", {"active": "yes"})
    assert editor.post("/staff/sign-in", data).status_code == 303


@pytest.mark.parametrize(("part", "data"), [("active", {"active": "no"}), ("roles", {"roles": "editor"})])
def test_the_last_admin_cannot_be_lost(staff: Staff, database: Database, part: str, data: dict[str, str]) -> None:
    admin = staff("admin")
    number = account(database, "admin@demo.example").id
    response = admin.post(f"/staff/accounts/{number}/{part}", data)
    assert response.status_code == 422
    assert "Das ist der letzte Zugang für die Verwaltung." in response.text
    assert account(database, "admin@demo.example").active


def test_a_reset_takes_password_and_second_factor_away(staff: Staff, database: Database) -> None:
    admin = staff("admin")
    number = account(database, "counsellor@demo.example").id
    response = admin.post(f"/staff/accounts/{number}/reset")
    assert response.headers["Location"] == f"/staff/accounts/{number}/link"
    found = account(database, "counsellor@demo.example")
    assert (found.password, found.totp_secret) == (None, None)


def test_the_trail_shows_who_did_what(staff: Staff, database: Database) -> None:
    admin = staff("admin")
    admin.post("/staff/accounts/new", {"email": "a@city.de", "roles": "editor"})
    page = admin.get("/staff/audit").text
    number = account(database, "a@city.de").id
    assert "account.added" in page
    assert f"account:{number}" in page
    assert "a@city.de" not in page, "the trail names things by number"


def test_the_trail_goes_on_to_older_entries(database: Database) -> None:
    with database.session() as opened:
        for number in range(5):
            audit.write(opened, None, "case.opened", f"case:{number}", now())
    with database.session(writing=False) as opened:
        lines, older = audit.latest(opened, limit=3)
        rest, end = audit.latest(opened, limit=3, before=older)
    assert [line.subject for line in lines + rest] == ["case:4", "case:3", "case:2", "case:1", "case:0"]
    assert end is None


@pytest.mark.parametrize("subject", ["Frau Demo hat geschrieben", "", "x" * 121, "case:1\nx"])
def test_the_trail_takes_no_sentences(database: Database, subject: str) -> None:
    with database.session() as session, pytest.raises(audit.SubjectHoldsContent):
        audit.write(session, None, "case.opened", subject, now())
