"""A reader goes from the home page to one indicator of the concept and finds a word in the glossary."""

import pytest


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["leicht", "ar", "de"])
def test_reader_finds_field_topic_indicator_and_glossary(person, language, javascript):
    someone = person(language=language, javascript=javascript)
    someone.open(f"/{language}/")
    someone.tap(someone.page.locator(f"main a[href='/{language}/concept/']"))
    fields = someone.page.locator("main a[href*='/concept/fields/']")
    assert fields.count() == 4
    someone.tap(fields.nth(1))
    someone.tap(someone.page.locator("main a[href*='/concept/topics/8.2.1']").first)
    indicator = someone.page.locator("main a[href*='/concept/indicators/']").first
    if not indicator.is_visible():
        someone.page.locator("main details summary").first.click()
    someone.tap(indicator)
    assert "/concept/indicators/" in someone.page.url
    someone.open(f"/{language}/concept/")
    goals = someone.page.locator("main a[href*='/concept/goals/']")
    assert goals.count() == 14
    someone.tap(goals.first)
    someone.open(f"/{language}/concept/glossary")
    assert len(someone.words()) > 400


@pytest.mark.browser
@pytest.mark.parametrize(("language", "words"), [("de", "gesundheit"), ("ar", "Gesundheit")])
def test_reader_searches_the_concept(person, language, words):
    someone = person(language=language)
    someone.open(f"/{language}/concept/")
    someone.page.locator("main form input[name=q]").first.fill(words)
    someone.tap(someone.page.locator("main form button").first)
    assert someone.page.locator("main a[href*='/concept/']").count() > 1
