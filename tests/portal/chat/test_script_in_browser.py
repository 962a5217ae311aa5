"""The script of the chat in a real browser, beside the same page without it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.journeys.browser import PHONE
from tests.portal.chat.conftest import FakeBot, understood

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: Flask, with_bot: FakeBot) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def phone(browser: Browser, *, script: bool) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, java_script_enabled=script)
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    yield opened
    context.close()


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    with phone(chromium, script=request.param) as opened:
        yield opened


@pytest.fixture
def scripted_page(chromium: Browser) -> Iterator[Page]:
    with phone(chromium, script=True) as opened:
        yield opened


def test_a_conversation_reads_the_same_with_and_without_script(page: Page, address: str, with_bot: FakeBot) -> None:
    turns, field, send = page.locator(".turn"), page.locator("#message"), page.get_by_role("button", name="Senden")
    page.goto(f"{address}/de/chat/")
    field.fill("Ich suche eine Wohnung")
    send.click()
    expect(turns).to_have_count(2)
    expect(turns.last).to_contain_text("Ich suche eine Wohnung")
    expect(field).to_have_value("")

    with_bot.answer = understood("work", "ask", alternatives=("work", "benefits"))
    field.fill("Geld")
    send.click()
    expect(turns).to_have_count(3)
    turns.last.get_by_role("button", name="Arbeit und Ausbildung").click()
    expect(turns).to_have_count(4)
    expect(turns.last).to_contain_text("Jobcenter")

    too_long = "Wohnung " * 70
    field.fill(too_long)
    send.click()
    expect(page.get_by_role("status")).to_contain_text("zu lang")
    expect(turns).to_have_count(4)
    assert field.input_value().split() == too_long.split()

    with_bot.answer = understood("change_language")
    field.fill("English please")
    send.click()
    expect(turns).to_have_count(5)
    page.locator("button[formaction='/en/chat/']").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(turns).to_have_count(6)
    expect(page.locator("[id=latest]")).to_have_count(1)


def test_the_script_leaves_the_address_alone_and_says_when_the_portal_is_gone(
    scripted_page: Page, address: str
) -> None:
    page = scripted_page
    page.goto(f"{address}/de/chat/")
    page.locator("#message").fill("Wohnung")
    page.locator("#message").press("Enter")
    expect(page.locator(".turn")).to_have_count(2)
    assert page.url == f"{address}/de/chat/"
    page.context.set_offline(True)
    page.locator("#message").fill("Und Arbeit?")
    page.locator("#message").press("Enter")
    expect(page.locator("#notice")).to_contain_text("nicht geklappt")
    assert page.locator("#message").input_value() == "Und Arbeit?"
