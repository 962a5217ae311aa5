"""The results pages as a reader sees them, and what never leaves the desk."""

import csv
import io
import json
import re

import pytest

from portal.config import Settings
from portal.db import Database
from portal.results import store
from portal.results.models import IndicatorValues
from tests.portal.conftest import CheckingClient
from translations.languages import LANGUAGES

FORBIDDEN = re.compile("repräsentativ|representative|Fehlerspanne|margin of error", re.IGNORECASE)


def test_without_results_the_page_says_so(client: CheckingClient) -> None:
    response = client.get("/de/results/")
    assert response.status_code == 200
    assert "noch keine Ergebnisse" in response.text
    assert client.get("/de/results/2026/").status_code == 404


def test_pages_of_results(client: CheckingClient, published: str) -> None:
    """One test for all pages, because building the release is the slow part."""
    for slug, language in LANGUAGES.items():
        page = client.get(f"/{slug}/results/")
        assert page.status_code == 200, slug
        assert not FORBIDDEN.search(page.text)
        assert f'href="/{slug}/results/{published}/#gesundheit-gut"' in page.text
        report = client.get(f"/{slug}/results/{published}/")
        assert report.status_code == 200, slug
        assert not FORBIDDEN.search(report.text)
        assert report.text.count("<svg") >= 12
        assert language.slug
    german = client.get(f"/de/results/{published}/").text
    assert "von 10 Menschen" in german
    assert "keine Zufallsstichprobe" in german
    assert "erfunden" in german
    assert '<span class="figure-range" dir="ltr">' in client.get(f"/ar/results/{published}/").text
    assert "%" not in re.sub(r"<[^>]+>", "", client.get(f"/leicht/results/{published}/").text)


def test_files_hold_the_published_figures_only(client: CheckingClient, published: str) -> None:
    table = client.get(f"/de/results/{published}/data.csv")
    rows = list(csv.DictReader(io.StringIO(table.data.decode("utf-8-sig")), delimiter=";"))
    figures = json.loads(client.get(f"/de/results/{published}/data.json").data)["figures"]
    open_data = client.get("/api/v1/indicators").get_json()
    assert len(rows) == len(figures) == len(open_data["figures"])
    assert {row["indicator"] for row in rows} == {"gesundheit-gut", "lebenszufriedenheit", "faehigkeiten"}
    assert all(int(row["n"]) % 5 == 0 for row in rows if row["n"])
    assert all(figure["demo"] for figure in open_data["figures"])


def test_the_report_is_a_pdf(client: CheckingClient, published: str, settings: Settings) -> None:
    first = client.get(f"/leicht/results/{published}/report.pdf")
    assert first.data.startswith(b"%PDF-")
    assert first.headers["Content-Type"] == "application/pdf"
    assert list(settings.data_dir.glob("releases/*/report-leicht.pdf"))


def test_changed_figures_are_not_shown(client: CheckingClient, published: str, database: Database) -> None:
    with database.session() as session:
        release = store.published_release(session, published)
        assert release is not None
        row = session.get(IndicatorValues, (release.id, "gesundheit-gut"))
        assert row is not None
        record = json.loads(json.dumps(row.record))
        record["content"]["figures"][0]["value"] = 99.0
        row.record = record
        session.add(row)
    with pytest.raises(Exception, match="were changed"):
        client.get("/de/results/")
