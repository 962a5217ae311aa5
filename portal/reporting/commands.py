"""`vielstimmig vault …`: units, paper keys and what the intake gate says. No command opens a report."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from sqlmodel import Session

from portal.config import Settings
from portal.reporting import intake, paper, units
from portal.reporting.intake import UnitState
from portal.web.commandline import command_session, refuse

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEY_FILE_HEAD = "vielstimmig paper key, public half"


@click.group()
def vault() -> None:
    """Keys for discrimination reports."""


@vault.group("paper-key")
def paper_key() -> None:
    """The key on paper that opens reports when every passphrase is lost."""


@paper_key.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="public key file")
def create(out: Path) -> None:
    """Make a paper key: prints both shares twice and writes the public half to a file.

    Needs no database: run it on a machine without a network, print, and put the shares into two safes.
    """
    if out.exists():
        refuse(f"{out} exists. Name another file: a paper key is never overwritten.")
    key = paper.new_paper_key()
    out.write_text(f"{KEY_FILE_HEAD}\n{key.public_key.hex()}\n")
    for copy in (1, 2):
        for number, share in enumerate(key.shares, start=1):
            click.echo(f"Share {number} of 2 (copy {copy}). Both shares are needed.")
            click.echo(f"  {share}\n")
    click.echo(f"Public half: {out}. Give it to the portal with: vielstimmig vault paper-key install UNIT {out}")


@paper_key.command()
@click.argument("unit")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def install(unit: str, file: Path) -> None:
    """Let UNIT seal new cases to the paper key in FILE. Older cases keep the key they have."""
    with _session() as session:
        row = units.unit_named(session, unit)
        row.paper_public_key = _public_key_in(file)
        session.add(row)
    click.echo(f"{unit}: paper key installed")


@paper_key.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def drill(file: Path) -> None:
    """Ask for both shares and tell whether they fit the public half in FILE."""
    first = click.prompt("Share 1", hide_input=True)
    second = click.prompt("Share 2", hide_input=True)
    try:
        private_key = paper.combine(first, second)
    except paper.BadShare as error:
        refuse(str(error))
    if bytes(private_key.public_key) != _public_key_in(file):
        refuse("The shares are readable but belong to another key.")
    click.echo("Both shares fit.")


@vault.group("unit")
def unit_group() -> None:
    """Units that take reports."""


@unit_group.command("add")
@click.argument("slug")
@click.option("--name", required=True)
@click.option("--kind", type=click.Choice(units.KINDS), required=True)
@click.option("--phone", default="", help="shown when no report can be taken")
def add_unit(slug: str, name: str, kind: str, phone: str) -> None:
    """Add a unit, or change its name and phone."""
    if not SLUG.fullmatch(slug):
        raise click.BadParameter("Small letters, digits and single hyphens only.", param_hint="SLUG")
    if not name.strip():
        raise click.BadParameter("The name is empty.", param_hint="--name")
    with _session() as session:
        units.add_unit(session, slug, name, kind, phone=phone)
    click.echo(f"{slug}: {name}")


@unit_group.command("assign")
@click.argument("slug")
@click.argument("email")
def assign(slug: str, email: str) -> None:
    """Let the counsellor with EMAIL make a vault key for the unit SLUG."""
    with _session() as session:
        units.assign(session, units.unit_named(session, slug), units.account_id_of(session, email))
    click.echo(f"{email} works for {slug}")


@vault.command()
@click.option("--json", "as_json", is_flag=True)
def status(as_json: bool) -> None:
    """Which unit takes reports, and what the others lack."""
    settings = Settings.from_env()
    with command_session(settings, writing=False) as session:
        states = intake.unit_states(session, demo_allowed=settings.mode == "demo")
        rows = [_row(state) for state in states]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        state = "open" if row["open"] else f"closed, lacks {', '.join(row['missing'])}"
        click.echo(f"{row['unit']}: {state}; {row['keys']} counsellor keys; paper key: {row['paper_key']}")
    if not rows:
        click.echo("no unit: vielstimmig vault unit add SLUG --name NAME --kind city")


def _row(state: UnitState) -> dict[str, Any]:
    return {
        "unit": state.unit.slug,
        "kind": state.unit.kind,
        "open": state.open,
        "keys": len(state.keys),
        "paper_key": state.unit.paper_public_key is not None,
        "missing": list(state.missing),
    }


def _public_key_in(file: Path) -> bytes:
    head, _, rest = file.read_text(errors="replace").partition("\n")
    try:
        key = bytes.fromhex(rest.strip())
    except ValueError:
        key = b""
    if head != KEY_FILE_HEAD or len(key) != paper.KEY_BYTES:
        refuse(f"{file} is not a public paper key as `vault paper-key create` writes it.")
    return key


@contextmanager
def _session() -> Iterator[Session]:
    try:
        with command_session() as session:
            yield session
    except units.UnknownUnit as error:
        refuse(f"There is no unit {error}. Known units: vielstimmig vault status")
    except units.UnknownAccount as error:
        refuse(f"There is no account {error}. Add it first: vielstimmig staff add {error} --role counsellor")


commands: list[click.Command] = [vault]
