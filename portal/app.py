"""The wiring of the portal, and nothing else."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.advice import api as advice_api
from portal.advice import desk_views as advice_desk
from portal.advice import views as advice
from portal.answering import desk_views as answering_desk
from portal.answering import views as answering
from portal.chat import api as chat_api
from portal.chat import views as chat
from portal.concept import desk_views as concept_desk
from portal.concept import views as concept
from portal.config import Settings
from portal.db import Database
from portal.jobs import build_queue
from portal.migrations.state import pending
from portal.pages import views as pages
from portal.pages.layout import init_layout
from portal.reporting import desk_views as reporting_desk
from portal.reporting import views as reporting
from portal.results import api as results_api
from portal.results import desk_views as results_desk
from portal.results import views as results
from portal.reviewing import desk_views as reviewing_desk
from portal.staff import desk_views as staff_desk
from portal.staff.security_setup import init_staff
from portal.web.addresses import init_addresses
from portal.web.errors import init_errors
from portal.web.health import init_health
from portal.web.language import init_language, under_language
from portal.web.limits import init_limits
from portal.web.security import init_security
from portal.web.transaction import init_transaction

# A page of a survey holds at most a few texts of 4,000 characters.
SURVEY_FORM_BYTES = 64 * 1024

PUBLIC = (pages, concept, answering, reporting, advice, chat, results)
# In the order in which the staff start page shows them.
DESKS = (staff_desk, reporting_desk, answering_desk, results_desk, concept_desk, advice_desk, reviewing_desk)
APIS = (advice_api, chat_api, results_api)


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
    init_addresses(app)
    init_transaction(app, database)
    init_language(app)
    init_security(app, https=settings.public_url.startswith("https:"), form_limits={"answering": SURVEY_FORM_BYTES})
    init_limits(app, settings)
    init_errors(app)
    init_layout(app, settings)
    init_health(app, settings, pending)
    for feature in PUBLIC:
        under_language(app, feature.blueprint)
    for desk in DESKS:
        app.register_blueprint(desk.blueprint, url_prefix="/staff")
        app.extensions["desks"].extend(desk.DESKS)
    for api in APIS:
        app.register_blueprint(api.blueprint, url_prefix="/api/v1")
    app.extensions["queue"] = build_queue(settings, database)
    init_staff(app, settings, database)
    return app
