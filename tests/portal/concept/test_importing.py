"""The reader of concept documents on an invented miniature: what it reads, what it refuses, with which line."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.concept.counting import counted
from portal.concept.document import BrokenDocument, Challenge, GoalCell, Passage, Placement
from portal.concept.importing import LARGEST_FILE, read_document
from tests.portal.concept.miniature import MINIATURE, changed, line_of

LAST_ROW = line_of("Bäume für große Höfe sind gepflanzt..")


def problems_of(content: bytes) -> list[tuple[int, str]]:
    with pytest.raises(BrokenDocument) as caught:
        read_document(content)
    return [(problem.line, problem.code) for problem in caught.value.problems]


def test_reads_the_structure() -> None:
    document = read_document(MINIATURE.encode())
    assert [(field.number, field.name) for field in document.fields] == [(1, "Gärten"), (2, "Höfe")]
    assert [topic.code for field in document.fields for topic in field.topics] == ["8.1.1", "8.1.2", "8.2.1"]
    assert document.fields[0].listed_challenges == ("Beete anlegen.", "Werkzeug teilen.")
    assert [entry.term for entry in document.glossary] == ["Beet", "Hof"]
    assert [section.number for section in document.chapters] == ["1", "2", "3", "4", "5", "6", "7", "7.1"]


def test_counts_what_it_read() -> None:
    counts = counted(read_document(MINIATURE.encode()))
    assert (counts.goals, counts.goal_cells, counts.deviating_cells) == (3, 4, 3)
    assert (counts.placements, counts.indicators) == (7, 6)  # "Anzahl Beete" stands at two places


def test_removes_markup_and_keeps_the_printed_wording() -> None:
    challenge = read_document(MINIATURE.encode()).fields[0].topics[0].challenges[0]
    assert challenge == Challenge(
        "Beete anlegen",
        (
            GoalCell(
                1,
                "Alle Beete unserer Stadt sind offen.",
                (Placement("Anzahl Beete"), Placement("Fläche in m²")),
                line_of("<p>Alle Beete"),
            ),
            GoalCell(
                2,
                "Werkzeuge sind für Anfänger in allen Gärten zugänglich.",
                (Placement("Anteil geteilter Rechen"),),
                line_of("Werkzeuge sind für Anfänger in allen Gärten zugänglich."),
            ),
        ),
        line_of("Herausforderung: Beete"),
    )


def test_keeps_the_groups_within_a_cell() -> None:
    cell = read_document(MINIATURE.encode()).fields[0].topics[1].challenges[0].cells[0]
    assert [(p.subgroup, p.wording) for p in cell.placements] == [
        ("Kinder", "Anzahl Eimer"),
        ("Erwachsene", "Anzahl Rechen"),
        ("Erwachsene", "Anzahl Beete"),
    ]


def test_mends_sentences_words_and_items_torn_by_a_page_break() -> None:
    chapters = {section.number: section.passages for section in read_document(MINIATURE.encode()).chapters}
    assert [passage.text for passage in chapters["1"]] == [
        "Der Garten ist für alle da und für jeden Menschen offen.¹",
        "Ein Satz läuft hier über das Ende der Seite hinaus und spricht von der **Gartenarbeit** im Frühling.",
        "¹ Eine Fußnote.",
    ]
    assert chapters["3"][1].text == "Länge ist hier getrennt, weil die Seite endet."
    assert chapters["7.1"][0] == Passage("item", "1. Säen\tZuerst wird gesät.", line_of("1. Säen"))


def test_numbered_quantities_outside_chapter_6_are_no_goals() -> None:
    assert [goal.number for goal in read_document(MINIATURE.encode()).goals] == [1, 2, 3]


def test_line_ends_and_byte_order_mark_make_no_difference() -> None:
    plain = read_document(MINIATURE.encode())
    assert read_document(b"\xef\xbb\xbf" + MINIATURE.replace("\n", "\r\n").encode()) == plain


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("8.1.2 Werkzeug", "8.1.3 Werkzeug", line_of("8.1.2 Werkzeug\nW"), "heading_out_of_order"),
        ("8.2 Höfe\nL", "8.3 Höfe\nL", line_of("8.2 Höfe\nL"), "heading_out_of_order"),
        ("Bäume für große Höfe sind gepflanzt..", "Vögel singen.", LAST_ROW, "unknown_goal"),
        ("\t<ul> • Anzahl Bäume", "\t", LAST_ROW, "row_without_tab"),
        ("\t<ul> • Anzahl Bäume", "\t<ul> Anzahl Bäume", LAST_ROW, "indicator_without_bullet"),
        ("• Anzahl Bäume", "• Anzahl Bäume • • Zahl", LAST_ROW, "empty_indicator"),
        ("• Anzahl Bäume", "• <b>Anzahl Bäume", LAST_ROW, "unknown_markup"),
        ("• Anzahl Bäume", f"<p>{'Gruppe' * 20}</p> • Anzahl Bäume", LAST_ROW, "group_too_long"),
        ("Herausforderung: Bäume pflanzen\n", "", line_of("Herausforderung: Bäume"), "table_without_challenge"),
        ("- 2 Werkzeuge", "- 4 Werkzeuge", line_of("- 2 Werkzeuge"), "goal_out_of_order"),
        ("8.2.1 Bäume\n", "", line_of("Bäume geben"), "challenge_without_topic"),
        ("5. Ansprüche\n", "", line_of("4. Menschen"), "chapter_missing"),
        ("Hof\nEin Hof liegt hinter dem Haus.", "Hof", line_of("10. Glossar"), "term_without_text"),
    ],
)
def test_names_line_and_cause_of_what_is_broken(old: str, new: str, line: int, code: str) -> None:
    found = problems_of(changed(old, new))
    assert (line, code) in found


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (b"", 0, "empty"),
        (b"  \n ", 0, "empty"),
        (b"Gut\nSchl\xfcssel\n", 2, "not_utf8"),
        (b"Gut\na\x00b", 2, "control_character"),
        (b"x" * (LARGEST_FILE + 1), 0, "too_large"),
        (b"%PDF-1.7 anything", 0, "chapter_missing"),
    ],
)
def test_refuses_files_that_are_no_such_document(content: bytes, line: int, code: str) -> None:
    assert (line, code) in problems_of(content)


def test_reports_all_problems_in_the_order_of_their_lines() -> None:
    broken = MINIATURE.replace("8.1.2 Werkzeug\nW", "8.1.9 Werkzeug\nW").replace("• Anzahl Beete • F", "• • F")
    assert [code for _, code in problems_of(broken.encode())] == ["empty_indicator", "heading_out_of_order"]


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(0, len(MINIATURE)),
    length=st.integers(0, 400),
    insert=st.text(alphabet="<>•\t\n-18. Äx¹*", max_size=8),
)
def test_any_damage_is_read_or_refused_but_never_breaks_the_reader(start: int, length: int, insert: str) -> None:
    damaged = MINIATURE[:start] + insert + MINIATURE[start + length :]
    with contextlib.suppress(BrokenDocument):
        read_document(damaged.encode())
