"""The portal's side of the bot's channel. Whatever goes wrong there, the chat goes on without it."""

import json
import logging
import time
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, get_args

import httpx

from portal.chat.wording import ALL_TOPICS

log = logging.getLogger(__name__)

LIMIT_SECONDS = 2.0
LARGEST_ANSWER = 64 * 1024

Turn = Literal["answer", "ask", "not_understood"]


@dataclass(frozen=True)
class Understanding:
    """What the bot made of a message. `alternatives` are topics, best first; `slots` details such as a language."""

    topic: str
    confidence: float
    turn: Turn
    alternatives: tuple[str, ...] = ()
    slots: dict[str, str] = field(default_factory=dict)


class Bot(Protocol):
    """`ask` returns None whenever the bot is not available."""

    def ask(self, sender: str, message: str, language: str) -> Understanding | None: ...


class NullBot:
    """Stands in where no bot is configured: never available."""

    def ask(self, sender: str, message: str, language: str) -> Understanding | None:  # noqa: ARG002
        return None


class BadAnswer(Exception):
    """The bot answered something else than its contract says."""


class HttpBot:
    """Asks Rasa's portal channel over HTTP, two seconds at most in all."""

    def __init__(self, url: str, token: str, *, limit_seconds: float = LIMIT_SECONDS) -> None:
        self._address = f"{url}/webhooks/portal/message"
        self._headers = {"Authorization": f"Bearer {token}"}
        self._limit = limit_seconds
        # The bot stands on the inner network: a proxy of the environment has no business there.
        self._client = httpx.Client(timeout=limit_seconds, trust_env=False)

    def ask(self, sender: str, message: str, language: str) -> Understanding | None:
        """Return what the bot understood; None for every fault, which is logged as a code without the message."""
        body = {"sender": sender, "message": message, "language": language}
        try:
            return _read(self._fetch(body))
        except (httpx.HTTPError, BadAnswer, ValueError, RecursionError) as error:
            log.warning("bot not available: %s", type(error).__name__)
            return None

    def close(self) -> None:
        self._client.close()

    def _fetch(self, body: dict[str, str]) -> bytes:
        # httpx limits each step; a bot that drips its answer would take longer, hence the clock of our own.
        deadline = time.monotonic() + self._limit
        received = bytearray()
        with self._client.stream("POST", self._address, json=body, headers=self._headers) as response:
            response.raise_for_status()
            for chunk in response.iter_bytes():
                received += chunk
                if time.monotonic() > deadline or len(received) > LARGEST_ANSWER:
                    raise BadAnswer
        return bytes(received)


def _read(body: bytes) -> Understanding:
    answer: Any = json.loads(body)
    try:
        topic, turn = answer["topic"], answer["turn"]
        confidence = float(answer["confidence"])
        alternatives = tuple(option["topic"] for option in answer["alternatives"])
        slots = {name: value for name, value in answer["slots"].items() if isinstance(value, str)}
    except (KeyError, TypeError, AttributeError) as error:
        raise BadAnswer from error
    if turn not in get_args(Turn) or topic not in ALL_TOPICS:
        raise BadAnswer
    known = tuple(code for code in alternatives if code in ALL_TOPICS)
    return Understanding(topic, confidence, turn, known, slots)
