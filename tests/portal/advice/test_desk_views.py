from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from portal.advice.directory import text_key
from portal.advice.store import find_service
from portal.db import Database
from portal.web.clock import today
from translations.store import list_entries, read_text

Staff = Callable[[str], Any]

CHANGED = {
    "name_de": "Nähstube Übergang",
    "name_leicht": "Nähen",
    "what_de": "Nähen und reden.",
    "what_leicht": "Sie nähen.\nSie sprechen Deutsch.",
    "how_de": "Klingeln Sie zweimal.",
    "topics": ["work", "women"],
    "languages": ["tr"],
    "phone": "05361/00 00 02",
    "opening_0": "9:00 - 12:00",
}


@pytest.fixture
def editor(staff: Staff, two_services: None) -> Any:
    return staff("editor")


@pytest.mark.usefixtures("two_services")
@pytest.mark.parametrize("role", ["translator", "survey_manager", "analyst", "counsellor", "admin"])
def test_only_editors_see_the_desk(staff: Staff, role: str) -> None:
    assert staff(role).get("/staff/advice/").status_code == 403


@pytest.mark.usefixtures("two_services")
@pytest.mark.parametrize("path", ["", "naehstube"])
def test_nobody_comes_in_without_signing_in(client: Any, path: str) -> None:
    assert client.get(f"/staff/advice/{path}").status_code == 303


def test_the_list_shows_who_confirmed_when(editor: Any) -> None:
    page = editor.get("/staff/advice/").text
    assert "Zuletzt bestätigt am 5. März 2026" in page
    assert "noch niemand bestätigt" in page


def test_confirming_sets_today(editor: Any, session: Session) -> None:
    assert editor.post("/staff/advice/strassenfest/confirm").status_code == 303
    assert find_service(session, "strassenfest").confirmed_on == today()


def test_facts_and_texts_are_stored_and_old_translations_become_outdated(editor: Any, database: Database) -> None:
    response = editor.post("/staff/advice/naehstube", CHANGED)
    assert response.status_code == 303
    with database.session() as session:
        service = find_service(session, "naehstube")
        assert (service.phone, service.address, service.languages) == ("05361/00 00 02", None, ["tr"])
        assert service.opening == ["09:00-12:00", "", "", "", "", "", ""]
        assert service.topics == ["women", "work"]
        assert read_text(session, text_key("naehstube", "what"), "de").text == "Nähen und reden."
        assert read_text(session, text_key("naehstube", "what"), "leicht").text == "Sie nähen.\nSie sprechen Deutsch."
        [entry] = list_entries(session, "ar", keys=[text_key("naehstube", "what")])
        assert entry.outdated
        [unchanged] = list_entries(session, "ar", keys=[text_key("naehstube", "name")])
        assert not unchanged.outdated


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_de", ""),
        ("what_de", " "),
        ("topics", ["weather"]),
        ("email", "keine adresse"),
        ("website", "javascript:alert(1)"),
        ("opening_3", "vormittags"),
        ("what_leicht", "a" * 3000),
        ("phone", "1" * 100),
    ],
)
def test_a_fault_is_named_at_its_field_and_nothing_is_stored(
    editor: Any, session: Session, field: str, value: Any
) -> None:
    response = editor.post("/staff/advice/naehstube", {**CHANGED, field: value})
    assert response.status_code == 422
    assert f'href="#{field}"' in response.text
    assert find_service(session, "naehstube").phone == "05361/00 00 01"


def test_a_new_service_gets_a_readable_address(editor: Any, client: Any) -> None:
    new = {"name": "Café Übermorgen", "what": "Kaffee und Gespräch."}
    response = editor.post("/staff/advice/", new)
    assert response.headers["Location"].endswith("/staff/advice/cafe-uebermorgen")
    assert editor.post("/staff/advice/", new).headers["Location"].endswith("/staff/advice/cafe-uebermorgen-2")
    assert "Kaffee und Gespräch" in client.get("/de/advice/cafe-uebermorgen").text


def test_a_new_service_needs_name_and_text(editor: Any) -> None:
    response = editor.post("/staff/advice/", {"name": " ", "what": ""})
    assert response.status_code == 422
    assert 'href="#name"' in response.text


def test_the_start_page_says_how_many_entries_wait(editor: Any) -> None:
    assert "Einträge ohne Bestätigung" in editor.get("/staff/").text
