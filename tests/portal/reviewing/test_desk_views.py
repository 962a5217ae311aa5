import io
import re
from collections.abc import Callable
from html import unescape
from urllib.parse import quote

import pytest
from flask import Flask

from portal.db import Database
from portal.staff import audit
from tests.portal.conftest import CheckingClient
from translations.models import Translation
from translations.store import put_segment, put_translation

Staff = Callable[[str], CheckingClient]


@pytest.fixture(autouse=True)
def _texts(database: Database) -> None:
    with database.session() as session:
        put_segment(session, "page.home.title", "Willkommen", kind="page", note="Überschrift")
        put_segment(session, "page.left", "Noch {number} Tage", kind="page")
        put_segment(session, "survey.demo.age.label", "Wie alt sind Sie?", kind="survey")
        put_translation(session, "page.home.title", "leicht", "Guten Tag.")
        put_translation(session, "page.left", "ar", "بقي {number} أيام", origin="machine", review="unreviewed")


def stored(database: Database, key: str, language: str = "ar") -> Translation | None:
    with database.session(writing=False) as session:
        return session.get(Translation, (key, language))


def form(page: str) -> dict[str, str]:
    """The hidden fields of the form, as a browser sends them."""
    fields = re.findall(r'<input type="hidden" name="(\w+_seen)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in fields}


def write(client: CheckingClient, key: str, text: str, action: str = "save") -> int:
    path = f"/staff/reviewing/ar/text/{key}"
    fields = form(client.get(path).text)
    return client.post(path, {**fields, "text": text, "action": action}).status_code


@pytest.mark.parametrize("path", ["/staff/reviewing/", "/staff/reviewing/ar/", "/staff/reviewing/ar/text/page.left"])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("translator", 200),
        ("editor", 200),
        ("survey_manager", 403),
        ("analyst", 403),
        ("counsellor", 403),
        ("admin", 403),
    ],
)
def test_the_desk_is_for_translators_and_editors(staff: Staff, role: str, status: int, path: str) -> None:
    assert staff(role).get(path).status_code == status


def test_the_start_page_tells_a_translator_what_waits(staff: Staff) -> None:
    page = staff("translator").get("/staff/").text
    assert re.search(r"Zu prüfende Texte:\s*<strong>1</strong>", page)


def test_the_text_page_shows_german_leichte_sprache_and_the_language(staff: Staff) -> None:
    page = staff("translator").get("/staff/reviewing/ar/text/page.home.title").text
    assert 'lang="de" dir="ltr">Willkommen<' in page
    assert 'lang="de-simple" dir="ltr">Guten Tag.<' in page
    assert re.search(r'<textarea[^>]*lang="ar" dir="rtl"', page)
    assert "Überschrift" in page


def test_a_translator_saves_and_marks_as_reviewed(staff: Staff, database: Database) -> None:
    translator = staff("translator")
    assert write(translator, "page.home.title", "أهلاً") == 303
    found = stored(database, "page.home.title")
    assert found is not None
    assert (found.text, found.review, found.changed_by) == ("أهلاً", "unreviewed", "translator@demo.example")

    assert write(translator, "page.home.title", "أهلاً", "review") == 303
    found = stored(database, "page.home.title")
    assert found is not None
    assert found.review == "reviewed"
    with database.session(writing=False) as session:
        subjects = [line.subject for line in audit.latest(session, limit=5)[0]]
    assert "translation:page.home.title/ar" in subjects


def test_a_lost_placeholder_is_explained_and_nothing_is_stored(staff: Staff, database: Database) -> None:
    translator = staff("translator")
    path = "/staff/reviewing/ar/text/page.left"
    fields = form(translator.get(path).text)
    response = translator.post(path, {**fields, "text": "بقي أيام", "action": "review"})
    assert response.status_code == 422
    assert "Dieser Platzhalter fehlt: {number}" in response.text
    assert "بقي أيام" in response.text, "what was typed is kept"
    found = stored(database, "page.left")
    assert found is not None
    assert found.review == "unreviewed"


def test_a_text_changed_by_somebody_else_is_compared_first(staff: Staff, database: Database) -> None:
    translator = staff("translator")
    path = "/staff/reviewing/ar/text/page.home.title"
    fields = form(translator.get(path).text)
    with database.session() as session:
        put_translation(session, "page.home.title", "ar", "مرحباً")
    response = translator.post(path, {**fields, "text": "أهلاً", "action": "save"})
    assert response.status_code == 409
    assert "مرحباً" in response.text
    assert "أهلاً" in response.text


