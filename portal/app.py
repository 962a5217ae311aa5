"""The wiring of the portal, and nothing else."""

import importlib
import importlib.util

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.config import Settings
from portal.db import Database
from portal.migrations.state import pending
from portal.pages.layout import init_layout
from portal.web.errors import init_errors
from portal.web.health import init_health
from portal.web.language import init_language, under_language
from portal.web.limits import init_limits
from portal.web.security import init_security
from portal.web.transaction import init_transaction

# A page of a survey holds at most a few texts of 4,000 characters.
SURVEY_FORM_BYTES = 64 * 1024

FEATURES = (
    "pages",
    "concept",
    "answering",
    "reporting",
    "advice",
    "chat",
    "results",
    "staff",
    "reviewing",
)


def create_app(settings: Settings, database: Database | None = None) -> Flask:
    """Build the portal from its settings. No setting is read from anywhere else."""
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.config["SECRET_KEY"] = settings.secret_key
    app.extensions["settings"] = settings
    app.extensions["desks"] = []
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    # One proxy (Caddy) stands before the portal in the city's set-up; its word on scheme and host is taken.
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    database = database or Database(settings.database_url)
    init_transaction(app, database)
    init_language(app)
    init_security(app, https=settings.public_url.startswith("https:"), form_limits={"answering": SURVEY_FORM_BYTES})
    init_limits(app, settings)
    init_errors(app)
    init_layout(app, settings)
    init_health(app, settings, pending)
    _mount(app)
    if importlib.util.find_spec("portal.staff.security_setup"):
        importlib.import_module("portal.staff.security_setup").init_staff(app, settings, database)
    return app


def _mount(app: Flask) -> None:
    for feature in FEATURES:
        for part in ("views", "desk_views", "api"):
            name = f"portal.{feature}.{part}"
            try:
                found = importlib.util.find_spec(name)
            except ModuleNotFoundError:
                found = None
            if not found:
                continue
            module = importlib.import_module(name)
            if part == "views" and feature not in ("staff", "reviewing"):
                under_language(app, module.blueprint)
            elif part == "api":
                app.register_blueprint(module.blueprint, url_prefix="/api/v1")
            else:
                app.register_blueprint(module.blueprint, url_prefix="/staff")
            app.extensions["desks"].extend(getattr(module, "DESKS", []))
