from typing import Any

import pytest


@pytest.mark.usefixtures("demo_directory")
@pytest.mark.parametrize("language", ["de", "leicht", "en", "ar", "tr", "pl", "fa"])
def test_the_directory_shows_topics_and_all_services(client: Any, language: str) -> None:
    response = client.get(f"/{language}/advice/")
    assert response.status_code == 200
    assert f'href="/{language}/advice/jobcenter"' in response.text
    assert f'href="/{language}/advice/?topic=housing"' in response.text


def test_an_empty_directory_says_so(client: Any) -> None:
    assert "Hier steht noch keine Stelle" in client.get("/de/advice/").text


@pytest.mark.usefixtures("two_services")
def test_search_shows_what_fits_and_keeps_the_words(client: Any) -> None:
    page = client.get("/de/advice/?q=Naehstube").text
    assert "1 Stelle gefunden" in page
    assert "Nähstube Übergang" in page
    assert "Straßenfest" not in page
    assert 'value="Naehstube"' in page


@pytest.mark.usefixtures("two_services")
def test_nothing_found_leads_to_the_chat(client: Any) -> None:
    page = client.get("/de/advice/?q=Raumfahrt").text
    assert "0 Stellen gefunden" in page
    assert 'href="/de/chat/"' in page


@pytest.mark.usefixtures("two_services")
@pytest.mark.parametrize("query", ["topic=nonsense", "language=xx", "q=%00%ff", "q=" + "a" * 5000, "q=%F0%9F%99%82"])
def test_odd_queries_do_no_harm(client: Any, query: str) -> None:
    assert client.get(f"/de/advice/?{query}").status_code == 200


@pytest.mark.usefixtures("two_services")
def test_a_page_shows_all_that_is_known_ready_to_dial(client: Any) -> None:
    page = client.get("/de/advice/naehstube").text
    assert 'href="tel:+495361000001"' in page
    assert 'href="https://example.org/naehen"' in page
    assert "Montag: 09:00-12:00" in page
    assert "Dienstag: geschlossen" in page
    assert "Türkçe" in page
    assert "Zuletzt bestätigt am 5. März 2026" in page
    assert "Demo-Daten" not in page


@pytest.mark.usefixtures("two_services")
def test_what_is_not_known_is_said(client: Any) -> None:
    page = client.get("/de/advice/strassenfest").text
    # Once for how to come and once for all the facts, which are named.
    assert page.count("Angaben fehlen noch.") == 2
    for name in ("Sprachen", "Adresse", "Telefon", "E-Mail", "Internet", "Öffnungszeiten"):
        assert f"<dt>{name}</dt>" in page
    assert "noch niemand bestätigt" in page


@pytest.mark.usefixtures("demo_directory")
def test_demo_services_are_marked(client: Any) -> None:
    assert "Demo-Daten" in client.get("/de/advice/jobcenter").text


def test_an_unknown_service_is_no_page(client: Any) -> None:
    assert client.get("/de/advice/nichts").status_code == 404


@pytest.mark.usefixtures("two_services")
def test_open_data_gives_texts_in_the_wanted_language_with_their_state(client: Any) -> None:
    body = client.get("/api/v1/advice?lang=ar&q=خياطة").get_json()
    [service] = body["services"]
    assert service["slug"] == "naehstube"
    assert service["name"] == {
        "text": "مشغل الخياطة",
        "language": "ar",
        "dir": "rtl",
        "translation": {"origin": "human", "reviewed": False, "outdated": False},
    }
    assert service["how"]["language"] == "de"
    assert service["opening"][0] == "09:00-12:00"
    assert service["confirmed_on"] == "2026-03-05"
    assert client.get("/api/v1/advice/naehstube").get_json()["topics"] == ["women", "work"]


@pytest.mark.usefixtures("two_services")
@pytest.mark.parametrize("query", ["topic=nonsense", "lang=xx", "language=xx"])
def test_open_data_names_a_bad_value(client: Any, query: str) -> None:
    response = client.get(f"/api/v1/advice?{query}")
    assert response.status_code == 400
    assert response.get_json()["known"]
