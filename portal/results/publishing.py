"""Publication of a release by a second person, and the situations in which it is refused."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import Session

from portal.results import store
from portal.results.models import ResultRelease

PERIOD = re.compile(r"[0-9]{4}[0-9A-Za-z-]{0,35}")
PAUSE = timedelta(days=7)


class BadPeriod(ValueError):
    """A period is a short name for an address, such as 2026 or 2026-27."""


class TooFewAnswers(ValueError):
    """The survey has too few responses for any figure."""


class SamePerson(Exception):
    """Who built a release cannot approve it."""


class TooSoon(Exception):
    """Two releases so close together would show what the newcomers answered."""


@dataclass(frozen=True)
class Workplace:
    """Where releases lie and what opens the responses."""

    data_dir: Path
    pepper: bytes

    def folder(self, release_id: str) -> Path:
        return self.data_dir / "releases" / release_id


def publish(session: Session, place: Workplace, release: ResultRelease, *, approved_by: str, today: date) -> None:
    """Approve as a second person; refuses one's own release and one too close to the last."""
    if approved_by == release.built_by:
        raise SamePerson(release.id)
    if release.published_on is not None:
        return  # who approved it and when stays as it is
    last = store.last_published_of_survey(session, release.survey)
    if last is not None and last.published_on is not None and last.data_sha256 != release.data_sha256:
        if today - last.published_on < PAUSE:
            raise TooSoon(release.id)
        from portal.results.newcomers import enough_newcomers  # reads both releases with pandas

        if not enough_newcomers(place.folder(last.id), place.folder(release.id)):
            raise TooSoon(release.id)
    release.approved_by = approved_by
    release.published_on = today
    session.add(release)
    session.flush()
