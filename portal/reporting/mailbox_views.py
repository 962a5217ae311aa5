"""The reporter's mailbox, opened with the 16-digit number."""

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _

from portal.reporting import mailbox
from portal.reporting.cases import EmptyText, Item, OpenCase, TextTooLong
from portal.reporting.codes import NotACode, read_code, reporter_keys
from portal.reporting.private_views import (
    MAILBOX_COOKIE,
    cookie,
    drop_cookie,
    from_this_machine,
    private,
    set_cookie,
    was_refused,
    writing_session,
)
from portal.reporting.texts import STATUS_FOR_REPORTER
from portal.web.clock import now
from portal.web.context import current_settings
from portal.web.limits import limiter
from portal.web.rendering import render, see_other
from portal.web.transaction import current_session

blueprint = Blueprint("mailbox", __name__)


@blueprint.get("/report/mailbox")
@private
def show() -> Any:
    with writing_session() as session:
        opened = mailbox.opened(session, cookie(MAILBOX_COOKIE), now())
        items = mailbox.read(session, opened) if opened else []
    return _page(opened, items) if opened else render("reporting/enter.html", error="")


@blueprint.post("/report/mailbox")
@private
@limiter.limit("10 per hour", exempt_when=from_this_machine, deduct_when=was_refused)
def enter() -> Any:
    try:
        keys = reporter_keys(read_code(request.form.get("number", "")), current_settings().pepper)
        token = mailbox.enter(current_session(), keys, now())
    except NotACode:
        return render("reporting/enter.html", error=_("Die Nummer hat 16 Ziffern.")), 422
    except mailbox.WrongCode:
        error = _("Diese Nummer gibt es nicht. Bitte prüfen Sie jede Ziffer.")
        return render("reporting/enter.html", error=error), 422
    response = see_other("reporting.mailbox.show")
    set_cookie(response, MAILBOX_COOKIE, token)
    return response


@blueprint.post("/report/mailbox/message")
@private
def write() -> Any:
    session, typed = current_session(), request.form.get("text", "")
    opened = mailbox.opened(session, cookie(MAILBOX_COOKIE), now())
    if opened is None:
        return render("reporting/enter.html", error=_ended()), 422
    try:
        mailbox.write(session, opened, typed, now())
    except EmptyText:
        return _page(opened, mailbox.read(session, opened), typed, _("Bitte schreiben Sie etwas.")), 422
    except TextTooLong:
        error = _("Der Text ist zu lang. Möglich sind %(count)s Zeichen.", count=20_000)
        return _page(opened, mailbox.read(session, opened), typed, error), 422
    return see_other("reporting.mailbox.show", sent="yes")


@blueprint.get("/report/mailbox/delete")
@private
def ask_delete() -> Any:
    with writing_session() as session:
        opened = mailbox.opened(session, cookie(MAILBOX_COOKIE), now())
    return render("reporting/delete.html") if opened else see_other("reporting.mailbox.show")


@blueprint.post("/report/mailbox/delete")
@private
def delete() -> Any:
    session = current_session()
    opened = mailbox.opened(session, cookie(MAILBOX_COOKIE), now())
    if opened is None:
        return render("reporting/enter.html", error=_ended()), 422
    mailbox.delete_everything(session, opened)
    response = see_other("reporting.start", notice="deleted")
    drop_cookie(response, MAILBOX_COOKIE)
    return response


@blueprint.post("/report/mailbox/close")
@private
def close() -> Any:
    mailbox.leave(current_session(), cookie(MAILBOX_COOKIE))
    response = see_other("reporting.start")
    drop_cookie(response, MAILBOX_COOKIE)
    return response


def _page(opened: OpenCase, items: list[Item], typed: str = "", error: str = "") -> str:
    return render(
        "reporting/mailbox.html",
        status=STATUS_FOR_REPORTER[opened.case.status],
        items=items,
        typed=typed,
        error=error,
        sent=request.args.get("sent") == "yes",
    )


def _ended() -> Any:
    return _("Ihr Postfach war lange offen. Bitte geben Sie die Nummer noch einmal ein.")
