from collections.abc import Callable
from dataclasses import replace

import pytest

from portal.app import create_app
from portal.config import Settings
from portal.db import Database
from portal.web.addresses import is_own_address
from tests.portal.conftest import CheckingClient

Staff = Callable[[str], CheckingClient]


@pytest.mark.parametrize("target", ["/", "/de/", "/de/concept/search?q=gute+Arbeit", "/de/a b", "/de//x", "/de/بحث"])
def test_a_path_of_ours_is_our_own(target: str) -> None:
    assert is_own_address(target)


# From the URL standard: browsers strip tab and line breaks, and read `\` as `/` in web addresses.
@pytest.mark.parametrize(
    "target",
    ["", "de/", "//x.example", "/\\x.example", "/\t/x.example", "/\r/x.example", "/\n/x.example", "https://x.example"],
)
def test_what_leads_elsewhere_in_some_browser_is_not(target: str) -> None:
    assert not is_own_address(target)


@pytest.mark.parametrize("target", ["/\t/x.example", "/\r/x.example", "/\n/x.example", "/\t\\x.example"])
def test_the_language_switch_leads_to_no_other_site(client: CheckingClient, target: str) -> None:
    client.get("/de/")
    answer = client.post("/language", {"language": "en", "address": target})
    assert answer.headers["Location"] == "/en/"


def test_a_number_beyond_every_column_is_not_found(staff: Staff) -> None:
    assert staff("admin").get("/staff/accounts/99999999999999999999").status_code == 404
    assert staff("editor").get("/staff/concept/versions/2147483648").status_code == 404


def test_the_audit_trail_takes_any_number(staff: Staff) -> None:
    assert staff("admin").get("/staff/audit?before=99999999999999999999").status_code == 200


@pytest.mark.parametrize(
    "path", ["/de/surveys/%00/", "/de/advice/a%00", "/de/concept/indicators/%00", "/api/v1/advice/%00"]
)
def test_a_name_with_nul_is_not_found(client: CheckingClient, path: str) -> None:
    assert client.raw.get(path).status_code == 404


def test_over_tls_every_cookie_stays_there(settings: Settings, database: Database) -> None:
    app = create_app(replace(settings, public_url="https://vielstimmig.example"), database)
    client = CheckingClient(app.test_client())
    client.raw.environ_base["wsgi.url_scheme"] = "https"
    page = client.get("/de/")
    switched = client.post("/language", {"language": "tr", "address": "/de/"})
    for answer in (page, switched):
        for cookie in answer.headers.getlist("Set-Cookie"):
            assert "Secure" in cookie
    assert page.headers["Set-Cookie"].startswith("__Host-session=")