def test_only_editors_publish_without_review_and_never_a_machine_text(staff: Staff, database: Database) -> None:
    assert write(staff("translator"), "page.home.title", "أهلاً", "accept") == 403
    assert stored(database, "page.home.title") is None
    editor = staff("editor")
    assert write(editor, "page.home.title", "أهلاً", "accept") == 303
    assert write(editor, "page.left", "بقي {number} أيام", "accept") == 422


@pytest.mark.parametrize(
    "path",
    [
        "/staff/reviewing/de/",
        "/staff/reviewing/xx/",
        "/staff/reviewing/ar/text/page.none",
        "/staff/reviewing/xx/text/page.left",
        "/staff/reviewing/de/text/page.left",
    ],
)
def test_what_there_is_not_is_not_found(staff: Staff, path: str) -> None:
    assert staff("translator").get(path).status_code == 404


def test_the_list_can_be_narrowed(staff: Staff) -> None:
    translator = staff("translator")
    machine = translator.get("/staff/reviewing/ar/?state=machine").text
    assert "Noch {number} Tage" in machine
    assert "Wie alt sind Sie?" not in machine
    assert "Wie alt sind Sie?" in translator.get("/staff/reviewing/ar/?kind=survey").text
    assert "Hier gibt es keine Texte." in translator.get("/staff/reviewing/ar/?state=reviewed&page=9").text


def test_a_po_file_goes_out_and_comes_back(staff: Staff, database: Database) -> None:
    translator = staff("translator")
    content = translator.get("/staff/reviewing/ar/export.po").text
    assert 'msgctxt "page.home.title"' in content
    filled = content.replace('msgid "Willkommen"\nmsgstr ""', 'msgid "Willkommen"\nmsgstr "أهلاً"')
    translator.get("/staff/reviewing/ar/")

    response = send_file(translator, filled.encode())

    assert "Neu: 1." in translator.get(response.headers["Location"]).text
    found = stored(database, "page.home.title")
    assert found is not None
    assert (found.text, found.review) == ("أهلاً", "unreviewed")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Das ist keine gültige PO-Datei."),
        (b"\xff\xfe\n", "Die Datei ist nicht in UTF-8 gespeichert."),
        (b'msgid ""\nmsgstr "Language: tr\\n"\n', "Die Datei gehört zu einer anderen Sprache: tr"),
    ],
)
def test_a_wrong_file_is_explained(staff: Staff, content: bytes, message: str) -> None:
    translator = staff("translator")
    translator.get("/staff/reviewing/ar/")
    response = send_file(translator, content)
    assert response.status_code == 422
    assert message in response.text


def send_file(client: CheckingClient, content: bytes):  # type: ignore[no-untyped-def]
    data = {"file": (io.BytesIO(content), "ar.po")}
    return client.post("/staff/reviewing/ar/import", data, content_type="multipart/form-data")


def test_without_a_package_the_page_says_why_there_are_no_drafts(
    staff: Staff, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    translator = staff("translator")
    page = translator.get("/staff/reviewing/ar/").text
    assert "Auf diesem Server fehlt das Sprachpaket: de_en, en_ar" in page
    assert "Vorschläge machen" not in page
    assert translator.post("/staff/reviewing/ar/drafts").status_code == 409
    assert "Für diese Sprache gibt es keine Maschine." in translator.get("/staff/reviewing/ku/").text


def test_drafts_are_made_by_the_worker(
    staff: Staff, app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    from pathlib import Path

    from tests.translations.dictionary_model import build_package

    folder = Path(str(tmp_path)) / "packages"
    build_package(folder, "de", "en", {"Haus": "house"})
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    asked: list[str] = []

    class Queue:
        draft_translations = staticmethod(asked.append)

    app.extensions["queue"] = Queue()
    translator = staff("translator")
    assert "Vorschläge machen" in translator.get("/staff/reviewing/en/").text
    response = translator.post("/staff/reviewing/en/drafts")
    assert asked == ["en"]
    assert "Die Maschine arbeitet im Hintergrund." in translator.get(response.headers["Location"]).text


@pytest.mark.parametrize("choice", ["C&A", "10%", "ja/nein", "l'eau"])
def test_texts_of_answers_with_odd_names_can_be_reviewed(staff: Staff, database: Database, choice: str) -> None:
    key = f"survey.demo.choice:list:{choice}"
    with database.session() as session:
        put_segment(session, key, "Ja", kind="survey")
    assert write(staff("translator"), quote(key), "نعم", "review") == 303
    found = stored(database, key)
    assert found is not None
    assert found.text == "نعم"
