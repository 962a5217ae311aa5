"""Reads the page of the chat as a person would see it."""

import html
import re

import html5lib

XHTML = "{http://www.w3.org/1999/xhtml}"


def hidden(page: str) -> str:
    found = re.search(r'name="conversation" value="([^"]*)"', page)
    assert found, "the page carries no conversation"
    return html.unescape(found.group(1))


def turns(page: str) -> list[str]:
    """The words of each turn, the welcome first."""
    tree = html5lib.parse(page)
    return [" ".join("".join(e.itertext()).split()) for e in tree.iter(f"{XHTML}li") if e.get("class") == "turn"]


def buttons(page: str) -> list[str]:
    tree = html5lib.parse(page)
    return [e.get("value") for e in tree.iter(f"{XHTML}button") if e.get("name") == "topic"]
