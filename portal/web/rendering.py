"""Pages out, redirects out. The only place where templates meet HTTP."""

from typing import Any

import flask
from flask import url_for
from werkzeug.wrappers import Response

from portal.web.context import current_settings


def render(template: str, /, **values: Any) -> str:
    return flask.render_template(template, **values)


def see_other(endpoint: str, **values: Any) -> Response:
    """Redirect after a POST (303), so that reload and back never send it twice."""
    return flask.redirect(url_for(endpoint, **values), code=303)


def public_address(endpoint: str, **values: Any) -> str:
    """Return the address that people outside use; never built from a request's Host, which anybody can choose."""
    return current_settings().public_url + url_for(endpoint, **values)
