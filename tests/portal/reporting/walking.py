"""What a reporter and a counsellor do in the browser, as steps that tests share."""

import re
from typing import Any

from sqlmodel import select
from werkzeug.test import TestResponse

REPORT = {
    1: {"text": "Mir wurde die Wohnung nicht gegeben.", "when": "gestern"},
    2: {"role": "self", "area": "housing"},
    3: {"ground": ["racism_ethnic_origin", "language"]},
    4: {"wish": ["advice"], "recipient": "city", "contact": ""},
}


def fill_in(client: Any, report: dict[int, dict[str, Any]] | None = None, language: str = "de") -> None:
    """From the first page to the check page."""
    client.get(f"/{language}/report/")
    assert client.post(f"/{language}/report/help").status_code == 303
    for step, answers in (report or REPORT).items():
        client.get(f"/{language}/report/help/{step}")
        response = client.post(f"/{language}/report/help/{step}", {**answers, "action": "next"})
        assert response.status_code == 303, response.text


def send(client: Any, language: str = "de") -> str:
    """Send what is filled in and return the number as shown."""
    response = client.post(f"/{language}/report/help/send")
    assert response.location.endswith(f"/{language}/report/number"), response.text
    return shown_number(client.get(f"/{language}/report/number"))


def shown_number(response: TestResponse) -> str:
    found = re.search(r"\b(\d{4} \d{4} \d{4} \d{4})\b", response.text)
    assert found, response.text
    return found.group(1)


def unlock(client: Any, passphrase: str) -> TestResponse:
    client.get("/staff/vault/")
    response: TestResponse = client.post("/staff/vault/unlock", {"passphrase": passphrase})
    return response


def case_paths(client: Any) -> list[str]:
    return sorted(set(re.findall(r'href="(/staff/reports/[0-9a-f-]{36})"', client.get("/staff/reports/").text)))


def rows(database: Any, table: Any) -> list[Any]:
    with database.session(writing=False) as session:
        return list(session.exec(select(table)).all())
