"""How staff sign in, in a browser."""

from portal.staff.demo import DEMO_PASSWORD, DEMO_SECRETS
from portal.staff.second_factor import code_at
from portal.web.clock import now
from tests.journeys.browser import Person


def sign_in(someone: Person, role: str) -> None:
    email = f"{role}@demo.example"
    someone.open("/staff/sign-in")
    someone.page.locator("input[name=email]").fill(email)
    someone.page.locator("input[name=password]").fill(DEMO_PASSWORD)
    someone.tap(someone.page.locator("main form button[type=submit]"))
    if email in DEMO_SECRETS:
        someone.page.locator("input[name=code]").fill(code_at(DEMO_SECRETS[email], now()))
        someone.tap(someone.page.locator("main form button[type=submit]").first)
    assert someone.page.url.endswith("/staff/"), someone.page.url
