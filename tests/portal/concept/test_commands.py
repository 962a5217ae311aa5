"""`vielstimmig concept import`."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.concept.commands import concept
from portal.concept.forms import CAUSES
from portal.db import Database
from tests.portal.concept.miniature import MINIATURE, changed


@pytest.fixture
def run(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIELSTIMMIG_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("VIELSTIMMIG_DATABASE_URL", str(database.engine.url))

    def run_on(content: bytes, *options: str) -> Result:
        file = tmp_path / "concept.txt"
        file.write_bytes(content)
        return CliRunner().invoke(concept, ["import", str(file), *options])

    return run_on


def test_prints_counts_and_the_version(run) -> None:
    result = run(MINIATURE.encode(), "--accept-counts")
    assert result.exit_code == 0
    assert "Neu gespeichert als Fassung 1." in result.output
    assert "Nennungen von Indikatoren" in result.output


def test_a_second_import_says_that_nothing_changed(run) -> None:
    run(MINIATURE.encode(), "--accept-counts")
    result = run(MINIATURE.encode(), "--accept-counts")
    assert (result.exit_code, "Unverändert: Fassung 1" in result.output) == (0, True)


def test_a_changed_document_is_summed_up(run) -> None:
    run(MINIATURE.encode(), "--accept-counts")
    result = run(changed("• Anzahl Bäume", "• Schattige Bänke"), "--accept-counts")
    assert "Neu gespeichert als Fassung 2." in result.output
    assert "Indikatoren: 1 neu" in result.output


def test_json_holds_counts_and_changes(run) -> None:
    values = json.loads(run(MINIATURE.encode(), "--accept-counts", "--json").output)
    assert (values["stored"], values["version"], values["counts"]["goals"], values["changes"]) == (True, 1, 3, [])


def test_a_broken_document_exits_1_with_line_and_cause(run) -> None:
    result = run(changed("• Anzahl Bäume", "• <b>Anzahl Bäume"), "--accept-counts")
    line = MINIATURE[: MINIATURE.index("Bäume für große Höfe sind gepflanzt..")].count("\n") + 1
    assert result.exit_code == 1
    assert f"Zeile {line}: Das Zeichen „<b>“ ist hier nicht vorgesehen." in result.output
    assert run(changed("• Anzahl Bäume", "• <b>Anzahl Bäume"), "--json").exit_code == 1


def test_other_counts_exit_1_with_expected_and_found(run) -> None:
    result = run(MINIATURE.encode())
    assert result.exit_code == 1
    assert "Handlungsfelder: erwartet 4, gefunden 2." in result.output
    assert "Indikatoren in Kapitel 8.3: erwartet 60, gefunden 0." in result.output


def test_a_missing_file_is_wrong_use(run) -> None:
    assert CliRunner().invoke(concept, ["import", "/no/such/file"]).exit_code == 2


def test_every_cause_has_words() -> None:
    sources = (Path(__file__).parents[3] / "portal" / "concept").glob("*.py")
    code = "".join(path.read_text(encoding="utf-8") for path in sources if path.name != "forms.py")
    assert [name for name in CAUSES if f'"{name}"' not in code] == []
    used = set(re.findall(r'(?:Problem|_complain)\(\s*[\w.\[\]]+(?: if \w+ else 0)?,\s*"(\w+)"', code))
    assert len(used) > 20
    assert used <= set(CAUSES)
