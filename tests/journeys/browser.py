"""A person at a browser: every page they come to is checked by axe, for right to left and for its width."""

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing outside this machine is ever asked.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
RTL = {"ar", "fa", "he"}


class Person:
    """Goes through the portal by what is on the page: words, buttons, fields. Nothing is typed into the address bar
    after the first page."""

    def __init__(self, browser: Browser, base: str, *, language: str, javascript: bool, size: dict[str, int]) -> None:
        self.base = base
        self.language = language
        self.javascript = javascript
        self.context: BrowserContext = browser.new_context(
            viewport=size, java_script_enabled=javascript, has_touch=size is PHONE, locale="de-DE"
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.faults: list[str] = []
        self.seen: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", lambda m: self.faults.append(f"console: {m.text}") if _is_fault(m) else None)

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)
        self.look()

    def tap(self, target: Locator) -> None:
        """Tap something that leads to another page."""
        with self.page.expect_navigation():
            target.click()
        self.look()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)

    def switch_language(self, slug: str) -> None:
        """Use the switcher at the top of the page."""
        self.page.locator("details.languages summary").click()
        self.language = slug
        self.tap(self.page.locator(f"details.languages button[value='{slug}']"))

    def words(self) -> str:
        return self.page.locator("main").inner_text()

    def look(self) -> None:
        """Check the page that is open now."""
        address = self.page.url.removeprefix(self.base)
        self.seen.append(address)
        self._check_frame(address)
        # Without script axe cannot run; the same page is checked in the walk with script.
        if self.javascript:
            self._check_axe(address)

    def _check_frame(self, address: str) -> None:
        root = self.page.locator("html")
        wanted = "rtl" if [*address.split("/"), "", ""][1] in RTL else None
        if wanted and root.get_attribute("dir") != wanted:
            self.faults.append(f"{address}: not right to left")
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        # A page wider than the phone has to be pushed around with the finger.
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            self.faults.append(f"{address}: {wide} px wide on a screen of {width}")

    def _check_axe(self, address: str) -> None:
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        for violation in found["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            self.faults.append(f"{address}: axe {violation['id']} ({violation['impact']}): {nodes}")

    def close(self) -> None:
        self.context.close()


def _is_fault(message: object) -> bool:
    kind = getattr(message, "type", "")
    text = getattr(message, "text", "")
    # The browser itself reports answers of 4xx and 5xx as errors; a journey may want exactly these.
    return kind == "error" and "Failed to load resource" not in text
