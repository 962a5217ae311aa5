"""A reply in words: reviewed texts and entries of the directory in the reader's language, with their sources."""

from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session

from portal.advice import directory, topics
from portal.advice.store import UnknownService
from portal.advice.topics import SERVICE_TOPICS
from portal.chat.replies import Reply
from portal.chat.wording import answer_key, say, turn_key
from translations.languages import Language
from translations.store import Text

# Where an answer leads. The page words the links.
Way = Literal["emergency_numbers", "report", "survey", "directory", "languages"]

_WAYS: dict[str, tuple[Way, ...]] = {
    "emergency": ("emergency_numbers",),
    "discrimination": ("report",),
    "survey": ("survey",),
    "participation": ("survey",),
    "change_language": ("languages",),
    "out_of_scope": ("directory",),
}
_WAYS_OF_TURNS: dict[str, tuple[Way, ...]] = {
    "not_understood": ("directory",),
    "nothing_found": ("directory",),
    "unavailable": ("directory",),
    "found": ("directory",),
}


@dataclass(frozen=True)
class Choice:
    """A topic as a button. `name` is None for turns of the conversation itself (`human`, `change_language`)."""

    topic: str
    name: Text | None


@dataclass(frozen=True)
class Answer:
    """At most three short blocks: one text, then up to two services.

    `source_topic` names the page of the directory where the text comes from.
    """

    reply: Reply
    language: Language
    text: Text
    entries: tuple[directory.Entry, ...] = ()
    choices: tuple[Choice, ...] = ()
    ways: tuple[Way, ...] = ()
    source_topic: str | None = None

    @property
    def offers_person(self) -> bool:
        return self.reply.turn in ("ask", "found")


def compose(session: Session, reply: Reply, language: Language) -> Answer:
    if reply.turn == "ask":
        key = turn_key("unsure")
    elif reply.topic:
        key = answer_key(reply.topic)
    else:
        key = turn_key(reply.turn)
    names = topics.names(session, language) if reply.choices else {}
    return Answer(
        reply=reply,
        language=language,
        text=say(session, key, language),
        entries=_entries(session, reply.services, language),
        choices=tuple(Choice(code, names.get(code)) for code in reply.choices),
        ways=_WAYS.get(reply.topic or "", _WAYS_OF_TURNS.get(reply.turn, ())),
        source_topic=reply.topic if reply.topic in SERVICE_TOPICS else None,
    )


def welcome(session: Session, language: Language) -> Text:
    return say(session, turn_key("welcome"), language)


def expired(session: Session, language: Language) -> Text:
    return say(session, turn_key("expired"), language)


def _entries(session: Session, slugs: tuple[str, ...], language: Language) -> tuple[directory.Entry, ...]:
    found = []
    for slug in slugs:
        try:
            found.append(directory.find_entry(session, slug, language))
        except UnknownService:
            # A service taken out of the directory while the page was open: the answer goes on without it.
            continue
    return tuple(found)
