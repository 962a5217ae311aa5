"""The directory as open data."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from portal.advice import directory, topics
from portal.advice.store import UnknownService
from portal.web.rendering import public_address
from portal.web.transaction import current_session
from translations.languages import LANGUAGES, SOURCE, Language
from translations.store import Text

blueprint = Blueprint("advice_api", __name__)

LONGEST_SEARCH = 200


@blueprint.get("/advice")
def services() -> Response:
    """Query: `lang` (language of the texts), `q`, `topic`, `language` (offered in the advice). 400 names a bad one."""
    topic = request.args.get("topic")
    if topic is not None and topic not in topics.SERVICE_TOPICS:
        return _bad_value("topic", topics.SERVICE_TOPICS)
    for name in ("lang", "language"):
        if request.args.get(name, "de") not in LANGUAGES:
            return _bad_value(name, LANGUAGES)
    language = LANGUAGES[request.args.get("lang", SOURCE.slug)]
    entries = directory.search(
        current_session(),
        language,
        words=request.args.get("q", "")[:LONGEST_SEARCH],
        topic=topic,
        offered=LANGUAGES.get(request.args.get("language", "")),
    )
    return jsonify({"services": [described(entry, language) for entry in entries]})


@blueprint.get("/advice/<slug>")
def service(slug: str) -> Response:
    if request.args.get("lang", "de") not in LANGUAGES:
        return _bad_value("lang", LANGUAGES)
    language = LANGUAGES[request.args.get("lang", SOURCE.slug)]
    try:
        return jsonify(described(directory.find_entry(current_session(), slug, language), language))
    except UnknownService:
        abort(404)


def described(entry: directory.Entry, language: Language) -> dict[str, Any]:
    """One service as JSON; null means that nobody has entered it yet."""
    known = entry.service
    return {
        "slug": known.slug,
        "url": public_address("advice.service", slug=known.slug, lang=language.slug),
        "name": described_text(entry.name),
        "what": described_text(entry.what),
        "how": described_text(entry.how) if entry.how else None,
        "topics": known.topics,
        "languages": known.languages,
        "area": known.area,
        "address": known.address,
        "phone": known.phone,
        "email": known.email,
        "website": known.website,
        "opening": known.opening,
        "confirmed_on": known.confirmed_on.isoformat() if known.confirmed_on else None,
        "demo": known.demo,
    }


def described_text(text: Text) -> dict[str, Any]:
    return {
        "text": text.text,
        "language": text.language.html,
        "dir": text.language.direction,
        "translation": {"origin": text.origin, "reviewed": text.reviewed, "outdated": text.outdated},
    }


def _bad_value(name: str, known: Any) -> Response:
    response = jsonify({"error": f"unknown value of {name}", "known": list(known)})
    response.status_code = 400
    return response
