from pathlib import Path

import pytest

from portal.config import BadSetting, Settings


def env(tmp_path, **values):
    return {"VIELSTIMMIG_DATA_DIR": str(tmp_path / "var")} | {f"VIELSTIMMIG_{k}": v for k, v in values.items()}


def test_demo_needs_no_setting_and_keeps_its_secrets(tmp_path):
    first = Settings.from_env(env(tmp_path))
    second = Settings.from_env(env(tmp_path))
    assert first == second
    assert len(first.pepper) == 32
    assert (tmp_path / "var" / "pepper").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"DATABSE_URL": "x"}, "VIELSTIMMIG_DATABSE_URL is no setting"),
        ({"MODE": "test"}, "Set it to demo or production"),
        ({"SECRET_KEY": "short"}, "shorter than 32"),
        ({"PUBLIC_URL": "localhost:8000"}, "Write it like"),
        ({"BOT_URL": "ftp://x"}, "VIELSTIMMIG_BOT_URL"),
        ({"PEPPER_FILE": "/no/such/file"}, "cannot be read"),
        ({"MODE": "production"}, "SECRET_KEY is missing"),
        ({"MODE": "production", "SECRET_KEY": "s" * 40}, "PEPPER_FILE is missing"),
    ],
)
def test_bad_setting_names_variable_fault_and_cure(tmp_path, values, words):
    with pytest.raises(BadSetting, match=words):
        Settings.from_env(env(tmp_path, **values))


def test_production_refuses_the_demo_token(tmp_path):
    pepper = tmp_path / "pepper"
    pepper.write_bytes(bytes(32))
    values = {"MODE": "production", "SECRET_KEY": "s" * 40, "PEPPER_FILE": str(pepper), "BOT_URL": "http://bot:5005"}
    with pytest.raises(BadSetting, match="demo token"):
        Settings.from_env(env(tmp_path, **values))


def test_pepper_of_wrong_length_is_refused(tmp_path):
    pepper = tmp_path / "pepper"
    pepper.write_bytes(b"too short")
    with pytest.raises(BadSetting, match="holds 9 bytes"):
        Settings.from_env(env(tmp_path, PEPPER_FILE=str(pepper)))


def test_data_folder_that_is_a_file_ends_with_one_clear_line(tmp_path):
    (tmp_path / "var").write_text("a file")
    with pytest.raises(BadSetting, match="cannot be written"):
        Settings.from_env(env(tmp_path))


def test_secrets_are_never_shown(tmp_path):
    shown = repr(Settings.from_env(env(tmp_path, SECRET_KEY="k" * 40)))
    assert "k" * 40 not in shown
    assert "pepper" not in shown


def test_a_new_data_folder_is_closed_to_others(tmp_path):
    Settings.from_env({"VIELSTIMMIG_DATA_DIR": str(tmp_path / "new")})
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("url", ["nonsense", "mysql://user:password@host/name"])
def test_other_databases_are_refused_without_showing_the_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL") as refused:
        Settings.from_env({"VIELSTIMMIG_DATA_DIR": str(tmp_path), "VIELSTIMMIG_DATABASE_URL": url})
    assert "password" not in str(refused.value)
