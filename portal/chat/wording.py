"""What the assistant says, as segments of the high-risk kind `bot`: only reviewed or accepted texts are spoken.

Shipped in `wording/<language>.yml`; the office may change every sentence in the database.
"""

from pathlib import Path

from sqlmodel import Session

from portal.advice.shipped_texts import ShippedTexts
from portal.advice.topics import TOPICS
from translations.languages import SOURCE, Language
from translations.store import Text

# Beside the topics that services have: turns of the conversation itself (contract: bot topics).
SMALL_TALK = ("greet", "thanks", "goodbye", "human", "change_language", "bot_challenge", "out_of_scope")
ALL_TOPICS = (*TOPICS, *SMALL_TALK)


def answer_key(topic: str) -> str:
    return f"bot.{topic}.answer.1"


def turn_key(turn: str) -> str:
    return f"bot.turn.{turn}.1"


def _key(steps: tuple[str, ...]) -> str:
    section, name = steps
    return answer_key(name) if section == "topics" else turn_key(name)


TEXTS = ShippedTexts(folder=Path(__file__).parent / "wording", kind="bot", key_of=_key)


def load(session: Session, *, accepted: bool) -> None:
    """Store what the assistant says, as far as it is not stored yet. A real city accepts the translations itself."""
    TEXTS.load(session, accepted=accepted)


def say(session: Session, key: str, language: Language) -> Text:
    """The published text; German where the reader's language has none."""
    return TEXTS.read(session, [key], language)[key]


def shipped_keys() -> list[str]:
    return list(TEXTS.texts(SOURCE))
