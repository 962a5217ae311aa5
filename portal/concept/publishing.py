"""From a file to the published concept: read it, store it as a version, put its texts up for translation."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date

from sqlmodel import Session, col, delete, select

from portal.concept import keys, store
from portal.concept.comparing import Change, compare_versions
from portal.concept.counting import require_expected_counts
from portal.concept.document import Document
from portal.concept.importing import read_document
from portal.concept.models import ConceptVersion
from translations.models import Segment, Translation
from translations.store import put_segment

DEMO_HAND = "demo"  # who wrote the translations of the demo concept


@dataclass(frozen=True)
class Outcome:
    """`is_new` is False when the published version already says the same; then nothing was written."""

    version: ConceptVersion
    is_new: bool
    changes: list[Change]


def import_file(
    session: Session, content: bytes, file_name: str, *, today: date, accept_counts: bool = False
) -> Outcome:
    """Raises `BrokenDocument`; then nothing is stored."""
    file_hash = hashlib.sha256(content).hexdigest()
    current = store.current_version(session)
    if current and current.file_hash == file_hash:
        return Outcome(current, is_new=False, changes=[])
    document = read_document(content)
    if not accept_counts:
        require_expected_counts(document)
    return publish(session, document, file_name=file_name, file_hash=file_hash, today=today)


def publish(
    session: Session,
    document: Document,
    *,
    file_name: str,
    file_hash: str,
    today: date,
    is_demo: bool = False,
) -> Outcome:
    current = store.current_version(session)
    content_hash = hash_of(document)
    if current and current.content_hash == content_hash:
        return Outcome(current, is_new=False, changes=[])
    version, texts = store.add_version(
        session,
        document,
        file_name=file_name,
        file_hash=file_hash,
        content_hash=content_hash,
        today=today,
        is_demo=is_demo,
    )
    if current and current.is_demo and not is_demo:
        _remove_demo_texts(session, current.id or 0, {text.key: text.text for text in texts})
    stored = dict(session.exec(select(Segment.key, Segment.text).where(Segment.kind == keys.KIND)).all())
    with session.no_autoflush:  # one flush for 460 texts instead of one for each
        for text in texts:
            if stored.get(text.key) != text.text:
                put_segment(session, text.key, text.text, kind=keys.KIND)
    session.flush()
    changes = compare_versions(session, current.id or 0, version.id or 0) if current else []
    return Outcome(version, is_new=True, changes=changes)


def _remove_demo_texts(session: Session, demo_id: int, new: dict[str, str]) -> None:
    """A translation of an invented sentence must never stand under a sentence of the city, not even as outdated."""
    old = {key: row.text for key, row in store.texts_in(session, demo_id).items()}
    changed = [key for key, text in old.items() if new.get(key) != text]
    of_changed = col(Translation.segment_key).in_(changed)
    session.exec(delete(Translation).where(of_changed, col(Translation.changed_by) == DEMO_HAND))
    gone = [key for key in changed if key not in new]
    session.exec(delete(Translation).where(col(Translation.segment_key).in_(gone)))
    session.exec(delete(Segment).where(col(Segment.key).in_(gone)))
    session.expire_all()


def hash_of(document: Document) -> str:
    """The same for the same wordings in the same places, whatever the file's blanks and line numbers."""
    return hashlib.sha256(repr(_without_lines(asdict(document))).encode()).hexdigest()


def _without_lines(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_lines(part) for name, part in value.items() if name != "line"}
    if isinstance(value, list | tuple):
        return [_without_lines(part) for part in value]
    return value
