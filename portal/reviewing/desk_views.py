"""Coverage of the languages, the list of texts, one text side by side, PO files in and out."""

import re
from typing import Any

from flask import Blueprint, Response, abort, current_app, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from portal.reviewing import words
from portal.reviewing.listing import list_texts, next_open
from portal.web.access import current_account, record, require_role
from portal.web.clock import today
from portal.web.desk import Desk
from portal.web.rendering import render, see_other
from portal.web.roles import EDITOR, TRANSLATOR
from portal.web.transaction import current_session
from translations.coverage import coverage
from translations.editing import ChangedMeanwhile, FaultyText, Seen, findings_of, save, seen
from translations.exchange import ExchangeRefused, export_language, import_language
from translations.languages import LANGUAGES, SOURCE, Language
from translations.machine import missing_packages
from translations.models import Translation
from translations.store import UnknownSegment, get_entry
from translations.workflow import Review, ReviewNotAllowed, State

blueprint = Blueprint("reviewing_desk", __name__)

LARGEST_FILE_BYTES = 8 * 1024 * 1024
WAITING_STATES = (State.OUTDATED, State.MACHINE, State.UNREVIEWED)


def count_waiting(session: Session, _account: Any) -> int:
    """Texts that somebody or a machine wrote and that nobody has confirmed yet."""
    return sum(row.count(state) for row in coverage(session) for state in WAITING_STATES)


DESKS: list[Desk] = [
    Desk(
        endpoint="reviewing_desk.index",
        title=_l("Übersetzungen"),
        roles=(TRANSLATOR, EDITOR),
        waiting=count_waiting,
        waiting_text=_l("Zu prüfende Texte"),
    )
]


@blueprint.get("/reviewing/")
@require_role(TRANSLATOR, EDITOR)
def index() -> str:
    return render("reviewing/index.html", rows=coverage(current_session()), State=State)


@blueprint.get("/reviewing/<slug>/")
@require_role(TRANSLATOR, EDITOR)
def texts(slug: str) -> str:
    return _texts_page(_language(slug), [])


@blueprint.get("/reviewing/<slug>/text/<path:key>")
@require_role(TRANSLATOR, EDITOR)
def text(slug: str, key: str) -> str:
    return _text_page(_language(slug), key, [])


@blueprint.post("/reviewing/<slug>/text/<path:key>")
@require_role(TRANSLATOR, EDITOR)
def save_text(slug: str, key: str) -> Any:
    language = _language(slug)
    try:
        translation = _save(language, key)
    except FaultyText as fault:
        return _text_page(language, key, [("text", words.words_for(finding)) for finding in fault.findings]), 422
    except ChangedMeanwhile:
        problem = _("Der Text wurde inzwischen geändert. Bitte vergleichen Sie und speichern Sie noch einmal.")
        return _text_page(language, key, [("text", problem)]), 409
    except ReviewNotAllowed:
        problem = _("Einen Text von einer Maschine muss erst jemand prüfen.")
        return _text_page(language, key, [("text", problem)]), 422
    # Answers of a survey may be called `C&A` or `10%`; the audit trail takes plain names.
    name = re.sub(r"[^\w.:/@+-]", "_", f"translation:{key}/{slug}")[:120]
    record(current_session(), f"translation.{translation.review}", name)
    return see_other("reviewing_desk.text", slug=slug, key=key, saved=translation.review)


@blueprint.get("/reviewing/<slug>/export.po")
@require_role(TRANSLATOR, EDITOR)
def export_file(slug: str) -> Response:
    language = _language(slug)
    response = Response(export_language(current_session(), slug), mimetype="text/x-gettext-translation")
    response.headers["Content-Disposition"] = f'attachment; filename="vielstimmig-{language.catalog}.po"'
    return response


