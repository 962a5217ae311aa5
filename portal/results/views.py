"""Published results for everybody: overview, report, files."""

from flask import Blueprint, Response, abort, make_response, request
from markupsafe import Markup

from analysis.exports import to_csv, to_json
from analysis.report import Report, method_sentences, report_pdf
from analysis.wording import emphasised, word
from portal.results.models import ResultRelease
from portal.results.reading import NoReport, known_in_concept, newest_indicators, read_report
from portal.results.store import published_releases
from portal.web.context import current_settings
from portal.web.language import served_language
from portal.web.rendering import render
from portal.web.transaction import current_session

blueprint = Blueprint("results", __name__)


@blueprint.get("/results/")
def index() -> str:
    return render(
        "results/index.html",
        shown=newest_indicators(current_session(), served_language()),
        releases=published_releases(current_session()),
        say=say,
        emphasised=emphasised,
    )


@blueprint.get("/results/<report>/")
def show(report: str) -> str:
    found, release = _published(report)
    language = served_language()
    return render(
        "results/report.html",
        release=release,
        indicators=found.rendered(language),
        concept_indicators=known_in_concept(current_session(), found),
        method=method_sentences(found.method, found.groups, language),
        say=say,
        emphasised=emphasised,
    )


@blueprint.get("/results/<report>/report.pdf")
def pdf(report: str) -> Response:
    found, release = _published(report)
    content = _cached_pdf(found, release)
    return _file(content, "application/pdf", f"report-{release.period}-{served_language().slug}.pdf")


@blueprint.get("/results/<report>/data.csv")
def csv(report: str) -> Response:
    found, release = _published(report)
    content = to_csv(found.indicators, release.period, release.data_sha256).encode("utf-8-sig")
    return _file(content, "text/csv; charset=utf-8", f"report-{release.period}.csv")


@blueprint.get("/results/<report>/data.json")
def json(report: str) -> Response:
    found, release = _published(report)
    content = to_json(found.indicators, release.period, release.data_sha256).encode()
    return _file(content, "application/json", f"report-{release.period}.json")


@blueprint.app_template_global("indicator_values")
def indicator_values(indicator_id: str) -> Markup:
    """Results of one concept indicator, for the concept's page about it."""
    shown = newest_indicators(current_session(), served_language(), concept=indicator_id)
    return Markup(render("results/for_concept.html", shown=shown, say=say, emphasised=emphasised))  # noqa: S704


def say(key: str, **values: str) -> str:
    """The words of the analysis in the language of this page."""
    return word(key, served_language(), **values)


def _published(period: str) -> tuple[Report, ResultRelease]:
    try:
        return read_report(current_session(), period)
    except NoReport:
        abort(404)


def _cached_pdf(report: Report, release: ResultRelease) -> bytes:
    """Typesetting takes a second or two, so each language is set once; a published report never changes."""
    path = current_settings().data_dir / "releases" / release.id / f"report-{served_language().slug}.pdf"
    if not path.exists():
        content = report_pdf(report, served_language())
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{id(report)}.part")
        partial.write_bytes(content)
        partial.replace(path)
    return path.read_bytes()


def _file(content: bytes, media_type: str, name: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = media_type
    disposition = "inline" if request.args.get("show") else "attachment"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{name}"'
    return response
