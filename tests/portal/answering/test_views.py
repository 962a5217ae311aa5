"""The way from the list to the thanks page, over HTTP and without JavaScript."""

import gzip
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import select

from portal.answering.publishing import publish_form
from portal.config import Settings
from portal.db import Database
from portal.web.clock import today
from surveys.check import check
from surveys.models import Partial, Receipt, Response, Survey
from surveys.store import get_survey, responses

Client = Any

# Each page of the miniature survey and what is typed there.
ANSWERS: list[tuple[str, dict[str, Any]]] = [
    ("alter", {"q:alter": "34"}),
    ("deutsch", {"q:deutsch": "nein"}),
    ("land", {"q:land": "de"}),
    ("ort", {"q:ort": "altdorf"}),
    ("froh", {"q:froh": "missing:-98"}),
    ("seit", {"q:seit:day": "3", "q:seit:month": "2", "q:seit:year": "2020"}),
    ("stunden", {"q:stunden": "7,5"}),
    ("wunsch", {"q:wunsch": "Mehr <b>Bänke</b>"}),
]


def start(client: Client, language: str = "de") -> str:
    client.get(f"/{language}/surveys/probe/")
    response = client.post(f"/{language}/surveys/probe/", {"consent": "yes"})
    assert response.status_code == 303
    return str(response.location)


def answer(client: Client, page: str, data: dict[str, Any], language: str = "de", action: str = "next") -> str:
    """Posts a page and returns where it leads."""
    response = client.post(f"/{language}/surveys/probe/{page}", {"action": action, **data})
    assert response.status_code == 303, response.status_code
    return str(response.location)


def test_somebody_answers_from_the_list_to_the_thanks_page(
    client: Client, probe: str, database: Database, settings: Settings
) -> None:
    assert "Probe" in client.get("/de/surveys/").text
    location = start(client)
    for page, data in ANSWERS:
        assert location == f"/de/surveys/probe/{page}"
        assert client.get(location).status_code == 200
        location = answer(client, page, data)
    assert location == "/de/surveys/probe/thanks"
    assert client.get(location).status_code == 200
    with database.session() as session:
        (stored,) = responses(session, get_survey(session, probe), pepper=settings.pepper, with_texts=True)
        assert session.exec(select(Partial)).all() == []
    assert stored.answers == {
        "alter": {"v": 34}, "deutsch": {"v": "nein"}, "wege": {"m": -97}, "land": {"v": "de"},
        "ort": {"v": "altdorf"}, "froh": {"m": -98}, "seit": {"v": "2020-02-03"}, "stunden": {"v": 7.5},
        "erwachsen": {"v": "ja"},
    }  # fmt: skip
    assert stored.texts == {"wunsch": {"v": "Mehr <b>Bänke</b>"}}
    assert (stored.language, stored.channel, stored.day) == ("de", "web", today())


def test_without_consent_nothing_begins(client: Client, probe: str, database: Database) -> None:
    response = client.post("/de/surveys/probe/", {})
    assert response.location == "/de/surveys/probe/?consent=missing"
    assert "Bitte stimmen Sie zu" in client.get(response.location).text
    with database.session() as session:
        assert session.exec(select(Partial)).all() == []


def test_switching_the_language_mid_page_keeps_what_was_typed(client: Client, probe: str) -> None:
    start(client)
    location = answer(client, "alter", {"q:alter": "38x", "language": "ar"})
    assert location == "/ar/surveys/probe/alter"
    page = client.get(location).text
    assert '<html lang="ar" dir="rtl">' in page
    assert "كم عمرك؟" in page
    assert 'value="38x"' in page
    assert "field-error" not in page


def test_a_wrong_answer_stays_with_its_message_and_a_link_to_the_field(client: Client, probe: str) -> None:
    start(client)
    assert answer(client, "alter", {"q:alter": "12"}) == "/de/surveys/probe/alter"
    page = client.get("/de/surveys/probe/alter").text
    assert 'href="#q:alter">Ab 16 Jahren.</a>' in page
    assert 'value="12"' in page
    assert 'aria-invalid="true"' in page
    assert answer(client, "alter", {"q:alter": "-99"}) == "/de/surveys/probe/alter"
    assert "Diese Zahl bedeutet „keine Angabe“" in client.get("/de/surveys/probe/alter").text


