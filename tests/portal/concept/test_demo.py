"""The demo concept: the facts of the city's concept and no sentence of it."""

import re
from pathlib import Path

import yaml
from sqlmodel import Session, select

from portal.concept import demo, store
from portal.concept.counting import counted, placements_by_topic
from portal.concept.importing import read_document
from portal.concept.publishing import import_file
from portal.concept.wording import normalised
from portal.config import Settings
from portal.web.clock import today
from tests.portal.concept.miniature import MINIATURE
from tests.portal.conftest import CheckingClient
from translations.models import Segment, Translation
from translations.store import read_text

LANGUAGES = ("leicht", "en", "ar", "tr")
EXPLAINED = {"Diskriminierung"}  # long, but a term of the glossary


def texts(name: str) -> dict:
    return yaml.safe_load((demo.FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def all_sentences(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in all_sentences(part)]
    if isinstance(value, list):
        return [text for part in value for text in all_sentences(part)]
    return [str(value)]


def test_has_the_numbers_of_the_citys_concept() -> None:
    document = demo.demo_document(texts("structure"), texts("de"))
    counts = counted(document)
    assert (counts.fields, counts.topics, counts.listed_challenges, counts.challenge_tables) == (4, 14, 27, 31)
    assert (counts.goals, counts.goal_cells, counts.placements, counts.indicators) == (14, 72, 191, 181)
    assert list(placements_by_topic(document).values()) == [28, 8, 8, 17, 11, 9, 22, 11, 21, 18, 21, 6, 4, 7]


def test_facts_are_those_of_the_document_and_sentences_are_not(shared: Path) -> None:
    content = (shared / "concept" / "vielfalt-leben-2021.txt").read_bytes()
    city, own = read_document(content), demo.demo_document(texts("structure"), texts("de"))
    for theirs, ours in zip(city.fields, own.fields, strict=True):
        assert theirs.name == ours.name
        for topic, own_topic in zip(theirs.topics, ours.topics, strict=True):
            assert (topic.code, topic.name) == (own_topic.code, own_topic.name)
            for table, own_table in zip(topic.challenges, own_topic.challenges, strict=True):
                assert [(c.goal, c.placements) for c in table.cells] == [
                    (c.goal, c.placements) for c in own_table.cells
                ]
    printed = normalised(content.decode())
    for text in all_sentences(texts("de")):
        for sentence in re.split(r"(?<=[.?!])\s", text):
            if len(sentence.split()) > 3:
                assert normalised(sentence) not in printed


def test_loads_once_and_never_over_an_imported_concept(session: Session, settings: Settings) -> None:
    demo.load(session, settings)
    demo.load(session, settings)
    assert [version.is_demo for version in store.list_versions(session)] == [True]
    import_file(session, MINIATURE.encode(), "miniature.txt", today=today(), accept_counts=True)
    demo.load(session, settings)
    assert [version.is_demo for version in store.list_versions(session)] == [False, True]


def test_every_translation_belongs_to_a_text_and_is_accepted(session: Session, settings: Settings) -> None:
    demo.load(session, settings)
    session.flush()
    rows = session.exec(select(Translation)).all()
    assert {row.language for row in rows} == set(LANGUAGES)
    assert {(row.origin, row.review, row.changed_by) for row in rows} == {("human", "accepted", "demo")}


def test_every_text_is_there_in_leichte_sprache(session: Session, settings: Settings) -> None:
    demo.load(session, settings)
    session.flush()
    translated = {row.segment_key for row in session.exec(select(Translation)) if row.language == "leicht"}
    assert set(session.exec(select(Segment.key))) == translated


def test_leichte_sprache_has_short_lines_with_one_sentence_each() -> None:
    for text in all_sentences(demo.texts_in("leicht")):
        for line in text.splitlines():
            words = line.replace("**", "").split()
            assert len(words) <= 12, line
            assert not re.search(r"[;()\[\]–%…/]", line), line
            assert len(re.findall(r"[.!?](?= )", line)) == 0, line
            assert line.count(",") <= 1, line
            parts = [part for word in words for part in re.split(r"\W", word) if part not in EXPLAINED]
            assert all(len(part) <= 14 for part in parts), line


def test_pages_say_that_they_are_a_demo(client: CheckingClient, session: Session, settings: Settings) -> None:
    demo.load(session, settings)
    session.commit()
    for language in ("de", *LANGUAGES):
        for path in (
            "",
            "indicators/anteil-aller-schulen-mit-courage-in-wolfsburg",
            "fields/1",
            "topics/8.3.1",
            "goals/14",
            "glossary",
            "search?q=sport",
            "chapters/3",
        ):
            page = client.get(f"/{language}/concept/{path}")
            assert page.status_code == 200
            assert 'class="alert alert--warning"' in page.text


def test_no_demo_sentence_is_left_under_the_citys_own_words(session: Session, settings: Settings, shared: Path) -> None:
    demo.load(session, settings)
    content = (shared / "concept" / "vielfalt-leben-2021.txt").read_bytes()
    import_file(session, content, "concept.txt", today=today())
    session.flush()
    for language in LANGUAGES:
        assert not read_text(session, "concept.goal.1", language).outdated
        assert read_text(session, "concept.goal.1", language).language.slug == "de"
    # A name that both have is a fact, so its translation stays.
    assert read_text(session, "concept.8.2.1.name", "tr").text == "Sağlık"
    assert session.get(Segment, "concept.glossary.indikator.term") is None
