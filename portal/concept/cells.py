"""Reading one row of a challenge's table: the goal as printed there, and its indicators.

The source file keeps remnants of the web page it came from (`<p>`, `<ul style=…> •`); they are taken away.
"""

import html
import re
from dataclasses import dataclass

from portal.concept.document import Goal, Placement, Problem
from portal.concept.wording import shared_words, without_footnote_marks

_GROUP = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_LIST = re.compile(r"</?ul(?:\s[^>]*)?>")
_TAG = re.compile(r"</?[A-Za-z][^>]*>?")
BULLET = "•"
LONGEST_GROUP = 80  # characters; a longer one is text that lost its place
# A goal is recognised when most of its printed words are the goal's, clearly more than any other goal's.
ENOUGH_SHARED_WORDS = 0.75
CLEAR_LEAD = 0.1


@dataclass(frozen=True)
class Row:
    goal: str
    placements: tuple[Placement, ...]
    problems: tuple[Problem, ...]


def read_row(text: str, line: int) -> Row:
    goal_part, _, indicator_part = text.partition("\t")
    problems: list[Problem] = []
    goal = _plain(_GROUP.sub(r"\1", goal_part), line, problems)
    placements = _placements(indicator_part, line, problems)
    if not goal:
        problems.append(Problem(line, "row_without_goal"))
    if not placements and not problems:
        problems.append(Problem(line, "row_without_indicators"))
    return Row(goal, tuple(placements), tuple(problems))


def goal_number(printed: str, goals: list[Goal]) -> int | None:
    """The goal that a table quotes, None where no goal or more than one fits."""
    ranked = sorted(((shared_words(printed, goal.wording), -goal.number) for goal in goals), reverse=True)
    if not ranked or ranked[0][0] < ENOUGH_SHARED_WORDS:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEAR_LEAD:
        return None
    return -ranked[0][1]


def _placements(text: str, line: int, problems: list[Problem]) -> list[Placement]:
    placements: list[Placement] = []
    pieces = _GROUP.split(text)  # text, group, text, group, text …
    groups = ["", *(group.strip().removesuffix(":").strip() for group in pieces[1::2])]
    for group, piece in zip(groups, pieces[0::2], strict=True):
        if len(group) > LONGEST_GROUP:
            problems.append(Problem(line, "group_too_long", {"text": _short(group)}))
        before, *wordings = _LIST.sub("", piece).split(BULLET)
        if before.strip():
            problems.append(Problem(line, "indicator_without_bullet", {"text": _short(before)}))
        for wording in wordings:
            plain = _plain(wording, line, problems)
            if plain:
                placements.append(Placement(plain, group))
            else:
                problems.append(Problem(line, "empty_indicator"))
    return placements


def _plain(text: str, line: int, problems: list[Problem]) -> str:
    tag = _TAG.search(text)
    if tag:
        problems.append(Problem(line, "unknown_markup", {"text": _short(tag.group())}))
    return without_footnote_marks(" ".join(html.unescape(text).split()))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
