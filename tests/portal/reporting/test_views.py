"""The pages for reporters."""

import threading

import pytest
from sqlmodel import select

from portal.reporting import codes
from portal.reporting.argon import Busy
from portal.reporting.models import Case, ReportDraft, VaultKey, VaultSession
from portal.reporting.texts import EMERGENCY_NUMBERS
from tests.portal.reporting.walking import REPORT, fill_in, send, shown_number

NUMBERS = ("110", "112", "116 016", "116 111", "0800 546 546 5")


def rows(database, table):
    with database.session(writing=False) as session:
        return list(session.exec(select(table)).all())


@pytest.fixture
def mailbox(client, open_door):
    """A client with a report that was sent, its number typed back, and the number."""
    fill_in(client)
    number = send(client)
    client.post("/de/report/number", {"number": number})
    return client, number


@pytest.mark.parametrize("language", ["de", "leicht", "en", "ar", "tr", "fa"])
def test_the_first_page_opens_with_the_emergency_numbers(client, open_door, language):
    page = client.get(f"/{language}/report/")
    assert page.status_code == 200
    places = [page.text.index(f'<bdi dir="ltr">{number}</bdi>') for number in NUMBERS]
    assert places == sorted(places)
    assert places[-1] < page.text.index('class="lead"')
    assert tuple(number for number, _ in EMERGENCY_NUMBERS) == NUMBERS


@pytest.mark.parametrize(
    "path", ["report/", "report/help/1", "report/help/5", "report/number", "report/mailbox", "report/mailbox/delete"]
)
def test_every_page_keeps_to_itself(client, open_door, path):
    fill_in(client)
    response = client.get(f"/de/{path}")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["report/", "report/help/1", "report/help/5", "report/mailbox"])
def test_titles_are_neutral_and_the_way_out_is_on_every_page(client, open_door, path):
    fill_in(client)
    text = client.get(f"/de/{path}").text
    title = text[text.index("<title>") : text.index("</title>")].lower()
    assert not any(word in title for word in ("diskriminierung", "meldung", "melden", "rassismus"))
    assert 'action="/de/report/leave"' in text


def test_eight_questions_in_five_steps_can_all_be_left_out(client, open_door):
    client.post("/de/report/help")
    for step in range(1, 5):
        assert " required" not in client.get(f"/de/report/help/{step}").text
        response = client.post(f"/de/report/help/{step}", {"action": "next"})
        assert response.location.endswith(f"/de/report/help/{step + 1}")
    assert "Sie haben noch nichts geschrieben." in client.get("/de/report/help/5").text
    assert client.post("/de/report/help/send").status_code == 422
    assert client.get("/de/report/help/6").status_code == 404
    assert client.post("/de/report/help/5").status_code == 404


def test_what_was_typed_survives_reload_and_change_of_language(client, open_door, database):
    client.post("/de/report/help")
    typed = {"text": "Zeile 1\r\n<b>„Zeile 2“</b> مرحبا", "when": "gestern", "language": "ar"}
    response = client.post("/de/report/help/1", typed)
    assert response.location.endswith("/ar/report/help/1")
    for _ in range(2):
        page = client.get("/ar/report/help/1").text
        assert "Zeile 1\n&lt;b&gt;„Zeile 2“&lt;/b&gt; مرحبا</textarea>" in page
        assert 'value="gestern"' in page
    client.post("/ar/report/help/3", {"ground": ["language", "age", "invented"], "action": "back"})
    page = client.get("/tr/report/help/3").text
    assert page.count(" checked") == 2
    assert len(rows(database, ReportDraft)) == 1


def test_a_long_text_in_chinese_fits_and_a_longer_one_stays_on_the_page(client, open_door):
    client.post("/de/report/help")
    assert client.post("/de/report/help/1", {"text": "人" * 20_000, "when": ""}).status_code == 303
    response = client.post("/de/report/help/1", {"text": "人" * 20_001, "when": "x" * 201})
    assert response.status_code == 422
    assert "人" * 20_001 in response.text
    assert response.text.count("Der Text ist zu lang.") == 4


def test_an_ended_draft_leads_to_the_start_and_says_that_nothing_was_kept(client, open_door):
    for path in ("report/help/1", "report/help/5", "report/number"):
        response = client.get(f"/de/{path}")
        assert response.location.endswith("/de/report/?notice=expired")
    assert "Wir haben nichts behalten." in client.get("/de/report/?notice=expired").text
    assert client.post("/de/report/help/send").location.endswith("notice=expired")


def test_the_city_can_be_excluded(client, open_door, database):
    fill_in(client, REPORT | {4: {"wish": [], "recipient": "partner"}})
    assert "Verein" in client.get("/de/report/help/5").text
    send(client)
    (case,) = rows(database, Case)
    assert case.unit_id == open_door.partner.id


def test_sending_twice_makes_one_case_and_shows_the_same_number(client, open_door, database):
    fill_in(client)
    number = send(client)
    assert client.post("/de/report/help/send").location.endswith("/de/report/number")
    assert shown_number(client.get("/de/report/number")) == number
    assert client.get("/de/report/help/1").location.endswith("/de/report/number")
    assert len(rows(database, Case)) == 1


