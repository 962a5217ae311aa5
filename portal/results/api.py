"""Published figures as open data."""

from flask import Blueprint, Response, jsonify

from analysis.exports import to_rows
from portal.results.store import indicators_of, published_releases
from portal.web.transaction import current_session

blueprint = Blueprint("results_api", __name__)


@blueprint.get("/indicators")
def indicators() -> Response:
    """All published figures, latest period first; hidden values are null."""
    session = current_session()
    releases = published_releases(session)
    figures = [
        row | {"demo": release.is_demo}
        for release in releases
        for row in to_rows(indicators_of(session, release.id), release.period, release.data_sha256)
    ]
    return jsonify({"periods": [release.period for release in releases], "figures": figures})
