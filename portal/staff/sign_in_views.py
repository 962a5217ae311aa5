"""Sign-in in two steps, setting up the second factor, setting a password, sign-out."""

import time
from datetime import datetime
from typing import Any

import segno
from flask import Blueprint, current_app, request, session
from flask_babel import gettext as _
from flask_login import current_user
from flask_security.utils import login_user, logout_user
from sqlmodel import select
from werkzeug.wrappers import Response

from portal.staff import accounts, audit, invitations, second_factor
from portal.staff.limits import SignInLimits
from portal.staff.models import Account
from portal.staff.passwords import SHORTEST_PASSWORD, PasswordTooLong, PasswordTooShort
from portal.web.access import SECOND_FACTOR, signed_in_account
from portal.web.addresses import is_own_address
from portal.web.clock import now
from portal.web.context import current_settings
from portal.web.rendering import render, see_other
from portal.web.security import no_store
from portal.web.transaction import current_session

blueprint = Blueprint("sign_in", __name__)

START = "staff_desk.index"
PENDING = "sign_in"
PENDING_SECONDS = 600


@blueprint.get("/sign-in")
@no_store
def show() -> Any:
    if signed_in_account():
        return see_other(START)
    return _sign_in_page()


@blueprint.post("/sign-in")
@no_store
def start() -> Any:
    email, network = request.form.get("email", ""), request.remote_addr or ""
    if _limits().exhausted(email, network):
        return _sign_in_page(_too_many_tries()), 429
    password = request.form.get("password", "")
    try:
        account = accounts.authenticate(current_session(), email, password, demo_allowed=_demo())
    except accounts.WrongCredentials as wrong:
        _count_failure(email, wrong.account)
        return _sign_in_page(_("Die E-Mail-Adresse oder das Passwort ist falsch.")), 422
    target = _staff_path(request.form.get("next", ""))
    session.clear()
    if not accounts.needs_second_factor(account):
        return _complete(account, target, second=False)
    session[PENDING] = {"id": account.fs_uniquifier, "at": int(time.time()), "next": target}
    return see_other("sign_in.code" if account.totp_secret else "sign_in.set_up")


@blueprint.get("/sign-in/code")
@no_store
def code() -> Any:
    account = _pending_account()
    if account is None or account.totp_secret is None:
        return see_other("sign_in.show")
    return render("staff/code.html", errors=[])


@blueprint.post("/sign-in/code")
@no_store
def check_code() -> Any:
    account, network = _pending_account(), request.remote_addr or ""
    if account is None:
        return see_other("sign_in.show")
    if _limits().exhausted(account.email, network):
        return render("staff/code.html", errors=[("code", _too_many_tries())]), 429
    typed = request.form.get("code", "")
    try:
        right = accounts.code_matches(current_session(), account, typed, current_settings().secret_key, now())
    except second_factor.SecretUnreadable:
        problem = _("Ihr zweiter Schritt muss neu eingerichtet werden. Bitte fragen Sie die Verwaltung der Zugänge.")
        return render("staff/code.html", errors=[("code", problem)]), 422
    if not right:
        _count_failure(account.email, account)
        return render("staff/code.html", errors=[("code", _("Der Code ist falsch oder abgelaufen."))]), 422
    return _complete(account, session[PENDING]["next"], second=True)


@blueprint.get("/sign-in/set-up")
@no_store
def set_up() -> Any:
    account = _pending_account()
    if account is None or account.totp_secret is not None:
        return see_other("sign_in.show")
    return _set_up_page(account)


@blueprint.post("/sign-in/set-up")
@no_store
def finish_set_up() -> Any:
    account = _pending_account()
    if account is None or account.totp_secret is not None or "secret" not in session[PENDING]:
        return see_other("sign_in.show")
    key, typed, at = current_settings().secret_key, request.form.get("code", ""), now()
    accounts.set_second_factor(current_session(), account, second_factor.unseal(session[PENDING]["secret"], key), key)
    if not accounts.code_matches(current_session(), account, typed, key, at):
        account.totp_secret = None
        return _set_up_page(account, _("Der Code ist falsch oder abgelaufen.")), 422
    _record(account, "account.second_factor_set", at)
    return _complete(account, session[PENDING]["next"], second=True)


