"""The pages for reporters."""

import threading

from sqlmodel import select

from portal.reporting.models import Case, ReportDraft, VaultKey, VaultSession
from portal.reporting.texts import EMERGENCY_NUMBERS
from tests.portal.reporting.walking import REPORT, fill_in, rows, send, shown_number
from translations.languages import LANGUAGES

NUMBERS = ("110", "112", "116 016", "116 111", "0800 546 546 5")


def test_the_first_page_opens_with_the_emergency_numbers(client, open_door):
    for language in LANGUAGES:
        page = client.get(f"/{language}/report/")
        assert page.status_code == 200
        places = [page.text.index(f'<bdi dir="ltr">{number}</bdi>') for number in NUMBERS]
        assert places == sorted(places)
        assert places[-1] < page.text.index('class="lead"')
    assert tuple(number for number, _ in EMERGENCY_NUMBERS) == NUMBERS


def test_every_page_keeps_to_itself_and_has_the_way_out_and_a_neutral_title(client, open_door):
    fill_in(client)
    for path in ("report/", "report/help/1", "report/help/5", "report/mailbox", "report/thanks"):
        response = client.get(f"/de/{path}")
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        title = response.text[response.text.index("<title>") : response.text.index("</title>")].lower()
        assert not any(word in title for word in ("diskriminierung", "meldung", "melden", "rassismus"))
        assert 'action="/de/report/leave"' in response.text


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
    assert client.post("/de/report/count").location.endswith("/de/report/number")
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


def test_a_number_whose_report_was_deleted_meanwhile_leads_to_the_start(client, new_client, open_door):
    fill_in(client)
    number = send(client)
    other = new_client()
    other.post("/de/report/mailbox", {"number": number})
    other.post("/de/report/mailbox/delete")
    answer = client.post("/de/report/number", {"number": number})
    assert answer.location.endswith("/de/report/?notice=deleted")
