"""Survey texts as HTML: ODK's Markdown subset, everything else escaped, piped answers isolated in <bdi>."""

import re
from dataclasses import replace

from markupsafe import Markup, escape

from surveys.page import Piped

_LINK = re.compile(r"\[([^\]\[]{1,300})\]\((https?://[^\s()]{1,500}|mailto:[^\s()]{1,200})\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_ITALIC = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
_HEADING = re.compile(r"^#{1,6}\s+(.+)$", re.MULTILINE)
# The end of a sentence, not of a number in order ("3. Oktober"); the next begins large, with a number or a mark.
_SENTENCE_END = re.compile(r"(?<=[^\W\d][.?!])[ \t]+(?=[A-ZÄÖÜ0-9*_])")
_PIPE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
# Stands for a piped answer or a link while the text is marked up; the signs are from the private use area.
_PLACE = re.compile("\ue000(\\d+)\ue001")


def inline(piped: Piped) -> Markup:
    """For labels, options and hints: line breaks stay, no block elements."""
    return Markup("<br>").join(Markup(line) for line in _marked(piped).split("\n"))  # noqa: S704 - escaped in _marked


def block(piped: Piped) -> Markup:
    """For notes: paragraphs at blank lines, lists of lines that begin with a dash."""
    parts = [part for part in re.split(r"\n\s*\n", _marked(piped).strip()) if part.strip()]
    return Markup("").join(_block(part) for part in parts)


def sentence_lines(piped: Piped) -> Piped:
    """Each sentence on a line of its own, as Leichte Sprache wants it; a cell of a form cannot hold line breaks."""
    return replace(piped, text=_SENTENCE_END.sub("\n", piped.text))


def plain(piped: Piped) -> str:
    """Without marks, for titles and error links."""
    return " ".join(inline(piped).replace("<br>", " ").striptags().split())


def _block(part: str) -> Markup:
    lines = part.strip().split("\n")
    if all(re.match(r"[-*•]\s+", line) for line in lines):
        items = "".join(f"<li>{line[1:].strip()}</li>" for line in lines)
        return Markup(f"<ul>{items}</ul>")  # noqa: S704 - the parts are escaped in _marked
    return Markup(f"<p>{'<br>'.join(lines)}</p>")  # noqa: S704


def _marked(piped: Piped) -> str:
    """Escapes the text, then marks it up; answers and links stand aside meanwhile, so that no mark reaches them."""
    kept: list[str] = []

    def aside(html: str) -> str:
        kept.append(html)
        return f"\ue000{len(kept) - 1}\ue001"

    text = piped.text.replace("\ue000", "").replace("\ue001", "")
    text = _PIPE.sub(lambda m: aside(f"<bdi>{escape(piped.values.get(m[1], ''))}</bdi>"), text)
    html = str(escape(text))
    html = _LINK.sub(lambda m: aside(f'<a href="{m[2]}" rel="noopener noreferrer">{m[1]}</a>'), html)
    html = _HEADING.sub(r"<strong>\1</strong>", html)
    html = _BOLD.sub(r"<strong>\2</strong>", html)
    html = _ITALIC.sub(r"<em>\2</em>", html)
    for _ in range(2):  # a link's words may hold a piped answer
        html = _PLACE.sub(lambda m: kept[int(m[1])], html)
    return html
