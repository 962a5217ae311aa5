"""One turn: from what somebody typed to a reply in codes."""

from sqlmodel import Session

from portal.advice import directory
from portal.advice.topics import SERVICE_TOPICS
from portal.chat.client import Bot, Understanding
from portal.chat.emergency import is_emergency
from portal.chat.messages import LONGEST_MESSAGE, has_words, tidy
from portal.chat.replies import Reply
from portal.chat.wording import ALL_TOPICS
from translations.languages import LANGUAGES, Language

# With the text before them, services make at most three short blocks.
SHOWN_SERVICES = 2
CONTACT_TOPIC = "intercultural_advice"


class UnknownTopic(ValueError):
    """A button named a topic that does not exist."""


def reply_to_message(session: Session, bot: Bot, sender: str, typed: str, language: Language) -> Reply:
    """Length, words and emergency are checked here; only then the bot is asked."""
    message = tidy(typed)
    if len(message) > LONGEST_MESSAGE:
        return Reply("too_long")
    if not has_words(message):
        return Reply("empty")
    if is_emergency(message):
        return Reply("answer", "emergency")
    understood = bot.ask(sender, message, language.slug)
    if understood is None:
        return _from_directory(session, message, language, "unavailable", "nothing_found")
    if understood.turn == "answer":
        return reply_to_topic(session, understood.topic, language, understood.slots.get("language_wanted"))
    if understood.turn == "ask" and understood.alternatives:
        return Reply("ask", choices=understood.alternatives)
    return _not_understood(session, understood, message, language)


def reply_to_topic(session: Session, topic: str, language: Language, wanted: str | None = None) -> Reply:
    """The reply for a topic that is known, by the bot or by a button; `wanted` is a language asked for."""
    if topic not in ALL_TOPICS:
        raise UnknownTopic(topic)
    if topic == "human":
        return Reply("answer", topic, services=_contact(session, language))
    if topic not in SERVICE_TOPICS:
        return Reply("answer", topic)
    entries = directory.search(session, language, topic=topic, offered=LANGUAGES.get(wanted or ""))
    # Services that do not offer the wanted language are still better than none.
    entries = entries or directory.search(session, language, topic=topic)
    return Reply("answer", topic, services=_slugs(entries))


def _not_understood(session: Session, understood: Understanding, message: str, language: Language) -> Reply:
    reply = _from_directory(session, message, language, "found", "not_understood")
    return Reply(reply.turn, None, reply.services, understood.alternatives if reply.turn == "found" else ())


def _from_directory(session: Session, message: str, language: Language, hit: str, miss: str) -> Reply:
    entries = directory.search(session, language, words=message)
    if entries:
        return Reply(hit, services=_slugs(entries))  # type: ignore[arg-type]
    return Reply(miss, services=_contact(session, language))  # type: ignore[arg-type]


def _contact(session: Session, language: Language) -> tuple[str, ...]:
    """Where a person can be reached: the service whose main topic is general advice."""
    return _slugs(directory.search(session, language, topic=CONTACT_TOPIC))[:1]


def _slugs(entries: list[directory.Entry]) -> tuple[str, ...]:
    return tuple(entry.service.slug for entry in entries[:SHOWN_SERVICES])
