"""Makes drafts of what is missing in a language and stores them as `machine`, `unreviewed`."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlmodel import Session

from translations.machine.engine import DraftFailed, Engine, JobTooLarge
from translations.machine.packages import route
from translations.machine.sentences import is_too_hard
from translations.store import Entry, list_entries, put_translation, replaceable_by_machine
from translations.workflow import State

ENGINE = "argostranslate"
BY = "machine"


@dataclass(slots=True)
class DraftReport:
    """How many drafts were made, and the keys of texts that must be simplified first."""

    made: int = 0
    too_hard: list[str] = field(default_factory=list)


def draft_missing(
    session: Session, language: str, *, folder: Path | None = None, on: date | None = None, limit: int | None = None
) -> DraftReport:
    """Draft every text that is missing or has only an outdated draft; a person's text is never touched.

    The source is the current Leichte Sprache text, else German that is simple enough. Raises
    `MachineUnavailable` before anything is done if the way to the language is not complete.
    """
    route(language, folder)
    engine, report = Engine(folder), DraftReport()
    simple = {entry.segment.key: entry for entry in list_entries(session, "leicht")}
    for entry in list_entries(session, language):
        if not _wants_draft(entry) or (limit is not None and report.made >= limit):
            continue
        source = _source(entry, simple.get(entry.segment.key))
        if source is None:
            report.too_hard.append(entry.segment.key)
            continue
        try:
            draft = engine.translate(source, language)
        except (JobTooLarge, DraftFailed):
            report.too_hard.append(entry.segment.key)
            continue
        put_translation(
            session,
            entry.segment.key,
            language,
            draft.text,
            origin="machine",
            review="unreviewed",
            by=BY,
            on=on,
            engine=ENGINE,
            route=draft.route,
            warnings=draft.warnings,
        )
        report.made += 1
    return report


def _wants_draft(entry: Entry) -> bool:
    if not entry.segment.text.strip():
        return False
    if entry.state is State.OUTDATED and entry.translation is not None:
        return replaceable_by_machine(entry.translation)
    return entry.state is State.MISSING


def _source(entry: Entry, simple: Entry | None) -> str | None:
    """The text to start from, or None if it must be simplified first."""
    if simple is not None and simple.translation is not None and not simple.outdated:
        return without_split_marks(simple.translation.text)
    if entry.segment.source_language == "leicht":
        return without_split_marks(entry.segment.text)
    return None if is_too_hard(entry.segment.text) else entry.segment.text


def without_split_marks(text: str) -> str:
    """Leichte Sprache writes `Bundes·tag`; the machine knows only `Bundestag`."""
    return text.replace("\u00b7", "").replace("\u2027", "")
