"""The command line. Every feature brings its own commands; this module only gathers them."""

import sys

import click

from portal.advice import demo as advice_demo
from portal.answering import commands as answering
from portal.answering import demo as answering_demo
from portal.chat import commands as chat
from portal.chat import demo as chat_demo
from portal.command_errors import EXPECTED, explain
from portal.concept import commands as concept
from portal.concept import demo as concept_demo
from portal.config import BadSetting, Settings
from portal.db import Database
from portal.reporting import commands as reporting
from portal.reporting import demo as reporting_demo
from portal.results import commands as results
from portal.results import demo as results_demo
from portal.reviewing import commands as reviewing
from portal.staff import commands as staff
from portal.staff import demo as staff_demo

FEATURES_WITH_COMMANDS = (concept, answering, reviewing, results, staff, reporting, chat)
# Later ones build on earlier ones: results need answers, reports need accounts.
DEMOS = (staff_demo, concept_demo, advice_demo, chat_demo, answering_demo, reporting_demo, results_demo)
PORT = click.IntRange(1, 65535)


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
    for demo in DEMOS:
        with database.session() as session:
            demo.load(session, settings)
    database.engine.dispose()


@cli.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=PORT, default=8000, show_default=True)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes of the portal; several need PostgreSQL.",
)
@click.option("--worker/--no-worker", default=True, help="Also run the worker for background jobs.")
@click.option("--bot/--no-bot", default=False, help="Also run the bot from bot/.venv.")
def serve_command(host: str, port: int, workers: int, worker: bool, bot: bool) -> None:
    """Run the portal until Ctrl-C."""
    from portal.migrations.state import check_up_to_date
    from portal.serving import serve

    settings = Settings.from_env()
    check_up_to_date(settings.database_url)
    sys.exit(serve(settings, host=host, port=port, workers=workers, with_worker=worker, with_bot=bot))


@cli.command("start-demo")
@click.option("--port", type=PORT, default=8000, show_default=True)
@click.option("--bot/--no-bot", default=True, help="Also run the bot from bot/.venv.")
def start_demo_command(port: int, bot: bool) -> None:
    """Database, demo content, portal, worker and bot in one go: what `make run` calls."""
    from portal.migrations.state import upgrade
    from portal.serving import check_parts, check_space, serve

    settings = Settings.from_env()
    check_space(settings.data_dir)
    check_parts(settings, "127.0.0.1", port, with_bot=bot)
    upgrade(Database(settings.database_url))
    load_demo(settings)
    sys.exit(serve(settings, host="127.0.0.1", port=port, workers=1, with_worker=True, with_bot=bot))


@cli.command("worker")
def worker_command() -> None:
    """Run the worker for background jobs until Ctrl-C."""
    from portal.jobs import work
    from portal.migrations.state import check_up_to_date

    settings = Settings.from_env()
    check_up_to_date(settings.database_url)
    work(settings)


for _feature in FEATURES_WITH_COMMANDS:
    for _command in _feature.commands:
        cli.add_command(_command)


def main() -> None:
    """Entry point: exit 0 ok, 1 the input is bad, 2 wrong use."""
    try:
        cli(prog_name="vielstimmig")
    except EXPECTED as error:
        click.echo(explain(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