def test_back_keeps_the_input_and_goes_to_the_page_before(client: Client, probe: str) -> None:
    start(client)
    answer(client, "alter", {"q:alter": "34"})
    assert answer(client, "deutsch", {"q:deutsch": "nein"}, action="back") == "/de/surveys/probe/alter"
    assert 'value="34"' in client.get("/de/surveys/probe/alter").text
    answer(client, "alter", {"q:alter": "35"})
    assert re.search(r'value="nein" checked', client.get("/de/surveys/probe/deutsch").text)


def test_pages_ahead_lead_to_the_first_open_one_and_unknown_pages_are_missing(client: Client, probe: str) -> None:
    start(client)
    assert client.get("/de/surveys/probe/wunsch").location == "/de/surveys/probe/alter"
    assert client.get("/de/surveys/probe/nope").status_code == 404
    assert client.get("/de/surveys/nope/").status_code == 404


def test_sending_twice_stores_once_and_shows_thanks(client: Client, probe: str, database: Database) -> None:
    start(client)
    for page, data in ANSWERS[:-1]:
        answer(client, page, data)
    html = client.get("/de/surveys/probe/wunsch").text
    submission = re.search(r'name="submission" value="([0-9a-f]+)"', html)
    assert submission
    last = {**ANSWERS[-1][1], "submission": submission[1]}
    cookie = client.raw.get_cookie("survey-probe")
    assert answer(client, "wunsch", last) == "/de/surveys/probe/thanks"
    client.raw.set_cookie("survey-probe", cookie.value)  # the second request left before the first came back
    assert answer(client, "wunsch", last) == "/de/surveys/probe/thanks"
    with database.session() as session:
        assert len(session.exec(select(Response)).all()) == 1
        assert len(session.exec(select(Receipt)).all()) == 1


def test_two_requests_at_the_same_moment_store_once(
    client: Client, new_client: Callable[[], Client], probe: str, database: Database
) -> None:
    start(client)
    for page, data in ANSWERS[:-1]:
        answer(client, page, data)
    html = client.get("/de/surveys/probe/wunsch").text
    found = re.search(r'name="submission" value="([0-9a-f]+)"', html)
    assert found
    twins = [client, new_client()]
    twins[1].get("/de/surveys/probe/")
    twins[1].raw.set_cookie("survey-probe", client.raw.get_cookie("survey-probe").value)
    gate = Barrier(2)

    def send(twin: Client) -> str:
        gate.wait(10)
        return answer(twin, "wunsch", {**ANSWERS[-1][1], "submission": found[1]})

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(send, twins)) == {"/de/surveys/probe/thanks"}
    with database.session() as session:
        assert len(session.exec(select(Response)).all()) == 1


def test_a_pause_shows_the_code_and_another_device_goes_on_with_it(
    client: Client, new_client: Callable[[], Client], probe: str
) -> None:
    start(client)
    answer(client, "alter", {"q:alter": "34"})
    assert answer(client, "deutsch", {"q:deutsch": "nein"}, action="pause") == "/de/surveys/probe/resume"
    page = client.get("/de/surveys/probe/resume").text
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}(?=</bdi>)", page)
    assert code
    assert "<svg" in page
    other = new_client()
    other.get("/ar/surveys/probe/resume")
    typed = code[0].lower().replace("-", " ").replace("0", "o")
    response = other.post("/ar/surveys/probe/resume", {"code": typed})
    assert response.location == "/ar/surveys/probe/deutsch"
    assert 'value="nein" checked' in other.get(response.location).text
    third = new_client()
    response = third.get(f"/de/surveys/probe/resume?code={code[0]}")
    assert (response.status_code, response.location) == (303, "/de/surveys/probe/deutsch")