def test_two_sends_at_the_same_time_make_one_case(app, client, open_door, database):
    fill_in(client)
    token = client.raw.get_cookie("report_draft").value
    session_cookie = client.raw.get_cookie("session").value
    answers = []

    def press() -> None:
        browser = app.test_client()
        browser.set_cookie("report_draft", token)
        browser.set_cookie("session", session_cookie)
        answers.append(browser.post("/de/report/help/send", data={"csrf_token": client.token}).location)

    presses = [threading.Thread(target=press) for _ in range(4)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert answers == ["/de/report/number"] * 4
    assert len(rows(database, Case)) == 1


def test_the_number_is_shown_until_it_is_typed_back(client, open_door, database):
    fill_in(client)
    number = send(client)
    wrong = client.post("/de/report/number", {"number": "1111 1111 1111 1111"})
    assert wrong.status_code == 422
    assert "Die Nummer stimmt nicht." in wrong.text
    persian = number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert client.post("/de/report/number", {"number": persian}).location.endswith("/report/mailbox")
    assert client.get("/de/report/number").location.endswith("notice=expired")
    assert rows(database, ReportDraft) == []


@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_the_mailbox_opens_with_digits_of_any_script(mailbox, new_client, digits):
    _, number = mailbox
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


def test_the_quick_exit_forgets_everything_and_goes_elsewhere(mailbox, database):
    client, number = mailbox
    fill_in(client, {1: REPORT[1]})
    response = client.post("/de/report/leave")
    assert response.status_code == 303
    assert response.location == "https://www.wikipedia.org/"
    assert response.headers["Clear-Site-Data"] == '"cookies", "storage", "cache"'
    assert response.headers["Cache-Control"] == "no-store"
    assert rows(database, ReportDraft) == []
    assert rows(database, VaultSession) == []
    assert client.get("/de/report/help/1").status_code == 303
    assert client.post("/de/report/mailbox", {"number": number}).status_code == 303


def test_a_closed_gate_answers_503_and_keeps_nothing(client, open_door, database):
    fill_in(client)
    with database.session() as session:
        for key in session.exec(select(VaultKey)):
            key.confirmed_on = None
    for response in (
        client.get("/de/report/"),
        client.post("/de/report/help"),
        client.get("/de/report/help/2"),
        client.post("/de/report/help/send"),
    ):
        assert response.status_code == 503
        assert "keine Meldung annehmen" in response.text
        assert '<bdi dir="ltr">110</bdi>' in response.text
    assert rows(database, Case) == []
    assert client.get("/de/report/mailbox").status_code == 200


def test_a_closed_gate_shows_the_units_phone(client, open_door, database):
    with database.session() as session:
        session.merge(open_door.city).phone = "0999 123"
        for key in session.exec(select(VaultKey)):
            key.confirmed_on = None
    assert "0999 123" in client.get("/de/report/").text


def test_a_crowd_gets_503_and_the_emergency_numbers(client, open_door, monkeypatch):
    def busy(*_given: object) -> bytes:
        raise Busy

    monkeypatch.setattr(codes, "stretch", busy)
    response = client.post("/de/report/mailbox", {"number": "1" * 16})
    assert response.status_code == 503
    assert "sehr viele Menschen" in response.text
    assert '<bdi dir="ltr">110</bdi>' in response.text


def test_cookies_are_closed_to_scripts_and_other_sites(client, open_door):
    header = client.post("/de/report/help").headers["Set-Cookie"]
    assert header.startswith("report_draft=")
    assert "HttpOnly" in header
    assert "SameSite=Strict" in header
    assert "Max-Age" not in header
    assert "Expires" not in header


def test_the_count_door_asks_less_and_gives_no_number(client, open_door, database):
    client.get("/de/report/")
    client.post("/de/report/count")
    assert "Schritt 1 von 4" in client.get("/de/report/count/1").text
    client.post("/de/report/count/1", {"role": "witness", "area": "public_space"})
    client.post("/de/report/count/2", {"ground": ["religion_belief"]})
    assert client.post("/de/report/count/3", {"text": "x" * 501}).status_code == 422
    client.post("/de/report/count/3", {"kind": ["insult"], "text": "x" * 500})
    assert "Eine Beleidigung" in client.get("/de/report/count/4").text
    for _ in range(2):
        assert client.post("/de/report/count/send").location.endswith("/de/report/thanks")
    assert "Wir zählen sie mit." in client.get("/de/report/thanks").text
    assert client.get("/de/report/count/1").location.endswith("/de/report/thanks")
    (case,) = rows(database, Case)
    assert (case.door, case.reporter_lookup) == ("count", None)


def test_a_draft_of_one_door_is_none_of_the_other(client, open_door):
    client.post("/de/report/count")
    assert client.get("/de/report/help/1").location.endswith("notice=expired")
    assert client.get("/de/report/other/1").status_code == 404


def test_after_ten_wrong_numbers_from_one_network_there_is_a_pause(mailbox, new_client):
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
