"""The page of the assistant. It works without JavaScript: a form, answered by the page itself.

The answer to a POST is no redirect here: the conversation would have to be stored, or stand in the address.
"""

from flask import Blueprint, abort, request
from sqlmodel import Session

from portal.advice import topics
from portal.advice.presentation import confirmed_words, short_facts
from portal.chat.answers import compose, expired, welcome
from portal.chat.conversation import Conversation
from portal.chat.forms import open_conversation, prepare_with, reading_session, seal, take_turn
from portal.chat.messages import LONGEST_MESSAGE, tidy
from portal.chat.replies import Reply
from portal.chat.turns import UnknownTopic
from portal.web.clock import today
from portal.web.language import current_language
from portal.web.rendering import render
from portal.web.security import no_store

blueprint = Blueprint("chat", __name__)
prepare_with(blueprint)

FIRST_TOPICS = ("language_course", "work", "housing", "health", "residence", "school", "benefits")
# These replies ask to send the same words again, so the words stay in the field.
KEEPS_WORDS = ("too_long", "too_fast")


@blueprint.get("/chat/")
@no_store
def index() -> str:
    with reading_session() as session:
        return _page(session, Conversation())


@blueprint.post("/chat/")
@no_store
def say() -> str | tuple[str, int]:
    message, topic = request.form.get("message", ""), request.form.get("topic", "")
    opened = open_conversation(request.form.get("conversation", ""))
    with reading_session() as session:
        try:
            reply = take_turn(session, opened.conversation.sender, message, topic, current_language())
        except UnknownTopic:
            abort(404)
        said = "" if topic else tidy(message)[:LONGEST_MESSAGE]
        if reply.turn in KEEPS_WORDS:
            page = _page(session, opened.conversation, lost=opened.lost, kept=message, notice=reply)
        else:
            page = _page(session, opened.conversation.with_turn(said, reply), lost=opened.lost, shown=said)
    return (page, 429) if reply.turn == "too_fast" else page


def _page(
    session: Session,
    conversation: Conversation,
    *,
    shown: str = "",
    kept: str = "",
    lost: bool = False,
    notice: Reply | None = None,
) -> str:
    """`shown`: the message of this turn, which the conversation may not carry on."""
    language = current_language()
    turns = [(said.message, compose(session, said.reply, language)) for said in conversation.history]
    if turns and shown:
        turns[-1] = (shown, turns[-1][1])
    names = topics.names(session, language)
    return render(
        "chat/index.html",
        turns=turns,
        welcome=welcome(session, language),
        expired=expired(session, language) if lost else None,
        notice=compose(session, notice, language).text if notice else None,
        conversation=seal().seal(conversation),
        kept=kept,
        topics=names,
        first_topics=FIRST_TOPICS,
        limit=LONGEST_MESSAGE,
        facts_of=lambda service: short_facts(service, today()),
        confirmed_words=confirmed_words,
    )
