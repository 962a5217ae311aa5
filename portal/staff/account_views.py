"""The admin's pages about accounts."""

from typing import Any

from flask import Blueprint, abort, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.staff import accounts, invitations
from portal.staff.models import Account
from portal.web.access import record, require_role
from portal.web.clock import today
from portal.web.context import current_settings
from portal.web.rendering import public_address, render, see_other
from portal.web.roles import ADMIN, ANALYST, COUNSELLOR, EDITOR, ROLES, SURVEY_MANAGER, TRANSLATOR
from portal.web.transaction import current_session

blueprint = Blueprint("accounts", __name__)

ROLE_NAMES = {
    EDITOR: _l("Redaktion"),
    TRANSLATOR: _l("Übersetzung"),
    SURVEY_MANAGER: _l("Umfragen"),
    ANALYST: _l("Auswertung"),
    COUNSELLOR: _l("Beratung bei Diskriminierung"),
    ADMIN: _l("Verwaltung der Zugänge"),
}


@blueprint.get("/accounts/")
@require_role(ADMIN)
def index() -> str:
    return render("staff/accounts.html", accounts=accounts.list_all(current_session()), role_names=ROLE_NAMES)


@blueprint.get("/accounts/new")
@require_role(ADMIN)
def new() -> str:
    return _new_page([])


@blueprint.post("/accounts/new")
@require_role(ADMIN)
def add() -> Any:
    session, problems = current_session(), []
    try:
        if not _chosen_roles():
            return _new_page([("roles", _no_role())]), 422
        account = accounts.add(session, request.form.get("email", ""), _chosen_roles(), on=today())
    except accounts.BadEmail:
        problems = [("email", _("Das ist keine E-Mail-Adresse."))]
    except accounts.EmailTaken:
        problems = [("email", _("Zu dieser Adresse gibt es schon einen Zugang."))]
    except accounts.RolesConflict:
        problems = [("roles", _roles_conflict())]
    if problems:
        return _new_page(problems), 422
    record(session, "account.added", f"account:{account.id}")
    return see_other("accounts.link", account_id=account.id)


@blueprint.get("/accounts/<int:account_id>")
@require_role(ADMIN)
def show(account_id: int) -> str:
    return _account_page(_account(account_id), [])


@blueprint.post("/accounts/<int:account_id>/roles")
@require_role(ADMIN)
def set_roles(account_id: int) -> Any:
    account, problem = _account(account_id), "" if _chosen_roles() else _no_role()
    if problem:
        return _account_page(account, [("roles", problem)]), 422
    try:
        accounts.set_roles(current_session(), account, _chosen_roles())
    except accounts.RolesConflict:
        problem = _roles_conflict()
    except accounts.LastAdmin:
        problem = _last_admin()
    if problem:
        return _account_page(account, [("roles", problem)]), 422
    record(current_session(), "account.roles_changed", f"account:{account_id}")
    return see_other("accounts.show", account_id=account_id, saved=1)


@blueprint.post("/accounts/<int:account_id>/active")
@require_role(ADMIN)
def set_active(account_id: int) -> Any:
    account, active = _account(account_id), request.form.get("active") == "yes"
    try:
        accounts.set_active(current_session(), account, active)
    except accounts.LastAdmin:
        return _account_page(account, [("active", _last_admin())]), 422
    record(current_session(), "account.opened" if active else "account.closed", f"account:{account_id}")
    return see_other("accounts.show", account_id=account_id, saved=1)


@blueprint.post("/accounts/<int:account_id>/reset")
@require_role(ADMIN)
def reset(account_id: int) -> Any:
    accounts.reset(current_session(), _account(account_id))
    record(current_session(), "account.reset", f"account:{account_id}")
    return see_other("accounts.link", account_id=account_id)


@blueprint.get("/accounts/<int:account_id>/link")
@require_role(ADMIN)
def link(account_id: int) -> Any:
    """The link for the first password; an account that has a password must be reset before there is one."""
    account = _account(account_id)
    if account.password is not None:
        return see_other("accounts.show", account_id=account_id)
    token = invitations.token_for(account, current_settings().secret_key)
    address = public_address("sign_in.set_password", token=token)
    return render("staff/account_link.html", account=account, link=address)


def _account(account_id: int) -> Account:
    return current_session().get(Account, account_id) or abort(404)


def _chosen_roles() -> list[str]:
    return [name for name in request.form.getlist("roles") if name in ROLES]


def _new_page(errors: list[tuple[str, str]]) -> str:
    return render(
        "staff/account_new.html",
        errors=errors,
        email=request.form.get("email", ""),
        options=list(ROLE_NAMES.items()),
        selected=_chosen_roles(),
    )


def _account_page(account: Account, errors: list[tuple[str, str]]) -> str:
    return render(
        "staff/account.html",
        account=account,
        errors=errors,
        options=list(ROLE_NAMES.items()),
        selected=sorted(account.role_names),
    )


def _roles_conflict() -> str:
    text = _("Wer Zugänge verwaltet, darf keine Meldungen lesen. Bitte wählen Sie nur eine der beiden Rollen.")
    return str(text)


def _no_role() -> str:
    return str(_("Bitte wählen Sie mindestens eine Rolle."))


def _last_admin() -> str:
    return str(_("Das ist der letzte Zugang für die Verwaltung. Bitte legen Sie zuerst einen zweiten an."))
