import json
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner
from nacl.public import PrivateKey

from portal.reporting.commands import vault
from portal.reporting.paper import combine


@pytest.fixture
def run(monkeypatch, settings, database):
    address = database.engine.url.render_as_string(hide_password=False)
    found = replace(settings, database_url=address)
    monkeypatch.setattr("portal.reporting.commands.Settings.from_env", lambda: found)
    return lambda *arguments, **options: CliRunner().invoke(vault, arguments, **options)


def shares_in(output):
    return re.findall(r"^  ((?:[0-9a-f]{4} ){16}[0-9a-f]{4})$", output, re.MULTILINE)


def test_a_paper_key_is_printed_twice_and_never_written(run, tmp_path):
    out = tmp_path / "paper.pub"
    result = run("paper-key", "create", "--out", str(out))
    assert result.exit_code == 0
    shares = shares_in(result.output)
    assert len(shares) == 4
    assert shares[:2] == shares[2:]
    private_key = combine(*shares[:2])
    assert out.read_text().splitlines()[1] == bytes(private_key.public_key).hex()
    assert bytes(private_key).hex() not in out.read_text()


def test_a_paper_key_file_is_never_overwritten(run, tmp_path):
    out = tmp_path / "paper.pub"
    out.write_text("old")
    result = run("paper-key", "create", "--out", str(out))
    assert result.exit_code == 1
    assert out.read_text() == "old"


def test_the_drill_tells_whether_the_shares_fit(run, tmp_path):
    out = tmp_path / "paper.pub"
    first, second = shares_in(run("paper-key", "create", "--out", str(out)).output)[:2]
    assert run("paper-key", "drill", str(out), input=f"{first}\n{second}\n").exit_code == 0
    other = shares_in(run("paper-key", "create", "--out", str(tmp_path / "other.pub")).output)[0]
    assert run("paper-key", "drill", str(out), input=f"{first}\n{other}\n").exit_code == 1
    assert run("paper-key", "drill", str(out), input=f"{first}\n{first}\n").exit_code == 1


def test_status_names_what_a_unit_lacks(run, tmp_path):
    assert "no unit" in run("status").output
    assert run("unit", "add", "amt", "--name", "Amt", "--kind", "city").exit_code == 0
    (row,) = json.loads(run("status", "--json").output)
    assert row == {
        "unit": "amt",
        "kind": "city",
        "open": False,
        "keys": 0,
        "paper_key": False,
        "missing": ["keys", "paper_key"],
    }
    out = tmp_path / "paper.pub"
    run("paper-key", "create", "--out", str(out))
    assert run("paper-key", "install", "amt", str(out)).exit_code == 0
    assert json.loads(run("status", "--json").output)[0]["missing"] == ["keys"]
    assert "closed, lacks keys" in run("status").output


def test_bad_input_ends_with_1_and_says_what_to_do(run, tmp_path):
    bad = tmp_path / "bad.pub"
    bad.write_text(bytes(PrivateKey.generate().public_key).hex())
    run("unit", "add", "amt", "--name", "Amt", "--kind", "city")
    for arguments, words in (
        (("paper-key", "install", "amt", str(bad)), "not a public paper key"),
        (("unit", "assign", "amt", "nobody@demo.example"), "no account"),
        (("unit", "assign", "nowhere", "nobody@demo.example"), "no unit"),
    ):
        result = run(*arguments)
        assert result.exit_code == 1
        assert words in result.output
    assert run("unit", "add", "amt").exit_code == 2
    assert run("unit", "add", "Amt für Alles", "--name", "Amt", "--kind", "city").exit_code == 2
    assert run("unit", "add", "amt-zwei", "--name", " ", "--kind", "city").exit_code == 2
