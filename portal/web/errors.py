"""Named errors meet HTTP here, in the reader's language. Logs carry codes, never what somebody typed."""

import logging
from types import TracebackType
from typing import Any

from flask import Flask, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as WerkzeugResponse

from portal.web.rendering import render
from portal.web.transaction import give_up_database, mark_failed

log = logging.getLogger(__name__)


class NotReady(Exception):
    """A key, a model or another part is missing: nothing is stored, the reader gets 503 and what to do instead."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def _words(code: int) -> tuple[str, str]:
    """Return title and advice for a status code."""
    known = {
        400: (_("Das hat nicht geklappt"), _("Bitte gehen Sie zurück und versuchen Sie es noch einmal.")),
        401: (_("Bitte melden Sie sich an"), _("Diese Seite ist nur für angemeldete Personen.")),
        403: (_("Kein Zugang"), _("Sie dürfen diese Seite nicht öffnen.")),
        404: (
            _("Diese Seite gibt es nicht"),
            _("Vielleicht ist die Adresse falsch oder die Seite ist umgezogen."),
        ),
        405: (_("Das hat nicht geklappt"), _("Bitte gehen Sie zurück und versuchen Sie es noch einmal.")),
        409: (
            _("Der Inhalt hat sich geändert"),
            _("Jemand anderes hat inzwischen gespeichert. Bitte laden Sie die Seite neu."),
        ),
        413: (_("Das ist zu groß"), _("Bitte kürzen Sie Ihren Text oder nehmen Sie eine kleinere Datei.")),
        429: (
            _("Bitte warten Sie kurz"),
            _("Es kamen zu viele Anfragen. Versuchen Sie es in einer Minute wieder."),
        ),
        503: (
            _("Das geht gerade nicht"),
            _("Ein Teil der Seite steht gerade nicht bereit. Es wurde nichts gespeichert."),
        ),
    }
    return known.get(
        code,
        (
            _("Ein Fehler ist passiert"),
            _("Der Fehler liegt bei uns. Bitte versuchen Sie es später noch einmal."),
        ),
    )


def _page(code: int, title: str = "", advice: str = "") -> tuple[str, int]:
    mark_failed()
    words = _words(code)
    if request.path.startswith("/api/"):
        return {"error": words[0], "advice": words[1]}, code  # type: ignore[return-value]
    return render("errors/error.html", title=title or words[0], advice=advice or words[1], code=code), code


def init_errors(app: Flask) -> None:
    @app.errorhandler(CSRFError)
    def _csrf(_error: CSRFError) -> tuple[str, int]:
        return _page(
            400,
            _("Das Formular ist abgelaufen"),
            _("Bitte gehen Sie zurück, laden Sie die Seite neu und schicken Sie das Formular noch einmal ab."),
        )

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> WerkzeugResponse:
        if error.code is None or error.code < 400:
            return error.get_response()
        response = app.make_response(_page(error.code))
        for name, value in error.get_headers():
            if name.lower() in ("allow", "retry-after"):
                response.headers[name] = value
        return response

    @app.errorhandler(NotReady)
    def _not_ready(error: NotReady) -> tuple[str, int]:
        log.error("not ready: %s", error.what)
        return _page(503)

    @app.errorhandler(OperationalError)
    def _database_gone(error: OperationalError) -> tuple[str, int]:
        """Locked for too long, full, or not there: whoever waits and tries again may well succeed."""
        _log_fault(error, error.__traceback__)
        give_up_database()
        return _page(503)

    @app.errorhandler(Exception)
    def _fault(error: Exception) -> tuple[str, int]:
        if app.config.get("PROPAGATE_FAULTS"):
            raise error
        _log_fault(error, error.__traceback__)
        return _page(500)

    # What fails after the view, such as the commit, is logged by Flask itself, unless it is told how.
    app.log_exception = lambda exc_info: _log_fault(*exc_info[1:])  # type: ignore[method-assign]


def _log_fault(error: Any, trace: TracebackType | None) -> None:
    """Class and place only: the text of an exception may quote what a person wrote."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown"
    log.error("fault: %s at %s", type(error).__name__, place)
