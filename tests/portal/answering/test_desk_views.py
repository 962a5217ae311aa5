import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from portal.db import Database
from portal.web.clock import today
from surveys.store import get_survey, is_open

Client = Any
FORM = (Path(__file__).parents[2] / "surveys" / "forms" / "basics.md").read_bytes()


@pytest.fixture
def manager(staff: Callable[[str], Client]) -> Client:
    return staff("survey_manager")


def upload(client: Client, data: bytes = FORM, filename: str = "basics.md", slug: str = "probe") -> Any:
    client.get("/staff/surveys/")
    return client.post("/staff/surveys/", {"slug": slug, "form": (io.BytesIO(data), filename)})


def publish(client: Client, slug: str = "probe", **fields: str) -> Any:
    page = client.get(f"/staff/surveys/{slug}/draft").text
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision
    return client.post(f"/staff/surveys/{slug}/draft", {"revision": revision[1], **fields})


def test_a_form_is_uploaded_checked_published_and_answered(manager: Client, new_client: Callable[[], Client]) -> None:
    assert upload(manager).location == "/staff/surveys/probe/draft"
    assert publish(manager, accept_texts="yes").location == "/staff/surveys/probe/?saved=1"
    page = manager.get("/staff/surveys/probe/").text
    assert "<svg" in page
    assert "/de/surveys/probe/" in page
    assert "العربية" in page
    assert new_client().get("/ar/surveys/probe/").status_code == 200
    assert ">Probe</a>" in manager.get("/staff/surveys/").text
    assert manager.get("/staff/surveys/probe/qr.svg").mimetype == "image/svg+xml"


def test_languages_that_nobody_has_reviewed_stay_off(manager: Client, new_client: Callable[[], Client]) -> None:
    upload(manager)
    publish(manager)
    page = new_client().get("/ar/surveys/probe/").text
    assert 'href="/de/surveys/probe/"' in page
    assert "noch nicht geprüft" in manager.get("/staff/surveys/probe/draft").text


def test_faults_are_shown_with_place_cause_and_cure(manager: Client) -> None:
    form = "survey,,\n,type,name,label::de,relevant\n,text,a,A,\n,inteher,b,B,\n,text,c,C,${nope} = 1\n"
    upload(manager, form.encode(), "f.csv")
    page = manager.get("/staff/surveys/probe/draft").text
    assert "survey 4 · type" in page
    assert "Der Typ „inteher“ ist unbekannt." in page
    assert "survey 5 · relevant +0" in page
    assert "Prüfen Sie den Namen oder ergänzen Sie die Frage." in page
    assert 'name="revision"' not in page


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(manager: Client) -> None:
    response = upload(manager, b"no zip", "f.xlsx")
    assert response.status_code == 422
    assert "Die Datei lässt sich nicht lesen" in response.text
    assert upload(manager, slug="Kein Slug").status_code == 422


def test_left_out_rows_need_a_confirmation(manager: Client) -> None:
    form = "survey,,\n,type,name,label::de\n,deviceid,geraet,\n,text,a,A\n"
    upload(manager, form.encode(), "f.csv")
    refused = publish(manager)
    assert refused.status_code == 422
    assert "geraet" in refused.text
    assert publish(manager, confirm_left_out="yes").status_code == 303


def test_a_stale_draft_is_not_published(manager: Client) -> None:
    upload(manager)
    upload(manager)
    assert manager.post("/staff/surveys/probe/draft", {"revision": "1"}).status_code == 409


def test_the_period_opens_and_closes_the_survey(manager: Client, database: Database) -> None:
    upload(manager)
    publish(manager)
    manager.post("/staff/surveys/probe/dates", {"closes": (today() - timedelta(days=1)).isoformat()})
    with database.session() as session:
        assert not is_open(get_survey(session, "probe"), today())
    manager.post("/staff/surveys/probe/dates", {"closes": "morgen"})
    assert "Bitte schreiben Sie das Datum so" in manager.get("/staff/surveys/probe/?bad_date=1").text


def test_a_period_that_ends_before_it_begins_changes_nothing(manager: Client, database: Database) -> None:
    upload(manager)
    publish(manager)
    answer = manager.post("/staff/surveys/probe/dates", {"opens": "2027-02-03", "closes": "2027-02-02"})
    assert "Der letzte Tag liegt vor dem Beginn" in manager.get(answer.location).text
    with database.session() as session:
        assert get_survey(session, "probe").opens is None


@pytest.mark.parametrize("role", ["editor", "translator", "analyst", "counsellor", "admin"])
def test_other_roles_do_not_see_the_desk(staff: Callable[[str], Client], role: str) -> None:
    assert staff(role).get("/staff/surveys/").status_code == 403


def test_nobody_sees_the_desk_unsigned(client: Client) -> None:
    assert client.get("/staff/surveys/").status_code == 303
