"""A concept as values: what the reader of documents returns and what the database stores.

Texts are the printed wording. Nothing here is corrected; only markup of the source file is taken away.
"""

from dataclasses import dataclass, field
from typing import Literal

PassageKind = Literal["paragraph", "heading", "item", "footnote", "caption"]


@dataclass(frozen=True)
class Passage:
    """One block of running text. `text` may hold `**bold**` as printed."""

    kind: PassageKind
    text: str
    line: int = 0


@dataclass(frozen=True)
class Section:
    """A chapter ("7") or a section of one ("7.1")."""

    number: str
    title: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class GlossaryEntry:
    term: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Goal:
    number: int
    wording: str
    line: int = 0


@dataclass(frozen=True)
class Placement:
    """One indicator at one place; `subgroup` is empty where the cell is not divided."""

    wording: str
    subgroup: str = ""


@dataclass(frozen=True)
class GoalCell:
    """A row of a challenge's table. `printed` may deviate from the goal's own wording."""

    goal: int
    printed: str
    placements: tuple[Placement, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Challenge:
    wording: str
    cells: tuple[GoalCell, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Topic:
    code: str
    name: str
    introduction: tuple[Passage, ...] = ()
    challenges: tuple[Challenge, ...] = ()


@dataclass(frozen=True)
class Field:
    """A Handlungsfeld; `number` is 1 for the printed "8.1"."""

    number: int
    name: str
    motto: tuple[Passage, ...] = ()
    description: tuple[Passage, ...] = ()
    listed_challenges: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True)
class Document:
    chapters: tuple[Section, ...] = ()
    goals: tuple[Goal, ...] = ()
    fields: tuple[Field, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Why a document is refused. `code` is worded in `forms.py`; line 0 means the document as a whole."""

    line: int
    code: str
    values: dict[str, str | int] = field(default_factory=dict)


class BrokenDocument(Exception):
    """The document cannot be stored; carries every problem found, in the order of the lines."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems, first: {problems[0].code} in line {problems[0].line}")
        self.problems = sorted(problems, key=lambda problem: problem.line)
