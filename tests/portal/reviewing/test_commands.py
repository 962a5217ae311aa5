import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.config import Settings
from portal.db import Database
from portal.reviewing.commands import translations
from tests.translations.dictionary_model import build_package
from translations.store import get_entry, put_segment, put_translation


@pytest.fixture
def cli(settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    with database.session() as session:
        put_segment(session, "page.a", "Das Haus", kind="page")
        put_segment(session, "page.b", "Noch {number} Tage, in denen du, wenn du willst, kommst", kind="page")
        put_translation(session, "page.b", "tr", "{number} gün", review="reviewed")
    monkeypatch.setenv("VIELSTIMMIG_DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("VIELSTIMMIG_SECRET_KEY", settings.secret_key)
    monkeypatch.setenv("VIELSTIMMIG_DATA_DIR", str(settings.data_dir))
    return CliRunner()


def test_status_counts_every_language(cli: CliRunner) -> None:
    result = cli.invoke(translations, ["status", "--json"])
    counts = json.loads(result.stdout)
    assert len(counts) == 19
    assert (counts["tr"]["reviewed"], counts["tr"]["missing"], counts["tr"]["total"]) == (1, 1, 2)
    assert "tr" in cli.invoke(translations, ["status"]).stdout


def test_a_file_goes_out_and_comes_back(cli: CliRunner, tmp_path: Path, database: Database) -> None:
    file = tmp_path / "tr.po"
    assert cli.invoke(translations, ["export", "--language", "tr", str(file)]).exit_code == 0
    file.write_text(
        file.read_text("utf-8").replace('msgid "Das Haus"\nmsgstr ""', 'msgid "Das Haus"\nmsgstr "Ev"'), "utf-8"
    )

    result = cli.invoke(translations, ["import", "--language", "tr", "--json", str(file)])

    assert json.loads(result.stdout)["new"] == 1
    with database.session(writing=False) as session:
        translation = get_entry(session, "page.a", "tr").translation
        assert translation is not None
        assert translation.text == "Ev"


def test_a_wrong_file_names_line_and_cause_and_changes_nothing(
    cli: CliRunner, tmp_path: Path, database: Database
) -> None:
    file = tmp_path / "tr.po"
    cli.invoke(translations, ["export", "--language", "tr", str(file)])
    file.write_text(file.read_text("utf-8").replace("{number} gün", "gün"), "utf-8")
    result = cli.invoke(translations, ["import", "--language", "tr", str(file)])
    assert result.exit_code == 1
    # the line where the entry begins: its comments, then msgctxt
    lines = file.read_text("utf-8").splitlines()
    entry = lines.index('msgctxt "page.b"')
    begin = max(number for number, text in enumerate(lines[:entry]) if not text) + 2
    assert f"tr.po:{begin}: a placeholder" in result.stderr
    with database.session(writing=False) as session:
        translation = get_entry(session, "page.b", "tr").translation
        assert translation is not None
        assert translation.text == "{number} gün"


def test_drafts_name_what_must_be_simplified_first(cli: CliRunner, tmp_path: Path) -> None:
    build_package(tmp_path, "de", "en", {"Das": "The", "Haus": "house"})
    arguments = ["draft", "--to", "en", "--packages", str(tmp_path), "--json"]
    assert json.loads(cli.invoke(translations, arguments).stdout) == {"made": 1, "too_hard": ["page.b"]}


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["draft", "--to", "ku"], 1, "no machine model; ask a translator"),
        (["draft", "--to", "tr", "--packages", "none"], 1, "missing package: de_en, en_tr"),
        (["draft", "--to", "de"], 2, ""),
        (["export", "--language", "tr", "/none/x.po"], 1, "cannot be written"),
        (["import", "--language", "tr", "none.po"], 2, ""),
    ],
)
def test_bad_input_ends_with_its_code_and_a_reason(
    cli: CliRunner, arguments: list[str], code: int, reason: str
) -> None:
    result = cli.invoke(translations, arguments)
    assert result.exit_code == code
    assert reason in result.stderr
