"""Public pages of the directory."""

from flask import Blueprint, abort, request

from portal.advice import directory, topics
from portal.advice.folding import printable
from portal.advice.presentation import confirmed_words, facts
from portal.advice.store import UnknownService
from portal.web.language import current_language
from portal.web.rendering import render
from portal.web.transaction import current_session
from translations.languages import LANGUAGES

blueprint = Blueprint("advice", __name__)

LONGEST_SEARCH = 200


@blueprint.get("/advice/")
def index() -> str:
    language = current_language()
    words = printable(request.args.get("q", "")[:LONGEST_SEARCH])
    topic = request.args.get("topic") if request.args.get("topic") in topics.SERVICE_TOPICS else None
    offered = LANGUAGES.get(request.args.get("language", ""))
    entries = directory.search(current_session(), language, words=words, topic=topic, offered=offered)
    return render(
        "advice/index.html",
        entries=entries,
        topics={c: t for c, t in topics.names(current_session(), language).items() if c in topics.SERVICE_TOPICS},
        words=words,
        topic=topic,
        offered=offered,
        searching=bool(words.strip() or topic or offered),
    )


@blueprint.get("/advice/<slug>")
def service(slug: str) -> str:
    language = current_language()
    try:
        entry = directory.find_entry(current_session(), slug, language)
    except UnknownService:
        abort(404)
    return render(
        "advice/service.html",
        entry=entry,
        facts=facts(entry.service),
        confirmed=confirmed_words(entry.service),
        topics=topics.names(current_session(), language),
    )
