import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask_login import user_logged_out

from portal.app import create_app
from portal.config import Settings
from portal.db import Database
from portal.staff import accounts, audit, demo, invitations
from portal.staff.demo import DEMO_PASSWORD, DEMO_SECRETS
from portal.staff.second_factor import code_at
from portal.web.clock import now, today
from tests.portal.conftest import CheckingClient
from tests.portal.staff.sign_in import sign_in

PASSWORD = "Ein ganzer Satz."


@pytest.fixture
def _demo_accounts(database: Database, settings: Settings) -> None:
    with database.session() as session:
        demo.load(session, settings)


@pytest.fixture
def invited(database: Database, settings: Settings) -> Callable[..., str]:
    """Add an account of the office and return the path of its link."""

    def add(email: str, *roles: str) -> str:
        with database.session() as session:
            account = accounts.add(session, email, roles, on=today())
            return "/staff/set-password/" + invitations.token_for(account, settings.secret_key)

    return add


def actions(database: Database) -> list[str]:
    with database.session(writing=False) as session:
        return [line.action for line in audit.latest(session, limit=100)[0]]


@pytest.mark.usefixtures("_demo_accounts")
@pytest.mark.parametrize("role", ["editor", "translator", "survey_manager", "analyst", "counsellor", "admin"])
def test_each_role_comes_to_its_start_page(client: CheckingClient, role: str) -> None:
    assert f"{role}@demo.example" in sign_in(client, role).text


@pytest.mark.usefixtures("_demo_accounts")
@pytest.mark.parametrize("email", ["editor@demo.example", "nobody@demo.example", ""])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: CheckingClient, email: str) -> None:
    client.get("/staff/sign-in")

    response = client.post("/staff/sign-in", {"email": email, "password": "not the password"})

    assert response.status_code == 422
    assert "Die E-Mail-Adresse oder das Passwort ist falsch." in response.text
    assert client.get("/staff/").status_code == 303


@pytest.mark.usefixtures("_demo_accounts")
@pytest.mark.parametrize("email", ["editor@demo.example", "nobody@demo.example"])
def test_the_sixth_guess_is_refused_even_with_the_right_password(client: CheckingClient, email: str) -> None:
    client.get("/staff/sign-in")
    for _ in range(5):
        assert client.post("/staff/sign-in", {"email": email, "password": "guess"}).status_code == 422

    assert client.post("/staff/sign-in", {"email": email, "password": DEMO_PASSWORD}).status_code == 429


@pytest.mark.usefixtures("_demo_accounts")
def test_guesses_of_the_code_are_counted_too(client: CheckingClient) -> None:
    client.get("/staff/sign-in")
    client.post("/staff/sign-in", {"email": "admin@demo.example", "password": DEMO_PASSWORD})
    client.get("/staff/sign-in/code")
    for _ in range(5):
        assert client.post("/staff/sign-in/code", {"code": "abc"}).status_code == 422

    right = code_at(DEMO_SECRETS["admin@demo.example"], now())
    assert client.post("/staff/sign-in/code", {"code": right}).status_code == 429


@pytest.mark.usefixtures("_demo_accounts")
def test_the_password_alone_opens_nothing_where_a_second_factor_is_needed(client: CheckingClient) -> None:
    client.get("/staff/sign-in")
    response = client.post("/staff/sign-in", {"email": "counsellor@demo.example", "password": DEMO_PASSWORD})

    assert response.headers["Location"] == "/staff/sign-in/code"
    assert client.get("/staff/").status_code == 303


def test_the_code_page_cannot_be_reached_without_the_password(client: CheckingClient) -> None:
    for path in ("/staff/sign-in/code", "/staff/sign-in/set-up"):
        assert client.get(path).headers["Location"] == "/staff/sign-in"
        assert client.post(path, {"code": "123456"}).headers["Location"] == "/staff/sign-in"


@pytest.mark.usefixtures("_demo_accounts")
def test_production_refuses_demo_accounts(settings: Settings, database: Database) -> None:
    production = create_app(replace(settings, mode="production"), database)
    client = CheckingClient(production.test_client())
    client.get("/staff/sign-in")
    data = {"email": "editor@demo.example", "password": DEMO_PASSWORD}
    assert client.post("/staff/sign-in", data).status_code == 422


@pytest.mark.usefixtures("_demo_accounts")
def test_sign_out_tells_other_features_and_ends_every_session(
    client: CheckingClient, new_client: Callable[[], CheckingClient], app: Flask, database: Database
) -> None:
    other = new_client()
    sign_in(client, "editor")
    sign_in(other, "editor")
    told: list[str] = []

    def listen(_sender: Any, user: Any) -> None:
        told.append(user.email)

    with user_logged_out.connected_to(listen, app):
        response = client.post("/staff/sign-out")

    assert response.status_code == 303
    assert told == ["editor@demo.example"]
    assert client.get("/staff/").status_code == 303
    assert other.get("/staff/").status_code == 303
    assert actions(database)[:1] == ["account.signed_out"]