def test_wrong_and_expired_codes_get_the_same_answer(
    client: Client, new_client: Callable[[], Client], probe: str, database: Database
) -> None:
    start(client)
    code = client.raw.get_cookie("survey-probe").value
    with database.session() as session:
        for row in session.exec(select(Partial)):
            row.expires_on = today() - timedelta(days=1)
            session.add(row)
    other = new_client()
    seen = {other.post("/de/surveys/probe/resume", {"code": typed}).location for typed in (code, "A" * 16, "x")}
    assert seen == {"/de/surveys/probe/resume?unknown=1"}
    assert "falsch oder abgelaufen" in other.get(seen.pop()).text


def test_without_a_secret_a_page_leads_to_the_resume_form(client: Client, probe: str) -> None:
    assert client.get("/de/surveys/probe/alter").location == "/de/surveys/probe/resume"
    assert client.post("/de/surveys/probe/alter", {"q:alter": "3"}).location == "/de/surveys/probe/resume"


def test_the_secret_lives_in_a_session_cookie_that_scripts_cannot_read(client: Client, probe: str) -> None:
    client.get("/de/surveys/probe/")
    cookie = client.post("/de/surveys/probe/", {"consent": "yes"}).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie


def test_a_closed_survey_says_so_and_takes_nobody_in(client: Client, probe: str, database: Database) -> None:
    with database.session() as session:
        survey = session.exec(select(Survey)).one()
        survey.closes = today() - timedelta(days=1)
        session.add(survey)
    assert "Die Umfrage ist beendet" in client.get("/de/surveys/probe/").text
    assert client.post("/de/surveys/probe/", {"consent": "yes"}).location == "/de/surveys/probe/"
    assert "Probe" not in client.get("/de/surveys/").text


def test_a_language_without_texts_offers_the_others(client: Client, probe: str) -> None:
    page = client.get("/en/surveys/probe/").text
    assert 'href="/ar/surveys/probe/"' in page
    assert 'name="consent"' not in page
    assert client.post("/en/surveys/probe/", {"consent": "yes"}).location == "/en/surveys/probe/"


def test_who_began_on_an_older_version_finishes_on_it(client: Client, probe: str, database: Database) -> None:
    start(client)
    answer(client, "alter", {"q:alter": "34"})
    newer = check(b"survey,,\n,type,name,label::de\n,text,ganz_neu,Neu?\n", "f.csv")
    with database.session() as session:
        began_on = get_survey(session, probe).instrument
        publish_form(session, newer, probe, today=today(), by="test")
    for page, data in ANSWERS[1:]:
        answer(client, page, data)
    with database.session() as session:
        assert session.exec(select(Response)).one().instrument == began_on
        assert get_survey(session, probe).instrument != began_on


def test_answers_are_escaped_and_isolated_where_they_are_quoted(client: Client, probe: str) -> None:
    start(client)
    for page, data in ANSWERS[:-1]:
        answer(client, page, data)
    assert "mit <bdi>34</bdi> Jahren" in client.get("/de/surveys/probe/wunsch").text


def test_all_languages_pass_the_page_rules(client: Client, probe: str) -> None:
    for language in ("de", "leicht", "en", "tr", "ar", "ru", "th", "he"):
        assert client.get(f"/{language}/surveys/").status_code == 200
        assert client.get(f"/{language}/surveys/probe/").status_code == 200
        assert client.get(f"/{language}/surveys/probe/resume").status_code == 200


@pytest.mark.parametrize("language", ["de", "ar"])
def test_pages_are_small_and_need_no_script(client: Client, probe: str, language: str) -> None:
    first = client.get(f"/{language}/surveys/probe/")
    css = re.search(r'href="(/static/portal\.css[^"]*)"', first.text)
    assert css
    with client.raw.get(css[1]) as sheet:
        assert len(gzip.compress(first.data)) + len(gzip.compress(sheet.data)) <= 20_000
    assert re.findall(r"<(?:script|img|link)\b", first.text).count("<script") == 0
    location = start(client, language)
    for page, data in ANSWERS:
        html = client.get(location)
        assert len(gzip.compress(html.data)) <= 5_000
        assert html.headers["Cache-Control"] == "no-store"
        location = answer(client, page, data, language)


def test_texts_beyond_the_limit_are_refused(client: Client, probe: str) -> None:
    start(client)
    response = client.post("/de/surveys/probe/alter", {"q:alter": "x" * 70_000})
    assert response.status_code == 413
