"""axe, direction and width on every public page in Leichte Sprache, Arabic and Chinese, and on every desk."""

import pytest

from portal.concept.store import current_version as current_concept
from portal.concept.store import placements_in
from tests.journeys.staff import sign_in

PAGES = [
    "",
    "accessibility",
    "privacy",
    "imprint",
    "no-such-page",
    "concept/",
    "concept/fields/1",
    "concept/topics/8.2.1",
    "concept/goals/7",
    "concept/chapters/7",
    "concept/glossary",
    "concept/search?q=sprache",
    "concept/search?q=",
    "surveys/",
    "surveys/leben-in-der-stadt/",
    "surveys/leben-in-der-stadt/resume",
    "surveys/leben-in-der-stadt/thanks",
    "advice/",
    "advice/?q=sprache",
    "advice/jobcenter",
    "chat/",
    "report/",
    "report/mailbox",
    "results/",
]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["leicht", "ar", "zh"])
def test_public_pages_have_no_barrier_that_a_machine_finds(portal, person, language):
    someone = person(language=language)
    # 320 CSS pixels are 1280 at 400 % zoom (WCAG 2.2, 1.4.10).
    someone.page.set_viewport_size({"width": 320, "height": 640})
    with portal.database.session(writing=False) as session:
        version = current_concept(session)
        assert version is not None
        indicator = placements_in(session, version.id)[0].indicator_id
    for path in [*PAGES, f"concept/indicators/{indicator}"]:
        someone.open(f"/{language}/{path}")
    reports = someone.page.goto(f"{portal.url}/{language}/results/")
    assert reports is not None
    someone.tap(someone.page.locator("main a[href*='/results/2']").first)


@pytest.mark.browser
@pytest.mark.parametrize("role", ["editor", "translator", "survey_manager", "analyst", "counsellor", "admin"])
def test_desks_have_no_barrier_that_a_machine_finds(portal, person, role):
    someone = person(language="de", desk=True)
    sign_in(someone, role)
    links = someone.page.locator("nav a[href^='/staff/']").evaluate_all("links => links.map(link => link.pathname)")
    assert len(links) >= 2
    for path in dict.fromkeys(links):
        someone.open(path)
        first = someone.page.locator("main tbody a, main .cards a, main li a").first
        if first.count() and (first.get_attribute("href") or "").startswith("/staff/"):
            someone.tap(first)
