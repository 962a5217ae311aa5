"""A resident answers the city's survey on a phone of 360 × 740, with and without JavaScript."""

import pytest

from surveys.store import count_responses, get_survey

SLUG = "leben-in-der-stadt"


def stored(portal) -> int:
    with portal.database.session(writing=False) as session:
        survey = get_survey(session, SLUG)
        return count_responses(session).get(survey.id, 0)


def begin(someone, language):
    someone.open(f"/{language}/surveys/")
    someone.tap(someone.page.locator(f"main a[href$='/surveys/{SLUG}/']"))
    someone.tap(someone.page.locator("main form button[type=submit]").last)


def question_names(someone):
    names = someone.page.locator("main input[name^='q:']:not([type=hidden])").evaluate_all(
        "inputs => inputs.map(input => input.name)"
    )
    return list(dict.fromkeys(names))


def choose(someone, number=0):
    """Tap one choice of every question on the page."""
    for name in question_names(someone):
        choices = someone.page.locator(
            f"main input[name='{name}'][type=radio], main input[name='{name}'][type=checkbox]"
        )
        if choices.count():
            choices.nth(min(number, choices.count() - 1)).check()


def go_on(someone):
    someone.tap(someone.page.locator("main button[name=action][value=next]"))


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize(("language", "other"), [("de", "ar"), ("ar", "leicht"), ("tr", "en")])
def test_answers_switching_language_in_the_middle_and_submits_once(portal, person, language, other, javascript):
    # Given a resident who opens the survey in one language
    before = stored(portal)
    someone = person(language=language, javascript=javascript)
    begin(someone, language)
    choose(someone)
    go_on(someone)

    # When they tap an answer and then change the language before going on
    name = question_names(someone)[0]
    third = someone.page.locator(f"main input[name='{name}']").nth(2)
    third.check()
    chosen = third.get_attribute("value")
    someone.page.locator("details.languages summary").click()
    someone.tap(someone.page.locator(f"button[name=language][value={other}]"))

    # Then the page speaks the other language and the answer is still there
    assert f"/{other}/surveys/{SLUG}/" in someone.page.url
    assert someone.page.locator(f"main input[name='{name}']:checked").get_attribute("value") == chosen

    # And back and forth keeps it
    go_on(someone)
    someone.tap(someone.page.locator("main button[name=action][value=back]"))
    assert someone.page.locator(f"main input[name='{name}']:checked").get_attribute("value") == chosen

    # And the rest can be answered to the end
    for _ in range(40):
        if someone.page.url.endswith("/thanks"):
            break
        choose(someone, number=1)
        go_on(someone)
    assert someone.page.url.endswith(f"/{other}/surveys/{SLUG}/thanks")
    assert stored(portal) == before + 1

    # And the browser's back button with a second tap on "submit" stores nothing twice
    someone.page.go_back()
    again = someone.page.locator("main button[name=action][value=next]")
    if again.count():
        with someone.page.expect_navigation():
            again.click()
    assert stored(portal) == before + 1


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ar"])
def test_takes_a_break_and_goes_on_elsewhere_with_the_number(portal, person, language):
    # Given somebody who answered the first questions and takes a break
    first = person(language=language, javascript=False)
    begin(first, language)
    choose(first)
    go_on(first)
    name = question_names(first)[0]
    first.page.locator(f"main input[name='{name}']").nth(3).check()
    first.tap(first.page.locator("main button[name=action][value=pause]"))
    code = first.page.locator(".resume-code, main code, main bdi").first.inner_text()

    # When they type the number into another phone
    second = person(language=language, javascript=False)
    second.open(f"/{language}/surveys/{SLUG}/resume")
    second.page.locator("main input[name=code]").fill(code.lower())
    second.tap(second.page.locator("main form button[type=submit]").last)

    # Then they are at the same question with their answer
    assert second.page.locator(f"main input[name='{name}']:checked").count() == 1
