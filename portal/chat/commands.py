"""`vielstimmig chat load-texts`: names of topics and wording of the assistant, for a real city too."""

import click

from portal.advice import topics
from portal.chat import wording
from portal.config import Settings
from portal.web.commandline import command_session


@click.group("chat")
def chat() -> None:
    """Texts of the assistant."""


@chat.command("load-texts")
def load_texts() -> None:
    """Store the texts that the software ships, as far as they are missing. Texts of the office stay as they are.

    In production the translations wait for review: the assistant speaks German until somebody accepts them.
    """
    settings = Settings.from_env()
    accepted = settings.mode == "demo"
    with command_session(settings) as session:
        topics.load(session, accepted=accepted)
        wording.load(session, accepted=accepted)
    click.echo("The texts of the assistant are stored.")


commands: list[click.Command] = [chat]
