"""The counsellors' desk: the inbox, one case, notes, answers, status. Everything needs the open vault."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session
from werkzeug.exceptions import ServiceUnavailable

from portal.reporting import cases, intake, store, vault_desk_views
from portal.reporting.argon import Busy
from portal.reporting.cases import EmptyText, NoGrant, NoMailbox, OpenCase, TextTooLong, UnknownStatus
from portal.reporting.forms import answered
from portal.reporting.private_views import VAULT_COOKIE, allow_long_texts, demo_allowed, set_cookie, writing_session
from portal.reporting.texts import STATUS
from portal.reporting.vault_desk_views import ask_passphrase, open_vault, unlock_with_form
from portal.web.access import current_account, require_role
from portal.web.clock import now, today
from portal.web.desk import Desk
from portal.web.rendering import render, see_other
from portal.web.security import no_store
from portal.web.transaction import current_session
from translations.languages import LANGUAGES

blueprint = Blueprint("reporting_desk", __name__)
blueprint.register_blueprint(vault_desk_views.blueprint)
blueprint.url_value_preprocessor(allow_long_texts)


@blueprint.errorhandler(Busy)
def busy(_error: Busy) -> Any:
    """Every run of Argon2 is taken; trying again in a moment helps."""
    return current_app.handle_user_exception(ServiceUnavailable())


Work = Callable[[Session, OpenCase, int], None]


@blueprint.get("/reports/")
@require_role("counsellor")
@no_store
def index() -> str:
    session, account = current_session(), current_account()
    states = intake.unit_states(session, demo_allowed=demo_allowed())
    return render(
        "reporting/desk/index.html",
        cases=store.cases_granted_to(session, account.id),
        units={unit.id: unit.name for unit in store.units(session)},
        closed=[state for state in states if not state.open],
        no_units=not states,
        status_words=STATUS,
        today=today(),
    )


@blueprint.get("/reports/<case_id>")
@require_role("counsellor")
@no_store
def case(case_id: str) -> Any:
    with writing_session() as session:
        account, vault = current_account(), open_vault(session)
        if store.grant(session, case_id, "counsellor", account.id) is None:
            abort(404)
        if vault is None:
            return ask_passphrase(action=url_for("reporting_desk.open_case", case_id=case_id))
        opened = cases.open_case(session, case_id, account.id, vault.private_key)
        cases.mark_read(session, opened, account.id, now())
        return _case_page(session, opened)


@blueprint.post("/reports/<case_id>")
@require_role("counsellor")
@no_store
def open_case(case_id: str) -> Any:
    """The passphrase page came from this case and leads back to it."""
    return _work(case_id, lambda _session, _opened, _account_id: None)


@blueprint.post("/reports/<case_id>/note")
@require_role("counsellor")
@no_store
def note(case_id: str) -> Any:
    return _work(case_id, lambda session, opened, by: cases.add_note(session, opened, _typed(), by, now()))


@blueprint.post("/reports/<case_id>/answer")
@require_role("counsellor")
@no_store
def answer(case_id: str) -> Any:
    return _work(case_id, lambda session, opened, by: cases.answer(session, opened, _typed(), by, now()))


@blueprint.post("/reports/<case_id>/status")
@require_role("counsellor")
@no_store
def status(case_id: str) -> Any:
    chosen = request.form.get("status", "")
    return _work(case_id, lambda session, opened, by: cases.change_status(session, opened, chosen, by, now()))


def _work(case_id: str, work: Work) -> Any:
    """Open the case, do the work, go back to the case. A locked vault asks first and loses nothing."""
    session, account = current_session(), current_account()
    if store.grant(session, case_id, "counsellor", account.id) is None:
        abort(404)
    vault, error = open_vault(session), ""
    if vault is None and request.form.get("passphrase"):
        vault, error = unlock_with_form(session)
    if vault is None:
        return ask_passphrase(error, request.path), 422 if error else 200
    opened = cases.open_case(session, case_id, account.id, vault.private_key)
    problem = _problem_of(work, session, opened, account.id)
    if problem:
        return _case_page(session, opened, *problem), 422
    response = see_other("reporting_desk.case", case_id=case_id)
    set_cookie(response, VAULT_COOKIE, vault.token)
    return response


def _problem_of(work: Work, session: Session, opened: OpenCase, account_id: int) -> tuple[str, str] | None:
    """Do the work; return field and words of what is wrong with the entry."""
    field = f"{request.path.rsplit('/', 1)[-1]}-text"
    try:
        work(session, opened, account_id)
    except EmptyText:
        return field, _("Bitte schreiben Sie etwas.")
    except TextTooLong:
        return field, _("Der Text ist zu lang. Möglich sind %(count)s Zeichen.", count=cases.LONGEST_TEXT)
    except UnknownStatus:
        return "status", _("Bitte wählen Sie einen Stand.")
    except (NoGrant, NoMailbox):
        abort(404)
    return None


def _case_page(session: Session, opened: OpenCase, field: str = "", error: str = "") -> str:
    shared = cases.shared_items(session, opened)
    report = shared[0].content if shared else {}
    units = {unit.kind: unit.name for unit in store.units(session)}
    return render(
        "reporting/desk/case.html",
        case=opened.case,
        unit_name={unit.id: unit.name for unit in store.units(session)}.get(opened.case.unit_id, ""),
        report_rows=answered(opened.case.door, report, units),
        report_language=LANGUAGES.get(str(report.get("language", ""))),
        shared=shared,
        internal=cases.internal_items(session, opened),
        status_words=STATUS,
        grants=store.grants(session, opened.case.id),
        field=field,
        error=error,
        typed=_typed() if error else "",
    )


def _typed() -> str:
    return request.form.get("text", "")


DESKS = [
    Desk(
        endpoint="reporting_desk.index",
        title=_l("Meldungen"),
        roles=("counsellor",),
        waiting=lambda session, account: store.new_cases_granted_to(session, account.id),
        waiting_text=_l("Fälle mit neuen Nachrichten"),
    )
]
