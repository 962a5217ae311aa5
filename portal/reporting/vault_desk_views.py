"""The counsellor's vault: first visit, unlocking, the recovery code, locking."""

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_login import user_logged_out
from sqlmodel import Session

from portal.reporting import store, vault
from portal.reporting.argon import Busy
from portal.reporting.private_views import VAULT_COOKIE, cookie, drop_cookie, set_cookie, writing_session
from portal.reporting.vault import OpenVault
from portal.web.access import current_account, require_role
from portal.web.clock import now
from portal.web.rendering import render, see_other
from portal.web.security import no_store
from portal.web.transaction import current_session

blueprint = Blueprint("vault", __name__)

# Fields of an unlock form that are its own; every other field is a text that waits to be sent on.
OWN_FIELDS = ("csrf_token", "passphrase")


@blueprint.get("/vault/")
@require_role("counsellor")
@no_store
def show() -> Any:
    account = current_account()
    with writing_session() as session:
        opened = open_vault(session)
        has_key = vault.has_key(session, account.id)
        units = store.units_of(session, account.id)
    if opened and opened.recovery_code:
        return see_other("reporting_desk.vault.recovery_code")
    if opened:
        return render("reporting/desk/vault.html", units=units)
    if has_key:
        return ask_passphrase()
    return _set_up_page(units)


@blueprint.post("/vault/set-up")
@require_role("counsellor")
@no_store
def set_up() -> Any:
    session, account = current_session(), current_account()
    units = store.units_of(session, account.id)
    passphrase = request.form.get("passphrase", "")
    if not units:
        return _set_up_page(units), 422
    if passphrase != request.form.get("again", ""):
        return _set_up_page(units, _("Die beiden Passphrasen sind nicht gleich.")), 422
    try:
        token = vault.set_up(session, account.id, passphrase, now())
    except vault.PassphraseTooShort:
        return _set_up_page(units, _too_short()), 422
    except vault.KeyExists:
        return see_other("reporting_desk.vault.show")
    response = see_other("reporting_desk.vault.recovery_code")
    set_cookie(response, VAULT_COOKIE, token)
    return response


@blueprint.post("/vault/unlock")
@require_role("counsellor")
@no_store
def unlock() -> Any:
    opened, error = unlock_with_form(current_session())
    if opened is None:
        return ask_passphrase(error), 422
    response = see_other("reporting_desk.vault.recovery_code" if opened.recovery_code else "reporting_desk.index")
    set_cookie(response, VAULT_COOKIE, opened.token)
    return response


@blueprint.get("/vault/recovery-code")
@require_role("counsellor")
@no_store
def recovery_code() -> Any:
    with writing_session() as session:
        opened = open_vault(session)
    if opened is None or not opened.recovery_code:
        return see_other("reporting_desk.vault.show")
    return render("reporting/desk/recovery_code.html", code=opened.recovery_code, error="")


@blueprint.post("/vault/recovery-code")
@require_role("counsellor")
@no_store
def confirm_recovery_code() -> Any:
    session = current_session()
    opened = open_vault(session)
    if opened is None or not opened.recovery_code:
        return see_other("reporting_desk.vault.show")
    try:
        vault.confirm_recovery(session, opened, request.form.get("recovery_code", ""), now())
    except vault.WrongPassphrase:
        error = _("Der Code stimmt nicht. Bitte vergleichen Sie jedes Zeichen.")
        return render("reporting/desk/recovery_code.html", code=opened.recovery_code, error=error), 422
    return see_other("reporting_desk.index")


@blueprint.get("/vault/recover")
@require_role("counsellor")
@no_store
def recover() -> str:
    return render("reporting/desk/recover.html", error="", field_id="")


@blueprint.post("/vault/recover")
@require_role("counsellor")
@no_store
def set_new_passphrase() -> Any:
    passphrase, code = request.form.get("passphrase", ""), request.form.get("recovery_code", "")
    error = "" if passphrase == request.form.get("again", "") else _("Die beiden Passphrasen sind nicht gleich.")
    token, field_id = "", "passphrase"
    try:
        if not error:
            token = vault.recover(current_session(), current_account().id, code, passphrase, now())
    except vault.PassphraseTooShort:
        error = _too_short()
    except (vault.WrongPassphrase, vault.NoVaultKey):
        error, field_id = _("Dieser Code öffnet Ihren Tresor nicht."), "recovery_code"
    except vault.TooManyTries:
        error, field_id = _too_many_tries(), "recovery_code"
    if error:
        return render("reporting/desk/recover.html", error=error, field_id=field_id), 422
    response = see_other("reporting_desk.vault.recovery_code")
    set_cookie(response, VAULT_COOKIE, token)
    return response


@blueprint.post("/vault/lock")
@require_role("counsellor")
@no_store
def lock() -> Any:
    vault.lock_vault(current_session(), current_account().id)
    response = see_other("reporting_desk.index")
    drop_cookie(response, VAULT_COOKIE)
    return response


def open_vault(session: Session) -> OpenVault | None:
    """The open vault of the account of this request."""
    return vault.opened(session, cookie(VAULT_COOKIE), current_account().id, now())


def unlock_with_form(session: Session) -> tuple[OpenVault | None, str]:
    """Try the passphrase of this form; return the open vault, or what went wrong in words."""
    account_id = current_account().id
    try:
        token = vault.unlock_vault(session, account_id, request.form.get("passphrase", ""), now())
    except vault.WrongPassphrase:
        return None, _("Diese Passphrase öffnet Ihren Tresor nicht.")
    except vault.TooManyTries:
        return None, _too_many_tries()
    except vault.NoVaultKey:
        return None, _("Sie haben noch keinen Tresor.")
    except Busy:
        return None, _("Gerade ist viel los. Bitte versuchen Sie es gleich noch einmal.")
    return vault.opened(session, token, account_id, now()), ""


def ask_passphrase(error: str = "", action: str = "") -> str:
    """The passphrase page. With `action`, the form goes there, and what was typed before goes with it."""
    kept = [(name, value) for name, value in request.form.items() if name not in OWN_FIELDS] if action else []
    return render("reporting/desk/unlock.html", error=error, action=action, kept=kept)


def lock_at_sign_out(_app: Any, user: Any = None, **_more: Any) -> None:
    """Whoever signs out leaves no open vault behind, on no device."""
    if user is not None and getattr(user, "id", None) is not None:
        vault.lock_vault(current_session(), user.id)


user_logged_out.connect(lock_at_sign_out)


def _set_up_page(units: list[Any], error: str = "") -> str:
    return render("reporting/desk/set_up.html", units=units, error=error, shortest=vault.SHORTEST_PASSPHRASE)


def _too_short() -> Any:
    return _("Die Passphrase braucht mindestens %(count)s Zeichen.", count=vault.SHORTEST_PASSPHRASE)


def _too_many_tries() -> Any:
    return _("Zu viele Versuche. Bitte warten Sie 15 Minuten.")
