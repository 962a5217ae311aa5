"""Errors from outside end in one line with a cure and exit code 1."""

import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import ArgumentError, OperationalError

from portal.command_errors import explain
from portal.config import BadSetting, Settings
from portal.migrations.state import check_up_to_date
from portal.serving import check_parts


def test_a_statement_and_its_values_are_never_shown() -> None:
    error = OperationalError("INSERT INTO answer", {"text": "secret"}, sqlite3.OperationalError("disk is\n\tfull?"))
    line = explain(error)
    assert not [word for word in ("secret", "INSERT", "\n") if word in line]
    assert "disk is full. Check" in line


@pytest.mark.parametrize(
    ("error", "cure"),
    [
        (OperationalError("", {}, sqlite3.OperationalError("no such table: account")), "vielstimmig db upgrade"),
        (OperationalError("", {}, sqlite3.DatabaseError("file is not a database")), "Restore a backup"),
        (ArgumentError("Could not parse"), "sqlite:///var/vielstimmig.db"),
        (OSError("cannot load library 'libpango-1.0-0': no such file"), "apt-get install libpango-1.0-0"),
        (FileNotFoundError(2, "No such file or directory", "/a/b.csv"), "/a/b.csv: No such file or directory"),
        (BadSetting("Set X."), "Set X."),
    ],
)
def test_each_error_names_its_cure(error: Exception, cure: str) -> None:
    line = explain(error)
    assert cure in line
    assert "\n" not in line


def test_a_database_without_tables_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="vielstimmig db upgrade"):
        check_up_to_date(f"sqlite:///{tmp_path / 'new.db'}")


def test_a_taken_port_stops_the_start(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(BadSetting, match="taken"):
        check_parts(settings, "127.0.0.1", server.getsockname()[1], with_bot=False)


def test_the_portal_starts_without_the_readers_of_forms() -> None:
    heavy = ("pyxform", "openpyxl", "xlrd", "pandas", "weasyprint")
    code = f"import sys, portal.app; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
