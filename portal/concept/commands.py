"""`vielstimmig concept import FILE`."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from portal.concept.document import BrokenDocument
from portal.concept.forms import KIND_NAMES, PART_NAMES, counts_in_words, problem_sentence
from portal.concept.publishing import Outcome, import_file
from portal.web.clock import today
from portal.web.commandline import command_session


@click.group()
def concept() -> None:
    """The city's integration concept."""


@concept.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--accept-counts", is_flag=True, help="Store a document with other counts than the concept of 2021.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def import_command(file: Path, accept_counts: bool, as_json: bool) -> None:
    """Read the concept document FILE, print what it holds, and store it as a new version."""
    try:
        with command_session() as session:
            outcome = import_file(session, file.read_bytes(), file.name, today=today(), accept_counts=accept_counts)
            click.echo(_as_json(outcome) if as_json else _as_text(outcome))
    except BrokenDocument as refused:
        _report_problems(refused, as_json)
        sys.exit(1)


def _report_problems(refused: BrokenDocument, as_json: bool) -> None:
    if as_json:
        problems = [
            {"line": p.line, "code": p.code, "values": p.values, "text": problem_sentence(p)} for p in refused.problems
        ]
        click.echo(json.dumps({"stored": False, "problems": problems}, ensure_ascii=False))
        return
    for problem in refused.problems:
        click.echo(problem_sentence(problem), err=True)
    click.echo("Es wurde nichts gespeichert.", err=True)


def _as_text(outcome: Outcome) -> str:
    version = outcome.version
    rows = counts_in_words(version.counts)
    width = max(len(name) for name, _ in rows)
    lines = [f"{name:<{width}}  {number:>4}" for name, number in rows]
    if not outcome.is_new:
        return "\n".join([*lines, f"Unverändert: Fassung {version.id} hat schon diesen Inhalt."])
    lines.append(f"Neu gespeichert als Fassung {version.id}.")
    numbers = Counter((change.part, change.kind) for change in outcome.changes)
    lines += [f"  {PART_NAMES[part]}: {number} {KIND_NAMES[kind]}" for (part, kind), number in numbers.items()]
    return "\n".join(lines)


def _as_json(outcome: Outcome) -> str:
    values = {
        "stored": outcome.is_new,
        "version": outcome.version.id,
        "counts": outcome.version.counts,
        "changes": [asdict(change) for change in outcome.changes],
    }
    return json.dumps(values, ensure_ascii=False)


commands: list[click.Command] = [concept]
