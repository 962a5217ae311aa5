"""`vielstimmig survey check | publish | export`."""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from portal.answering.publishing import FormRefused, LeftOutNotConfirmed, Published, publish_form
from portal.answering.releasing import export_csv, release
from portal.config import Settings
from portal.web.clock import today
from portal.web.commandline import command_session, refuse
from surveys.check import CheckResult, check
from surveys.findings import Finding
from surveys.library.translated import ForeignEntry, translations_of, with_translations
from surveys.sheets import MAX_BYTES
from surveys.store import UnknownSurvey, get_survey

FORMATS = ("csv", "xlsx", "sav", "ddi", "parquet")
FORM = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@click.group()
def survey() -> None:
    """Surveys: check and publish XLSForms, export responses."""


@survey.command("check")
@click.argument("file", type=FORM)
@click.option("--language", type=click.Choice(["de", "en"]), default="de", help="Language of the findings.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check_command(file: Path, language: str, as_json: bool) -> None:
    """Check an XLSForm (.xlsx, .xls, .csv, .md); each finding with place, cause and cure."""
    result = check(_form_bytes(file), file.name)
    if as_json:
        findings = [finding.as_json(language) for finding in result.findings]
        values = {"passed": result.passed, "languages": result.languages, "findings": findings}
        click.echo(json.dumps(values, ensure_ascii=False))
    else:
        _print_findings(result.findings, language)
        _print_verdict(result, language)
    sys.exit(0 if result.passed else 1)


def _form_bytes(file: Path) -> bytes:
    """The form; a Markdown form takes in the `.po` files beside it. Reading stops where the limit is passed."""
    with file.open("rb") as opened:
        content = opened.read(MAX_BYTES + 1)
    if file.suffix.lower() != ".md" or len(content) > MAX_BYTES:
        return content
    try:
        return with_translations(file) if translations_of(file) else content
    except ForeignEntry as foreign:
        refuse(f"{foreign.file} translates texts that the form does not have: {', '.join(foreign.keys[:5])}")
    except (OSError, ValueError, LookupError) as broken:  # polib raises OSError for what is no PO file
        refuse(f"{file.name} and the .po files beside it cannot be joined: {' '.join(str(broken).split())}")


def _print_findings(findings: Iterable[Finding], language: str) -> None:
    names = {"error": "Fehler", "warning": "Hinweis"} if language == "de" else {"error": "error", "warning": "warning"}
    for finding in findings:
        place = ":".join(str(part) for part in (finding.sheet, finding.row, finding.column) if part)
        if finding.offset is not None:
            place += f"+{finding.offset}"
        click.echo(f"{names[finding.level]}  {place or '-'}  {finding.cause(language)} {finding.cure(language)}")


def _print_verdict(result: CheckResult, language: str) -> None:
    languages = ", ".join(result.languages) or "-"
    if language == "de":
        verdict = "kann veröffentlicht werden" if result.passed else "hat Fehler"
        click.echo(f"Das Formular {verdict}. Sprachen mit allen Texten: {languages}.")
    else:
        verdict = "can be published" if result.passed else "has errors"
        click.echo(f"The form {verdict}. Languages with all texts: {languages}.")


@survey.command("publish")
@click.argument("file", type=FORM)
@click.option("--slug", required=True, help="Address of the survey, for example zusammenleben-2027.")
@click.option("--kind", type=click.Choice(["general", "dialogue", "focus"]), default="general", show_default=True)
@click.option("--accept-texts", is_flag=True, help="A person has seen all translations in the file.")
@click.option("--confirm-left-out", is_flag=True, help="Publish although rows (device data, files) are left out.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def publish_command(
    file: Path, slug: str, kind: str, accept_texts: bool, confirm_left_out: bool, as_json: bool
) -> None:
    """Compile FILE and publish it as an immutable version of the survey SLUG."""
    if not SLUG.fullmatch(slug):
        raise click.BadParameter("Nur kleine Buchstaben, Ziffern und einzelne Bindestriche.", param_hint="--slug")
    try:
        with command_session() as session:
            published = publish_form(
                session,
                check(_form_bytes(file), file.name),
                slug,
                today=today(),
                by="cli",
                kind=kind,
                accept_texts=accept_texts,
                confirm_left_out=confirm_left_out,
            )
            _print_published(published, as_json)
    except FormRefused as refused:
        _print_findings(refused.result.findings, "de")
        click.echo("Es wurde nichts veröffentlicht.", err=True)
        sys.exit(1)
    except LeftOutNotConfirmed as refused:
        _print_findings(refused.result.findings, "de")
        click.echo("Zeilen würden weggelassen. Bestätigen Sie das mit --confirm-left-out.", err=True)
        sys.exit(1)


def _print_published(published: Published, as_json: bool) -> None:
    instrument = published.instrument
    if as_json:
        values = {
            "survey": published.survey.slug,
            "number": instrument.number,
            "hash": instrument.hash,
            "structure_hash": instrument.structure_hash,
            "languages": published.languages,
            "waiting": published.waiting,
        }
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    click.echo(f"{published.survey.slug}: Fassung {instrument.number} ist veröffentlicht ({instrument.hash[:12]}).")
    click.echo(f"Sprachen: {', '.join(published.languages)}")
    for language, count in published.waiting.items():
        reason = f"{count} Texte sind nicht geprüft" if count else "die Bedientexte sind nicht vollständig"
        click.echo(f"Noch nicht dabei: {language} ({reason})")


@survey.command("export")
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File, for parquet a new folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def export_command(slug: str, form: str, out: Path, as_json: bool) -> None:
    """Write the coded responses of a survey; free text is never exported."""
    if form not in ("csv", "parquet"):
        raise click.BadParameter(f"{form} gibt es noch nicht. Nehmen Sie csv oder parquet.", param_hint="--format")
    if out.exists():
        raise click.BadParameter(f"{out} gibt es schon.", param_hint="--out")
    settings = Settings.from_env()
    try:
        with command_session(settings) as session:
            found = get_survey(session, slug)
            write = export_csv if form == "csv" else release
            written = write(session, found, out, pepper=settings.pepper, made_by="cli", today=today())
            count = written if isinstance(written, int) else written.n
    except UnknownSurvey:
        refuse(f"Die Umfrage {slug} gibt es nicht.")
    line = f"{count} Antworten nach {out} geschrieben."
    click.echo(json.dumps({"survey": slug, "n": count, "out": str(out)}) if as_json else line)


commands: list[click.Command] = [survey]
