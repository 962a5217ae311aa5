"""Survey texts as HTML: ODK's Markdown subset, everything else escaped, piped answers isolated in <bdi>."""

import re

from markupsafe import Markup, escape

from surveys.page import Piped

_LINK = re.compile(r"\[([^\]\[]{1,300})\]\((https?://[^\s()]{1,500}|mailto:[^\s()]{1,200})\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_ITALIC = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
_HEADING = re.compile(r"^#{1,6}\s+(.+)$", re.MULTILINE)
# Stands for a piped answer while the text is marked up, so that answers are never read as Markdown.
_PLACE = re.compile("\ue000(\\d+)\ue001")


def inline(piped: Piped) -> Markup:
    """For labels, options and hints: line breaks stay, no block elements."""
    return Markup("<br>").join(Markup(line) for line in _marked(piped).split("\n"))  # noqa: S704 - escaped in _marked


def block(piped: Piped) -> Markup:
    """For notes: paragraphs at blank lines, lists of lines that begin with a dash."""
    parts = [part for part in re.split(r"\n\s*\n", _marked(piped).strip()) if part.strip()]
    return Markup("").join(_block(part) for part in parts)


def plain(piped: Piped) -> str:
    """Without marks, for titles and error links."""
    return " ".join(inline(piped).striptags().split())


def _block(part: str) -> Markup:
    lines = part.strip().split("\n")
    if all(re.match(r"[-*•]\s+", line) for line in lines):
        items = "".join(f"<li>{line[1:].strip()}</li>" for line in lines)
        return Markup(f"<ul>{items}</ul>")  # noqa: S704 - the parts are escaped in _marked
    return Markup(f"<p>{'<br>'.join(lines)}</p>")  # noqa: S704


def _marked(piped: Piped) -> str:
    values: list[str] = []

    def place(match: re.Match[str]) -> str:
        values.append(piped.values.get(match[1], ""))
        return f"\ue000{len(values) - 1}\ue001"

    text = piped.text.replace("\ue000", "").replace("\ue001", "")
    text = re.sub(r"\$\{\s*([^}\s]+)\s*\}", place, text)
    html = str(escape(text))
    html = _LINK.sub(r'<a href="\2" rel="noopener noreferrer">\1</a>', html)
    html = _HEADING.sub(r"<strong>\1</strong>", html)
    html = _BOLD.sub(r"<strong>\2</strong>", html)
    html = _ITALIC.sub(r"<em>\2</em>", html)
    return _PLACE.sub(lambda m: f"<bdi>{escape(values[int(m[1])])}</bdi>", html)
