"""Wires Flask-Security to our tables and to the session of the request, without Flask-SQLAlchemy.

Flask-Security keeps who is signed in (cookie, signals, ending of sessions); the pages are our own, so that
they speak the reader's language, answer with 303 and never tell whether an address has an account.
"""

from typing import Any

from flask import Flask, current_app, request, url_for
from flask_login.utils import _user_context_processor
from flask_security import Security
from flask_security.datastore import SQLAlchemySessionUserDatastore
from werkzeug.local import LocalProxy

from portal.config import Settings
from portal.db import Database
from portal.staff import account_views, audit, sign_in_views
from portal.staff.limits import SignInLimits
from portal.staff.models import Account, Role
from portal.web.access import init_access, signed_in_account
from portal.web.desk import Desk
from portal.web.transaction import current_session, database_answers


def init_staff(app: Flask, settings: Settings, database: Database) -> None:
    """Call after the transaction and CSRF protection are set up, before the desks are mounted."""
    app.extensions.setdefault("settings", settings)
    app.extensions.setdefault("database", database)
    app.extensions["audit_trail"] = audit.write
    app.extensions["sign_in_limits"] = SignInLimits(settings.redis_url)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
    )
    # Our tables have what Flask-Security reads of them, without being its classes: models know no web.
    session: Any = LocalProxy(current_session)
    tables: Any = (Account, Role)
    datastore = SQLAlchemySessionUserDatastore(session, *tables)
    security = Security(app, datastore, register_blueprint=False)
    # Roles are read from the account when a page asks for them, and nobody is remembered beyond a session:
    # without these two hooks public pages and open data touch no session and stay cacheable.
    security.principal.identity_loaders.clear()
    app.after_request_funcs[None].remove(app.login_manager._update_remember_cookie)  # type: ignore[attr-defined]
    # Templates ask `signed_in_account`; Flask-Login would load the account for every page, the error page included.
    app.template_context_processors[None].remove(_user_context_processor)
    # Only the cookie of a sign-in counts: tokens in headers or addresses are another door that nobody needs.
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]
    init_access(app)
    for blueprint in (sign_in_views.blueprint, account_views.blueprint):
        app.register_blueprint(blueprint, url_prefix="/staff")
    app.context_processor(_frame)


def _frame() -> dict[str, Any]:
    """What the frame of staff pages shows: who is signed in, and the desks of this person."""
    asked = request.path.startswith("/staff/") and database_answers()
    account = signed_in_account() if asked else None
    if account is None:
        return {}
    desks: list[Desk] = current_app.extensions.get("desks", [])
    return {
        "staff_account": {"email": account.email, "sign_out": url_for("sign_in.sign_out")},
        "staff_desks": [desk for desk in desks if account.roles.intersection(desk.roles)],
    }
