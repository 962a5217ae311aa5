"""Somebody asks the assistant in their own words; Rasa finds the topic, the portal answers."""

from collections.abc import Iterator

import pytest

from tests.bot.conftest import BotServer, bot_python, bot_server  # noqa: F401  (fixtures)
from tests.journeys.conftest import Portal, demo_settings, run_portal

QUESTION = {
    "en": "I want to learn German, is there a course?",
    "ar": "أريد أن أتعلم اللغة الألمانية",
    "tr": "Almanca kursu arıyorum",
}
REPORTING = {"en": "They insulted me because of my skin colour", "ar": "شتموني بسبب لون بشرتي"}


@pytest.fixture(scope="module")
def with_bot(bot_server: BotServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:  # noqa: F811
    settings = demo_settings(tmp_path_factory.mktemp("with-bot"), bot_server.url, bot_server.token)
    yield from run_portal(settings)


def ask(someone, words):
    turns = someone.page.locator("#conversation > li")
    before = turns.count()
    someone.page.locator("#message").fill(words)
    send = someone.page.locator("#question button[type=submit]").last
    if someone.javascript:
        send.click()
        turns.nth(before).wait_for()
        someone.look()
    else:
        someone.tap(send)
    return someone.page.locator("#conversation > li").last


@pytest.mark.browser
@pytest.mark.bot
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_finds_the_service_that_helps(with_bot, person, language, javascript):
    someone = person(language=language, javascript=javascript, base=with_bot.url)
    someone.open(f"/{language}/chat/")
    assert "110" in someone.words()
    answer = ask(someone, QUESTION[language])
    services = answer.locator("a[href*='/advice/']")
    assert services.count() >= 1
    someone.tap(services.first)
    assert f"/{language}/advice/" in someone.page.url


@pytest.mark.browser
@pytest.mark.bot
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_story_of_discrimination_leads_to_the_safe_door_and_is_not_kept(with_bot, person, language):
    someone = person(language=language, javascript=False, base=with_bot.url)
    someone.open(f"/{language}/chat/")
    answer = ask(someone, REPORTING[language])
    assert answer.locator(f"a[href='/{language}/report/']").count() == 1
    for path in with_bot.settings.data_dir.rglob("*"):
        if path.is_file():
            assert REPORTING[language].encode() not in path.read_bytes(), path.name


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ar"])
def test_without_the_bot_the_directory_is_searched_and_the_page_says_so(portal, person, language):
    someone = person(language=language, javascript=False)
    someone.open(f"/{language}/chat/")
    answer = ask(someone, "Jobcenter")
    assert answer.locator("a[href*='/advice/']").count() >= 1
