"""Headers that keep pages to themselves: a content security policy with a nonce, no framing, no referrer to others."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import Flask, Response, g, make_response, request
from flask_wtf import CSRFProtect

P = ParamSpec("P")

# Partial answers live 30 days; a form that was opened before must still be accepted (see docs/decisions).
CSRF_LIFETIME_SECONDS = 30 * 24 * 3600
# 20,000 Arabic letters of a report are 120 KB once they are percent-encoded.
FORM_LIMIT_BYTES = 256 * 1024
UPLOAD_LIMIT_BYTES = 16 * 1024 * 1024


def nonce() -> str:
    """Return this response's nonce for scripts and styles."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    value: str = g.csp_nonce
    return value


def no_store(view: Callable[P, Any]) -> Callable[P, Response]:
    """Keep a private page out of every cache."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response:
        response = make_response(view(*args, **kwargs))
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped


def init_security(app: Flask, *, https: bool, form_limits: dict[str, int] | None = None) -> None:
    """`form_limits`: bytes of a plain form per blueprint where it is tighter than `FORM_LIMIT_BYTES`."""
    app.config.update(
        WTF_CSRF_TIME_LIMIT=CSRF_LIFETIME_SECONDS,
        WTF_CSRF_SSL_STRICT=False,  # the Referer is withheld on purpose; the token alone decides
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        # Browsers bind `__Host-` to this host and to TLS: no neighbour under the city's domain can set it.
        SESSION_COOKIE_NAME="__Host-session" if https else "session",
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT_BYTES,
        MAX_FORM_MEMORY_SIZE=FORM_LIMIT_BYTES,
        MAX_FORM_PARTS=1000,
    )
    app.jinja_env.globals["csp_nonce"] = nonce

    limits = form_limits or {}

    # Before the token is looked for, which already reads the form.
    @app.before_request
    def _limit_forms() -> None:
        if request.mimetype == "application/x-www-form-urlencoded":
            request.max_content_length = limits.get(request.blueprint or "", FORM_LIMIT_BYTES)

    app.extensions["csrf"] = CSRFProtect(app)

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault(
            "Content-Security-Policy",
            f"default-src 'none'; style-src 'self' 'nonce-{nonce()}'; script-src 'nonce-{nonce()}'; "
            "img-src 'self' data:; media-src 'self'; connect-src 'self'; form-action 'self'; "
            "manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'",
        )
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
        if https:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if response.mimetype == "text/html":
            headers.setdefault("Cache-Control", "private, no-cache")
        return response
