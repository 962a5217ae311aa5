"""What goes wrong outside the program, as one line for the person at the keyboard: what it is and what helps.

Statements and their values are left out everywhere: they may hold what a person wrote.
"""

from alembic.util.exc import CommandError
from sqlalchemy.exc import ArgumentError, DBAPIError

from portal.config import BadSetting

EXPECTED = (BadSetting, DBAPIError, ArgumentError, CommandError, OSError)
PDF_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

_MISSING_TABLE = ("no such table", "no such column", "does not exist")
_DAMAGED = ("not a database", "malformed")


def explain(error: Exception) -> str:
    """Return one line for an error of the `EXPECTED` kinds."""
    if isinstance(error, DBAPIError):
        return _database(error)
    if isinstance(error, ArgumentError):
        return "VIELSTIMMIG_DATABASE_URL is no address of a database. Write it like sqlite:///var/vielstimmig.db."
    if isinstance(error, CommandError):
        return f"The database and the program do not fit: {error}. Run the program version that made the database."
    if isinstance(error, OSError):
        return _system(error)
    return str(error)


def _database(error: DBAPIError) -> str:
    said = " ".join(str(error.orig).split())
    if "connection failed" not in said and any(sign in said for sign in _MISSING_TABLE):
        return "The database lacks tables of this program. Run: vielstimmig db upgrade"
    if any(sign in said for sign in _DAMAGED):
        return (
            f"The database is damaged ({said}). Restore a backup, or move the file away and run: vielstimmig db upgrade"
        )
    return f"The database does not answer: {said.rstrip('.?')}. Check VIELSTIMMIG_DATABASE_URL and free space."


def _system(error: OSError) -> str:
    said = " ".join(str(error.strerror or error).split())
    if "cannot load library" in said:
        return f"PDF files need Pango, which is missing. On Debian: apt-get install {PDF_PACKAGES}"
    return f"{error.filename or 'The system'}: {said}. Check folder, rights and free space."
