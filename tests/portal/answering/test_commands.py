import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.answering import demo
from portal.answering.commands import survey
from portal.config import Settings
from portal.db import Database
from surveys import library

FORM = Path(__file__).parents[2] / "surveys" / "forms" / "basics.md"


@pytest.fixture
def run(database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Settings, "from_env", classmethod(lambda _cls: settings))

    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(survey, [str(argument) for argument in arguments])

    return invoke


def test_check_prints_findings_and_says_whether_the_form_is_good(run, tmp_path: Path) -> None:
    good = run("check", FORM)
    assert (good.exit_code, "kann veröffentlicht werden" in good.output) == (0, True)
    bad = tmp_path / "bad.csv"
    bad.write_text("survey,,\n,type,name,label::de,relevant\n,text,a,A,${b} >\n")
    result = run("check", bad, "--language", "en")
    assert result.exit_code == 1
    assert "error  survey:3:relevant+6  The expression is wrong here" in result.output
    values = json.loads(run("check", bad, "--json").output)
    assert values["passed"] is False
    assert {"level", "sheet", "row", "column", "offset", "cause", "cure"} <= values["findings"][0].keys()


def test_the_negative_form_ends_in_findings(run, shared: Path) -> None:
    result = run("check", next((shared / "forms").glob("07_*")))
    assert result.exit_code == 1
    assert "choices:7:name  Die Antwort „never“ steht in der Liste „school_list“ schon in Zeile 2." in result.output


def test_publish_and_export(run, tmp_path: Path, database: Database, settings: Settings) -> None:
    published = json.loads(run("publish", FORM, "--slug", "probe", "--accept-texts", "--json").output)
    assert (published["number"], published["languages"]) == (1, ["de", "ar"])
    with database.session() as session:
        demo.load(session, settings)
    target = tmp_path / "out.csv"
    assert run("export", demo.SLUG, "--format", "csv", "--out", target).exit_code == 0
    rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) == demo.RESPONSES + 1
    assert run("export", demo.SLUG, "--format", "parquet", "--out", tmp_path / "folder").exit_code == 0
    assert (tmp_path / "folder" / "codebook.json").exists()


def test_wrong_use_and_bad_input_have_their_exit_codes(run, tmp_path: Path) -> None:
    assert run("export", "nope", "--out", tmp_path / "x.csv").exit_code == 1
    assert run("export", "nope", "--format", "sav", "--out", tmp_path / "x.sav").exit_code == 2
    assert run("publish", FORM, "--slug", "Not A Slug").exit_code == 2
    assert run("publish", FORM).exit_code == 2


def test_check_takes_in_the_po_files_beside_a_form(run) -> None:
    form = Path(library.__file__).parent / "leben-in-der-stadt.md"
    values = json.loads(run("check", form, "--json").output)
    assert (values["passed"], values["findings"]) == (True, [])
    assert set(values["languages"]) == {"de", "leicht", "en", "tr", "ar"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('msgid ""\nmsgstr ""\n\nmsgctxt "nobody.label"\nmsgid "A"\nmsgstr "B"\n', "nobody.label"),
        ("\x00\x01 no PO", "cannot be joined"),
    ],
)
def test_a_po_file_that_does_not_fit_is_named_in_one_line(run, tmp_path: Path, content: str, said: str) -> None:
    form = tmp_path / "form.md"
    form.write_bytes(FORM.read_bytes())
    (tmp_path / "form.en.po").write_text(content)
    (tmp_path / "ar.po").write_text("another form's")
    result = run("check", form)
    assert (result.exit_code, said in result.output, result.output.count("\n")) == (1, True, 1)
