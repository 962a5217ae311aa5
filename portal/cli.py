"""The command line. Every feature brings its own commands; this module only gathers them."""

import importlib
import importlib.util
import sys

import click
from sqlalchemy.exc import OperationalError

from portal.config import BadSetting, Settings
from portal.db import Database

COMMAND_MODULES = (
    "portal.concept.commands",
    "portal.answering.commands",
    "portal.reviewing.commands",
    "portal.results.commands",
    "portal.staff.commands",
    "portal.reporting.commands",
)
DEMO_MODULES = (
    "portal.staff.demo",
    "portal.concept.demo",
    "portal.advice.demo",
    "portal.chat.demo",
    "portal.answering.demo",
    "portal.reporting.demo",
    "portal.results.demo",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Vielstimmig: participation and survey portal in many languages."""


@cli.group("db")
def db_group() -> None:
    """The database."""


@db_group.command("upgrade")
def upgrade_command() -> None:
    """Bring the database up to date; makes all tables on an empty one."""
    from portal.migrations.state import upgrade

    settings = Settings.from_env()
    upgrade(Database(settings.database_url))
    click.echo("The database is up to date.")


@db_group.command("revise", hidden=True)
@click.argument("message")
def revise_command(message: str) -> None:
    """Write a new revision from the models (for developers)."""
    from portal.migrations.state import revise

    revise(Database(Settings.from_env().database_url), message)


@cli.group("demo")
def demo_group() -> None:
    """Demo content for a fresh machine."""


@demo_group.command("load")
def load_command() -> None:
    """Load the demo content; does nothing where it is already there."""
    load_demo(Settings.from_env())
    click.echo("The demo content is loaded.")


def load_demo(settings: Settings) -> None:
    if settings.mode == "production":
        raise BadSetting("Demo content is refused in production. Set VIELSTIMMIG_MODE=demo on another database.")
    database = Database(settings.database_url)
    for name in DEMO_MODULES:
        if not importlib.util.find_spec(name):
            continue
        with database.session() as session:
            importlib.import_module(name).load(session, settings)
    database.engine.dispose()


@cli.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Processes of the portal; several need PostgreSQL.")
@click.option("--worker/--no-worker", default=True, help="Also run the worker for background jobs.")
@click.option("--bot/--no-bot", default=False, help="Also run the bot from bot/.venv.")
def serve_command(host: str, port: int, workers: int, worker: bool, bot: bool) -> None:
    """Run the portal until Ctrl-C."""
    from portal.serving import serve

    settings = Settings.from_env()
    sys.exit(serve(settings, host=host, port=port, workers=workers, with_worker=worker, with_bot=bot))


@cli.command("start-demo")
@click.option("--port", default=8000, show_default=True)
@click.option("--bot/--no-bot", default=True, help="Also run the bot from bot/.venv.")
def start_demo_command(port: int, bot: bool) -> None:
    """Database, demo content, portal, worker and bot in one go: what `make run` calls."""
    from portal.migrations.state import upgrade
    from portal.serving import check_space, serve

    settings = Settings.from_env()
    check_space(settings.data_dir)
    upgrade(Database(settings.database_url))
    load_demo(settings)
    sys.exit(serve(settings, host="127.0.0.1", port=port, workers=1, with_worker=True, with_bot=bot))


@cli.command("worker")
def worker_command() -> None:
    """Run the worker for background jobs until Ctrl-C."""
    from portal.jobs import work

    work(Settings.from_env())


def _gather() -> None:
    for name in COMMAND_MODULES:
        if importlib.util.find_spec(name):
            for command in importlib.import_module(name).commands:
                cli.add_command(command)


def main() -> None:
    """Entry point: exit 0 ok, 1 the input is bad, 2 wrong use."""
    _gather()
    try:
        cli(prog_name="vielstimmig")
    except BadSetting as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except OperationalError as error:
        # The statement and its values are left out: they may hold what a person wrote.
        click.echo(f"The database does not answer: {error.orig}. Check VIELSTIMMIG_DATABASE_URL and free space.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
