"""Who is signed in, what they may open, and what of it is put on record.

The accounts themselves belong to `portal.staff`; here is only what every feature needs to know of them.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from flask import Flask, Response, abort, current_app, make_response, request, session
from flask_login import current_user
from sqlmodel import Session
from werkzeug.wrappers import Response as AnyResponse

from portal.web.clock import now
from portal.web.context import current_settings
from portal.web.rendering import see_other
from portal.web.roles import ROLES, SECOND_FACTOR_ROLES

P = ParamSpec("P")

SIGN_IN = "sign_in.show"
SECOND_FACTOR = "second_factor"
LONGEST_SESSION_SECONDS = 10 * 3600


class NotSignedIn(Exception):
    """The page is for staff and nobody is signed in."""


@dataclass(frozen=True)
class CurrentAccount:
    """The person of this request. `roles` leaves out those that need a second factor which was not shown."""

    id: int
    email: str
    roles: set[str]


def signed_in_account() -> CurrentAccount | None:
    """Return the person of this request, or None. A session ends ten hours after sign-in."""
    if not current_user or not current_user.is_authenticated:
        return None
    if time.time() - session.get("fs_paa", 0) > LONGEST_SESSION_SECONDS:
        return None
    if current_user.demo and current_settings().mode != "demo":
        return None  # signed in before the portal became a real one, with a password that everybody knows
    roles = {role.name for role in current_user.roles}
    if not session.get(SECOND_FACTOR):
        roles -= SECOND_FACTOR_ROLES
    return CurrentAccount(current_user.id, current_user.email, roles)


def current_account() -> CurrentAccount:
    """Return the person of this request; raise `NotSignedIn` if there is none."""
    account = signed_in_account()
    if account is None:
        raise NotSignedIn
    return account


def require_role(*roles: str) -> Callable[[Callable[P, Any]], Callable[P, Response]]:
    """Let only accounts with one of these roles see the page; nobody's cache may keep it."""
    unknown = set(roles) - set(ROLES)
    if unknown or not roles:
        raise ValueError(f"no such role: {', '.join(sorted(unknown)) or 'none given'}")

    def decorate(view: Callable[P, Any]) -> Callable[P, Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
            if not current_account().roles.intersection(roles):
                abort(403)
            response = make_response(view(*args, **kwargs))
            response.headers["Cache-Control"] = "no-store"
            return response

        guarded.required_roles = roles  # type: ignore[attr-defined]
        return guarded

    return decorate


def record(database_session: Session, action: str, subject: str) -> None:
    """Write down who did what to which thing, such as `case.opened` on `case:17`: never its content."""
    account = signed_in_account()
    current_app.extensions["audit_trail"](database_session, account.id if account else None, action, subject, now())


def init_access(app: Flask) -> None:
    app.jinja_env.globals["signed_in_account"] = signed_in_account

    @app.errorhandler(NotSignedIn)
    def _to_sign_in(_error: NotSignedIn) -> AnyResponse:
        # A form cannot be sent again after sign-in, so only pages are come back to.
        back = {"next": request.full_path.rstrip("?")} if request.method == "GET" else {}
        return see_other(SIGN_IN, **back)
