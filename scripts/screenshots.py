"""Makes the pictures of README and handbook anew from the running product: `make screenshots`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.running import portal
from tests.journeys.browser import CHROMIUM, FLAGS, PHONE

TARGET = Path(__file__).parents[1] / "docs" / "screenshots"
SURVEY = "/{language}/surveys/leben-in-der-stadt/"


def main() -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, portal(Path(folder)) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        base = f"http://127.0.0.1:{port}"
        for language in ("leicht", "ar"):
            page = _phone(browser)
            _second_question(page, base, language)
            _save(page, f"survey-{language}")
            page.goto(f"{base}/{language}/")
            _save(page, f"home-{language}")
        page = _phone(browser)
        page.goto(f"{base}/de/results/")
        _save(page, "results-de")
        browser.close()
    return 0


def _phone(browser: Browser) -> Page:
    return browser.new_context(viewport=PHONE, locale="de-DE").new_page()


def _second_question(page: Page, base: str, language: str) -> None:
    page.goto(base + SURVEY.format(language=language))
    page.locator("main form button[type=submit]").last.click()
    page.locator("main input[name='q:einwilligung']").first.check()
    page.locator("main button[name=action][value=next]").click()
    page.locator("main button[name=action][value=next]").click()
    page.locator("main input[type=radio]").nth(1).check()


def _save(page: Page, name: str) -> None:
    page.screenshot(path=str(TARGET / f"{name}.png"))


if __name__ == "__main__":
    sys.exit(main())
