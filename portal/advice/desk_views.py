"""The editors' desk of the directory: list, new service, edit, confirm."""

from flask import Blueprint, abort, request
from flask_babel import lazy_gettext as _l
from sqlmodel import Session
from werkzeug.wrappers import Response

from portal.advice import directory, topics
from portal.advice.editing import ServiceForm, add_service, change_service, confirm, form_of
from portal.advice.forms import Errors, read_new_service, read_service
from portal.advice.models import AdviceService
from portal.advice.presentation import confirmed_words, day_names
from portal.advice.store import UnknownService, all_services, find_service
from portal.web.access import current_account, record, require_role
from portal.web.clock import today
from portal.web.desk import Desk
from portal.web.language import current_language
from portal.web.rendering import render, see_other
from portal.web.transaction import current_session

blueprint = Blueprint("advice_desk", __name__)


def unconfirmed(session: Session, _account: object) -> int:
    return sum(service.confirmed_on is None for service in all_services(session))


DESKS = [
    Desk(
        "advice_desk.index",
        _l("Beratungsstellen"),
        ("editor",),
        waiting=unconfirmed,
        waiting_text=_l("Einträge ohne Bestätigung"),
    )
]


@blueprint.get("/advice/")
@require_role("editor")
def index() -> str:
    return _index()


@blueprint.post("/advice/")
@require_role("editor")
def add() -> Response | tuple[str, int]:
    name, what, errors = read_new_service(request.form)
    if errors:
        return _index(name=name, what=what, errors=errors), 422
    service = add_service(current_session(), name, what)
    record(current_session(), action="advice.added", subject=f"advice:{service.slug}")
    return see_other("advice_desk.edit", slug=service.slug)


@blueprint.get("/advice/<slug>")
@require_role("editor")
def edit(slug: str) -> str:
    service = _service(slug)
    return _form(service, form_of(current_session(), service), {})


@blueprint.post("/advice/<slug>")
@require_role("editor")
def change(slug: str) -> Response | tuple[str, int]:
    service = _service(slug)
    form, errors = read_service(request.form)
    if errors:
        return _form(service, form, errors), 422
    change_service(current_session(), service, form, by=current_account().email, today=today())
    record(current_session(), action="advice.changed", subject=f"advice:{service.slug}")
    return see_other("advice_desk.edit", slug=service.slug, saved=1)


@blueprint.post("/advice/<slug>/confirm")
@require_role("editor")
def confirm_today(slug: str) -> Response:
    service = _service(slug)
    confirm(service, today())
    current_session().add(service)
    record(current_session(), action="advice.confirmed", subject=f"advice:{service.slug}")
    return see_other("advice_desk.index", saved=1)


def _service(slug: str) -> AdviceService:
    try:
        return find_service(current_session(), slug)
    except UnknownService:
        abort(404)


def _index(name: str = "", what: str = "", errors: Errors | None = None) -> str:
    return render(
        "advice/desk/index.html",
        entries=directory.list_entries(current_session(), current_language()),
        confirmed_words=confirmed_words,
        name=name,
        what=what,
        errors=errors or {},
    )


def _form(service: AdviceService, form: ServiceForm, errors: Errors) -> str:
    names = topics.names(current_session(), current_language())
    return render(
        "advice/desk/edit.html",
        service=service,
        form=form,
        errors=errors,
        topic_options=[(code, names[code].text) for code in topics.SERVICE_TOPICS],
        days=day_names(),
        confirmed=confirmed_words(service),
        saved=request.args.get("saved") == "1",
    )
