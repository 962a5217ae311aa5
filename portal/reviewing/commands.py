"""`vielstimmig translations …`: how much there is in each language, drafts, PO files out and in."""

import json
from pathlib import Path
from typing import Any

import click

from portal.web.clock import today
from portal.web.commandline import command_session, refuse
from translations.coverage import coverage
from translations.exchange import Change, ExchangeRefused, Refusal, export_language, import_language
from translations.languages import LANGUAGES, SOURCE
from translations.machine import MachineUnavailable, draft_language
from translations.workflow import State

TARGETS = click.Choice([slug for slug in LANGUAGES if slug != SOURCE.slug])

MOST_PROBLEMS = 50

REASONS = {
    Refusal.NOT_PO: "this is no PO file",
    Refusal.OTHER_LANGUAGE: "the header names another language",
    Refusal.UNKNOWN_KEY: "there is no text with this key",
    Refusal.DOUBLE_KEY: "this key stands in the file twice",
    Refusal.FAULTY_TEXT: "a placeholder, an address or the length is wrong",
}


@click.group()
def translations() -> None:
    """Texts in many languages."""


@translations.command()
@click.option("--json", "as_json", is_flag=True, help="print JSON")
def status(as_json: bool) -> None:
    """Print how many texts of each language are in which state."""
    with command_session(writing=False) as session:
        rows = coverage(session)
    if as_json:
        counts = {row.language.slug: {s.value: row.count(s) for s in State} | {"total": row.total} for row in rows}
        click.echo(json.dumps(counts, indent=2))
        return
    click.echo(f"{'':8}" + "".join(f"{state.value:>12}" for state in State) + f"{'total':>12}")
    for row in rows:
        numbers = "".join(f"{row.count(state):>12}" for state in State)
        click.echo(f"{row.language.slug:8}{numbers}{row.total:>12}")


@translations.command()
@click.option("--to", "language", type=TARGETS, required=True)
@click.option("--packages", type=click.Path(file_okay=False, path_type=Path), help="folder of the Argos packages")
@click.option("--limit", type=click.IntRange(min=1), help="make at most so many drafts")
@click.option("--json", "as_json", is_flag=True, help="print JSON")
def draft(language: str, packages: Path | None, limit: int | None, as_json: bool) -> None:
    """Draft with the machine what is missing; every draft waits for a person."""
    try:
        report = draft_language(command_session, language, folder=packages, on=today(), limit=limit)
    except MachineUnavailable as error:
        refuse(f"No drafts for {language}: {error}.")
    if as_json:
        click.echo(json.dumps({"made": report.made, "too_hard": report.too_hard}, indent=2))
        return
    click.echo(f"{report.made} drafts made.")
    if report.too_hard:
        click.echo(f"{len(report.too_hard)} texts must be simplified first:")
        for key in report.too_hard:
            click.echo(f"  {key}")


@translations.command("export")
@click.option("--language", type=TARGETS, required=True)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export_command(language: str, file: Path) -> None:
    """Write all texts of a language to a PO file."""
    with command_session(writing=False) as session:
        content = export_language(session, language)
    try:
        file.write_text(content, encoding="utf-8")
    except OSError as error:
        refuse(f"{file} cannot be written: {error.strerror}.")
    click.echo(f"{file} is written.")


@translations.command("import")
@click.option("--language", type=TARGETS, required=True)
@click.option("--by", default="import", show_default=True, help="who translated")
@click.option("--json", "as_json", is_flag=True, help="print JSON")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(language: str, by: str, as_json: bool, file: Path) -> None:
    """Take over a PO file; a wrong one names its lines and changes nothing."""
    try:
        content = file.read_text(encoding="utf-8-sig")
        with command_session() as session:
            changes = import_language(session, language, content, by=by, on=today())
    except UnicodeDecodeError:
        refuse(f"{file} is not in UTF-8.")
    except ExchangeRefused as refused:
        for problem in refused.problems[:MOST_PROBLEMS]:
            details = " ".join(part for part in (problem.key, problem.detail) if part)
            click.echo(f"{file}:{problem.line}: {REASONS[problem.refusal]}: {details}", err=True)
        more = len(refused.problems) - MOST_PROBLEMS
        refuse(f"{more} more problems. Nothing was taken over." if more > 0 else "Nothing was taken over.")
    counts: dict[str, Any] = {change.value: changes[change] for change in Change}
    click.echo(json.dumps(counts) if as_json else ", ".join(f"{name} {number}" for name, number in counts.items()))


commands: list[click.Command] = [translations]
