"""Reads and writes versions of the concept. Never commits."""

from datetime import date

from sqlmodel import Session, col, or_, select

from portal.concept.classes import source_class
from portal.concept.counting import counted, deviates
from portal.concept.document import Challenge, Document
from portal.concept.identities import Identities, all_wordings, identify
from portal.concept.models import (
    ConceptChallenge,
    ConceptGoalCell,
    ConceptIndicator,
    ConceptPlacement,
    ConceptText,
    ConceptTopic,
    ConceptVersion,
)
from portal.concept.texts import KeyedText, texts_of
from portal.concept.wording import normalised

LONGEST_FILE_NAME = 200


def current_version(session: Session) -> ConceptVersion | None:
    """The newest version is the published one."""
    return session.exec(select(ConceptVersion).order_by(col(ConceptVersion.id).desc())).first()


def list_versions(session: Session) -> list[ConceptVersion]:
    """Newest first."""
    return list(session.exec(select(ConceptVersion).order_by(col(ConceptVersion.id).desc())))


def version_before(session: Session, version: ConceptVersion) -> ConceptVersion | None:
    older = select(ConceptVersion).where(col(ConceptVersion.id) < version.id)
    return session.exec(older.order_by(col(ConceptVersion.id).desc())).first()


def texts_in(session: Session, version_id: int) -> dict[str, ConceptText]:
    """All texts of a version by key, in the order of the document."""
    statement = select(ConceptText).where(ConceptText.version_id == version_id)
    return {row.key: row for row in session.exec(statement.order_by(col(ConceptText.position)))}


def passages_below(session: Session, version_id: int, *prefixes: str) -> list[ConceptText]:
    """The numbered passages of some parts of a version, in reading order."""
    below = or_(*(col(ConceptText.key).startswith(f"{prefix}.", autoescape=True) for prefix in prefixes))
    statement = select(ConceptText).where(ConceptText.version_id == version_id).where(below)
    return list(session.exec(statement.order_by(col(ConceptText.position))))


def topics_in(session: Session, version_id: int) -> list[ConceptTopic]:
    statement = select(ConceptTopic).where(ConceptTopic.version_id == version_id)
    return list(session.exec(statement.order_by(col(ConceptTopic.field), col(ConceptTopic.position))))


def challenges_in(session: Session, version_id: int) -> list[ConceptChallenge]:
    statement = select(ConceptChallenge).where(ConceptChallenge.version_id == version_id)
    return list(session.exec(statement.order_by(col(ConceptChallenge.topic), col(ConceptChallenge.position))))


def cells_in(session: Session, version_id: int) -> list[ConceptGoalCell]:
    statement = select(ConceptGoalCell).where(ConceptGoalCell.version_id == version_id)
    return list(session.exec(statement.order_by(col(ConceptGoalCell.id))))


def placements_in(session: Session, version_id: int) -> list[ConceptPlacement]:
    statement = select(ConceptPlacement).where(ConceptPlacement.version_id == version_id)
    return list(session.exec(statement.order_by(col(ConceptPlacement.position))))


def indicators_by_id(session: Session) -> dict[str, ConceptIndicator]:
    return {row.id: row for row in session.exec(select(ConceptIndicator))}


def find_indicator(session: Session, indicator_id: str) -> ConceptIndicator | None:
    return session.get(ConceptIndicator, indicator_id)


def add_version(
    session: Session,
    document: Document,
    *,
    file_name: str,
    file_hash: str,
    content_hash: str,
    today: date,
    is_demo: bool = False,
) -> tuple[ConceptVersion, list[KeyedText]]:
    """Stores a document as the newest version; returns it with all its texts."""
    identities = identify(document, _known_challenges(session), _known_indicators(session))
    version = ConceptVersion(
        file_name=file_name[:LONGEST_FILE_NAME],
        file_hash=file_hash,
        content_hash=content_hash,
        imported_on=today,
        is_demo=is_demo,
        counts=counted(document).as_dict(),
    )
    session.add(version)
    session.flush()
    texts = texts_of(document, identities)
    for position, text in enumerate(texts, start=1):
        row = ConceptText(version_id=version.id or 0, key=text.key, position=position, kind=text.kind, text=text.text)
        session.add(row)
    _add_indicators(session, document, identities)
    _Writer(session, version.id or 0, document, identities).write()
    return version, texts


def _known_challenges(session: Session) -> dict[tuple[str, str], str]:
    current = current_version(session)
    rows = challenges_in(session, current.id or 0) if current else []
    return {(row.topic, row.normalised): row.code for row in rows}


def _known_indicators(session: Session) -> dict[str, str]:
    return {row.normalised: row.id for row in session.exec(select(ConceptIndicator))}


def _add_indicators(session: Session, document: Document, identities: Identities) -> None:
    """New ones are added; of a known one the class is renewed, its wording is that of the newest version."""
    stored = indicators_by_id(session)
    first_printed: dict[str, str] = {}
    for wording in all_wordings(document):
        first_printed.setdefault(normalised(wording), wording)
    for same, indicator_id in identities.indicators.items():
        row = stored.get(indicator_id)
        if row is None:
            row = ConceptIndicator(id=indicator_id, normalised=same, wording="", source_class="c")
        known = source_class(indicator_id)
        row.wording = first_printed[same]
        row.source_class, row.secondary_class, row.computed_by = (
            known.letter,
            known.secondary,
            known.computed_by,
        )
        session.add(row)
    session.flush()


class _Writer:
    """Writes the tables of chapter 8; placements are counted through the whole document."""

    def __init__(self, session: Session, version_id: int, document: Document, identities: Identities) -> None:
        self.session = session
        self.version_id = version_id
        self.document = document
        self.identities = identities
        self.goals = {goal.number: goal.wording for goal in document.goals}
        self.placed = 0

    def write(self) -> None:
        for field in self.document.fields:
            for place, topic in enumerate(field.topics, start=1):
                row = ConceptTopic(version_id=self.version_id, code=topic.code, field=field.number, position=place)
                self.session.add(row)
                for order, challenge in enumerate(topic.challenges, start=1):
                    self._write_challenge(topic.code, order, challenge)

    def _write_challenge(self, topic: str, order: int, challenge: Challenge) -> None:
        code = self.identities.challenges[topic, order]
        self.session.add(
            ConceptChallenge(
                version_id=self.version_id,
                code=code,
                topic=topic,
                position=order,
                normalised=normalised(challenge.wording),
            )
        )
        for position, cell in enumerate(challenge.cells, start=1):
            row = ConceptGoalCell(
                version_id=self.version_id,
                challenge=code,
                goal=cell.goal,
                position=position,
                printed=cell.printed,
                deviates=deviates(cell.printed, self.goals.get(cell.goal, "")),
            )
            self.session.add(row)
            self.session.flush()
            for placement in cell.placements:
                self.placed += 1
                self.session.add(
                    ConceptPlacement(
                        version_id=self.version_id,
                        cell_id=row.id or 0,
                        indicator_id=self.identities.indicator(placement.wording),
                        subgroup=placement.subgroup,
                        position=self.placed,
                        printed=placement.wording,
                    )
                )
