from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from portal.web.access import require_role
from portal.web.roles import ROLES
from tests.portal.conftest import CheckingClient

Staff = Callable[[str], CheckingClient]


def test_every_page_of_the_staff_names_its_roles(app: Flask) -> None:
    open_pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/staff") and not hasattr(app.view_functions[rule.endpoint], "required_roles")
    }
    assert {endpoint for endpoint in open_pages if not endpoint.startswith("sign_in.")} == set()


@pytest.mark.parametrize("roles", [(), ("boss",), ("editor", "boss")])
def test_a_page_cannot_be_opened_to_a_role_that_does_not_exist(roles: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="no such role"):
        require_role(*roles)


def test_nobody_sees_a_page_of_the_staff_without_signing_in(app: Flask, client: CheckingClient) -> None:
    pages = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/staff") and not rule.arguments and "GET" in (rule.methods or set())
    ]
    assert "/staff/" in pages
    for path in pages:
        if app.url_map.bind("").match(path)[0].startswith("sign_in."):
            continue
        response = client.get(path)
        assert response.headers["Location"].startswith("/staff/sign-in?next=/staff/"), path


@pytest.mark.parametrize("role", ROLES)
def test_every_desk_of_a_role_opens_and_no_other_does(app: Flask, staff: Staff, role: str) -> None:
    client = staff(role)
    adapter = app.url_map.bind("")
    for desk in app.extensions["desks"]:
        status = client.get(adapter.build(desk.endpoint)).status_code
        assert status == 403 if role not in desk.roles else status in (200, 303), desk.endpoint


def test_pages_of_the_staff_are_kept_in_no_cache(staff: Staff) -> None:
    assert staff("editor").get("/staff/").headers["Cache-Control"] == "no-store"


def test_the_cookie_of_a_session_cannot_be_read_by_scripts(client: CheckingClient) -> None:
    cookie = client.get("/staff/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_token_in_a_header_opens_nothing(client: CheckingClient) -> None:
    response = client.get("/staff/?auth_token=x", headers={"Authentication-Token": "x"})
    assert response.status_code == 303


def test_an_answer_that_needs_no_account_touches_no_session(client: CheckingClient) -> None:
    response = client.get("/healthz")
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Set-Cookie" not in response.headers


def test_a_demo_session_does_not_outlive_the_demo(app: Flask, staff: Staff) -> None:
    client = staff("editor")
    app.extensions["settings"] = replace(app.extensions["settings"], mode="production")
    assert client.get("/staff/").headers["Location"].startswith("/staff/sign-in")