@blueprint.get("/set-password/<token>")
@no_store
def set_password(token: str) -> Any:
    try:
        account = invitations.account_for(current_session(), token, current_settings().secret_key)
    except invitations.LinkUnusable:
        return render("staff/link_unusable.html"), 404
    return render("staff/set_password.html", email=account.email, errors=[], shortest=SHORTEST_PASSWORD)


@blueprint.post("/set-password/<token>")
@no_store
def store_password(token: str) -> Any:
    try:
        account = invitations.account_for(current_session(), token, current_settings().secret_key)
    except invitations.LinkUnusable:
        return render("staff/link_unusable.html"), 404
    if problem := _set_password(account):
        page = render("staff/set_password.html", email=account.email, errors=[problem], shortest=SHORTEST_PASSWORD)
        return page, 422
    _record(account, "account.password_set", now())
    return see_other("sign_in.show", done="password")


@blueprint.post("/sign-out")
@no_store
def sign_out() -> Response:
    """End every session of the account; `flask_login.user_logged_out` tells the other features."""
    if signed_in_account():
        account = current_user._get_current_object()
        _record(account, "account.signed_out", now())
        logout_user()
        accounts.end_sessions(account)
    session.clear()
    return see_other("sign_in.show", done="signed-out")


def _set_password(account: Account) -> tuple[str, str] | None:
    typed = request.form.get("password", "")
    if typed != request.form.get("again", ""):
        return "again", _("Die beiden Passwörter sind nicht gleich.")
    try:
        accounts.set_password(current_session(), account, typed)
    except PasswordTooShort:
        return "password", _("Das Passwort braucht mindestens %(number)s Zeichen.", number=SHORTEST_PASSWORD)
    except PasswordTooLong:
        return "password", _("Das Passwort ist zu lang.")
    return None


def _sign_in_page(problem: str = "") -> str:
    return render(
        "staff/sign_in.html",
        errors=[("email", problem)] if problem else [],
        email=request.form.get("email", ""),
        target=_staff_path(request.values.get("next", "")),
        done=request.args.get("done", ""),
    )


def _set_up_page(account: Account, problem: str = "") -> str:
    """The secret waits, sealed, in the session until a first code proves that the app has it."""
    key = current_settings().secret_key
    pending = session[PENDING]
    if "secret" not in pending:
        session[PENDING] = pending = {**pending, "secret": second_factor.seal(second_factor.new_secret(), key)}
    secret = second_factor.unseal(pending["secret"], key)
    picture = segno.make(second_factor.address(secret, account.email), error="m")
    return render(
        "staff/set_up.html",
        errors=[("code", problem)] if problem else [],
        secret=second_factor.readable(secret),
        picture=picture.svg_data_uri(scale=4, border=4, light="white"),
    )


def _complete(account: Account, target: str, *, second: bool) -> Response:
    session.clear()
    person: Any = account  # has what Flask-Security reads of a user, without being its class
    login_user(person, remember=False)
    session[SECOND_FACTOR] = second
    _limits().forget(account.email)
    at = now()
    account.signed_in_on = at.date()
    current_session().add(account)
    _record(account, "account.signed_in", at)
    response = see_other(START)
    if target:
        response.headers["Location"] = target
    return response


def _pending_account() -> Account | None:
    pending = session.get(PENDING)
    if not pending or time.time() - pending["at"] > PENDING_SECONDS:
        return None
    found = current_session().exec(select(Account).where(Account.fs_uniquifier == pending["id"])).one_or_none()
    return found if found and found.active else None


def _count_failure(email: str, account: Account | None) -> None:
    _limits().count_failure(email, request.remote_addr or "")
    if account is not None:
        audit.write(current_session(), None, "account.sign_in_failed", f"account:{account.id}", now())


def _record(account: Account, action: str, at: datetime) -> None:
    audit.write(current_session(), account.id, action, f"account:{account.id}", at)


def _staff_path(target: str) -> str:
    """Only pages of the staff area are come back to after sign-in: no other site, no other scheme."""
    return target if target.startswith("/staff/") and is_own_address(target) else ""


def _too_many_tries() -> str:
    return str(_("Zu viele Versuche. Bitte warten Sie 15 Minuten."))


def _demo() -> bool:
    return current_settings().mode == "demo"


def _limits() -> SignInLimits:
    limits: SignInLimits = current_app.extensions["sign_in_limits"]
    return limits
