"""Signs a demo account in as a person does: the form, the password, the code of the second factor."""

from typing import Any

from werkzeug.test import TestResponse

from portal.staff.demo import DEMO_PASSWORD, DEMO_SECRETS
from portal.staff.second_factor import code_at
from portal.web.clock import now


def sign_in(client: Any, name: str) -> TestResponse:
    """Sign in `<name>@demo.example` (a role, or `counsellor2`) and return the start page."""
    email = f"{name}@demo.example"
    client.get("/staff/sign-in")
    response = client.post("/staff/sign-in", {"email": email, "password": DEMO_PASSWORD})
    assert response.status_code == 303, response.text
    if email in DEMO_SECRETS:
        client.get("/staff/sign-in/code")
        response = client.post("/staff/sign-in/code", {"code": code_at(DEMO_SECRETS[email], now())})
        assert response.status_code == 303, response.text
    start: TestResponse = client.get("/staff/")
    assert start.status_code == 200
    return start
