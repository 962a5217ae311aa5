import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.config import Settings
from portal.web.limits import limiter
from tests.portal.chat.conftest import FakeBot, understood
from tests.portal.chat.pages import buttons, hidden, turns

Ask = Callable[..., Any]


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("language", ["de", "leicht", "en", "ar", "tr", "ru", "zh"])
def test_the_page_opens_with_a_welcome_and_the_emergency_numbers(client: Any, language: str) -> None:
    response = client.get(f"/{language}/chat/")
    assert response.status_code == 200
    assert len(turns(response.text)) == 1
    assert 'href="tel:110"' in response.text
    assert 'href="tel:112"' in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_a_topic_is_answered_with_text_services_and_their_source(ask: Ask, with_bot: FakeBot) -> None:
    with_bot.answer = understood("care")
    page = ask("Meine Oma braucht Hilfe").text
    _, turn = turns(page)
    assert "Meine Oma braucht Hilfe" in turn
    assert "Pflegeberatung" in turn
    assert 'href="/de/advice/senioren-und-pflegestuetzpunkt"' in page
    assert 'href="/de/advice/?topic=care"' in page
    assert "noch niemand bestätigt" in turn


def test_at_most_three_blocks_are_shown(ask: Ask, with_bot: FakeBot) -> None:
    with_bot.answer = understood("culture_leisure")
    assert ask("Was kann ich machen?").text.count('class="bubble bubble--service"') == 2


def test_the_conversation_goes_on_with_the_same_sender_and_shows_what_was_said(ask: Ask, with_bot: FakeBot) -> None:
    ask("Ich suche eine Wohnung")
    with_bot.answer = understood("housing", language_wanted="tr")
    page = ask("Auf Türkisch?").text
    assert [asked["message"] for asked in with_bot.asked] == ["Ich suche eine Wohnung", "Auf Türkisch?"]
    assert len({asked["sender"] for asked in with_bot.asked}) == 1
    assert len(turns(page)) == 3
    assert "Ich suche eine Wohnung" in turns(page)[1]


def test_the_language_may_change_in_the_middle(ask: Ask, with_bot: FakeBot) -> None:
    with_bot.answer = understood("change_language")
    page = ask("Can we speak English?").text
    assert 'formaction="/ar/chat/"' in page
    arabic = ask(language="ar", topic="greet").text
    assert "Can we speak English?" in turns(arabic)[1]
    assert "اختاروا لغتكم" in turns(arabic)[1]
    assert "مرحبا" in turns(arabic)[2]


def test_unsure_means_asking_and_a_button_answers_without_the_bot(ask: Ask, with_bot: FakeBot) -> None:
    with_bot.answer = understood("work", "ask", alternatives=("work", "benefits", "human"))
    page = ask("Geld").text
    assert [value for value in buttons(page) if value in ("work", "benefits", "human")] == ["work", "benefits", "human"]
    answered = ask(topic="work").text
    assert len(with_bot.asked) == 1
    assert "Jobcenter" in turns(answered)[-1]


def test_not_understood_searches_the_directory_and_then_names_a_person(ask: Ask, with_bot: FakeBot) -> None:
    with_bot.answer = understood("out_of_scope", "not_understood")
    assert "Musikschule" in turns(ask("Trompete Musikschule").text)[-1]
    last = turns(ask("Quxquux").text)[-1]
    assert "nicht verstanden" in last
    assert "05361/28-2672" in last


@pytest.mark.usefixtures("texts")
def test_without_a_bot_the_directory_answers(ask: Ask) -> None:
    last = turns(ask("Wo ist die Bibliothek?").text)[-1]
    assert "nicht erreichbar" in last
    assert "Stadt- und Stadtteilbibliotheken" in last


@pytest.mark.parametrize("fault", [{"status": 500}, {"answer": []}, {"answer": {"topic": "housing"}}, {"seconds": 5.0}])
def test_a_broken_bot_counts_as_not_available(ask: Ask, with_bot: FakeBot, fault: dict[str, Any]) -> None:
    for name, value in fault.items():
        setattr(with_bot, name, value)
    assert "nicht erreichbar" in turns(ask("Musikschule").text)[-1]


