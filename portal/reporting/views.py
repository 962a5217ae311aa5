"""The door for reporters: what happens, the steps, sending, the number, and the way out."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, redirect, request
from flask_babel import gettext as _
from flask_limiter.errors import RateLimitExceeded
from sqlmodel import Session

from portal.reporting import drafts, mailbox, mailbox_views, sending, sessions
from portal.reporting.argon import Busy
from portal.reporting.codes import NotACode, grouped, new_code, read_code, reporter_keys
from portal.reporting.drafts import AlreadySent, Draft, NoDraft
from portal.reporting.forms import Answers, answered, questions_of, read_answers, too_long
from portal.reporting.intake import IntakeClosed, UnitState, chosen_unit, open_units
from portal.reporting.private_views import (
    DRAFT_COOKIE,
    MAILBOX_COOKIE,
    NEUTRAL_SITE,
    allow_long_texts,
    closed_page,
    cookie,
    demo_allowed,
    drop_cookie,
    from_this_machine,
    private,
    set_cookie,
    was_accepted,
)
from portal.reporting.steps import DOORS, Question, check_step
from portal.reporting.texts import EMERGENCY_NUMBERS, Words
from portal.web.clock import now
from portal.web.context import current_settings
from portal.web.language import current_language, remember_language
from portal.web.limits import limiter
from portal.web.rendering import render, see_other
from portal.web.transaction import current_session, mark_failed
from translations.languages import LANGUAGES

blueprint = Blueprint("reporting", __name__)
blueprint.register_blueprint(mailbox_views.blueprint)

blueprint.url_value_preprocessor(allow_long_texts)


@blueprint.errorhandler(IntakeClosed)
@private
def intake_closed(_error: IntakeClosed) -> tuple[str, int]:
    mark_failed()
    return closed_page(current_session(), "closed"), 503


@blueprint.errorhandler(Busy)
@private
def busy(_error: Busy) -> tuple[str, int]:
    mark_failed()
    return closed_page(current_session(), "busy"), 503


@blueprint.errorhandler(RateLimitExceeded)
@private
def too_many(_error: RateLimitExceeded) -> tuple[str, int]:
    mark_failed()
    return closed_page(current_session(), "too_many"), 429


@blueprint.errorhandler(NoDraft)
def no_draft(_error: NoDraft) -> Any:
    return see_other("reporting.start", notice="expired")


@blueprint.get("/report/")
@private
def start() -> str:
    _open_units()
    notices = {
        "expired": _("Die Zeit ist abgelaufen. Wir haben nichts behalten. Sie können neu anfangen."),
        "deleted": _("Alles ist gelöscht. Niemand kann es zurückholen."),
    }
    notice = notices.get(request.args.get("notice", ""), "")
    return render("reporting/start.html", emergency_numbers=EMERGENCY_NUMBERS, notice=notice)


@blueprint.post("/report/<any(help, count):door>")
@private
def begin(door: str) -> Any:
    _open_units()
    if _number_waits():
        return see_other("reporting.number")
    draft = drafts.begin(current_session(), door, now())
    response = see_other("reporting.step", door=door, step=1)
    set_cookie(response, DRAFT_COOKIE, draft.token)
    return response


@blueprint.get("/report/<any(help, count):door>/<int:step>")
@private
def step(door: str, step: int) -> Any:
    draft = _draft(door)
    if draft.sent:
        return see_other(_after_sending(draft))
    states = _open_units()
    if step == check_step(door):
        return _check_page(draft, states)
    return _step_page(draft, step, _questions(door, step, states), draft.answers)


@blueprint.post("/report/<any(help, count):door>/<int:step>")
@private
def keep_step(door: str, step: int) -> Any:
    questions = _questions(door, step, _open_units())
    draft = _draft(door)
    if draft.sent:
        return see_other(_after_sending(draft))
    typed = read_answers(questions, request.form)
    overlong = too_long(questions, typed)
    if overlong:
        return _step_page(draft, step, questions, draft.answers | typed, overlong), 422
    draft.answers.update(typed)
    drafts.save(current_session(), draft, now())
    return _onward(door, step)


@blueprint.post("/report/<any(help, count):door>/send")
@private
@limiter.limit("5 per hour", exempt_when=from_this_machine, deduct_when=was_accepted)
def send(door: str) -> Any:
    # The number is derived before the first statement: Argon2 must not run while the database is locked.
    code = new_code()
    number = (code, reporter_keys(code, current_settings().pepper)) if door == "help" else None
    draft, states = _draft(door), _open_units()
    try:
        sending.send(current_session(), draft, states, number, current_language().slug, now())
    except sending.EmptyReport:
        return _check_page(draft, states), 422
    except AlreadySent:
        pass
    return see_other(_after_sending(draft))


@blueprint.get("/report/thanks")
@private
def thanks() -> str:
    return render("reporting/thanks.html")


@blueprint.get("/report/number")
@private
def number() -> Any:
    draft = _draft()
    if not draft.code:
        return see_other("reporting.step", door=draft.door, step=check_step(draft.door))
    return render("reporting/number.html", code=grouped(draft.code), error="")


@blueprint.post("/report/number")
@private
def confirm_number() -> Any:
    try:
        typed = read_code(request.form.get("number", ""))
        keys = reporter_keys(typed, current_settings().pepper)
    except NotACode:
        typed = ""
    draft = _draft()
    if not typed or typed != draft.code:
        error = _("Die Nummer stimmt nicht. Bitte vergleichen Sie jede Ziffer.")
        return render("reporting/number.html", code=grouped(draft.code), error=error), 422
    drafts.discard(current_session(), draft.token)
    try:
        token = mailbox.enter(current_session(), keys, now())
    except mailbox.WrongCode:  # deleted meanwhile, in another tab
        return see_other("reporting.start", notice="deleted")
    response = see_other("reporting.mailbox.show")
    set_cookie(response, MAILBOX_COOKIE, token)
    drop_cookie(response, DRAFT_COOKIE)
    return response


@blueprint.post("/report/leave")
@private
def leave() -> Any:
    """The quick exit: forget everything, then be somewhere else."""
    session: Session = current_session()
    drafts.discard(session, cookie(DRAFT_COOKIE))
    sessions.end(session, cookie(MAILBOX_COOKIE))
    response = redirect(NEUTRAL_SITE, code=303)
    drop_cookie(response, DRAFT_COOKIE)
    drop_cookie(response, MAILBOX_COOKIE)
    response.headers["Clear-Site-Data"] = '"cookies", "storage", "cache"'
    return response


def _open_units() -> list[UnitState]:
    return open_units(current_session(), demo_allowed=demo_allowed())


def _draft(door: str = "help") -> Draft:
    draft = drafts.load(current_session(), cookie(DRAFT_COOKIE), now())
    if draft.door != door:
        raise NoDraft
    return draft


def _number_waits() -> bool:
    """Somebody who begins anew before the number was typed back would lose the number for good."""
    try:
        return bool(_draft("help").code)
    except NoDraft:
        return False


def _after_sending(draft: Draft) -> str:
    return "reporting.number" if draft.door == "help" else "reporting.thanks"


def _recipients(states: list[UnitState]) -> Words:
    return {state.unit.kind: state.unit.name for state in states}


def _questions(door: str, step: int, states: list[UnitState]) -> list[Question]:
    if not 1 <= step <= len(DOORS[door]):
        abort(404)
    return questions_of(door, step, _recipients(states))


def _step_page(
    draft: Draft, step: int, questions: list[Question], answers: Answers, overlong: Sequence[Question] = ()
) -> str:
    errors = {
        question.name: _("Der Text ist zu lang. Möglich sind %(count)s Zeichen.", count=question.longest)
        for question in overlong
    }
    return render(
        "reporting/step.html",
        door=draft.door,
        step=step,
        count=check_step(draft.door),
        questions=questions,
        answers=answers,
        errors=errors,
    )


def _check_page(draft: Draft, states: list[UnitState]) -> str:
    return render(
        "reporting/check.html",
        door=draft.door,
        step=check_step(draft.door),
        count=check_step(draft.door),
        rows=answered(draft.door, draft.answers, _recipients(states)),
        unit=chosen_unit(states, str(draft.answers.get("recipient", ""))).unit,
    )


def _onward(door: str, step: int) -> Any:
    """Where the pressed button leads: another language, back, or on."""
    slug = request.form.get("language", "")
    if slug in LANGUAGES:
        return remember_language(see_other("reporting.step", door=door, step=step, lang=slug), slug)
    if request.form.get("action") == "back":
        return see_other("reporting.step", door=door, step=step - 1) if step > 1 else see_other("reporting.start")
    return see_other("reporting.step", door=door, step=step + 1)
