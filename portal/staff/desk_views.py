"""The start page of the staff: what waits for this person; and the audit trail."""

from typing import Any

from flask import Blueprint, current_app, request
from flask_babel import lazy_gettext as _l

from portal.staff import accounts, audit
from portal.web.access import CurrentAccount, current_account, require_role
from portal.web.addresses import LARGEST_NUMBER
from portal.web.clock import CITY_ZONE
from portal.web.desk import Desk
from portal.web.rendering import render
from portal.web.roles import ADMIN, ROLES
from portal.web.transaction import current_session

blueprint = Blueprint("staff_desk", __name__)

AUDIT_LINES = 50

DESKS: list[Desk] = [
    Desk(
        endpoint="accounts.index",
        title=_l("Zugänge"),
        roles=(ADMIN,),
        waiting=lambda session, _account: accounts.count_invited(session),
        waiting_text=_l("Zugänge ohne Passwort"),
    ),
    Desk(endpoint="staff_desk.audit_trail", title=_l("Protokoll"), roles=(ADMIN,)),
]


@blueprint.get("/")
@require_role(*ROLES)
def index() -> str:
    account = current_account()
    return render("staff/index.html", account=account, desks=_desks_of(account))


@blueprint.get("/audit")
@require_role(ADMIN)
def audit_trail() -> str:
    before = min(request.args.get("before", LARGEST_NUMBER, type=int), LARGEST_NUMBER)
    lines, older = audit.latest(current_session(), limit=AUDIT_LINES, before=before)
    return render("staff/audit.html", lines=lines, older=older, zone=CITY_ZONE)


def _desks_of(account: CurrentAccount) -> list[dict[str, Any]]:
    """Each desk of this person with what waits there, the fullest first."""
    desks: list[Desk] = current_app.extensions.get("desks", [])
    session = current_session()
    found = [
        {"desk": desk, "waiting": desk.waiting(session, account) if desk.waiting else None}
        for desk in desks
        if account.roles.intersection(desk.roles)
    ]
    return sorted(found, key=lambda item: -(item["waiting"] or 0))
