"""A text goes its way: the editor changes the German, translations are out of date, the translator renews one."""

import pytest

from tests.journeys.staff import sign_in

NEW = {
    "tr": "Bu yeni çeviridir. Burada size Türkçe yardım edilir.",
    "ar": "هذه ترجمة جديدة. هنا تجدون المساعدة بالعربية.",
}


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["tr", "ar"])
def test_changed_german_is_marked_and_the_renewed_translation_published(person, language, javascript):
    # Given an editor who changes what a service does
    editor = person(language="de", javascript=javascript, desk=True)
    sign_in(editor, "editor")
    editor.open("/staff/advice/")
    editor.tap(editor.page.locator("main a[href*='/staff/advice/']").first)
    address = editor.page.url.rsplit("/staff/advice/", 1)[1].split("/")[0].split("?")[0]
    editor.page.locator("textarea[name=what_de]").fill(f"Hier helfen wir Ihnen auf {language}. Script {javascript}.")
    editor.tap(editor.page.locator("form.stack button[type=submit]"))

    # Then readers of the other language see that their text is out of date
    reader = person(language=language, javascript=javascript)
    reader.open(f"/{language}/advice/{address}")
    assert reader.page.locator(".foreign-label").count() >= 1

    # When a translator opens the texts that are out of date and writes a new one
    translator = person(language="de", javascript=javascript, desk=True)
    sign_in(translator, "translator")
    translator.open(f"/staff/reviewing/{language}/?state=outdated")
    translator.tap(translator.page.locator(".review-list a").first)
    assert f"Hier helfen wir Ihnen auf {language}" in translator.words()
    translator.page.locator("textarea[name=text]").fill(f"{NEW[language]} {javascript}")
    translator.tap(translator.page.locator("button[name=action][value=review]"))

    # Then readers see it, and nothing says any more that it is out of date
    reader.open(f"/{language}/advice/{address}")
    assert NEW[language] in reader.words()
    assert reader.page.locator(".foreign-label").count() == 0