@blueprint.post("/reviewing/<slug>/import")
@require_role(TRANSLATOR, EDITOR)
def import_file(slug: str) -> Any:
    language, upload = _language(slug), request.files.get("file")
    content = upload.stream.read(LARGEST_FILE_BYTES + 1) if upload else b""
    if len(content) > LARGEST_FILE_BYTES:
        abort(413)
    try:
        decoded = content.decode("utf-8-sig")
        changes = import_language(current_session(), slug, decoded, by=current_account().email, on=today())
    except UnicodeDecodeError:
        return _texts_page(language, [_("Die Datei ist nicht in UTF-8 gespeichert.")]), 422
    except ExchangeRefused as refused:
        return _texts_page(language, [words.words_for_problem(problem) for problem in refused.problems[:20]]), 422
    record(current_session(), "translations.imported", f"language:{slug}")
    return see_other("reviewing_desk.texts", slug=slug, **{f"n_{name}": number for name, number in changes.items()})


@blueprint.post("/reviewing/<slug>/drafts")
@require_role(TRANSLATOR, EDITOR)
def make_drafts(slug: str) -> Any:
    """The machine is heavy and works in the background; the page shows its drafts when they are there."""
    language = _language(slug)
    queue = current_app.extensions.get("queue")
    if queue is None or _machine_problem(language):
        abort(409)
    queue.draft_translations(slug)
    record(current_session(), "translations.drafts_asked", f"language:{slug}")
    return see_other("reviewing_desk.texts", slug=slug, drafts="asked")


def _language(slug: str) -> Language:
    if slug not in LANGUAGES or slug == SOURCE.slug:
        abort(404)
    return LANGUAGES[slug]


def _save(language: Language, key: str) -> Translation:
    form, account = request.form, current_account()
    review = {"review": Review.REVIEWED, "accept": Review.ACCEPTED}.get(form.get("action", ""), Review.UNREVIEWED)
    if review is Review.ACCEPTED and EDITOR not in account.roles:
        abort(403)
    try:
        return save(
            current_session(),
            key,
            language.slug,
            form.get("text", ""),
            began_with=Seen(form.get("source_seen", ""), form.get("translation_seen", "")),
            review=review,
            by=account.email,
            on=today(),
        )
    except UnknownSegment:
        abort(404)


def _machine_problem(language: Language) -> str:
    """Why there can be no drafts, in words; empty if there can be."""
    if language.argos is None:
        return str(
            _("Für diese Sprache gibt es keine Maschine. Bitte fragen Sie eine Übersetzerin oder einen Übersetzer.")
        )
    if missing := missing_packages(language.slug):
        return str(_("Auf diesem Server fehlt das Sprachpaket: %(names)s", names=", ".join(missing)))
    return ""


def _texts_page(language: Language, problems: list[str]) -> str:
    args = request.args
    state, kind = args.get("state", ""), args.get("kind", "")
    listing = list_texts(current_session(), language.slug, state=state, kind=kind, page=args.get("page", 1, type=int))
    return render(
        "reviewing/texts.html",
        target=language,
        listing=listing,
        state=state,
        kind=kind,
        problems=problems,
        words=words,
        State=State,
        imported={name[2:]: number for name, number in args.items() if name.startswith("n_") and number.isdigit()},
        drafts=args.get("drafts", ""),
        machine_problem=_machine_problem(language),
    )


def _text_page(language: Language, key: str, errors: list[tuple[str, str]]) -> str:
    session = current_session()
    try:
        entry = get_entry(session, key, language.slug)
    except UnknownSegment:
        abort(404)
    if entry.segment.source_language == language.slug:
        abort(404)
    simple = None if language.slug == "leicht" else get_entry(session, key, "leicht")
    return render(
        "reviewing/text.html",
        target=language,
        entry=entry,
        source=LANGUAGES[entry.segment.source_language],
        simple=simple.translation if simple and simple.segment.source_language != "leicht" else None,
        simple_outdated=simple.outdated if simple else False,
        seen=seen(entry),
        findings=[words.words_for(finding) for finding in findings_of(entry)],
        errors=errors,
        typed=request.form.get("text"),
        saved=request.args.get("saved", ""),
        next_key=next_open(session, language.slug, key),
        may_accept=EDITOR in current_account().roles,
        words=words,
    )
