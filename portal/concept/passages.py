"""From lines to passages: page breaks inside sentences and words are repaired, nothing else is changed."""

import re
from collections.abc import Iterable

from portal.concept.document import Passage, PassageKind

Line = tuple[int, str]  # number in the file, text

_FOOTNOTE = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+ ")
_CAPTION = re.compile(r"Abbildung \d+: ")
_ENDS_A_SENTENCE = re.compile(r"[.!?:…][*“”\"»)¹²³⁴⁵⁶⁷⁸⁹⁰>]*$")
_BROKEN_WORD = re.compile(r"(?<=\w)-(\*\*)?$")
# Shorter blocks are headings or labels of a picture; they end without a full stop on purpose.
LONG_ENOUGH_TO_BE_CUT = 60


def read_passages(lines: Iterable[Line]) -> tuple[Passage, ...]:
    found: list[Passage] = []
    previous_blank = True
    for number, raw in lines:
        text = _single_blanks(raw)
        if not text:
            previous_blank = True
            continue
        passage = Passage(_kind(text), text.removeprefix("- "), number)
        if found and _continues(found[-1], passage, previous_blank):
            before = found[-1]
            kind = passage.kind if before.kind == "heading" else before.kind
            found[-1] = Passage(kind, _joined(before.text, text), before.line)
        else:
            found.append(passage)
        previous_blank = False
    return tuple(found)


def _single_blanks(raw: str) -> str:
    """Single blanks; a tab stays, it divides a label from its text."""
    return "\t".join(" ".join(part.split()) for part in raw.strip().split("\t"))


def _kind(text: str) -> PassageKind:
    if text.startswith("- ") or "\t" in text:
        return "item"
    if _FOOTNOTE.match(text):
        return "footnote"
    if _CAPTION.match(text):
        return "caption"
    return "paragraph" if _ENDS_A_SENTENCE.search(text) or len(text) > LONG_ENOUGH_TO_BE_CUT else "heading"


def _continues(before: Passage, passage: Passage, after_blank: bool) -> bool:
    """A page break tore the two apart: the first does not end a sentence, the second is plain text."""
    if passage.kind not in ("paragraph", "heading") or before.kind == "caption":
        return False
    if before.kind == "heading":
        # A label set on two lines, or a sentence with a line end in it.
        return not after_blank and (passage.kind == "heading" or passage.text[0].islower())
    if before.kind == "footnote" or _ENDS_A_SENTENCE.search(before.text):
        return False
    return passage.text[0].islower() or (
        len(before.text) > LONG_ENOUGH_TO_BE_CUT and before.kind == passage.kind == "paragraph"
    )


def _joined(before: str, after: str) -> str:
    broken = _BROKEN_WORD.search(before)
    if broken and after[0].islower():
        word, _, rest = after.partition(" ")
        return f"{before[: broken.start()]}{word}{broken.group(1) or ''} {rest}".rstrip()
    return f"{before} {after}"
