"""Makes drafts of what is missing in a language and stores them as `machine`, `unreviewed`.

Translating takes minutes, so it happens outside of transactions: texts are read, drafted in small batches, and
each batch is stored on its own, if the text still wants a draft by then.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Protocol

from sqlmodel import Session

from translations.machine.engine import Draft, DraftFailed, Engine, JobTooLarge
from translations.machine.packages import route
from translations.machine.sentences import is_too_hard
from translations.store import Entry, get_entry, list_entries, put_translation, replaceable_by_machine
from translations.workflow import State

ENGINE = "argostranslate"
BY = "machine"
BATCH = 20


class OpensSessions(Protocol):
    """Opens a session that is committed at its end, such as `Database.session`."""

    def __call__(self, *, writing: bool = True) -> AbstractContextManager[Session]: ...


@dataclass(slots=True)
class DraftReport:
    """How many drafts were made, and the keys of texts that must be simplified first."""

    made: int = 0
    too_hard: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wish:
    key: str
    source_hash: str
    text: str


def draft_language(
    open_session: OpensSessions,
    language: str,
    *,
    folder: Path | None = None,
    on: date | None = None,
    limit: int | None = None,
) -> DraftReport:
    """Draft every text that is missing or has only an outdated draft; a person's text is never touched.

    The source is the current Leichte Sprache text, else German that is simple enough. Raises
    `MachineUnavailable` before anything is done if the way to the language is not complete.
    """
    route(language, folder)
    engine, report = Engine(folder), DraftReport()
    with open_session(writing=False) as session:
        wishes = iter(_wishes(session, language, report)[:limit])
    while batch := list(islice(wishes, BATCH)):
        drafts = [(wish, draft) for wish in batch if (draft := _try(engine, wish, language, report))]
        with open_session(writing=True) as session:
            report.made += sum(_store(session, wish, draft, language, on) for wish, draft in drafts)
    return report


def draft_missing(
    session: Session, language: str, *, folder: Path | None = None, on: date | None = None
) -> DraftReport:
    """The same within one session: for few texts, since it is held as long as the machine works."""

    @contextmanager
    def same(*, writing: bool = True) -> Iterator[Session]:
        yield session
        if writing:
            session.flush()

    return draft_language(same, language, folder=folder, on=on)


def _wishes(session: Session, language: str, report: DraftReport) -> list[_Wish]:
    simple = {entry.segment.key: entry for entry in list_entries(session, "leicht")}
    wishes = []
    for entry in list_entries(session, language):
        if not _wants_draft(entry):
            continue
        source = _source(entry, simple.get(entry.segment.key))
        if source is None:
            report.too_hard.append(entry.segment.key)
        else:
            wishes.append(_Wish(entry.segment.key, entry.segment.source_hash, source))
    return wishes


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


def _try(engine: Engine, wish: _Wish, language: str, report: DraftReport) -> Draft | None:
    try:
        return engine.translate(wish.text, language)
    except (JobTooLarge, DraftFailed):
        report.too_hard.append(wish.key)
        return None


def _store(session: Session, wish: _Wish, draft: Draft, language: str, on: date | None) -> bool:
    """Store the draft, unless a person or a new source came in between."""
    entry = get_entry(session, wish.key, language)
    if not _wants_draft(entry) or entry.segment.source_hash != wish.source_hash:
        return False
    put_translation(
        session,
        wish.key,
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
    return True
