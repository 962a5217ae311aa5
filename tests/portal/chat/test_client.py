import time
from collections.abc import Iterator
from typing import Any

import pytest

from portal.chat.client import HttpBot, NullBot, Understanding
from tests.portal.chat.conftest import TOKEN, FakeBot, understood

SENDER = "a" * 32


@pytest.fixture
def client(bot: FakeBot) -> Iterator[HttpBot]:
    made = HttpBot(bot.url, TOKEN, limit_seconds=0.3)
    yield made
    made.close()


def test_an_answer_of_the_contract_is_understood(client: HttpBot, bot: FakeBot) -> None:
    bot.answer = understood("health", "ask", alternatives=("health", "care"), language_wanted="tr")
    assert client.ask(SENDER, "Ağrım var", "tr") == Understanding(
        "health", 0.9, "ask", ("health", "care"), {"language_wanted": "tr"}
    )
    assert bot.asked == [{"sender": SENDER, "message": "Ağrım var", "language": "tr"}]


@pytest.mark.parametrize(
    "answer",
    [
        [],
        {},
        None,
        b"",
        b"<html>",
        b"\xff\xfe",
        b"[" * 50_000,
        b'"' + b"x" * 100_000 + b'"',
        {"topic": "health", "confidence": 0.9, "slots": {}, "turn": "answer"},
        {"topic": "health", "confidence": None, "alternatives": [], "slots": {}, "turn": "answer"},
        {"topic": "health", "confidence": 0.9, "alternatives": [], "slots": [], "turn": "answer"},
        {"topic": "health", "confidence": 0.9, "alternatives": ["care"], "slots": {}, "turn": "answer"},
        {"topic": ["health"], "confidence": 0.9, "alternatives": [], "slots": {}, "turn": "answer"},
        understood("weather"),
        understood("health", "shrug"),
    ],
)
def test_any_other_answer_counts_as_not_available(client: HttpBot, bot: FakeBot, answer: Any) -> None:
    bot.answer = answer
    assert client.ask(SENDER, "Hallo", "de") is None


@pytest.mark.parametrize("status", [400, 403, 422, 500, 503])
def test_every_fault_status_counts_as_not_available(client: HttpBot, bot: FakeBot, status: int) -> None:
    bot.status = status
    assert client.ask(SENDER, "Hallo", "de") is None


@pytest.mark.parametrize("dripping", [False, True])
def test_a_slow_bot_is_not_waited_for(client: HttpBot, bot: FakeBot, dripping: bool) -> None:
    bot.seconds, bot.dripping = (0.0, True) if dripping else (5.0, False)
    started = time.monotonic()
    assert client.ask(SENDER, "Hallo", "de") is None
    assert time.monotonic() - started < 1.0


def test_a_bot_that_is_not_there_is_not_available() -> None:
    client = HttpBot("http://127.0.0.1:9", TOKEN, limit_seconds=0.3)
    assert client.ask(SENDER, "Hallo", "de") is None
    client.close()


def test_a_wrong_secret_is_not_available(bot: FakeBot) -> None:
    client = HttpBot(bot.url, "wrong", limit_seconds=0.3)
    assert client.ask(SENDER, "Hallo", "de") is None
    client.close()


def test_faults_are_logged_without_the_message(client: HttpBot, bot: FakeBot, caplog: pytest.LogCaptureFixture) -> None:
    bot.status = 500
    client.ask(SENDER, "Geheimwort", "de")
    assert "HTTPStatusError" in caplog.text
    assert "Geheimwort" not in caplog.text


def test_the_null_bot_is_never_available() -> None:
    assert NullBot().ask(SENDER, "Hallo", "de") is None
