"""A survey answered on the phone is in the indicator on the results page, after two analysts have looked."""

import re
from collections.abc import Iterator

import pytest

from portal import cli
from portal.results import demo as results_demo
from surveys.store import count_responses, get_survey
from tests.journeys.conftest import Portal, demo_settings, run_portal
from tests.journeys.staff import sign_in
from tests.journeys.test_survey import SLUG, begin, choose, go_on


@pytest.fixture(scope="module")
def unpublished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal with demo answers whose results nobody has published yet."""
    patch = pytest.MonkeyPatch()
    patch.setattr(cli, "DEMOS", tuple(demo for demo in cli.DEMOS if demo is not results_demo))
    with patch.context():
        yield from run_portal(demo_settings(tmp_path_factory.mktemp("unpublished")))
    patch.undo()


@pytest.mark.browser
def test_answer_on_the_phone_reaches_the_published_indicator(unpublished, person):
    # Given a resident who answers in Arabic
    resident = person(language="ar", base=unpublished.url)
    begin(resident, "ar")
    for _ in range(40):
        if resident.page.url.endswith("/thanks"):
            break
        choose(resident, number=1)
        go_on(resident)
    with unpublished.database.session(writing=False) as session:
        answered = count_responses(session)[get_survey(session, SLUG).id]
    assert answered == 401

    # When one analyst builds the figures and a second one releases them
    first = person(language="de", desk=True, base=unpublished.url)
    sign_in(first, "analyst")
    first.open("/staff/results/")
    first.page.locator("#survey").select_option(SLUG)
    first.page.locator("#period").fill("2026")
    first.page.set_default_timeout(120_000)
    first.tap(first.page.locator("main form button[type=submit]").last)
    release = first.page.url.removeprefix(unpublished.url)
    assert "401" in first.words()
    assert first.page.locator("form[action$=approve]").count() == 0 or _refused(first)

    second = person(language="de", desk=True, base=unpublished.url)
    sign_in(second, "analyst2")
    second.open(release)
    second.page.set_default_timeout(60_000)
    second.tap(second.page.locator("form[action$=approve] button"))

    # Then everybody can read the indicators, in every language, with bars and a table
    for language in ("leicht", "ar", "en"):
        reader = person(language=language, base=unpublished.url)
        reader.open(f"/{language}/results/")
        assert reader.page.locator("section.figure").count() >= 2
        assert reader.page.locator("main table").count() >= 2
        reader.tap(reader.page.locator("main a[href*='/results/2026/']").first)
        assert re.search(r"\b400\b|\b401\b", reader.words())
    # And the concept's page of the indicator shows the figure
    reader = person(language="de", base=unpublished.url)
    reader.open("/de/results/")
    reader.tap(reader.page.locator("main a[href*='/concept/indicators/']").first)
    assert reader.page.locator("main table").count() >= 1


def _refused(analyst):
    analyst.tap(analyst.page.locator("form[action$=approve] button"))
    return "/results/" in analyst.page.url
