"""The public pages of the concept, on the miniature."""

from datetime import date

import pytest

from portal.concept.publishing import import_file
from portal.db import Database
from tests.portal.concept.miniature import MINIATURE
from tests.portal.conftest import CheckingClient
from translations.store import put_translation

DAY = date(2026, 3, 1)
PATHS = (
    "concept/",
    "concept/fields/1",
    "concept/topics/8.1.1",
    "concept/topics/8.1.2",
    "concept/goals/1",
    "concept/goals/3",
    "concept/indicators/anzahl-beete",
    "concept/chapters/7",
    "concept/glossary",
    "concept/search",
    "concept/search?q=beet",
    "concept/search?q=zebra",
)


@pytest.fixture
def concept(database: Database) -> None:
    with database.session() as session:
        import_file(session, MINIATURE.encode(), "miniature.txt", today=DAY, accept_counts=True)


@pytest.mark.usefixtures("concept")
@pytest.mark.parametrize("language", ["de", "leicht", "en", "ar", "tr", "ku"])
def test_every_page_is_served_in_every_language(client: CheckingClient, language: str) -> None:
    for path in PATHS:
        assert client.get(f"/{language}/{path}").status_code == 200, path


@pytest.mark.usefixtures("concept")
@pytest.mark.parametrize(
    "path",
    ["fields/3", "fields/0", "topics/8.1.9", "topics/x", "goals/0", "goals/4", "indicators/none", "chapters/8"],
)
def test_what_the_concept_does_not_have_is_not_found(client: CheckingClient, path: str) -> None:
    assert client.get(f"/de/concept/{path}").status_code == 404


def test_without_a_concept_the_overview_says_so(client: CheckingClient) -> None:
    assert "noch kein Konzept" in client.get("/de/concept/").text
    assert client.get("/de/concept/glossary").status_code == 404


@pytest.mark.usefixtures("concept")
def test_overview_leads_to_fields_and_goals(client: CheckingClient) -> None:
    page = client.get("/de/concept/").text
    for address in ("/de/concept/fields/1", "/de/concept/fields/2", "/de/concept/goals/3", "/de/concept/chapters/7"):
        assert f'href="{address}"' in page


@pytest.mark.usefixtures("concept")
def test_indicator_shows_all_its_places_and_its_source_in_plain_words(client: CheckingClient) -> None:
    page = client.get("/de/concept/indicators/anzahl-beete").text
    assert 'href="/de/concept/topics/8.1.1#8.1.1-h1"' in page
    assert 'href="/de/concept/topics/8.1.2#8.1.2-h1"' in page
    assert "Erwachsene" in page
    assert "Ein Amt oder eine Einrichtung meldet die Zahl." in page


@pytest.mark.usefixtures("concept")
def test_goal_shows_where_it_is_printed_differently(client: CheckingClient) -> None:
    assert "Alle Beete unserer Stadt sind offen." in client.get("/de/concept/goals/1").text


@pytest.mark.usefixtures("concept")
def test_untranslated_text_is_german_and_says_so(client: CheckingClient, database: Database) -> None:
    with database.session() as session:
        put_translation(session, "concept.goal.1", "ar", "كل الأحواض مفتوحة.")
    page = client.get("/ar/concept/").text
    assert '<span lang="de" dir="ltr">Bäume für große Höfe sind gepflanzt.</span>' in page
    assert "كل الأحواض مفتوحة." in page
    assert '<span lang="de" dir="ltr">كل' not in page


@pytest.mark.usefixtures("concept")
@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("gaerten werkzeuge", "/de/concept/goals/2"),
        ("GÄRTEN", "/de/concept/fields/1"),
        ("anzahl eimer", "/de/concept/indicators/anzahl-eimer"),
        ("große höfe", "/de/concept/goals/3"),
        ("grosse hofe", "/de/concept/goals/3"),
        ("bäume pflanzen", "/de/concept/topics/8.2.1#8.2.1-h1"),
        ("hinter dem Haus", "/de/concept/glossary#hof"),
        ("m²", "/de/concept/indicators/flaeche-in-m2"),
    ],
)
def test_search_folds_case_and_umlauts(client: CheckingClient, query: str, address: str) -> None:
    page = client.get("/de/concept/search", query_string={"q": query}).text
    assert f'href="{address}"' in page


@pytest.mark.usefixtures("concept")
def test_search_counts_its_hits_and_handles_nothing(client: CheckingClient) -> None:
    assert "1 Treffer" in client.get("/de/concept/search?q=anzahl+eimer").text
    assert "Nichts gefunden" in client.get("/de/concept/search?q=zebra").text
    assert "Nichts gefunden" in client.get("/de/concept/search?q=%25%25").text
    assert "Treffer" not in client.get("/de/concept/search?q=++").text


@pytest.mark.usefixtures("concept")
def test_search_is_not_harmed_by_markup_or_length(client: CheckingClient) -> None:
    page = client.get("/de/concept/search", query_string={"q": '"><script>alert(1)</script>' + "x" * 5000})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


@pytest.mark.usefixtures("concept")
def test_search_finds_words_of_the_readers_language(client: CheckingClient, database: Database) -> None:
    with database.session() as session:
        put_translation(session, "concept.goal.3", "tr", "Büyük avlulara ağaç dikildi.")
    assert 'href="/tr/concept/goals/3"' in client.get("/tr/concept/search?q=agac").text
    assert 'href="/tr/concept/goals/3"' in client.get("/tr/concept/search?q=Bäume").text


@pytest.mark.usefixtures("concept")
def test_bold_and_labels_of_the_document_are_shown_as_such(client: CheckingClient) -> None:
    assert "<strong>Breite</strong> meint das eine." in client.get("/de/concept/chapters/3").text
    assert "<strong>1. Säen</strong><br>Zuerst wird gesät." in client.get("/de/concept/chapters/7").text
