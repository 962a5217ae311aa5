"""The editors' desk of the concept."""

import io
from collections.abc import Callable
from datetime import date

import pytest

from portal.concept.publishing import import_file
from portal.db import Database
from tests.portal.concept.miniature import MINIATURE, changed
from tests.portal.conftest import CheckingClient

SignIn = Callable[[str], CheckingClient]
DESK = "/staff/concept/"


@pytest.fixture
def concept(database: Database) -> None:
    with database.session() as session:
        import_file(session, MINIATURE.encode(), "miniature.txt", today=date(2026, 3, 1), accept_counts=True)


def upload(editor: CheckingClient, content: bytes, *, accept: bool = True):
    data = {"document": (io.BytesIO(content), "concept.txt")} | ({"accept_counts": "yes"} if accept else {})
    editor.get(DESK)
    return editor.post(DESK, data, content_type="multipart/form-data")


def test_only_editors_come_in(client: CheckingClient, staff: SignIn) -> None:
    assert client.get(DESK).status_code == 303
    assert staff("translator").get(DESK).status_code == 403
    assert staff("editor").get(DESK).status_code == 200


@pytest.mark.usefixtures("concept")
def test_an_uploaded_document_becomes_a_version_and_shows_what_changed(staff: SignIn) -> None:
    editor = staff("editor")
    answer = upload(editor, changed("• Anzahl Bäume", "• Schattige Bänke"))
    assert (answer.status_code, answer.location) == (303, "/staff/concept/versions/2?saved=1")
    page = editor.get(answer.location).text
    assert "<ins>Schattige Bänke</ins>" in page
    assert "<del>Anzahl Bäume</del>" in page
    assert "Fassung 2" in editor.get(DESK).text


@pytest.mark.usefixtures("concept")
def test_the_same_document_again_is_said_to_be_the_same(staff: SignIn) -> None:
    editor = staff("editor")
    answer = upload(editor, MINIATURE.encode())
    assert "denselben Inhalt" in editor.get(answer.location).text


@pytest.mark.usefixtures("concept")
def test_a_broken_document_is_refused_with_line_and_cause(staff: SignIn) -> None:
    editor = staff("editor")
    answer = upload(editor, changed("8.2 Höfe\nL", "8.4 Höfe\nL"))
    line = MINIATURE[: MINIATURE.index("8.2 Höfe\nL")].count("\n") + 1
    assert answer.status_code == 422
    assert f"Zeile {line}: Hier wird Abschnitt 8.2 erwartet, es steht aber 8.4 da." in answer.text
    assert "Fassung 2" not in editor.get(DESK).text


def test_a_document_with_other_counts_is_refused_unless_accepted(staff: SignIn) -> None:
    editor = staff("editor")
    answer = upload(editor, MINIATURE.encode(), accept=False)
    assert answer.status_code == 422
    assert "Ziele: erwartet 14, gefunden 3." in answer.text
    assert upload(editor, MINIATURE.encode()).status_code == 303


def test_sending_no_file_is_answered_with_the_cause(staff: SignIn) -> None:
    editor = staff("editor")
    editor.get(DESK)
    answer = editor.post(DESK, {})
    assert (answer.status_code, "Die Datei ist leer." in answer.text) == (422, True)


@pytest.mark.usefixtures("concept")
def test_the_first_version_has_nothing_to_compare_with(staff: SignIn) -> None:
    editor = staff("editor")
    assert "erste Fassung" in editor.get("/staff/concept/versions/1").text
    assert editor.get("/staff/concept/versions/9").status_code == 404
