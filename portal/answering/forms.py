"""What the browser sends and keeps: the secret in its cookie, the fields of a page, the pressed button."""

from flask import request
from werkzeug.wrappers import Response

from portal.web.context import current_settings
from portal.web.language import current_language
from surveys.models import Survey
from surveys.partials import read_code, write_code

FIELD_PREFIX = "q:"


def cookie_name(slug: str) -> str:
    return f"survey-{slug}"


def read_secret(slug: str) -> bytes | None:
    return read_code(request.cookies.get(cookie_name(slug), ""))


def remember_secret(response: Response, slug: str, secret: bytes) -> Response:
    """A session cookie: gone with the browser's window; the code on paper stays."""
    secure = current_settings().public_url.startswith("https:")
    response.set_cookie(cookie_name(slug), write_code(secret), httponly=True, samesite="Lax", secure=secure)
    return response


def forget_secret(response: Response, slug: str) -> Response:
    response.delete_cookie(cookie_name(slug))
    return response


def survey_fields() -> dict[str, list[str]]:
    return {key: request.form.getlist(key) for key in request.form if key.startswith(FIELD_PREFIX)}


def pressed_language(offered: tuple[str, ...]) -> str | None:
    slug = request.form.get("language")
    return slug if slug in offered else None


def resume_address(survey: Survey, secret: bytes) -> str:
    """What the QR code holds."""
    path = f"/{current_language().slug}/surveys/{survey.slug}/resume?code={write_code(secret)}"
    return current_settings().public_url + path
