"""Rules that hold for every page of the portal, checked on every page that a test fetches."""

import re
import warnings

import html5lib
from werkzeug.test import TestResponse

from translations.languages import LANGUAGES

XHTML = "{http://www.w3.org/1999/xhtml}"
HTML_CODES = {row.html: row.direction for row in LANGUAGES.values()}
# Faults that html5lib names although HTML's living standard allows them.
ALLOWED = {"expected-doctype-but-got-chars"}


def csrf_token(html: str) -> str | None:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
    return found.group(1) if found else None


def check_page(response: TestResponse) -> None:
    """Fail with the address and the rule that the page breaks."""
    html = response.text
    place = response.request.path if response.request else "?"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = html5lib.HTMLParser()
        tree = parser.parse(html)
    faults = [(at, code) for at, code, _ in parser.errors if code not in ALLOWED]
    assert not faults, f"{place}: invalid HTML {faults[:3]}"
    _check_frame(tree, place)
    _check_forms(tree, place)
    policy = response.headers.get("Content-Security-Policy", "")
    for script in tree.iter(f"{XHTML}script"):
        assert f"'nonce-{script.get('nonce')}'" in policy, f"{place}: a script without this page's nonce"
    for element in tree.iter():
        for attribute in element.attrib:
            name = str(attribute).lower()
            assert not name.startswith("on"), f"{place}: inline handler {name}"
            assert name != "style", f"{place}: inline style"


def _check_frame(tree, place: str) -> None:
    assert tree.get("lang") in HTML_CODES, f"{place}: html lang {tree.get('lang')!r}"
    assert tree.get("dir") == HTML_CODES[tree.get("lang")], f"{place}: wrong dir"
    headings = list(tree.iter(f"{XHTML}h1"))
    assert len(headings) == 1, f"{place}: {len(headings)} h1"
    title = _words(next(tree.iter(f"{XHTML}title")))
    assert title.startswith(_words(headings[0])), (
        f"{place}: title {title!r} does not open with the h1 {_words(headings[0])!r}"
    )
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), f"{place}: ids used twice {sorted({i for i in ids if ids.count(i) > 1})}"


def _check_forms(tree, place: str) -> None:
    labelled = {label.get("for") for label in tree.iter(f"{XHTML}label")}
    inside = {id(e) for label in tree.iter(f"{XHTML}label") for e in label.iter()}
    for form in tree.iter(f"{XHTML}form"):
        assert form.get("action"), f"{place}: a form without action"
        assert form.get("method") in ("get", "post"), f"{place}: a form without method"
        names = [field.get("name") for field in form.iter(f"{XHTML}input")]
        assert form.get("method") == "get" or "csrf_token" in names, f"{place}: a POST form without token"
    for kind in ("input", "select", "textarea"):
        for field in tree.iter(f"{XHTML}{kind}"):
            if field.get("type") in ("hidden", "submit"):
                continue
            named = field.get("id") in labelled or id(field) in inside or field.get("aria-label")
            assert named, f"{place}: {kind} {field.get('name')!r} without label"


def _words(element) -> str:
    return " ".join("".join(element.itertext()).split())
