"""Public pages of the surveys."""

import segno
from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.answering import steps
from portal.answering.forms import (
    forget_secret,
    pressed_language,
    read_secret,
    remember_secret,
    resume_address,
    survey_fields,
)
from portal.answering.listing import asks_consent, list_open, survey_texts
from portal.answering.markdown import plain
from portal.answering.wording import missing_label, page_problems, problem_text, shown_block, shown_inline
from portal.web.clock import now, today
from portal.web.context import current_settings
from portal.web.language import current_language
from portal.web.rendering import render, see_other
from portal.web.security import no_store
from portal.web.transaction import current_session
from surveys.filling import UnknownPage
from surveys.models import Survey
from surveys.partials import StateTooLarge, read_code, write_code
from surveys.store import NoPartial, UnknownSurvey, current_instrument, get_survey, is_open, was_submitted

blueprint = Blueprint("answering", __name__)
blueprint.add_app_template_filter(shown_inline, "survey_inline")
blueprint.add_app_template_filter(shown_block, "survey_block")
blueprint.add_app_template_filter(plain, "survey_plain")


def _survey(slug: str) -> Survey:
    try:
        survey = get_survey(current_session(), slug)
    except UnknownSurvey:
        abort(404)
    if survey.instrument is None:
        abort(404)
    return survey


def _visitor(survey: Survey, secret: bytes | None) -> steps.Visitor:
    """Raises NoPartial where the browser has no secret."""
    if secret is None:
        raise NoPartial
    return steps.Visitor(survey, secret, current_language().slug, current_settings().pepper, now())


@blueprint.get("/surveys/")
def index() -> str:
    surveys = list_open(current_session(), current_language().slug, today())
    return render("answering/index.html", surveys=surveys)


@blueprint.get("/surveys/<slug>/")
def intro(slug: str) -> str:
    survey = _survey(slug)
    instrument = current_instrument(current_session(), survey)
    return render(
        "answering/intro.html",
        survey=survey,
        texts=survey_texts(instrument, current_language().slug),
        is_open=is_open(survey, today()),
        spoken=instrument.languages,
        consent_missing="consent" in request.args,
        under_way=read_secret(slug) is not None,
    )


@blueprint.post("/surveys/<slug>/")
def start(slug: str) -> Response:
    survey = _survey(slug)
    instrument = current_instrument(current_session(), survey)
    if not is_open(survey, today()) or current_language().slug not in instrument.languages:
        return see_other("answering.intro", slug=slug)
    if request.form.get("consent") != "yes" and not asks_consent(instrument):
        return see_other("answering.intro", slug=slug, consent="missing")
    language = current_language().slug
    secret, page = steps.begin(current_session(), survey, language, pepper=current_settings().pepper, now=now())
    return remember_secret(see_other("answering.page", slug=slug, page_id=page), slug, secret)


@blueprint.get("/surveys/<slug>/<page_id>")
@no_store
def page(slug: str, page_id: str) -> str | Response:
    survey = _survey(slug)
    try:
        shown = steps.show(current_session(), _visitor(survey, read_secret(slug)), page_id)
    except NoPartial:
        return see_other("answering.resume", slug=slug)
    except UnknownPage:
        abort(404)
    if isinstance(shown, str):
        return see_other("answering.page", slug=slug, page_id=shown)
    if current_language().slug not in shown.languages:
        return see_other("answering.intro", slug=slug)
    return render(
        "answering/page.html",
        survey=survey,
        texts=survey_texts(current_instrument(current_session(), survey), current_language().slug),
        page=shown,
        problems=page_problems(shown),
        problem_text=problem_text,
        missing_label=missing_label,
    )


@blueprint.post("/surveys/<slug>/<page_id>")
def answer(slug: str, page_id: str) -> Response:
    survey = _survey(slug)
    session = current_session()
    language = pressed_language(current_instrument(session, survey).languages)
    action = request.form.get("action", "next")
    try:
        visitor = _visitor(survey, read_secret(slug))
        if language or action in ("back", "pause"):
            step = steps.keep(session, visitor, page_id, survey_fields(), back=action == "back")
        else:
            step = steps.post(session, visitor, page_id, survey_fields())
    except NoPartial:
        return _sent_before(slug)
    except UnknownPage:
        abort(404)
    except StateTooLarge:
        abort(413)
    if step.submitted:
        return forget_secret(see_other("answering.thanks", slug=slug), slug)
    if action == "pause" and not language:
        return see_other("answering.resume", slug=slug)
    target = {"lang": language} if language else {}
    return see_other("answering.page", slug=slug, page_id=step.page, **target)


def _sent_before(slug: str) -> Response:
    """The same answers sent twice (a slow network repeats requests) meet their receipt."""
    if was_submitted(current_session(), request.form.get("submission", "")):
        return see_other("answering.thanks", slug=slug)
    return see_other("answering.resume", slug=slug)


@blueprint.get("/surveys/<slug>/thanks")
@no_store
def thanks(slug: str) -> str:
    survey = _survey(slug)
    texts = survey_texts(current_instrument(current_session(), survey), current_language().slug)
    return render("answering/thanks.html", survey=survey, texts=texts)


@blueprint.get("/surveys/<slug>/resume")
@no_store
def resume(slug: str) -> str | Response:
    survey = _survey(slug)
    if "code" in request.args:
        return _resume_with(survey, request.args["code"])
    secret = read_secret(slug)
    target = code = picture = None
    try:
        partial = steps.reopen(current_session(), _visitor(survey, secret))
        target = url_for("answering.page", slug=slug, page_id=steps.continue_at(partial, now()))
    except NoPartial:
        secret = None
    if secret:
        code, picture = write_code(secret), _qr(resume_address(survey, secret))
    unknown = "unknown" in request.args
    return render("answering/resume.html", survey=survey, target=target, code=code, picture=picture, unknown=unknown)


@blueprint.post("/surveys/<slug>/resume")
def enter_code(slug: str) -> Response:
    return _resume_with(_survey(slug), request.form.get("code", ""))


def _resume_with(survey: Survey, code: str) -> Response:
    """A wrong and an expired code get the same answer. The address afterwards holds no code."""
    secret = read_code(code)
    try:
        partial = steps.reopen(current_session(), _visitor(survey, secret))
    except NoPartial:
        return see_other("answering.resume", slug=survey.slug, unknown="1")
    page = steps.continue_at(partial, now())
    response = see_other("answering.page", slug=survey.slug, page_id=page)
    return remember_secret(response, survey.slug, secret or b"")


def _qr(address: str) -> Markup:
    title = _("QR-Code zum Weitermachen")
    picture = segno.make(address, error="m").svg_inline(scale=4, border=4, light="#fff", title=title)
    return Markup(picture)  # noqa: S704 - made by segno from our own address
