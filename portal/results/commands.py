"""`vielstimmig report build --period P --out DIR`."""

import json
from pathlib import Path

import click

from analysis.exports import to_csv, to_json
from analysis.report import Report, report_html, report_pdf
from portal.results.reading import NoReport, read_report
from portal.results.store import published_releases
from portal.web.commandline import command_session, refuse
from translations.languages import LANGUAGES

COMPLETE = [slug for slug, language in LANGUAGES.items() if language.complete]


@click.group()
def report() -> None:
    """The Integrationsbericht."""


@report.command("build")
@click.option("--period", required=True, help="The period of a published release, such as 2026.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write to.")
@click.option("--language", "languages", multiple=True, type=click.Choice(COMPLETE), help="Default: all of them.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def build_command(period: str, out: Path, languages: tuple[str, ...], as_json: bool) -> None:
    """Write the report of a period: HTML and PDF/UA per language, data as CSV and JSON."""
    with command_session(writing=False) as session:
        try:
            found, release = read_report(session, period)
        except NoReport:
            known = ", ".join(row.period for row in published_releases(session)) or "none"
            refuse(f"Nothing is published for period {period!r}. Published periods: {known}.")
        files = write_report(found, release.data_sha256, out, languages or tuple(COMPLETE))
    if as_json:
        click.echo(json.dumps({"period": period, "release": release.data_sha256, "files": files}))
    else:
        click.echo("\n".join(files))


def write_report(found: Report, release: str, out: Path, languages: tuple[str, ...]) -> list[str]:
    """Write all files into `out` and return their names."""
    out.mkdir(parents=True, exist_ok=True)
    stem = f"integrationsbericht-{found.period}"
    files: dict[str, bytes] = {
        f"{stem}.csv": to_csv(found.indicators, found.period, release).encode("utf-8-sig"),
        f"{stem}.json": to_json(found.indicators, found.period, release).encode(),
    }
    for slug in languages:
        files[f"{stem}-{slug}.html"] = report_html(found, LANGUAGES[slug]).encode()
        files[f"{stem}-{slug}.pdf"] = report_pdf(found, LANGUAGES[slug])
    for name, content in files.items():
        (out / name).write_bytes(content)
    return list(files)


commands: list[click.Command] = [report]
