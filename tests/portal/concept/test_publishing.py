"""From a file to a version: importing twice, changed documents, ids that stay, nothing stored after a fault."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from portal.concept import store
from portal.concept.comparing import Change
from portal.concept.document import BrokenDocument
from portal.concept.models import ConceptIndicator, ConceptVersion
from portal.concept.publishing import Outcome, import_file
from tests.portal.concept.miniature import MINIATURE, changed
from translations.models import Segment
from translations.store import put_translation, read_text

DAY = date(2026, 3, 1)


def take(session: Session, content: bytes = MINIATURE.encode()) -> Outcome:
    return import_file(session, content, "miniature.txt", today=DAY, accept_counts=True)


def kinds(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(change.kind, change.part, change.key) for change in outcome.changes]


def test_stores_a_version_with_its_texts_as_segments(session: Session) -> None:
    outcome = take(session)
    assert outcome.is_new
    assert outcome.version.imported_on == DAY
    assert session.get(Segment, "concept.goal.3").text == "Bäume für große Höfe sind gepflanzt."
    assert session.get(Segment, "concept.8.1.2.intro.1").text == "Werkzeug ist teuer."
    assert session.get(Segment, "concept.8.1.1-h1").text == "Beete anlegen"
    assert session.get(Segment, "concept.glossary.hof.1").text == "Ein Hof liegt hinter dem Haus."
    assert {segment.kind for segment in session.exec(select(Segment))} == {"concept"}


def test_the_same_file_again_changes_nothing(session: Session) -> None:
    first = take(session)
    again = take(session)
    assert (again.is_new, again.version.id, again.changes) == (False, first.version.id, [])
    assert len(store.list_versions(session)) == 1


def test_other_blanks_and_line_ends_are_the_same_content(session: Session) -> None:
    take(session)
    spaced = MINIATURE.replace("Text.\n", "Text.  \n\n").replace("\n", "\r\n")
    assert not take(session, spaced.encode()).is_new


def test_going_back_to_an_older_document_is_a_new_version(session: Session) -> None:
    take(session)
    take(session, changed("Anzahl Bäume", "Zahl der Vögel"))
    assert take(session).version.id == 3


@pytest.mark.parametrize("content", [b"", b"\xff", changed("8.2 Höfe\nL", "8.4 Höfe\nL")])
def test_a_broken_document_stores_nothing(session: Session, content: bytes) -> None:
    with pytest.raises(BrokenDocument):
        take(session, content)
    session.flush()
    assert session.exec(select(ConceptVersion)).all() == []
    assert session.exec(select(Segment)).all() == []


def test_other_counts_than_in_2021_need_a_persons_word(session: Session) -> None:
    with pytest.raises(BrokenDocument) as caught:
        import_file(session, MINIATURE.encode(), "miniature.txt", today=DAY)
    assert ("count_differs", {"place": "goals", "expected": 14, "found": 3}) in [
        (problem.code, problem.values) for problem in caught.value.problems
    ]


def test_a_reworded_goal_is_named_with_both_wordings(session: Session) -> None:
    take(session)
    outcome = take(
        session, changed("- 3 Bäume für große Höfe sind gepflanzt.", "- 3 Bäume für alle Höfe sind gepflanzt.")
    )
    assert (
        Change(
            "reworded",
            "goal",
            "concept.goal.3",
            "Bäume für alle Höfe sind gepflanzt.",
            "Bäume für große Höfe sind gepflanzt.",
            "Bäume für alle Höfe sind gepflanzt.",
        )
        in outcome.changes
    )


def test_an_added_and_a_removed_indicator_are_named(session: Session) -> None:
    take(session)
    outcome = take(session, changed("• Anzahl Bäume", "• Schattige Bänke"))
    assert kinds(outcome) == [
        ("added", "indicator", "concept.indicator.schattige-baenke"),
        ("removed", "indicator", "concept.indicator.anzahl-baeume"),
    ]


def test_a_nearly_equal_indicator_is_proposed_as_reworded(session: Session) -> None:
    take(session, changed("• Anzahl Bäume", "• Anteil der Kinder, die im Garten mithelfen"))
    outcome = take(session, changed("• Anzahl Bäume", "• Anteil der Kinder, die im Garten helfen"))
    assert [(change.kind, change.before, change.after) for change in outcome.changes] == [
        ("reworded", "Anteil der Kinder, die im Garten mithelfen", "Anteil der Kinder, die im Garten helfen")
    ]


def test_an_indicator_at_another_place_is_named_as_moved(session: Session) -> None:
    take(session)
    outcome = take(session, changed("• Anzahl Bäume", "• Anzahl Bäume • Anzahl Eimer"))
    assert [(change.kind, change.before, change.after) for change in outcome.changes] == [
        ("moved", "8.1.2-h1 · 2", "8.1.2-h1 · 2, 8.2.1-h1 · 3")
    ]


def test_ids_stay_when_only_case_blanks_or_the_full_stop_change(session: Session) -> None:
    take(session)
    before = {row.id for row in session.exec(select(ConceptIndicator))}
    outcome = take(session, changed("• Anzahl Bäume", "• anzahl  Bäume."))
    assert {row.id for row in session.exec(select(ConceptIndicator))} == before
    assert kinds(outcome) == [("reworded", "indicator", "concept.indicator.anzahl-baeume")]


def test_a_challenge_keeps_its_code_when_another_is_put_before_it(session: Session) -> None:
    take(session)
    table = "Integrationsziele\tRelevante Indikatoren\nBäume für große Höfe sind gepflanzt.\t<ul> • Anzahl Wege\n"
    new = f"Bäume geben Schatten.\nHerausforderung: Wege bauen\n{table}"
    version = take(session, changed("Bäume geben Schatten.\n", new)).version
    codes = [row.code for row in store.challenges_in(session, version.id) if row.topic == "8.2.1"]
    texts = store.texts_in(session, version.id)
    assert [texts[f"concept.{code}"].text for code in codes] == ["Wege bauen", "Bäume pflanzen"]
    assert codes == ["8.2.1-h2", "8.2.1-h1"]


def test_a_changed_text_makes_its_translation_outdated(session: Session) -> None:
    take(session)
    put_translation(session, "concept.goal.3", "tr", "Avlulara ağaç dikildi.")
    take(session, changed("- 3 Bäume für große Höfe sind gepflanzt.", "- 3 Bäume für alle Höfe sind gepflanzt."))
    assert read_text(session, "concept.goal.3", "tr").outdated
    assert not read_text(session, "concept.goal.2", "tr").outdated


def test_the_citys_document_is_stored_as_printed_and_keeps_its_ids(session: Session, shared: Path) -> None:
    content = (shared / "concept" / "vielfalt-leben-2021.txt").read_bytes()
    first = import_file(session, content, "concept.txt", today=DAY)
    session.flush()
    placements = store.placements_in(session, first.version.id)
    assert (len(placements), len({row.indicator_id for row in placements})) == (191, 181)
    printed = " ".join(content.decode().split())
    assert all(row.printed in printed for row in placements)
    ids = {row.id for row in session.exec(select(ConceptIndicator))}
    reworded = content.replace("Anzahl durchgeführter Dialoge".encode(), "Anzahl geführter Gespräche".encode())
    outcome = import_file(session, reworded, "concept.txt", today=DAY)
    assert kinds(outcome) == [
        ("added", "indicator", "concept.indicator.anzahl-gefuehrter-gespraeche"),
        ("removed", "indicator", "concept.indicator.anzahl-durchgefuehrter-dialoge"),
    ]
    assert {row.id for row in session.exec(select(ConceptIndicator))} == ids | {"anzahl-gefuehrter-gespraeche"}
