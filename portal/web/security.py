"""Headers that keep pages to themselves: a content security policy with a nonce, no framing, no referrer to others."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import Flask, Response, g, make_response
from flask_wtf import CSRFProtect

P = ParamSpec("P")

# Partial answers live 30 days; a form that was opened before must still be accepted (see docs/decisions).
CSRF_LIFETIME_SECONDS = 30 * 24 * 3600
POST_LIMIT_BYTES = 64 * 1024


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


def init_security(app: Flask, *, https: bool) -> None:
    app.config.update(
        WTF_CSRF_TIME_LIMIT=CSRF_LIFETIME_SECONDS,
        WTF_CSRF_SSL_STRICT=False,  # the Referer is withheld on purpose; the token alone decides
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        MAX_CONTENT_LENGTH=16 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=POST_LIMIT_BYTES,
        MAX_FORM_PARTS=1000,
    )
    app.extensions["csrf"] = CSRFProtect(app)
    app.jinja_env.globals["csp_nonce"] = nonce

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
