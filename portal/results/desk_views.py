"""The analysts' desk: build a release, compare weighted and unweighted, approve as a second person."""

from flask import Blueprint, abort, current_app, request
from flask_babel import lazy_gettext as _l
from sqlmodel import Session
from werkzeug.wrappers import Response

from analysis.errors import AnalysisError
from analysis.wording import emphasised, word
from portal.db import Database
from portal.results import store
from portal.results.demo import DEMO_MARGINS
from portal.results.forms import BuildForm, refusal
from portal.results.models import ResultRelease
from portal.results.publishing import SamePerson, TooFewAnswers, TooSoon, Workplace, publish
from portal.results.reading import report_of
from portal.web.access import current_account, record, require_role
from portal.web.clock import today
from portal.web.context import current_settings
from portal.web.desk import Desk
from portal.web.language import served_language
from portal.web.rendering import render, see_other
from portal.web.transaction import current_session, pause_transaction
from surveys.store import list_surveys

blueprint = Blueprint("results_desk", __name__)


def _waiting(session: Session, account: object) -> int:
    email = getattr(account, "email", "")
    return sum(release.built_by != email for release in store.waiting_releases(session))


DESKS = [
    Desk(
        "results_desk.index", _l("Auswertung"), ("analyst",), _waiting, _l("Auswertungen warten auf eine zweite Person")
    )
]


@blueprint.get("/results/")
@require_role("analyst")
def index() -> str:
    return _index([], BuildForm("", str(today().year), b""))


@blueprint.post("/results/")
@require_role("analyst")
def add() -> Response | tuple[str, int]:
    form = BuildForm.read(request, DEMO_MARGINS.read_bytes() if current_settings().mode == "demo" else None)
    errors = form.errors({survey.slug for survey in list_surveys(current_session())})
    if errors:
        return _index(errors, form), 422
    try:
        release = _build(form)
    except (AnalysisError, TooFewAnswers) as refused:
        return _index([refusal(refused)], form), 422
    record(current_session(), action="release.built", subject=f"release:{release.id}")
    return see_other("results_desk.show", release_id=release.id)


@blueprint.get("/results/<release_id>")
@require_role("analyst")
def show(release_id: str) -> str:
    return _show(_found(release_id), [])


@blueprint.post("/results/<release_id>/approve")
@require_role("analyst")
def approve(release_id: str) -> Response | tuple[str, int]:
    release = _found(release_id)
    try:
        publish(current_session(), _place(), release, approved_by=current_account().email, today=today())
    except (SamePerson, TooSoon) as refused:
        return _show(release, [refusal(refused)]), 409
    record(current_session(), action="release.published", subject=f"release:{release.id}")
    return see_other("results_desk.show", release_id=release.id)


def _build(form: BuildForm) -> ResultRelease:
    """Reckons for seconds without a transaction, so that nobody's answer waits for the database meanwhile."""
    from portal.results import building  # brings pandas and scipy, which no other page needs

    place, built_by = _place(), current_account().email
    pause_transaction()
    database: Database = current_app.extensions["database"]
    with database.session(writing=False) as session:
        release, protected = building.prepare(
            session,
            place,
            survey=form.survey,
            period=form.period,
            margins=form.margins,
            built_by=built_by,
            today=today(),
        )
    try:
        store.add_release(current_session(), release, protected)
    except Exception:
        building.discard(place, release)
        raise
    return release


def _index(errors: list[tuple[str, str]], form: BuildForm) -> str:
    return render(
        "results/desk/index.html",
        releases=store.list_releases(current_session()),
        surveys=[survey for survey in list_surveys(current_session()) if survey.instrument],
        errors=errors,
        form=form,
        demo=current_settings().mode == "demo",
    )


def _show(release: ResultRelease, errors: list[tuple[str, str]]) -> str:
    report = report_of(current_session(), release)
    return render(
        "results/desk/release.html",
        release=release,
        indicators=report.rendered(served_language()),
        titles={one.id: one.wording["de"] for one in report.definitions.values()},
        own=release.built_by == current_account().email,
        errors=errors,
        say=lambda key, **values: word(key, served_language(), **values),
        emphasised=emphasised,
    )


def _found(release_id: str) -> ResultRelease:
    return store.find_release(current_session(), release_id) or abort(404)


def _place() -> Workplace:
    return Workplace(current_settings().data_dir, current_settings().pepper)
