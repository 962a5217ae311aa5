"""What views and API share: bot, seal and brake of this app, and one turn from request values to an answer."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import cast

from flask import Blueprint, Flask, current_app
from flask.blueprints import BlueprintSetupState
from limits import parse_many
from sqlmodel import Session

from portal.chat.client import Bot, HttpBot, NullBot
from portal.chat.conversation import Conversation, ConversationLost, ConversationSeal
from portal.chat.replies import Reply
from portal.chat.turns import reply_to_message, reply_to_topic
from portal.config import Settings
from portal.db import Database
from portal.web.limits import limiter
from translations.languages import Language

BOT = "chat_bot"
SEAL = "chat_seal"
PACE = parse_many("1/second;60/minute")


@dataclass(frozen=True)
class Opened:
    """A conversation taken from a request; `lost` if it was ours once but cannot go on."""

    conversation: Conversation
    lost: bool = False


def prepare(app: Flask, settings: Settings) -> None:
    """Give the app its bot and its seal, unless a test has put its own there."""
    bot: Bot = HttpBot(settings.bot_url, settings.bot_token) if settings.bot_url else NullBot()
    app.extensions.setdefault(BOT, bot)
    app.extensions.setdefault(SEAL, ConversationSeal(settings.secret_key))


def prepare_with(blueprint: Blueprint) -> None:
    """Prepare the app that this blueprint is mounted in."""

    def _prepare(state: BlueprintSetupState) -> None:
        app = cast(Flask, state.app)
        prepare(app, app.extensions["settings"])

    blueprint.record_once(_prepare)


def seal() -> ConversationSeal:
    found: ConversationSeal = current_app.extensions[SEAL]
    return found


def open_conversation(token: str) -> Opened:
    if not token:
        return Opened(Conversation())
    try:
        return Opened(seal().open(token))
    except ConversationLost:
        return Opened(Conversation(), lost=True)


def reading_session() -> AbstractContextManager[Session]:
    """A session that takes no write lock: the chat stores nothing, and others must not wait for the bot."""
    database: Database = current_app.extensions["database"]
    return database.session(writing=False)


def take_turn(session: Session, sender: str, message: str, topic: str, language: Language) -> Reply:
    """Answer a message, or a topic chosen by a button; raise `UnknownTopic` for a topic that does not exist."""
    if too_fast(sender):
        return Reply("too_fast")
    if topic:
        return reply_to_topic(session, topic, language)
    bot: Bot = current_app.extensions[BOT]
    return reply_to_message(session, bot, sender, message, language)


def too_fast(sender: str) -> bool:
    """One message a second, sixty a minute in one conversation."""
    if not limiter.enabled:
        return False
    hits = [limiter.limiter.hit(item, "chat", sender) for item in PACE]
    return not all(hits)
