"""`vielstimmig staff …`: accounts from the command line, for the first admin and for the demo."""

import click

from portal.config import Settings
from portal.staff import accounts, audit, invitations, second_factor
from portal.web.clock import now
from portal.web.commandline import command_session, refuse
from portal.web.roles import ROLES


@click.group()
def staff() -> None:
    """Accounts of the people who work with the portal."""


@staff.command()
@click.argument("email")
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True, required=True, help="may be repeated")
def add(email: str, roles: tuple[str, ...]) -> None:
    """Add an account and print the link with which its owner sets the password.

    Counsellors and admins set up their second factor when they sign in for the first time.
    """
    settings = Settings.from_env()
    at = now()
    try:
        with command_session(settings) as session:
            account = accounts.add(session, email, roles, on=at.date())
            audit.write(session, None, "account.added", f"account:{account.id}", at)
            token = invitations.token_for(account, settings.secret_key)
    except accounts.BadEmail:
        refuse(f"{email} is not an e-mail address.")
    except accounts.EmailTaken:
        refuse(f"There is an account for {email} already.")
    except accounts.RolesConflict:
        refuse("An account is either counsellor or admin: who manages accounts must not read reports.")
    click.echo(f"{settings.public_url}/staff/set-password/{token}")
    click.echo("The link is valid for 3 days and for one use.", err=True)


@staff.command()
@click.argument("email")
def code(email: str) -> None:
    """Print the current code of a demo account (demo mode only)."""
    settings = Settings.from_env()
    if settings.mode != "demo":
        refuse("Codes are printed in demo mode only.")
    with command_session(settings, writing=False) as session:
        account = accounts.find(session, email)
        if account is None or not account.demo:
            refuse(f"There is no demo account {email}.")
        if account.totp_secret is None:
            refuse(f"{email} signs in without a code.")
        try:
            secret = second_factor.unseal(account.totp_secret, settings.secret_key)
        except second_factor.SecretUnreadable:
            refuse("The secret was made under another SECRET_KEY. Load the demo data into a new database.")
    click.echo(second_factor.code_at(secret, now()))


commands: list[click.Command] = [staff]
