"""PO files for translators who work with their own tools: one entry per segment.

`msgctxt` is the key, `msgid` the source text, `#|` the source from which an outdated text was made. A machine
text and an outdated text are `fuzzy`: who takes the mark away says that the text is right for this source. A text
that comes back `fuzzy` is unfinished: it is kept, but not published.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polib
from sqlmodel import Session

from translations.editing import origin_after_edit
from translations.languages import LANGUAGES
from translations.placeholders import check
from translations.store import Entry, list_entries, put_translation
from translations.workflow import UNFINISHED, Review, State, source_hash


class Refusal(StrEnum):
    """Why a file is refused as a whole."""

    NOT_PO = "not_po"
    OTHER_LANGUAGE = "other_language"
    UNKNOWN_KEY = "unknown_key"
    DOUBLE_KEY = "double_key"
    FAULTY_TEXT = "faulty_text"


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    refusal: Refusal
    key: str
    detail: str = ""


class ExchangeRefused(ValueError):
    """The file holds something wrong; nothing of it was stored."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    OUTDATED = "outdated"
    UNCHANGED = "unchanged"
    EMPTY = "empty"


def export_language(session: Session, language: str) -> str:
    """The PO file of a language, the same bytes for the same texts."""
    row = LANGUAGES[language]
    entries = [entry for entry in list_entries(session, language) if entry.segment.text.strip()]
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": "Vielstimmig texts",
        "Language": row.catalog,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Review": _review_header(entries),
    }
    file.extend(_po_entry(entry) for entry in entries)
    return str(file) + "\n"


def _review_header(entries: list[Entry]) -> str:
    states = Counter(entry.state for entry in entries)
    if not states[State.REVIEWED]:
        return "none"
    return "full" if states[State.REVIEWED] == len(entries) else "partial"


def _po_entry(entry: Entry) -> polib.POEntry:
    segment, translation = entry.segment, entry.translation
    comments = [f"kind: {segment.kind}"]
    if segment.note:
        comments.append(segment.note)
    if translation is not None:
        comments.append(f"origin: {translation.origin}")
        if entry.state is State.REVIEWED:
            comments.append(f"reviewed: {translation.changed_by}, {translation.changed_on or 'unknown day'}")
    made = polib.POEntry(
        msgctxt=segment.key,
        msgid=segment.text,
        msgstr=translation.text if translation else "",
        comment="\n".join(comments),
    )
    if _is_marked(entry):
        made.flags.append("fuzzy")
    if translation is not None and entry.outdated:
        made.previous_msgid = translation.made_from
    return made


def import_language(session: Session, language: str, content: str, *, by: str, on: date) -> Counter[Change]:
    """Store what a PO file changes, or raise `ExchangeRefused` with line numbers and store nothing."""
    file = _parse(content)
    entries = {entry.segment.key: entry for entry in list_entries(session, language)}
    if problems := _problems(file, language, entries):
        raise ExchangeRefused(problems)
    changes: Counter[Change] = Counter()
    for item in file:
        if not item.obsolete:
            changes[_take(session, language, item, entries[item.msgctxt], by=by, on=on)] += 1
    return changes


def _parse(content: str) -> polib.POFile:
    # polib takes a text for a path if such a file exists; a header line rules that out.
    if "\n" not in content:
        raise ExchangeRefused([Problem(1, Refusal.NOT_PO, "")])
    try:
        return polib.pofile(content)
    except (OSError, ValueError, UnicodeError, IndexError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise ExchangeRefused([Problem(int(line[1]) if line else 1, Refusal.NOT_PO, "")]) from error


def _problems(file: polib.POFile, language: str, entries: dict[str, Entry]) -> list[Problem]:
    found = file.metadata.get("Language", "")
    if found != LANGUAGES[language].catalog:
        return [Problem(1, Refusal.OTHER_LANGUAGE, "", found)]
    problems, known = [], set[str]()
    for item in file:
        if item.obsolete:
            continue
        key, line = item.msgctxt or "", item.linenum or 0
        if key not in entries:
            problems.append(Problem(line, Refusal.UNKNOWN_KEY, key))
        elif key in known:
            problems.append(Problem(line, Refusal.DOUBLE_KEY, key))
        elif item.msgstr.strip():
            known.add(key)
            limit = entries[key].segment.max_length
            problems += [
                Problem(line, Refusal.FAULTY_TEXT, key, f"{finding.fault} {finding.value}".strip())
                for finding in check(item.msgid, item.msgstr, max_length=limit)
                if finding.is_error
            ]
    return problems


def _take(session: Session, language: str, item: polib.POEntry, entry: Entry, *, by: str, on: date) -> Change:
    before, text = entry.translation, item.msgstr.strip()
    if not text:
        return Change.EMPTY
    old_source = source_hash(item.msgid) != entry.segment.source_hash
    same = before is not None and before.text.strip() == text
    confirmed = same and _is_marked(entry) and not item.fuzzy and not old_source
    if same and not confirmed:
        return Change.UNCHANGED
    read_by_a_second = confirmed and entry.state in (State.MACHINE, State.OUTDATED)
    put_translation(
        session,
        entry.segment.key,
        language,
        text,
        origin=origin_after_edit(before, text),
        review=Review.REVIEWED if read_by_a_second else Review.UNREVIEWED,
        by=by,
        on=on,
        warnings=[UNFINISHED] if item.fuzzy else [],
        made_from=item.msgid,
    )
    if old_source:
        return Change.OUTDATED
    if same:
        return Change.CONFIRMED
    return Change.NEW if before is None else Change.CHANGED


def _is_marked(entry: Entry) -> bool:
    """Whether the text is `fuzzy`: by a machine, from an older source, or left unfinished by its translator."""
    unfinished = entry.translation is not None and UNFINISHED in entry.translation.warnings
    return entry.state in (State.MACHINE, State.OUTDATED) or (unfinished and entry.state is State.UNREVIEWED)
