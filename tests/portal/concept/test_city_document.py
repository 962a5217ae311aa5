"""The city's document of 2021 against a list of its indicators that somebody else made."""

import csv
import re
from pathlib import Path

import pytest

from portal.concept.classes import source_class
from portal.concept.counting import counted, deviates, placements_by_topic, require_expected_counts
from portal.concept.document import BrokenDocument, Document
from portal.concept.importing import read_document
from portal.concept.wording import name_from


@pytest.fixture(scope="module")
def content(shared: Path) -> bytes:
    return (shared / "concept" / "vielfalt-leben-2021.txt").read_bytes()


@pytest.fixture(scope="module")
def document(content: bytes) -> Document:
    return read_document(content)


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    with (shared / "concept" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_placement_stands_where_the_list_has_it(document: Document, rows: list[dict[str, str]]) -> None:
    read = [
        (f"{topic.code} {topic.name}", challenge.wording, cell.goal, place.wording, place.subgroup, cell.line)
        for field in document.fields
        for topic in field.topics
        for challenge in topic.challenges
        for cell in challenge.cells
        for place in cell.placements
    ]
    listed = [
        (r["thema"], r["herausforderung"], int(r["ziel_nr"]), r["indicator"], r["untergruppe"], int(r["source_line"]))
        for r in rows
    ]
    assert read == listed


def test_fields_are_named_as_in_the_list(document: Document, rows: list[dict[str, str]]) -> None:
    assert [f"8.{field.number} {field.name}" for field in document.fields] == sorted({r["handlungsfeld"] for r in rows})


def test_the_same_cells_deviate_from_chapter_6(document: Document, rows: list[dict[str, str]]) -> None:
    goals = {goal.number: goal.wording for goal in document.goals}
    read = {
        cell.line
        for field in document.fields
        for topic in field.topics
        for challenge in topic.challenges
        for cell in challenge.cells
        if deviates(cell.printed, goals[cell.goal])
    }
    assert read == {int(r["source_line"]) for r in rows if r["goal_wording_canonical"] == "nein"}


def test_counts_are_those_of_the_issue(document: Document) -> None:
    counts = counted(document).as_dict()
    assert counts == {
        "fields": 4,
        "topics": 14,
        "listed_challenges": 27,
        "challenge_tables": 31,
        "challenge_wordings": 28,
        "goals": 14,
        "goal_cells": 72,
        "deviating_cells": 31,
        "placements": 191,
        "indicators": 181,
        "chapters": 7,
        "glossary_terms": 3,
    }
    assert [len(field.listed_challenges) for field in document.fields] == [7, 7, 9, 4]
    assert list(placements_by_topic(document).values()) == [28, 8, 8, 17, 11, 9, 22, 11, 21, 18, 21, 6, 4, 7]
    require_expected_counts(document)


def test_classes_of_our_file_are_those_of_the_list(rows: list[dict[str, str]]) -> None:
    distinct = [row for row in rows if not row["duplicate_of_row"]]
    ours = [source_class(name_from(row["indicator"])) for row in distinct]
    assert [(c.letter, c.secondary) for c in ours] == [(r["class"], r["secondary_class"]) for r in distinct]
    assert [sum(c.letter == letter for c in ours) for letter in "abc"] == [6, 21, 154]
    assert all(bool(c.computed_by) == (c.letter == "b") for c in ours)


def test_every_text_is_printed_like_that_in_the_file(document: Document, content: bytes) -> None:
    """Blanks and the joints of page breaks aside, no character is added, changed or lost."""
    printed = _bare(content.decode())
    for section in document.chapters:
        for passage in section.passages:
            assert _bare(passage.text) in printed
    for field in document.fields:
        texts = [p.text for p in field.motto + field.description] + list(field.listed_challenges)
        texts += [p.text for topic in field.topics for p in topic.introduction]
        texts += [entry.term for entry in document.glossary]
        for text in texts:
            assert _bare(text) in printed


def _bare(text: str) -> str:
    return re.sub(r"[\s*-]+", "", text)


def test_nothing_of_chapters_1_to_7_is_left_out(document: Document, content: bytes) -> None:
    lines = content.decode().split("\n")
    first = next(n for n, line in enumerate(lines) if re.match(r"1\. [^\t]+$", line))
    last = next(n for n, line in enumerate(lines) if re.match(r"8\. [^\t]+$", line))
    kept = "".join(
        [f"{s.number}.{s.title}" + "".join(p.text for p in s.passages) for s in document.chapters]
        + [f"{goal.number}{goal.wording}" for goal in document.goals]
    )
    # Only the marks of the layout may be missing: list dashes, the dot of a chapter number, one footnote mark.
    lost = len(_letters("".join(lines[first:last]))) - len(_letters(kept))
    assert lost == 0


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


def test_a_lost_table_is_refused_with_expected_and_found(content: bytes) -> None:
    lines = content.decode().split("\n")
    start = lines.index("Herausforderung: Den Zugang zu Hochschulbildung ermöglichen")
    del lines[start : start + 6]
    with pytest.raises(BrokenDocument) as caught:
        require_expected_counts(read_document("\n".join(lines).encode()))
    found = {str(p.values["place"]): (p.values["expected"], p.values["found"]) for p in caught.value.problems}
    assert found["challenge_tables"] == (31, 30)
    assert found["8.3"] == (60, 57)
    assert found["8.3.2"] == (18, 15)
