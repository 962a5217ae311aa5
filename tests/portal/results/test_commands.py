"""`vielstimmig report build`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.config import Settings
from portal.results.commands import report


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setenv("VIELSTIMMIG_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("VIELSTIMMIG_DATA_DIR", str(settings.data_dir))


def test_the_report_of_a_period_is_written(environment: None, published: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["build", "--period", published, "--out", str(out), "--language", "ar", "--json"]
    result = CliRunner().invoke(report, arguments)
    assert result.exit_code == 0, result.output
    files = json.loads(result.stdout)["files"]
    assert {path.name for path in out.iterdir()} == set(files)
    assert (out / f"integrationsbericht-{published}-ar.pdf").read_bytes().startswith(b"%PDF-")
    assert 'dir="rtl"' in (out / f"integrationsbericht-{published}-ar.html").read_text()


def test_an_unknown_period_is_bad_input(environment: None, database: object, tmp_path: Path) -> None:
    result = CliRunner().invoke(report, ["build", "--period", "1999", "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "1999" in result.stderr
    assert CliRunner().invoke(report, ["build"]).exit_code == 2