@pytest.mark.usefixtures("_demo_accounts")
def test_sign_in_leads_back_to_the_page_that_was_wanted(client: CheckingClient) -> None:
    address = client.get("/staff/audit?before=3").headers["Location"]
    page = client.get(address)
    wanted = re.search(r'name="next" value="([^"]+)"', page.text)
    assert wanted

    data = {"email": "editor@demo.example", "password": DEMO_PASSWORD, "next": wanted[1]}
    assert client.post("/staff/sign-in", data).headers["Location"] == "/staff/audit?before=3"


@pytest.mark.usefixtures("_demo_accounts")
@pytest.mark.parametrize(
    "target", ["https://evil.example/staff/", "//evil.example", "/staff/\\evil", "/de/", "javascript:x"]
)
def test_sign_in_never_leads_out_of_the_staff_area(client: CheckingClient, target: str) -> None:
    client.get("/staff/sign-in")
    data = {"email": "editor@demo.example", "password": DEMO_PASSWORD, "next": target}
    assert client.post("/staff/sign-in", data).headers["Location"] == "/staff/"


def test_an_invited_person_sets_a_password_and_comes_in(
    client: CheckingClient, invited: Callable[..., str], database: Database
) -> None:
    link = invited("new@city.de", "editor")
    assert "new@city.de" in client.get(link).text

    assert client.post(link, {"password": "short", "again": "short"}).status_code == 422
    assert client.post(link, {"password": PASSWORD, "again": PASSWORD + "!"}).status_code == 422
    assert client.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 303

    assert client.get(link).status_code == 404, "the link is used up"
    client.get("/staff/sign-in")
    response = client.post("/staff/sign-in", {"email": "New@City.de ", "password": PASSWORD})
    assert response.headers["Location"] == "/staff/"
    assert client.get("/staff/").status_code == 200
    assert actions(database) == ["account.signed_in", "account.password_set"]


@pytest.mark.parametrize("token", ["x", "abc.def.ghi"])
def test_a_forged_link_opens_nothing(client: CheckingClient, token: str) -> None:
    assert client.get(f"/staff/set-password/{token}").status_code == 404
    assert client.post(f"/staff/set-password/{token}", {"password": PASSWORD}).status_code == 404


def test_a_counsellor_sets_up_the_second_factor_at_the_first_sign_in(
    client: CheckingClient, invited: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    link = invited("counsel@city.de", "counsellor")
    client.get(link)
    client.post(link, {"password": PASSWORD, "again": PASSWORD})
    client.get("/staff/sign-in")
    response = client.post("/staff/sign-in", {"email": "counsel@city.de", "password": PASSWORD})
    assert response.headers["Location"] == "/staff/sign-in/set-up"

    page = client.get("/staff/sign-in/set-up").text
    secret = base32_secret(page)
    assert client.post("/staff/sign-in/set-up", {"code": "000000x"}).status_code == 422
    code = code_at(secret, now())
    assert client.post("/staff/sign-in/set-up", {"code": code}).status_code == 303
    assert client.get("/staff/").status_code == 200

    # The same code a second time, as somebody would who read it over a shoulder.
    client.post("/staff/sign-out")
    client.get("/staff/sign-in")
    client.post("/staff/sign-in", {"email": "counsel@city.de", "password": PASSWORD})
    client.get("/staff/sign-in/code")
    assert client.post("/staff/sign-in/code", {"code": code}).status_code == 422
    later = now() + timedelta(seconds=30)
    assert client.post("/staff/sign-in/code", {"code": code_at(secret, later)}).status_code == 303


def base32_secret(page: str) -> bytes:
    import base64

    shown = re.search(r'class="staff-key" dir="ltr">([A-Z2-7 ]+)<', page)
    assert shown
    text = shown[1].replace(" ", "")
    return base64.b32decode(text + "=" * (-len(text) % 8))


@pytest.mark.usefixtures("_demo_accounts")
def test_a_session_ends_ten_hours_after_sign_in(client: CheckingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client, "editor")
    import time

    started = time.time()
    monkeypatch.setattr("portal.web.access.time.time", lambda: started + 10 * 3600 + 60)
    assert client.get("/staff/").status_code == 303


@pytest.fixture(autouse=True)
def _no_cached_pages(client: CheckingClient) -> Iterator[None]:
    yield
    assert client.get("/staff/sign-in").headers["Cache-Control"] == "no-store"
