"""What the results pages and the command line show: published figures only."""

from dataclasses import dataclass

from sqlmodel import Session

from analysis.definitions import read_definitions, read_groups
from analysis.figures import Rendered, render_indicator
from analysis.report import Method, Report
from portal.concept.store import find_indicator
from portal.results import store
from portal.results.models import ResultRelease
from translations.languages import Language


class NoReport(LookupError):
    """Nothing is published for this period."""


@dataclass(frozen=True)
class ShownIndicator:
    """One indicator on the overview, with the report it is from."""

    rendered: Rendered
    release: ResultRelease
    in_concept: bool


def read_report(session: Session, period: str) -> tuple[Report, ResultRelease]:
    """The published report of a period."""
    release = store.published_release(session, period)
    if release is None:
        raise NoReport(period)
    return report_of(session, release), release


def report_of(session: Session, release: ResultRelease) -> Report:
    """A release's protected figures as a report, published or not."""
    return Report(
        period=release.period,
        indicators=store.indicators_of(session, release.id),
        method=Method.from_record(release.method),
        release=release.data_sha256,
        built_on=release.built_on,
        definitions={one.id: one for one in read_definitions()},
        groups=read_groups(),
    )


def known_in_concept(session: Session, report: Report) -> set[str]:
    """The concept's indicators that the figures of a report belong to, where the concept has them."""
    wanted = {indicator.concept for indicator in report.indicators}
    return {one for one in wanted if find_indicator(session, one) is not None}


def newest_indicators(session: Session, language: Language, concept: str = "") -> list[ShownIndicator]:
    """Every indicator once, from the latest period that has it; optionally of one concept indicator."""
    definitions = {one.id: one for one in read_definitions()}
    groups = read_groups()
    found: dict[str, ShownIndicator] = {}
    for release in store.published_releases(session):
        for indicator in store.indicators_of(session, release.id):
            if indicator.id in found or indicator.id not in definitions:
                continue
            if concept and indicator.concept != concept:
                continue
            rendered = render_indicator(indicator, definitions[indicator.id], groups, language)
            in_concept = find_indicator(session, indicator.concept) is not None
            found[indicator.id] = ShownIndicator(rendered, release, in_concept)
    return list(found.values())
