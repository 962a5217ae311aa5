"""The portal's way to the bot: structured answers over HTTP, one secret, no texts.

``POST /webhooks/portal/message`` with ``Authorization: Bearer <token>`` and ``{"sender", "message",
"language"}`` answers ``{"topic", "confidence", "alternatives", "slots", "turn"}``.
``GET /webhooks/portal/ready`` says whether a model is loaded, and which.
Faults: 400 no JSON, 403 no or a wrong secret, 413 too long, 422 wrong fields, 503 no model or no answer.
"""

from __future__ import annotations

import hmac
import json
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.components.turns import ANSWER, NOT_UNDERSTOOD, OUT_OF_SCOPE, offered
from bot.places import fingerprint, trained_fingerprint
from bot.serve_settings import read_token
from bot.short_memory import short_memory

LONGEST_MESSAGE = 500
# A message of 500 characters, escaped as JSON outside the basic plane, with sender and language.
LARGEST_BODY = 8_192
SENDER = re.compile(r"[A-Za-z0-9_-]{8,64}")
DETAILS = frozenset({"language_wanted", "mode", "day"})
REMEMBERED = DETAILS | {"topic", "ui_language"}
LANGUAGE = re.compile(r"[a-z]{2,8}")

logger = logging.getLogger(__name__)
Handler = Callable[[UserMessage], Awaitable[Any]]


class Refused(Exception):
    """A request that is not answered; carries the HTTP status and a code, never what was sent."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


@dataclass(frozen=True)
class Incoming:
    sender: str
    message: str
    language: str


def parse(body: bytes) -> Incoming:
    """Check a request's body; raise :class:`Refused` for what the portal would never send."""
    if len(body) > LARGEST_BODY:
        raise Refused(413, "body_too_large")
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "no_json") from error
    if not isinstance(fields, dict) or set(fields) != {"sender", "message", "language"}:
        raise Refused(422, "fields")
    if not all(isinstance(value, str) for value in fields.values()):
        raise Refused(422, "types")
    if len(fields["message"]) > LONGEST_MESSAGE:
        raise Refused(413, "message_too_long")
    if not SENDER.fullmatch(fields["sender"]):
        raise Refused(422, "sender")
    if not LANGUAGE.fullmatch(fields["language"]):
        raise Refused(422, "language")
    if not fields["message"].strip():
        raise Refused(422, "message_empty")
    return Incoming(**fields)


def as_plain_text(message: str) -> str:
    """Rasa takes a leading slash for a command that names an intent; people get no commands."""
    return message.strip().lstrip("/").strip() or "-"


def worded(tracker: DialogueStateTracker, turn: str) -> dict[str, Any]:
    """Put together the answer from what was understood last and what the conversation remembers."""
    understood = tracker.latest_message.parse_data
    ranking = [(entry["name"], entry["confidence"]) for entry in understood.get("intent_ranking", [])]
    topic, confidence = ranking[0] if ranking else (OUT_OF_SCOPE, 0.0)
    slots = {
        name: value for name, value in tracker.current_slot_values().items() if name in REMEMBERED and value is not None
    }
    if turn == NOT_UNDERSTOOD:
        topic = OUT_OF_SCOPE
    named = {entity["entity"] for entity in understood.get("entities", [])}
    if is_follow_up(turn, topic) and named & DETAILS and "topic" in slots:
        turn, topic = ANSWER, slots["topic"]
    return {
        "topic": topic,
        "confidence": round(confidence, 4),
        "alternatives": [{"topic": name, "confidence": round(value, 4)} for name, value in offered(ranking)],
        "slots": slots,
        "turn": turn,
    }


def is_follow_up(turn: str, topic: str) -> bool:
    """Whether a message with nothing but a detail ("tomorrow?") goes on with the conversation's topic."""
    return turn != ANSWER or topic in {OUT_OF_SCOPE, "greet"}


def tells_of_discrimination(answer: dict[str, Any]) -> bool:
    """Whether the words must be removed at once: also when the bot is unsure but takes it for such a story."""
    first = answer["alternatives"][0]["topic"] if answer["alternatives"] else None
    return answer["topic"] == "discrimination" or (answer["turn"] != ANSWER and first == "discrimination")


class PortalChannel(InputChannel):
    """Rasa finds this class by its path in ``credentials.yml``."""

    def __init__(self, token: str) -> None:
        self._expected = f"Bearer {token}".encode()

    @classmethod
    def name(cls) -> str:
        return "portal"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> PortalChannel:
        """The secret comes from the environment, so no file has to hold it."""
        return cls(read_token())

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        blueprint = Blueprint("portal_channel")

        @blueprint.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            return self.ready(request)

        @blueprint.post("/message")
        async def message(request: Request) -> HTTPResponse:
            try:
                self.admit(request)
                return json_response(await self.answer(request, parse(request.body), on_new_message))
            except Refused as refused:
                return json_response({"error": refused.code}, status=refused.status)

        return blueprint

    def admit(self, request: Request) -> None:
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, self._expected):
            raise Refused(403, "secret")

    def ready(self, request: Request) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        model = trained_fingerprint()
        usable = bool(agent and agent.is_ready() and model)
        state = {"ready": usable, "model": model, "current": model == fingerprint()}
        return json_response(state, status=200 if usable else 503)

    async def answer(self, request: Request, incoming: Incoming, on_new_message: Handler) -> dict[str, Any]:
        agent = getattr(request.app.ctx, "agent", None)
        if not (agent and agent.is_ready()):
            raise Refused(503, "no_model")
        memory = short_memory(agent.tracker_store)
        said = CollectingOutputChannel()
        try:
            await on_new_message(
                UserMessage(
                    as_plain_text(incoming.message),
                    said,
                    incoming.sender,
                    input_channel=self.name(),
                    metadata={"language": incoming.language},
                )
            )
            tracker = await memory.retrieve(incoming.sender)
        except Exception as error:
            # Any fault inside Rasa is the same to the portal. Its words may quote the message: only its kind.
            logger.error("A message was not answered: %s", type(error).__name__)
            raise Refused(503, "failed") from error
        turn = next((part["custom"]["turn"] for part in said.messages if "custom" in part), None)
        if turn is None or tracker is None:
            raise Refused(503, "no_answer")
        answer = worded(tracker, turn)
        if tells_of_discrimination(answer):
            memory.forget(incoming.sender)
        return answer
