"""The editors' desk: versions of the concept, what changed between them, upload of a document."""

from flask import Blueprint, abort, request
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.concept import store
from portal.concept.comparing import compare_versions
from portal.concept.document import BrokenDocument, Problem
from portal.concept.forms import KIND_NAMES, changes_by_part, counts_in_words, problem_sentence
from portal.concept.importing import LARGEST_FILE
from portal.concept.models import ConceptVersion
from portal.concept.publishing import import_file
from portal.web.access import record, require_role
from portal.web.clock import today
from portal.web.desk import Desk
from portal.web.rendering import render, see_other
from portal.web.transaction import current_session

blueprint = Blueprint("concept_desk", __name__)
DESKS = [Desk("concept_desk.index", _l("Konzept"), ("editor",))]
MOST_PROBLEMS_SHOWN = 20


@blueprint.get("/concept/")
@require_role("editor")
def index() -> str:
    return _index()


@blueprint.post("/concept/")
@require_role("editor")
def upload() -> Response | tuple[str, int]:
    file = request.files.get("document")
    content = file.stream.read(LARGEST_FILE + 1) if file else b""
    accept = request.form.getlist("accept_counts") == ["yes"]
    try:
        outcome = import_file(
            current_session(), content, (file and file.filename) or "", today=today(), accept_counts=accept
        )
    except BrokenDocument as refused:
        return _index(refused.problems), 422
    if not outcome.is_new:
        return see_other("concept_desk.index", unchanged=1)
    record(current_session(), action="concept.imported", subject=f"concept:{outcome.version.id}")
    return see_other("concept_desk.version", version_id=outcome.version.id, saved=1)


@blueprint.get("/concept/versions/<int:version_id>")
@require_role("editor")
def version(version_id: int) -> str:
    found = current_session().get(ConceptVersion, version_id) or abort(404)
    before = store.version_before(current_session(), found)
    changes = compare_versions(current_session(), before.id or 0, version_id) if before else []
    return render(
        "concept/desk/version.html",
        version=found,
        before=before,
        counts=counts_in_words(found.counts),
        parts=changes_by_part(changes),
        kinds=KIND_NAMES,
    )


def _index(problems: list[Problem] | None = None) -> str:
    sentences = [problem_sentence(problem) for problem in problems or []]
    return render(
        "concept/desk/index.html",
        versions=store.list_versions(current_session()),
        problems=sentences[:MOST_PROBLEMS_SHOWN],
        more_problems=max(0, len(sentences) - MOST_PROBLEMS_SHOWN),
        unchanged="unchanged" in request.args,
    )
