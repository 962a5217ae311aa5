"""The mailbox behind the number."""

from portal.reporting import codes
from portal.reporting.argon import Busy
from portal.reporting.models import Case, VaultSession
from portal.web.limits import limiter
from tests.portal.reporting.walking import rows


def test_the_mailbox_opens_with_digits_of_any_script(mailbox, new_client):
    _, number = mailbox
    for digits in ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"):
        other = new_client()
        typed = number.translate(str.maketrans("0123456789", digits)).replace(" ", " - ")
        assert other.post("/ar/report/mailbox", {"number": typed}).location.endswith("/ar/report/mailbox")
        assert "Mir wurde die Wohnung nicht gegeben." in other.get("/ar/report/mailbox").text


def test_wrong_and_right_numbers_cost_the_same(mailbox, new_client, monkeypatch):
    runs = []
    real = codes.stretch
    monkeypatch.setattr(codes, "stretch", lambda *given: runs.append(given[2:]) or real(*given))
    wrong = new_client().post("/de/report/mailbox", {"number": "1" * 16})
    right = new_client().post("/de/report/mailbox", {"number": mailbox[1]})
    assert (wrong.status_code, right.status_code) == (422, 303)
    assert "Diese Nummer gibt es nicht." in wrong.text
    assert len(runs) == 2
    assert runs[0] == runs[1]


def test_too_few_digits_are_told_at_once(client, open_door):
    response = client.post("/de/report/mailbox", {"number": "1234"})
    assert response.status_code == 422
    assert "Die Nummer hat 16 Ziffern." in response.text


def test_a_message_that_is_empty_or_too_long_stays_on_the_page(mailbox):
    client, _ = mailbox
    assert client.post("/de/report/mailbox/message", {"text": "  "}).status_code == 422
    response = client.post("/de/report/mailbox/message", {"text": "a" * 20_001})
    assert response.status_code == 422
    assert "a" * 20_001 in response.text
    assert client.post("/de/report/mailbox/message", {"text": "Noch etwas"}).status_code == 303
    assert "Noch etwas" in client.get("/de/report/mailbox?sent=yes").text


def test_nobody_else_reads_or_writes_in_the_mailbox(mailbox, new_client, database):
    other = new_client()
    assert "Wohnung" not in other.get("/de/report/mailbox").text
    assert other.post("/de/report/mailbox/message", {"text": "x"}).status_code == 422
    assert other.post("/de/report/mailbox/delete").status_code == 422
    assert other.get("/de/report/mailbox/delete").status_code == 303
    assert len(rows(database, Case)) == 1


def test_closing_the_mailbox_ends_its_session(mailbox, database):
    client, _ = mailbox
    client.post("/de/report/mailbox/close")
    assert "Mir wurde" not in client.get("/de/report/mailbox").text
    assert rows(database, VaultSession) == []


def test_deleting_everything_asks_first_and_ends_the_number(mailbox, database):
    client, number = mailbox
    assert "Ja, alles löschen" in client.get("/de/report/mailbox/delete").text
    assert client.post("/de/report/mailbox/delete").location.endswith("notice=deleted")
    assert rows(database, Case) == []
    assert client.post("/de/report/mailbox", {"number": number}).status_code == 422


def test_a_crowd_gets_503_and_the_emergency_numbers(client, open_door, monkeypatch):
    def busy(*_given: object) -> bytes:
        raise Busy

    monkeypatch.setattr(codes, "stretch", busy)
    response = client.post("/de/report/mailbox", {"number": "1" * 16})
    assert response.status_code == 503
    assert "sehr viele Menschen" in response.text
    assert '<bdi dir="ltr">110</bdi>' in response.text


def test_after_ten_wrong_numbers_from_one_network_there_is_a_pause(mailbox, new_client, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", True)
    _, number = mailbox
    other = new_client()
    answers = [
        other.post("/de/report/mailbox", {"number": "12"}, environ_base={"REMOTE_ADDR": f"203.0.113.{host}"})
        for host in range(11)
    ]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert "Bitte warten Sie eine Stunde." in answers[-1].text
    elsewhere = {"environ_base": {"REMOTE_ADDR": "198.51.100.1"}}
    assert other.post("/de/report/mailbox", {"number": number}, **elsewhere).status_code == 303
