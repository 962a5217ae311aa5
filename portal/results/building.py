"""From the survey store to a release with weights and protected figures.

Imports pandas and scipy: import it where a release is built, not where pages are shown.
"""

import secrets
import shutil
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import Session

from analysis.definitions import Definition, read_definitions, read_groups
from analysis.errors import AnalysisError
from analysis.figure_values import Protected
from analysis.groups import derive_groups
from analysis.indicators import Estimated, estimate, protect_all, read_raw, weigh
from analysis.margins import read_margins
from analysis.release import Release, read_release
from analysis.report import Method
from analysis.weighting import ReleaseWeights, freeze, weigh_release
from portal.answering.releasing import release as write_release
from portal.results import store
from portal.results.models import ResultRelease
from portal.results.publishing import PERIOD, BadPeriod, TooFewAnswers, Workplace
from surveys.store import get_survey

MARGINS = "margins.csv"
YOUNGEST = 16  # the consent of the survey says so
LONGEST_IN_ID = 60  # with period and random part the id stays a name of the audit trail
SMALLEST_SURVEY = 30  # with fewer people no figure could be shown


def build(
    session: Session,
    place: Workplace,
    *,
    survey: str,
    period: str,
    margins: bytes,
    built_by: str,
    today: date,
) -> ResultRelease:
    """Prepare a release and store it unpublished."""
    built, protected = prepare(
        session, place, survey=survey, period=period, margins=margins, built_by=built_by, today=today
    )
    try:
        store.add_release(session, built, protected)
    except Exception:
        discard(place, built)
        raise
    return built


def prepare(
    session: Session,
    place: Workplace,
    *,
    survey: str,
    period: str,
    margins: bytes,
    built_by: str,
    today: date,
) -> tuple[ResultRelease, list[Protected]]:
    """Freeze the responses, weigh them, estimate, protect. Takes seconds and only reads from the database."""
    if not PERIOD.fullmatch(period):
        raise BadPeriod(period)
    row = get_survey(session, survey)
    folder = place.folder(f"{survey[:LONGEST_IN_ID]}-{period}-{secrets.token_hex(4)}")
    try:
        write_release(session, row, folder, pepper=place.pepper, made_by=built_by, today=today)
        (folder / MARGINS).write_bytes(margins)
        return evaluate(read_release(folder), period=period, built_by=built_by, today=today, demo=row.demo)
    except Exception:
        # Answers do not stay on the disk for a release that does not exist.
        shutil.rmtree(folder, ignore_errors=True)
        raise


def discard(place: Workplace, release: ResultRelease) -> None:
    """Take away the files of a release that could not be stored."""
    shutil.rmtree(place.folder(release.id), ignore_errors=True)


def evaluate(
    release: Release, *, period: str, built_by: str, today: date, demo: bool
) -> tuple[ResultRelease, list[Protected]]:
    """Weigh a frozen release by the margins beside it, estimate and protect."""
    if len(release.rows) < SMALLEST_SURVEY:
        raise TooFewAnswers(release.manifest["survey"])
    groups = read_groups()
    frame = derive_groups(release, groups.values())
    weights = weigh_release(frame, read_margins(release.folder / MARGINS))
    weights.check()
    record = freeze(weights, release.rows["case"], release.folder)
    definitions = offered(release, read_definitions())
    estimated = [estimate(weigh(read_raw(one, release, frame), weights), groups) for one in definitions]
    built = ResultRelease(
        id=release.folder.name,
        survey=release.manifest["survey"],
        period=period,
        data_sha256=release.sha256,
        n=len(release.rows),
        built_on=today,
        built_by=built_by,
        is_demo=demo,
        weights=record,
        method=describe_method(release, weights, demo=demo).as_record(),
        comparison=[compare(one) for one in estimated],
    )
    return built, protect_all(estimated)


def offered(release: Release, definitions: Iterable[Definition]) -> list[Definition]:
    """The indicators whose items this survey asked."""
    asked = set(release.variables) | {variable.item for variable in release.variables.values()}
    found = [one for one in definitions if asked.issuperset(one.items)]
    if not found:
        raise AnalysisError(f"the survey of release {release.folder.name} asks no item of any indicator")
    return found


def describe_method(release: Release, weights: ReleaseWeights, *, demo: bool) -> Method:
    """What the method sentence says about this release."""
    days = release.rows["day"]
    return Method(
        channels=tuple(sorted(set(release.rows["channel"]))),
        first=days.min(),
        last=days.max(),
        n=_in_fives(len(release.rows)),
        age=YOUNGEST,
        traits=tuple(weights.margins.variables),
        source=weights.margins.source,
        as_of=weights.margins.as_of,
        n_eff=_in_fives(len(release.rows) / weights.kish),
        languages=tuple(sorted(set(release.rows["language"]))),
        demo=demo,
    )


def _in_fives(number: float) -> int:
    return int(5 * round(number / 5))


def compare(estimated: Estimated) -> dict[str, Any]:
    """Weighted beside unweighted, for the people who decide about publication."""
    weighted, plain = estimated.overall, estimated.unweighted
    return {
        "indicator": estimated.raw.definition.id,
        "unit": estimated.raw.definition.unit,
        "weighted": weighted.estimate,
        "unweighted": plain.estimate,
        "low": weighted.interval[0],
        "high": weighted.interval[1],
        "n": weighted.n,
        "n_missing": weighted.n_missing,
        "n_eff": weighted.n_eff,
        "deff": weighted.deff,
    }
