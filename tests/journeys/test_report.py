"""Somebody reports discrimination, a counsellor answers, the reporter reads the answer with the number."""

import pytest

from portal.reporting.demo import DEMO_PASSPHRASE
from tests.journeys.staff import sign_in

STORY = {
    "en": "The landlord said he does not rent to people like me.",
    "ar": "قال صاحب البيت إنه لا يؤجر لأشخاص مثلي.",
}
ANSWER = {"en": "Thank you for telling us. We can help you.", "ar": "شكرًا لأنك أخبرتنا. يمكننا مساعدتك."}


def next_step(someone):
    someone.tap(someone.page.locator(".actions button[value=next]"))


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_report_is_read_by_the_counsellor_alone_and_answered(portal, person, language, javascript):
    # Given somebody who wants help, on a phone
    reporter = person(language=language, javascript=javascript)
    reporter.open(f"/{language}/report/")
    assert "110" in reporter.words()
    reporter.tap(reporter.page.locator(".report-door button").first)

    # When they write what happened, change the language on the way and come back
    reporter.page.locator("#text").fill(STORY[language])
    reporter.page.locator(".languages summary").click()
    reporter.tap(reporter.page.locator(".languages button[value=leicht]"))
    assert reporter.page.locator("#text").input_value() == STORY[language]
    reporter.page.locator(".languages summary").click()
    reporter.tap(reporter.page.locator(f".languages button[value={language}]"))
    for _ in range(4):
        next_step(reporter)
    reporter.tap(reporter.page.locator("main form button").last)

    # Then they get a number and type it back
    number = reporter.page.locator(".report-number").inner_text().strip()
    assert len(number.replace(" ", "")) == 16
    reporter.page.locator("#number").fill(number)
    reporter.tap(reporter.page.locator("main form button").last)

    # And nothing of the story can be read in the database files
    for path in portal.settings.data_dir.glob("portal.db*"):
        assert STORY[language].encode() not in path.read_bytes()

    # When a counsellor signs in, unlocks the vault and opens the newest case
    counsellor = person(language="de", javascript=javascript, desk=True)
    sign_in(counsellor, "counsellor")
    counsellor.open("/staff/reports/")
    counsellor.tap(counsellor.page.locator("tbody a").first)
    if counsellor.page.locator("#passphrase").count():
        counsellor.page.locator("#passphrase").fill(DEMO_PASSPHRASE)
        counsellor.tap(counsellor.page.locator("main form button").last)
    if not counsellor.page.locator("#answer-text").count():
        counsellor.open("/staff/reports/")
        counsellor.tap(counsellor.page.locator("tbody a").first)
    assert STORY[language] in counsellor.words()
    counsellor.page.locator("#answer-text").fill(ANSWER[language])
    counsellor.tap(counsellor.page.locator("form[action$=answer] button"))

    # Then the reporter finds the answer with the number, on another phone
    later = person(language=language, javascript=javascript)
    later.open(f"/{language}/report/mailbox")
    later.page.locator("#number").fill(number.replace(" ", "-"))
    later.tap(later.page.locator("main form button").last)
    assert ANSWER[language] in later.words()


@pytest.mark.browser
def test_leaves_quickly_and_back_shows_nothing(portal, person):
    someone = person(language="en", javascript=False)
    someone.open("/en/report/")
    someone.tap(someone.page.locator(".report-door button").first)
    someone.page.locator("#text").fill("nobody may see this")
    # The neutral site is outside this machine and not reached from here: what counts is that we send people there.
    with (
        someone.page.expect_response("**/report/leave") as left,
        someone.page.expect_event("requestfailed", lambda request: not request.url.startswith(portal.url)),
    ):
        someone.page.locator("form[action$='/report/leave'] button").first.click(no_wait_after=True)
    assert left.value.status == 303
    headers = left.value.all_headers()
    assert not headers["location"].startswith(portal.url)
    assert "cookies" in headers["clear-site-data"]
    assert not [cookie for cookie in someone.context.cookies(portal.url) if cookie["name"] == "report_draft"]
    # Somebody else picks the phone up and opens the form again.
    again = someone.context.new_page()
    again.goto(f"{portal.url}/en/report/help/1")
    assert "nobody may see this" not in again.content()


@pytest.mark.browser
@pytest.mark.parametrize("role", ["admin", "analyst", "editor"])
def test_others_of_the_staff_never_see_a_report(portal, person, role):
    someone = person(language="de", desk=True)
    sign_in(someone, role)
    answer = someone.page.goto(portal.url + "/staff/reports/")
    assert answer is not None
    assert answer.status in (403, 404)
