"""Chapter 8 of the document: fields, their topics, and the tables of challenges, goals and indicators."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.concept.cells import BULLET, goal_number, read_row
from portal.concept.document import Challenge, Field, Goal, GoalCell, Problem, Topic
from portal.concept.passages import Line, read_passages
from portal.concept.wording import without_footnote_marks

_FIELD = re.compile(r"8\.(\d+) (\S.*)")
_TOPIC = re.compile(r"8\.(\d+)\.(\d+) (\S.*)")
_CHALLENGE = re.compile(r"Herausforderung:\s*(.*)")
_TABLE_HEADER = re.compile(r"Integrationsziele\s+Relevante Indikatoren")
_PARTS = {
    "Leitsatz": "motto",
    "Beschreibung des Handlungsfeldes": "description",
    "Zentrale Herausforderungen": "listed",
}


@dataclass
class _OpenChallenge:
    wording: str
    line: int
    header_seen: bool = False
    cells: list[GoalCell] = field(default_factory=list)

    def closed(self) -> Challenge:
        return Challenge(self.wording, tuple(self.cells), self.line)


@dataclass
class _OpenTopic:
    code: str
    name: str
    line: int
    lines: list[Line] = field(default_factory=list)
    challenges: list[_OpenChallenge] = field(default_factory=list)

    def closed(self) -> Topic:
        challenges = tuple(challenge.closed() for challenge in self.challenges)
        return Topic(self.code, self.name, read_passages(self.lines), challenges)


@dataclass
class _OpenField:
    number: int
    name: str
    line: int
    parts: dict[str, list[Line]] = field(default_factory=lambda: {name: [] for name in _PARTS.values()})
    topics: list[_OpenTopic] = field(default_factory=list)

    def closed(self) -> Field:
        listed = read_passages(self.parts["listed"])
        footnotes = tuple(passage for passage in listed if passage.kind == "footnote")
        return Field(
            self.number,
            self.name,
            read_passages(self.parts["motto"]),
            read_passages(self.parts["description"]) + footnotes,
            tuple(without_footnote_marks(item.text) for item in listed if item.kind == "item"),
            tuple(topic.closed() for topic in self.topics),
        )


def read_fields(lines: Iterable[Line], goals: list[Goal]) -> tuple[tuple[Field, ...], list[Problem]]:
    reader = _Reader(goals)
    for number, text in lines:
        reader.take(number, text)
    reader.finish()
    return tuple(field.closed() for field in reader.fields), reader.problems


class _Reader:
    """Takes the lines in order; knows where it stands: in a part of a field, a topic, or a table."""

    def __init__(self, goals: list[Goal]) -> None:
        self.goals = goals
        self.fields: list[_OpenField] = []
        self.problems: list[Problem] = []
        self._part: list[Line] | None = None
        self._challenge: _OpenChallenge | None = None

    def take(self, line: int, raw: str) -> None:
        text = raw.strip()
        if topic := _TOPIC.fullmatch(text):
            self._open_topic(line, topic)
        elif opened := _FIELD.fullmatch(text):
            self._open_field(line, int(opened.group(1)), opened.group(2))
        elif challenge := _CHALLENGE.fullmatch(text):
            self._open_challenge(line, challenge.group(1).strip())
        elif _TABLE_HEADER.fullmatch(text):
            self._take_header(line)
        elif text in _PARTS and self.fields and not self.fields[-1].topics:
            self._part = self.fields[-1].parts[_PARTS[text]]
        elif self._challenge:
            self._take_table_line(line, raw)
        elif self._part is not None:
            self._part.append((line, raw))
        elif text and self.fields:
            self._complain(line, "text_without_place")

    def finish(self) -> None:
        self._check_challenge()
        for opened in self.fields:
            if not opened.topics:
                self._complain(opened.line, "field_without_topics", field=f"8.{opened.number}")
            for topic in opened.topics:
                if not topic.challenges:
                    self._complain(topic.line, "topic_without_challenges", topic=topic.code)

    def _complain(self, line: int, code: str, **values: str | int) -> None:
        self.problems.append(Problem(line, code, values))

    def _open_field(self, line: int, number: int, name: str) -> None:
        self._check_challenge()
        expected = len(self.fields) + 1
        if number != expected:
            self._complain(line, "heading_out_of_order", expected=f"8.{expected}", found=f"8.{number}")
        self.fields.append(_OpenField(number, name, line))
        self._part = None

    def _open_topic(self, line: int, match: re.Match[str]) -> None:
        self._check_challenge()
        found = f"8.{match.group(1)}.{match.group(2)}"
        if not self.fields:
            self._complain(line, "topic_without_field", topic=found)
            self.fields.append(_OpenField(int(match.group(1)), "", line))
        opened = self.fields[-1]
        expected = f"8.{opened.number}.{len(opened.topics) + 1}"
        if found != expected:
            self._complain(line, "heading_out_of_order", expected=expected, found=found)
        opened.topics.append(_OpenTopic(found, match.group(3), line))
        self._part = opened.topics[-1].lines

    def _open_challenge(self, line: int, wording: str) -> None:
        self._check_challenge()
        self._challenge = _OpenChallenge(without_footnote_marks(wording), line)
        if not wording:
            self._complain(line, "challenge_without_wording")
        if self.fields and self.fields[-1].topics:
            self.fields[-1].topics[-1].challenges.append(self._challenge)
        else:
            self._complain(line, "challenge_without_topic")

    def _take_header(self, line: int) -> None:
        if self._challenge is None or self._challenge.header_seen:
            self._complain(line, "table_without_challenge")
        else:
            self._challenge.header_seen = True

    def _take_table_line(self, line: int, raw: str) -> None:
        challenge, text = self._challenge, raw.strip()
        if challenge is None or not text:
            return
        if not challenge.header_seen:
            self._complain(line, "table_without_header", challenge=challenge.wording)
            challenge.header_seen = True
        if "\t" not in text:
            code = "indicator_outside_row" if text.startswith(BULLET) else "row_without_tab"
            self._complain(line, code)
            return
        row = read_row(text, line)
        self.problems.extend(row.problems)
        number = goal_number(row.goal, self.goals)
        if number is None and row.goal:
            self._complain(line, "unknown_goal", text=row.goal[:80])
        elif number in {cell.goal for cell in challenge.cells}:
            self._complain(line, "goal_twice", goal=number or 0)
        challenge.cells.append(GoalCell(number or 0, row.goal, row.placements, line))

    def _check_challenge(self) -> None:
        if self._challenge and not self._challenge.cells:
            self._complain(self._challenge.line, "challenge_without_table")
        self._challenge = None
        self._part = None
