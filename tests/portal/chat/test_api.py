from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.portal.chat.conftest import FakeBot, understood


def post(app: Flask, **fields: Any) -> TestResponse:
    return app.test_client().post("/api/v1/chat", json=fields)


def test_the_answer_comes_as_blocks_with_topic_and_language(app: Flask, with_bot: FakeBot) -> None:
    with_bot.answer = understood("care")
    response = post(app, message="Yaşlı annem", language="tr", conversation="")
    assert response.status_code == 200
    body = response.get_json()
    assert (body["topic"], body["language"], body["turn"]) == ("care", "tr", "answer")
    text, service = body["blocks"]
    assert text["kind"] == "text"
    assert text["language"] == "tr"
    assert text["source"].endswith("/tr/advice/?topic=care")
    assert service["slug"] == "senioren-und-pflegestuetzpunkt"
    assert service["confirmed_on"] is None
    assert service["demo"] is True
    assert response.headers["Cache-Control"] == "no-store"


def test_the_conversation_goes_on_with_its_token(app: Flask, with_bot: FakeBot) -> None:
    first = post(app, message="Wohnung", language="de").get_json()
    second = post(app, message="Und Sport?", language="de", conversation=first["conversation"]).get_json()
    assert second["new_conversation"] is False
    assert len({asked["sender"] for asked in with_bot.asked}) == 1


def test_a_token_that_is_not_ours_begins_a_new_conversation(app: Flask, with_bot: FakeBot) -> None:
    assert post(app, message="Wohnung", language="de", conversation="x").get_json()["new_conversation"] is True


def test_choices_are_named_and_may_be_taken(app: Flask, with_bot: FakeBot) -> None:
    with_bot.answer = understood("work", "ask", alternatives=("work", "human"))
    body = post(app, message="Geld", language="en").get_json()
    assert [choice["topic"] for choice in body["choices"]] == ["work", "human"]
    assert body["choices"][0]["name"]["text"] == "Work and vocational training"
    taken = post(app, topic="work", language="en", conversation=body["conversation"]).get_json()
    assert taken["topic"] == "work"


def test_a_long_message_is_refused_with_a_sentence(app: Flask, with_bot: FakeBot) -> None:
    response = post(app, message="a" * 501, language="de")
    assert response.status_code == 413
    assert "500" in response.get_json()["blocks"][0]["text"]


@pytest.mark.parametrize(
    "fields",
    [
        {"message": 5, "language": "de"},
        {"message": "a"},
        {"message": "a", "language": "xx"},
        {"message": "a", "language": "de", "extra": 1},
        {"topic": "weather", "language": "de"},
    ],
)
def test_wrong_fields_are_named_without_quoting_them(app: Flask, with_bot: FakeBot, fields: dict[str, Any]) -> None:
    response = post(app, **fields)
    assert response.status_code == 422
    assert "error" in response.get_json()


def test_broken_json_is_a_bad_request(app: Flask, with_bot: FakeBot) -> None:
    response = app.test_client().post("/api/v1/chat", data="{", content_type="application/json")
    assert response.status_code == 400


def test_json_nested_without_end_is_refused(app: Flask) -> None:
    answer = app.test_client().post("/api/v1/chat", data="[" * 200_000, content_type="application/json")
    assert answer.status_code == 400


def test_addresses_name_the_city_and_not_the_host_of_the_request(client):
    answer = client.raw.get("/api/v1/advice", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 200
    assert "elsewhere.example" not in answer.text
