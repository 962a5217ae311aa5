"""The survey managers' desk: surveys with their counts, upload with findings, publishing, link and QR."""

import io
import re
from datetime import date

import segno
from flask import Blueprint, Response, abort, request
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlmodel import Session
from werkzeug.wrappers import Response as AnyResponse

from portal.answering.listing import survey_texts
from portal.answering.publishing import FormRefused, LeftOutNotConfirmed, pass_gate, publish_form
from portal.web.access import current_account, record, require_role
from portal.web.clock import today
from portal.web.context import current_settings
from portal.web.desk import Desk
from portal.web.language import current_language
from portal.web.rendering import render, see_other
from portal.web.transaction import current_session
from surveys.check import CheckResult, check, check_form
from surveys.findings import Finding
from surveys.models import KINDS, Survey, SurveyDraft
from surveys.sheets import MAX_BYTES, SheetError, from_json, read
from surveys.store import (
    UnknownSurvey,
    count_responses,
    current_instrument,
    get_draft,
    get_survey,
    is_open,
    list_drafts,
    list_instruments,
    list_surveys,
    put_draft,
)

blueprint = Blueprint("answering_desk", __name__)
ROLE = "survey_manager"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _waiting(session: Session, _account: object) -> int:
    """Drafts of surveys that nobody has published yet."""
    published = {survey.slug for survey in list_surveys(session)}
    return sum(draft.survey not in published for draft in list_drafts(session))


DESKS = [
    Desk("answering_desk.index", _l("Umfragen"), (ROLE,), _waiting, _l("Entwürfe, die noch nicht veröffentlicht sind"))
]


@blueprint.get("/surveys/")
@require_role(ROLE)
def index() -> str:
    return _index()


def _index(findings: tuple[Finding, ...] = (), bad_slug: str | None = None) -> str:
    session = current_session()
    surveys = list_surveys(session)
    published = {survey.slug for survey in surveys}
    return render(
        "answering/desk/index.html",
        surveys=surveys,
        titles={s.slug: survey_texts(current_instrument(session, s), "de").title for s in surveys if s.instrument},
        counts=count_responses(session),
        is_open=lambda survey: is_open(survey, today()),
        drafts=[draft for draft in list_drafts(session) if draft.survey not in published],
        findings=findings,
        finding_language=_finding_language(),
        bad_slug=bad_slug,
    )


@blueprint.post("/surveys/")
@require_role(ROLE)
def upload() -> AnyResponse | tuple[str, int]:
    slug = request.form.get("slug", "").strip()
    if not SLUG.fullmatch(slug) or len(slug) > 80:
        return _index(bad_slug=slug), 422
    file = request.files.get("form")
    name, data = (file.filename or "", file.stream.read(MAX_BYTES + 1)) if file else ("", b"")
    try:
        form = read(data, name)
    except SheetError:
        return _index(check(data, name).findings), 422
    put_draft(current_session(), slug, form, by=current_account().email, today=today())
    record(current_session(), action="survey.draft_uploaded", subject=f"survey:{slug}")
    return see_other("answering_desk.draft", slug=slug)


def _draft(slug: str) -> tuple[SurveyDraft, CheckResult]:
    found = get_draft(current_session(), slug) or abort(404)
    return found, check_form(from_json(found.sheets))


@blueprint.get("/surveys/<slug>/draft")
@require_role(ROLE)
def draft(slug: str) -> str:
    return _show_draft(slug)


def _show_draft(slug: str, problem: str = "") -> str:
    found, result = _draft(slug)
    languages, waiting = pass_gate(current_session(), slug, result) if result.model else ((), {})
    return render(
        "answering/desk/draft.html",
        draft=found,
        result=result,
        finding_language=_finding_language(),
        passed_languages=languages,
        waiting=waiting,
        kinds=KINDS,
        problem=problem,
    )


@blueprint.post("/surveys/<slug>/draft")
@require_role(ROLE)
def publish(slug: str) -> AnyResponse | tuple[str, int]:
    found, result = _draft(slug)
    if request.form.get("revision") != str(found.revision):
        abort(409)
    kind = request.form.get("kind", "general")
    try:
        publish_form(
            current_session(),
            result,
            slug,
            today=today(),
            by=current_account().email,
            kind=kind if kind in KINDS else "general",
            accept_texts=request.form.get("accept_texts") == "yes",
            confirm_left_out=request.form.get("confirm_left_out") == "yes",
        )
    except FormRefused:
        return _show_draft(slug, "errors"), 422
    except LeftOutNotConfirmed:
        return _show_draft(slug, "left-out"), 422
    record(current_session(), action="survey.published", subject=f"survey:{slug}")
    return see_other("answering_desk.survey", slug=slug, saved="1")


def _survey(slug: str) -> Survey:
    try:
        return get_survey(current_session(), slug)
    except UnknownSurvey:
        abort(404)


@blueprint.get("/surveys/<slug>/")
@require_role(ROLE)
def survey(slug: str) -> str:
    found = _survey(slug)
    session = current_session()
    instrument = current_instrument(session, found)
    address = f"{current_settings().public_url}/de/surveys/{slug}/"
    return render(
        "answering/desk/survey.html",
        survey=found,
        texts=survey_texts(instrument, "de"),
        spoken=instrument.languages,
        versions=list_instruments(session, found),
        count=count_responses(session).get(found.id or 0, 0),
        is_open=is_open(found, today()),
        address=address,
        picture=Markup(segno.make(address, error="m").svg_inline(scale=4, border=4, light="#fff", omitsize=True)),  # noqa: S704
        draft=get_draft(session, slug),
        bad_date=request.args.get("bad_date", ""),
        saved="saved" in request.args,
    )


@blueprint.get("/surveys/<slug>/qr.svg")
@require_role(ROLE)
def qr(slug: str) -> Response:
    """The QR code for posters."""
    found = _survey(slug)
    out = io.BytesIO()
    code = segno.make(f"{current_settings().public_url}/de/surveys/{found.slug}/", error="m")
    code.save(out, kind="svg", scale=10, border=4, light="#fff", omitsize=True)
    headers = {"Content-Disposition": f"attachment; filename={found.slug}.svg"}
    return Response(out.getvalue(), mimetype="image/svg+xml", headers=headers)


@blueprint.post("/surveys/<slug>/dates")
@require_role(ROLE)
def set_dates(slug: str) -> AnyResponse:
    found = _survey(slug)
    try:
        opens, closes = _date("opens"), _date("closes")
    except ValueError:
        return see_other("answering_desk.survey", slug=slug, bad_date="1")
    if opens and closes and closes < opens:
        return see_other("answering_desk.survey", slug=slug, bad_date="order")
    found.opens, found.closes = opens, closes
    current_session().add(found)
    record(current_session(), action="survey.dates_changed", subject=f"survey:{slug}")
    return see_other("answering_desk.survey", slug=slug, saved="1")


def _date(field: str) -> date | None:
    value = request.form.get(field, "").strip()
    return date.fromisoformat(value) if value else None


def _finding_language() -> str:
    """Findings are worded in German and English; all other desks read German."""
    return "en" if current_language().slug == "en" else "de"
