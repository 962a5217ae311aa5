"""Reading the city's concept document: bytes in, a `Document` out, or every problem with its line.

The document is plain text: numbered chapters, chapter 6 with the goals, chapter 8 with the fields and their
tables, chapter 10 with the glossary. What stands before chapter 1 (table of contents, summary), the
references and the imprint are not part of the published concept.
"""

import re
from dataclasses import dataclass, field

from portal.concept.document import BrokenDocument, Document, GlossaryEntry, Goal, Problem, Section
from portal.concept.handlungsfelder import read_fields
from portal.concept.passages import Line, read_passages
from portal.concept.wording import without_footnote_marks

LARGEST_FILE = 4 * 1024 * 1024  # bytes; the document of 2021 has 104 kB
_CHAPTER = re.compile(r"(\d{1,2})\. ([^\t]+)")
_SECTION = re.compile(r"(\d{1,2})\.(\d{1,2}) ([^\t]+)")
_GOAL = re.compile(r"- (\d{1,2}) (\S.*)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
GOALS_CHAPTER, FIELDS_CHAPTER, GLOSSARY_CHAPTER = 6, 8, 10
PROSE_CHAPTERS = range(1, 8)


@dataclass
class _Chapter:
    number: int
    title: str
    line: int
    lines: list[Line] = field(default_factory=list)


def read_document(content: bytes) -> Document:
    """Raises `BrokenDocument`. Whether the counts are the expected ones is asked in `counting`."""
    lines = _lines(content)
    chapters, problems = _chapters(lines)
    goals = _goals(chapters.get(GOALS_CHAPTER), problems)
    chapter = chapters.get(FIELDS_CHAPTER)
    fields, found = read_fields(chapter.lines if chapter else [], goals)
    problems.extend(found)
    glossary = _glossary(chapters.get(GLOSSARY_CHAPTER), problems)
    if problems:
        raise BrokenDocument(problems)
    sections = [section for n in PROSE_CHAPTERS for section in _sections(chapters[n])]
    return Document(tuple(sections), tuple(goals), fields, glossary)


def _lines(content: bytes) -> list[Line]:
    if len(content) > LARGEST_FILE:
        raise BrokenDocument([Problem(0, "too_large", {"megabytes": LARGEST_FILE // 1024**2})])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BrokenDocument([Problem(line, "not_utf8")]) from error
    lines = list(enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1))
    if not text.strip():
        raise BrokenDocument([Problem(0, "empty")])
    spoiled = [Problem(number, "control_character") for number, line in lines if _CONTROL.search(line)]
    if spoiled:
        raise BrokenDocument(spoiled)
    return lines


def _chapters(lines: list[Line]) -> tuple[dict[int, _Chapter], list[Problem]]:
    """Splits at the chapter headings; they are told from numbered lists by their rising number."""
    chapters: dict[int, _Chapter] = {}
    problems: list[Problem] = []
    last: _Chapter | None = None
    for number, text in lines:
        heading = _CHAPTER.fullmatch(text.strip())
        if heading and int(heading.group(1)) == (last.number if last else 0) + 1:
            last = _Chapter(int(heading.group(1)), heading.group(2).strip(), number)
            chapters[last.number] = last
        elif last:
            last.lines.append((number, text))
    for wanted in (*PROSE_CHAPTERS, FIELDS_CHAPTER, GLOSSARY_CHAPTER):
        if wanted not in chapters:
            # Headings are followed one by one, so the first gap explains all later ones.
            problems.append(Problem(last.line if last else 0, "chapter_missing", {"chapter": wanted}))
            break
    return chapters, problems


def _goals(chapter: _Chapter | None, problems: list[Problem]) -> list[Goal]:
    """The numbered goals. Elsewhere "- 5 …" is a quantity, so only chapter 6 is read, in its order."""
    if chapter is None:
        return []
    goals: list[Goal] = []
    for line, text in chapter.lines:
        match = _GOAL.fullmatch(text.strip())
        if not match:
            continue
        if int(match.group(1)) != len(goals) + 1:
            values: dict[str, str | int] = {"expected": len(goals) + 1, "found": int(match.group(1))}
            problems.append(Problem(line, "goal_out_of_order", values))
        goals.append(Goal(int(match.group(1)), without_footnote_marks(match.group(2)), line))
    if not goals:
        problems.append(Problem(chapter.line, "no_goals"))
    return goals


def _sections(chapter: _Chapter) -> list[Section]:
    parts: list[tuple[str, str, list[Line]]] = [(str(chapter.number), chapter.title, [])]
    for line, text in chapter.lines:
        heading = _SECTION.fullmatch(text.strip())
        if heading and int(heading.group(1)) == chapter.number:
            parts.append((f"{heading.group(1)}.{heading.group(2)}", heading.group(3).strip(), []))
        elif chapter.number != GOALS_CHAPTER or not _GOAL.fullmatch(text.strip()):
            parts[-1][2].append((line, text))
    return [Section(number, title, read_passages(lines)) for number, title, lines in parts]


def _glossary(chapter: _Chapter | None, problems: list[Problem]) -> tuple[GlossaryEntry, ...]:
    """A short line without a full stop opens a term; what stands before the first term is its preface."""
    if chapter is None:
        return ()
    entries: list[GlossaryEntry] = []
    for passage in read_passages(chapter.lines):
        if passage.kind == "heading":
            entries.append(GlossaryEntry(passage.text))
        elif entries:
            entries[-1] = GlossaryEntry(entries[-1].term, (*entries[-1].passages, passage))
    for entry in entries:
        if not entry.passages:
            problems.append(Problem(chapter.line, "term_without_text", {"term": entry.term}))
    if not entries:
        problems.append(Problem(chapter.line, "no_glossary"))
    return tuple(entries)
