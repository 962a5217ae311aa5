"""A client that checks every page it fetches, so that no feature can forget what holds for all pages."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.app import create_app
from portal.config import Settings
from portal.db import Database
from portal.web.limits import limiter
from tests.portal.page_rules import check_page, csrf_token


class CheckingClient:
    """Wraps Flask's client: every HTML answer is checked, every POST carries the token of the page before."""

    def __init__(self, client: FlaskClient) -> None:
        self.raw = client
        self.token = ""

    def get(self, path: str, **options: Any) -> TestResponse:
        return self._seen(self.raw.get(path, **options))

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """POST a form; `follow_redirects=True` works as in Flask's client."""
        if not self.token:
            self.get("/de/imprint")
        filled = {"csrf_token": self.token, **(data or {})}
        return self._seen(self.raw.post(path, data=filled, **options))

    def _seen(self, response: TestResponse) -> TestResponse:
        if response.mimetype == "text/html" and response.text and response.status_code not in (301, 302, 303):
            check_page(response)
            self.token = csrf_token(response.text) or self.token
        return response


@pytest.fixture
def app(settings: Settings, database: Database) -> Flask:
    made = create_app(settings, database)
    made.config.update(TESTING=True, PROPAGATE_FAULTS=True)
    limiter.enabled = False
    return made


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    return CheckingClient(app.test_client())


@pytest.fixture
def new_client(app: Flask) -> Callable[[], CheckingClient]:
    """Another browser: cookies of its own."""
    return lambda: CheckingClient(app.test_client())


@pytest.fixture
def staff(app: Flask, database: Database, settings: Settings) -> Callable[[str], CheckingClient]:
    """Sign in as a role: `staff("editor")`. Demo accounts are loaded at the first call."""
    from portal.staff import demo
    from tests.portal.staff.sign_in import sign_in

    loaded = []

    def signed_in(role: str) -> CheckingClient:
        if not loaded:
            with database.session() as session:
                demo.load(session, settings)
            loaded.append(True)
        made = CheckingClient(app.test_client())
        sign_in(made, role)
        return made

    return signed_in
