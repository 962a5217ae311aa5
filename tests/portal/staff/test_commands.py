import pytest
from click.testing import CliRunner

from portal.config import Settings
from portal.db import Database
from portal.staff import accounts, demo
from portal.staff.commands import staff
from portal.staff.second_factor import matching_counter
from portal.web.clock import now


@pytest.fixture
def cli(settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    with database.session() as session:
        demo.load(session, settings)
    monkeypatch.setenv("VIELSTIMMIG_DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("VIELSTIMMIG_SECRET_KEY", settings.secret_key)
    monkeypatch.setenv("VIELSTIMMIG_DATA_DIR", str(settings.data_dir))
    return CliRunner()


def test_add_prints_the_link_for_the_first_password(cli: CliRunner, database: Database) -> None:
    result = cli.invoke(staff, ["add", "first@city.de", "--role", "admin"])
    assert (result.exit_code, result.stdout.count("\n")) == (0, 1)
    assert result.stdout.startswith("http://127.0.0.1:8000/staff/set-password/")
    with database.session(writing=False) as session:
        added = accounts.find(session, "first@city.de")
        assert added is not None
        assert added.role_names == {"admin"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["add", "no address", "--role", "admin"], 1),
        (["add", "x@city.de", "--role", "admin", "--role", "counsellor"], 1),
        (["add", "x@city.de", "--role", "boss"], 2),
        (["add", "x@city.de"], 2),
        (["code", "editor@demo.example"], 1),
        (["code", "nobody@demo.example"], 1),
    ],
)
def test_bad_input_ends_with_its_code_and_a_reason(cli: CliRunner, arguments: list[str], code: int) -> None:
    result = cli.invoke(staff, arguments)
    assert result.exit_code == code
    assert result.stderr
    assert result.stdout == ""


def test_code_prints_the_current_code_of_a_demo_account(cli: CliRunner) -> None:
    result = cli.invoke(staff, ["code", "admin@demo.example"])
    secret = demo.DEMO_SECRETS["admin@demo.example"]
    assert matching_counter(secret, result.stdout, now(), after=None)


def test_code_is_refused_in_production(cli: CliRunner, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    pepper = settings.data_dir / "pepper-file"
    pepper.write_bytes(settings.pepper)
    monkeypatch.setenv("VIELSTIMMIG_PEPPER_FILE", str(pepper))
    monkeypatch.setenv("VIELSTIMMIG_MODE", "production")
    result = cli.invoke(staff, ["code", "admin@demo.example"])
    assert (result.exit_code, result.stdout) == (1, "")
