"""Reads and writes segments and translations. Never commits: the caller owns the transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, and_, col, select

from translations.languages import LANGUAGES, Language
from translations.models import Segment, Translation
from translations.workflow import Origin, Review, State, check_review, may_publish, source_hash, state_of


class UnknownSegment(LookupError):
    """No segment has this key."""


class HumanTextPresent(ValueError):
    """A machine draft would overwrite what a person wrote or checked."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a reader gets: the published translation, else the source in its own language."""

    key: str
    text: str
    language: Language
    origin: str
    reviewed: bool
    outdated: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment beside its translation in one language, as translators work on it."""

    segment: Segment
    translation: Translation | None

    @property
    def state(self) -> State:
        if self.translation is None:
            return State.MISSING
        translation = self.translation
        return state_of(Origin(translation.origin), Review(translation.review), outdated=self.outdated)

    @property
    def outdated(self) -> bool:
        return self.translation is not None and self.translation.made_from_hash != self.segment.source_hash


def put_segment(
    session: Session,
    key: str,
    text: str,
    *,
    kind: str,
    source_language: str = "de",
    note: str = "",
    max_length: int | None = None,
) -> Segment:
    """Stores a source text under its key; a changed text makes its translations outdated by itself."""
    if source_language not in LANGUAGES:
        raise ValueError(f"unknown source language {source_language!r}")
    segment = session.get(Segment, key)
    if segment is None:
        segment = Segment(key=key, kind=kind, text=text, source_hash="", source_language=source_language)
    segment.kind = kind
    segment.source_language = source_language
    segment.text = text
    segment.source_hash = source_hash(text)
    segment.note = note
    segment.max_length = max_length
    session.add(segment)
    return segment


def put_translation(
    session: Session,
    key: str,
    language: str,
    text: str,
    *,
    origin: str = "human",
    review: str = "accepted",
    by: str = "demo",
    on: date | None = None,
    engine: str = "",
    route: str = "",
    warnings: Sequence[str] = (),
    made_from: str | None = None,
) -> Translation:
    """Stores the text in `language`; `made_from` is the source it was made from, if not the current one."""
    check_review(Origin(origin), Review(review))
    segment = get_segment(session, key)
    if language not in LANGUAGES or language == segment.source_language:
        raise ValueError(f"{key} cannot be translated into {language!r}")
    translation = session.get(Translation, (key, language))
    if translation is None:
        translation = Translation(
            segment_key=key,
            language=language,
            text=text,
            made_from="",
            made_from_hash="",
            origin=origin,
            review=review,
        )
    elif origin == Origin.MACHINE and review == Review.UNREVIEWED and not replaceable_by_machine(translation):
        raise HumanTextPresent(f"{key} has a {language} text by a person")
    source = segment.text if made_from is None else made_from
    translation.text = text
    translation.made_from = source
    translation.made_from_hash = source_hash(source)
    translation.origin = origin
    translation.review = review
    translation.engine = engine
    translation.route = route
    translation.warnings = list(warnings)
    translation.changed_by = by
    translation.changed_on = on
    session.add(translation)
    return translation


def replaceable_by_machine(translation: Translation) -> bool:
    return translation.origin == Origin.MACHINE and translation.review == Review.UNREVIEWED


def get_segment(session: Session, key: str) -> Segment:
    # PostgreSQL refuses to look for NUL.
    segment = session.get(Segment, key) if "\x00" not in key else None
    if segment is None:
        raise UnknownSegment(key)
    return segment


def get_entry(session: Session, key: str, language: str) -> Entry:
    return Entry(get_segment(session, key), session.get(Translation, (key, language)))


def list_entries(session: Session, language: str, *, keys: Iterable[str] | None = None) -> list[Entry]:
    """Every segment that is not itself written in `language`, in key order, in one query."""
    statement = (
        select(Segment, Translation)
        .join(
            Translation,
            and_(
                col(Translation.segment_key) == col(Segment.key),
                col(Translation.language) == language,
            ),
            isouter=True,
        )
        .where(col(Segment.source_language) != language)
        .order_by(col(Segment.key))
    )
    if keys is not None:
        statement = statement.where(col(Segment.key).in_(list(keys)))
    return [Entry(segment, translation) for segment, translation in session.exec(statement)]


def read_text(session: Session, key: str, language: str | Language) -> Text:
    """The text for a reader of `language`. Raises UnknownSegment if there is no such key."""
    texts = read_texts(session, [key], language)
    if key not in texts:
        raise UnknownSegment(key)
    return texts[key]


def read_texts(session: Session, keys: Iterable[str], language: str | Language) -> dict[str, Text]:
    """The texts for a reader of `language` by key, in one query; unknown keys are left out."""
    slug = language.slug if isinstance(language, Language) else language
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    statement = (
        select(Segment, Translation)
        .join(
            Translation,
            and_(col(Translation.segment_key) == col(Segment.key), col(Translation.language) == slug),
            isouter=True,
        )
        .where(col(Segment.key).in_(wanted))
    )
    found = {segment.key: _published(Entry(segment, translation)) for segment, translation in session.exec(statement)}
    return {key: found[key] for key in wanted if key in found}


def _published(entry: Entry) -> Text:
    segment, translation = entry.segment, entry.translation
    if translation is not None and may_publish(
        segment.kind,
        Origin(translation.origin),
        Review(translation.review),
        outdated=entry.outdated,
        warnings=translation.warnings,
    ):
        return Text(
            key=segment.key,
            text=translation.text,
            language=LANGUAGES[translation.language],
            origin=translation.origin,
            reviewed=translation.review == Review.REVIEWED,
            outdated=entry.outdated,
        )
    return Text(segment.key, segment.text, LANGUAGES[segment.source_language], "human", reviewed=True, outdated=False)
