"""Queries of releases and published figures. Never commits."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from analysis.figure_values import Protected, restore
from portal.results.models import IndicatorValues, ResultRelease


def list_releases(session: Session) -> list[ResultRelease]:
    """Newest first, published or not."""
    statement = select(ResultRelease).order_by(col(ResultRelease.built_on).desc(), col(ResultRelease.id).desc())
    return list(session.exec(statement))


def find_release(session: Session, release_id: str) -> ResultRelease | None:
    return session.get(ResultRelease, release_id)


def published_releases(session: Session) -> list[ResultRelease]:
    """The newest published release of every period, latest period first."""
    statement = select(ResultRelease).where(col(ResultRelease.published_on).is_not(None))
    newest: dict[str, ResultRelease] = {}
    for row in session.exec(statement.order_by(col(ResultRelease.published_on), col(ResultRelease.id))):
        newest[row.period] = row
    return sorted(newest.values(), key=lambda row: row.period, reverse=True)


def published_release(session: Session, period: str) -> ResultRelease | None:
    return next((row for row in published_releases(session) if row.period == period), None)


def last_published_of_survey(session: Session, survey: str) -> ResultRelease | None:
    statement = (
        select(ResultRelease)
        .where(ResultRelease.survey == survey)
        .where(col(ResultRelease.published_on).is_not(None))
        .order_by(col(ResultRelease.published_on).desc(), col(ResultRelease.id).desc())
    )
    return session.exec(statement).first()


def add_release(session: Session, release: ResultRelease, indicators: Sequence[Protected]) -> None:
    session.add(release)
    session.flush()
    for position, indicator in enumerate(indicators, start=1):
        session.add(
            IndicatorValues(
                release_id=release.id,
                indicator=indicator.id,
                concept_indicator=indicator.concept,
                position=position,
                record=indicator.as_record(),
            )
        )
    session.flush()


def indicators_of(session: Session, release_id: str) -> list[Protected]:
    """The protected figures of a release; raises `ReleaseChanged` if a record was altered."""
    statement = select(IndicatorValues).where(IndicatorValues.release_id == release_id)
    rows = session.exec(statement.order_by(col(IndicatorValues.position)))
    return [restore(row.record) for row in rows]


def waiting_releases(session: Session) -> list[ResultRelease]:
    """Built, but not yet approved by a second person."""
    statement = select(ResultRelease).where(col(ResultRelease.published_on).is_(None))
    return list(session.exec(statement))
