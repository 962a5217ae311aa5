"""What a person does with a translation: write it, confirm it, publish it on the office's own name."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from translations.models import Translation
from translations.placeholders import Finding, check
from translations.store import Entry, get_entry, put_translation
from translations.workflow import Origin, Review, source_hash


class ChangedMeanwhile(Exception):
    """Source or translation are no longer what the person had before their eyes; nothing was stored."""


class FaultyText(ValueError):
    """The text would break a page or lead nowhere; nothing was stored."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(", ".join(finding.fault for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Seen:
    """Hashes of what the person saw when they began to write."""

    source: str
    translation: str


def seen(entry: Entry) -> Seen:
    return Seen(entry.segment.source_hash, _text_hash(entry.translation))


def _text_hash(translation: Translation | None) -> str:
    return source_hash(translation.text) if translation else ""


def findings_of(entry: Entry) -> list[Finding]:
    if entry.translation is None:
        return []
    return check(entry.segment.text, entry.translation.text, max_length=entry.segment.max_length)


def save(
    session: Session,
    key: str,
    language: str,
    text: str,
    *,
    began_with: Seen,
    review: Review,
    by: str,
    on: date,
) -> Translation:
    """Store what a person wrote against the current source, as unreviewed, accepted or reviewed.

    A machine text that was only confirmed stays a machine text; a changed one becomes `machine_edited`.
    """
    entry = get_entry(session, key, language)
    if seen(entry) != began_with:
        raise ChangedMeanwhile(key)
    tidy = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if errors := [f for f in check(entry.segment.text, tidy, max_length=entry.segment.max_length) if f.is_error]:
        raise FaultyText(errors)
    before = entry.translation
    origin = origin_after_edit(before, tidy)
    kept = before if before is not None and before.text.strip() == tidy else None
    return put_translation(
        session,
        key,
        language,
        tidy,
        origin=origin,
        review=review,
        by=by,
        on=on,
        engine=kept.engine if kept else "",
        route=kept.route if kept else "",
        warnings=kept.warnings if kept else (),
    )


def origin_after_edit(before: Translation | None, text: str) -> Origin:
    if before is None:
        return Origin.HUMAN
    if before.text.strip() == text.strip():
        return Origin(before.origin)
    return Origin.MACHINE_EDITED if before.origin in (Origin.MACHINE, Origin.MACHINE_EDITED) else Origin.HUMAN