def test_an_emergency_is_answered_before_the_bot_is_asked(ask: Ask, with_bot: FakeBot) -> None:
    page = ask("Mein Mann schlägt mich").text
    assert with_bot.asked == []
    assert "bubble--emergency" in page


def test_discrimination_leads_to_the_protected_report_and_the_story_is_not_carried_on(
    app: Flask, ask: Ask, with_bot: FakeBot
) -> None:
    with_bot.answer = understood("discrimination")
    page = ask("Der Vermieter sagte: keine Ausländer").text
    assert "keine Einzelheiten" in turns(page)[-1]
    with app.test_request_context("/de/"):
        assert f'href="{app.url_for("reporting.start")}"' in page
    assert "Der Vermieter sagte" in turns(page)[-1]
    assert "Der Vermieter sagte" not in ask("Danke").text


def test_a_person_is_named_with_telephone(ask: Ask, with_bot: FakeBot) -> None:
    with_bot.answer = understood("human")
    assert 'href="tel:+495361282672"' in ask("Ich will mit jemandem reden").text


def test_a_survey_is_offered(app: Flask, ask: Ask, with_bot: FakeBot) -> None:
    with_bot.answer = understood("survey")
    page = ask("Umfrage").text
    with app.test_request_context("/de/"):
        assert f'href="{app.url_for("answering.index")}"' in page


def test_a_long_message_stays_in_the_field(ask: Ask, with_bot: FakeBot) -> None:
    long = "Wohnung " * 70
    page = ask(long).text
    assert with_bot.asked == []
    assert len(turns(page)) == 1
    assert "zu lang" in page
    assert long.strip() in page


@pytest.mark.parametrize("message", ["", "🙂", "\u202e\u202d", "???"])
def test_nothing_to_understand_gets_a_gentle_question(ask: Ask, with_bot: FakeBot, message: str) -> None:
    assert "mit ein paar Wörtern" in turns(ask(message).text)[-1]
    assert with_bot.asked == []


@pytest.mark.parametrize("message", ["/restart", '/greet{"a":"b"}', "<script>alert(1)</script>", '{"topic":"x"}'])
def test_commands_and_markup_are_text(ask: Ask, with_bot: FakeBot, message: str) -> None:
    page = ask(message).text
    assert with_bot.asked[0]["message"] == message
    assert message in turns(page)[-1]
    assert "<script>alert" not in page


def test_a_lost_conversation_begins_anew_and_says_so(ask: Ask, with_bot: FakeBot) -> None:
    page = ask("Wohnung", conversation="not.ours").text
    assert "abgelaufen" in page
    assert len(turns(page)) == 2


def test_more_than_a_message_a_second_loses_nothing(
    ask: Ask, with_bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "enabled", True)
    assert ask("Wohnung").status_code == 200
    second = ask("Und Arbeit?")
    assert second.status_code == 429
    assert "sehr schnell" in second.text
    assert "Und Arbeit?" in second.text
    assert len(turns(second.text)) == 2


def test_an_unknown_topic_of_a_button_is_no_page(ask: Ask, with_bot: FakeBot) -> None:
    assert ask(topic="weather").status_code == 404


def test_no_text_of_a_visitor_is_at_rest(
    ask: Ask, with_bot: FakeBot, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    marker = "Zwiebelkuchenmarke"
    ask(f"Wohnung {marker}")
    with_bot.status = 500
    ask(f"Arbeit {marker}")
    files = [path for path in settings.data_dir.rglob("*") if path.is_file()]
    assert files
    assert not any(marker.encode() in path.read_bytes() for path in files)
    assert marker not in caplog.text


def test_languages_without_texts_are_answered_in_german_and_say_so(ask: Ask, with_bot: FakeBot) -> None:
    page = ask("жильё", language="ru").text
    assert "Wohnung" in turns(page)[-1]


def test_the_conversation_in_the_page_is_signed_not_stored(ask: Ask, with_bot: FakeBot) -> None:
    token = hidden(ask("Wohnung").text)
    assert json.dumps(token)
    assert token.count(".") >= 2
