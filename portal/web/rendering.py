"""Pages out, redirects out. The only place where templates meet HTTP."""

from typing import Any

import flask
from flask import url_for
from werkzeug.wrappers import Response


def render(template: str, /, **values: Any) -> str:
    return flask.render_template(template, **values)


def see_other(endpoint: str, **values: Any) -> Response:
    """Redirect after a POST (303), so that reload and back never send it twice."""
    return flask.redirect(url_for(endpoint, **values), code=303)
