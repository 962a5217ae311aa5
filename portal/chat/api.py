"""The assistant as JSON: one message in, the blocks of the answer out. Nothing is stored, no cookie is read."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask.blueprints import BlueprintSetupState
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from portal.advice.api import described, described_text
from portal.chat.answers import Answer, compose
from portal.chat.forms import open_conversation, prepare_with, reading_session, seal, take_turn
from portal.chat.turns import UnknownTopic
from portal.web.rendering import public_address
from portal.web.security import no_store
from translations.languages import LANGUAGES, Language

blueprint = Blueprint("chat_api", __name__)
prepare_with(blueprint)

STATUS = {"too_long": 413, "too_fast": 429}


@blueprint.record_once
def _without_form_token(state: BlueprintSetupState) -> None:
    """No cookie takes part, so there is nothing that another site could misuse."""
    state.app.extensions["csrf"].exempt(blueprint)


class Question(BaseModel):
    """`conversation` is what the last answer returned, "" at first; `topic` answers a choice instead of a message."""

    model_config = ConfigDict(extra="forbid", strict=True)

    message: str = Field(default="", max_length=20_000)
    language: str
    conversation: str = ""
    topic: str = ""


@blueprint.post("/chat")
@no_store
def chat() -> Response | tuple[Response, int]:
    try:
        question = Question.model_validate(request.get_json(force=True))
        language = LANGUAGES[question.language]
    except ValidationError as error:
        return jsonify({"error": "wrong fields", "fields": _field_names(error)}), 422
    except RecursionError:
        return jsonify({"error": "nested too deeply"}), 400
    except KeyError:
        return jsonify({"error": "unknown language", "known": list(LANGUAGES)}), 422
    opened = open_conversation(question.conversation)
    with reading_session() as session:
        try:
            sender = opened.conversation.sender
            reply = take_turn(session, sender, question.message, question.topic, language)
        except UnknownTopic:
            return jsonify({"error": "unknown topic"}), 422
        answer = compose(session, reply, language)
    conversation = opened.conversation.with_turn("", reply).without_history()
    body = {
        "conversation": seal().seal(conversation),
        "new_conversation": opened.lost,
        **described_answer(answer, language),
    }
    return jsonify(body), STATUS.get(reply.turn, 200)


def described_answer(answer: Answer, language: Language) -> dict[str, Any]:
    """The answer as JSON. `blocks`: at most three, the first one a text, the others services of the directory."""
    text: dict[str, Any] = {"kind": "text", **described_text(answer.text)}
    if answer.source_topic:
        text["source"] = public_address("advice.index", topic=answer.source_topic, lang=language.slug)
    services = [{"kind": "service", **described(entry, language)} for entry in answer.entries]
    return {
        "language": language.slug,
        "topic": answer.reply.topic,
        "turn": answer.reply.turn,
        "blocks": [text, *services],
        "choices": [
            {"topic": choice.topic, "name": described_text(choice.name) if choice.name else None}
            for choice in answer.choices
        ],
        "ways": list(answer.ways),
    }


def _field_names(error: ValidationError) -> list[str]:
    """Names only: the message of a fault would quote what somebody wrote."""
    return sorted({".".join(str(step) for step in fault["loc"]) for fault in error.errors()})
