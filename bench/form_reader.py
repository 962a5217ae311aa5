"""Reads the form of a page as a browser without script would send it, with the first choice of every question."""

from html.parser import HTMLParser


class Form(HTMLParser):
    """The first form inside `<main>`; `fields` is what a person sends who taps the first choice everywhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self._inside_main = False
        self._inside_form = False
        self._done = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._inside_main = True
        elif tag == "form" and self._inside_main and not self._done:
            self._inside_form = True
            self.action = values.get("action", "")
        elif self._inside_form and tag in ("input", "textarea", "select"):
            self._field(values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._inside_form:
            self._inside_form, self._done = False, True

    def _field(self, values: dict[str, str]) -> None:
        name, kind = values.get("name", ""), values.get("type", "text")
        if not name or kind in ("submit", "button"):
            return
        if kind in ("radio", "checkbox"):
            self.fields.setdefault(name, values.get("value", "on"))
        elif kind == "hidden":
            self.fields[name] = values.get("value", "")
        else:
            self.fields.setdefault(name, "7" if values.get("inputmode") == "numeric" else "")
