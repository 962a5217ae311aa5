"""Where a database stands in the history, and how it is brought up to date."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from portal.config import BadSetting
from portal.db import Database
from portal.tables import metadata


def _config(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["engine"] = database.engine
    return config


def upgrade(database: Database) -> None:
    """Bring the database to the newest revision; on an empty database this makes all tables."""
    command.upgrade(_config(database), "head")


def revise(database: Database, message: str) -> None:
    """Write a new revision from what the models say and the database does not (for developers)."""
    command.revision(_config(database), message=message, autogenerate=True)


def pending(database: Database) -> bool:
    """Return whether the database is older (or newer) than the program."""
    heads = set(ScriptDirectory.from_config(_config(database)).get_heads())
    with database.engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) != heads


def check_up_to_date(url: str) -> None:
    """Raise `BadSetting` when the database at `url` is not at this program's revision."""
    database = Database(url)
    try:
        if pending(database):
            raise BadSetting("The database is older or newer than the program. Run: vielstimmig db upgrade")
    finally:
        database.engine.dispose()


def differences(database: Database) -> list[object]:
    """Return what the models say and the migrated database does not."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))
