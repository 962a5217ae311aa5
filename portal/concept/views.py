"""The published concept as pages."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, abort, request, url_for
from markupsafe import Markup, escape

from portal.concept import store
from portal.concept.forms import SEARCH_NAMES
from portal.concept.models import ConceptVersion
from portal.concept.reading import NotInConcept, read_chapter, read_field, read_glossary, read_overview
from portal.concept.searching import LONGEST_QUERY, Hit, search
from portal.concept.tracing import read_goal, read_indicator, read_topic
from portal.web.language import current_language
from portal.web.rendering import render
from portal.web.transaction import current_session

blueprint = Blueprint("concept", __name__)
Page = TypeVar("Page")


@blueprint.get("/concept/")
def overview() -> str:
    version = store.current_version(current_session())
    if version is None:
        return render("concept/nothing_yet.html")
    page = read_overview(current_session(), version, current_language().slug)
    return render("concept/overview.html", page=page, version=version)


@blueprint.get("/concept/fields/<int:number>")
def field(number: int) -> str:
    version = _published()
    page = _found(lambda: read_field(current_session(), version, current_language().slug, number))
    return render("concept/field.html", page=page, version=version)


@blueprint.get("/concept/topics/<code>")
def topic(code: str) -> str:
    version = _published()
    page = _found(lambda: read_topic(current_session(), version, current_language().slug, code))
    return render("concept/topic.html", page=page, version=version)


@blueprint.get("/concept/goals/<int:number>")
def goal(number: int) -> str:
    version = _published()
    page = _found(lambda: read_goal(current_session(), version, current_language().slug, number))
    return render("concept/goal.html", page=page, version=version)


@blueprint.get("/concept/indicators/<indicator_id>")
def indicator(indicator_id: str) -> str:
    version = _published()
    page = _found(lambda: read_indicator(current_session(), version, current_language().slug, indicator_id))
    return render("concept/indicator.html", page=page, version=version)


@blueprint.get("/concept/chapters/<int:number>")
def chapter(number: int) -> str:
    version = _published()
    parts = _found(lambda: read_chapter(current_session(), version, current_language().slug, number))
    return render("concept/chapter.html", number=number, parts=parts, version=version)


@blueprint.get("/concept/glossary")
def glossary() -> str:
    version = _published()
    entries = read_glossary(current_session(), version, current_language().slug)
    return render("concept/glossary.html", entries=entries, version=version)


@blueprint.get("/concept/search")
def find() -> str:
    version = _published()
    query = request.args.get("q", "")[:LONGEST_QUERY].strip()
    hits = search(current_session(), version, current_language().slug, query)
    return render(
        "concept/search.html", query=query, hits=hits, parts=SEARCH_NAMES, address_of=_address_of, version=version
    )


@blueprint.app_template_filter("emphasised")
def emphasised(text: str) -> Markup:
    """`**bold**` and a label before a tab become strong; everything else is escaped."""
    label, tab, rest = text.partition("\t")
    if tab:
        return Markup("<strong>{}</strong><br>{}").format(label, emphasised(rest))
    pieces = text.split("**")
    if len(pieces) % 2 == 0:  # an opening mark without its closing one is printed as it is
        return escape(text)
    return Markup("").join(
        Markup("<strong>{}</strong>").format(piece) if place % 2 else escape(piece)
        for place, piece in enumerate(pieces)
    )


def _address_of(hit: Hit) -> str:
    if hit.part == "challenge":
        topic = hit.name.split("-")[0]
        return url_for("concept.topic", code=topic, _anchor=hit.name)
    if hit.part == "glossary":
        return url_for("concept.glossary", _anchor=hit.name)
    argument = {"goal": "number", "field": "number", "topic": "code", "indicator": "indicator_id"}[hit.part]
    values: dict[str, Any] = {argument: hit.name}
    return url_for(f"concept.{hit.part}", **values)


def _published() -> ConceptVersion:
    return store.current_version(current_session()) or abort(404)


def _found(read: Callable[[], Page]) -> Page:
    try:
        return read()
    except NotInConcept:
        abort(404)
