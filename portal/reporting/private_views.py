"""What all pages of a report share: nothing of them is kept by a cache, a referrer or a cookie with content."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec

from flask import current_app, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from portal.reporting.intake import unit_states
from portal.reporting.texts import EMERGENCY_NUMBERS
from portal.web.context import current_settings
from portal.web.rendering import render
from portal.web.security import no_store, nonce

P = ParamSpec("P")

# Somewhere that nobody wonders about; the browser needs leave to be sent there by a form.
NEUTRAL_SITE = "https://www.wikipedia.org/"

# 20,000 characters of Chinese take nine bytes each in a form.
LARGEST_FORM_BYTES = 256 * 1024

DRAFT_COOKIE = "draft"
MAILBOX_COOKIE = "mailbox"
VAULT_COOKIE = "vault"


def private(view: Callable[P, Any]) -> Callable[P, Response]:
    """Keep the page out of caches, referrers and frames, and allow the quick exit."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response:
        response = no_store(view)(*args, **kwargs)
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; style-src 'self' 'nonce-{nonce()}'; script-src 'nonce-{nonce()}'; "
            f"img-src 'self' data:; form-action 'self' {NEUTRAL_SITE}; base-uri 'none'; frame-ancestors 'none'"
        )
        return response

    return wrapped


def allow_long_texts(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Runs before anything reads the form, or the general limit would refuse a long text in most scripts."""
    request.max_form_memory_size = LARGEST_FORM_BYTES


def demo_allowed() -> bool:
    return current_settings().mode == "demo"


@contextmanager
def writing_session() -> Iterator[Session]:
    """A short writing transaction inside a GET: a page that is looked at keeps its session alive."""
    with current_app.extensions["database"].session() as session:
        yield session


def cookie(name: str) -> str:
    return request.cookies.get(_cookie_name(name), "")


def set_cookie(response: Response, name: str, token: str) -> None:
    """A cookie for the browser's session only, readable by no script and sent to no other site."""
    response.set_cookie(_cookie_name(name), token, secure=_https(), httponly=True, samesite="Strict", path="/")


def drop_cookie(response: Response, name: str) -> None:
    response.delete_cookie(_cookie_name(name), secure=_https(), httponly=True, samesite="Strict", path="/")


def from_this_machine() -> bool:
    """A network behind a proxy that hides its callers must not be braked as if it were one person."""
    address = request.remote_addr or ""
    return address.startswith("127.") or address == "::1"


def was_accepted(response: Response) -> bool:
    return response.status_code == 303


def was_refused(response: Response) -> bool:
    return response.status_code == 422


def closed_page(session: Session, reason: str) -> str:
    """Nothing was stored: why (`closed`, `busy`, `too_many`), and who can be called instead."""
    states = unit_states(session, demo_allowed=demo_allowed())
    phones = [(state.unit.name, state.unit.phone) for state in states if state.unit.phone]
    return render("reporting/closed.html", phones=phones, reason=reason, emergency_numbers=EMERGENCY_NUMBERS)


def _https() -> bool:
    return current_settings().public_url.startswith("https:")


def _cookie_name(name: str) -> str:
    """Browsers bind `__Host-` to this host, but take it over TLS only."""
    return f"__Host-{name}" if _https() else f"report_{name}"
