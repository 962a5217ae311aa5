from sqlmodel import Session

from portal.answering import demo
from portal.answering.releasing import release
from portal.config import Settings
from portal.web.clock import today
from surveys.export import DATA
from surveys.store import count_responses, current_instrument, get_survey


def test_the_demo_survey_is_marked_answered_and_loaded_once(session: Session, settings: Settings) -> None:
    demo.load(session, settings)
    demo.load(session, settings)
    survey = get_survey(session, demo.SLUG)
    assert survey.demo
    assert count_responses(session) == {survey.id: demo.RESPONSES}
    assert current_instrument(session, survey).languages == ("de", "leicht", "en", "tr", "ar")


def test_a_release_of_the_demo_has_a_row_a_response(session: Session, settings: Settings) -> None:
    import pyarrow.parquet as pq

    demo.load(session, settings)
    out = settings.data_dir / "release"
    survey = get_survey(session, demo.SLUG)
    manifest = release(session, survey, out, pepper=settings.pepper, made_by="test", today=today())
    table = pq.read_table(out / DATA)
    assert manifest.n == table.num_rows == demo.RESPONSES
    assert table.column_names[5:8] == ["einwilligung", "leben", "gesundheit"]
    assert set(table["zuwanderungsgeschichte"].to_pylist()) <= {1, 2, -99}
