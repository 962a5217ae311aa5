"""Demo results: a release of the demo answers, weighted to invented margins, published and marked as demo."""

from pathlib import Path

from sqlmodel import Session

from portal.config import Settings
from portal.results.publishing import Workplace, publish
from portal.results.store import list_releases
from portal.web.clock import today
from surveys.store import UnknownSurvey, count_responses, get_survey

SURVEY = "leben-in-der-stadt"
DEMO_MARGINS = Path(__file__).with_name("demo_margins.csv")


def load(session: Session, settings: Settings) -> None:
    """Build and publish once; needs the demo answers of the city survey."""
    if settings.mode != "demo" or list_releases(session):
        return
    try:
        survey = get_survey(session, SURVEY)
    except UnknownSurvey:
        return
    if not count_responses(session).get(survey.id or 0):
        return
    from portal.results.building import build  # brings pandas and scipy: only the first start needs them

    place = Workplace(settings.data_dir, settings.pepper)
    release = build(
        session,
        place,
        survey=SURVEY,
        period=str(today().year),
        margins=DEMO_MARGINS.read_bytes(),
        built_by="demo",
        today=today(),
    )
    publish(session, place, release, approved_by="demo (second person)", today=today())
