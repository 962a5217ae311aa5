"""One road for every figure: Raw → Weighted → Estimated → Protected (→ Rendered in `figures`).

Each step takes the type before it, so nothing unprotected reaches a template or a file.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import Codes, Floats
from analysis.definitions import UNKNOWN, Definition, Group
from analysis.design import Design
from analysis.disclosure import SENSITIVE_FACTOR, ProtectedTable, Table, protect
from analysis.estimates import Estimate, with_proportion_interval
from analysis.figure_values import SMALLEST_N, Protected, figure_of
from analysis.groups import ordered
from analysis.release import Release
from analysis.weighting import ReleaseWeights

TOP_AND_REST = ("top", "rest")
ANSWERED_SHARE = 2 / 3  # of an index's items; below that the person counts as without answer


@dataclass(frozen=True, eq=False)
class Raw:
    """The answers of one indicator per person: its value, its band for counting, the person's groups."""

    definition: Definition
    values: Floats
    bands: Codes
    band_names: tuple[str, ...]
    inside: Any
    groups: pd.DataFrame
    sensitive: bool
    alpha: float | None


@dataclass(frozen=True, eq=False)
class Weighted:
    """The same with the design that carries the weights."""

    raw: Raw
    design: Design


@dataclass(frozen=True, eq=False)
class Estimated:
    """Weighted figures and the unweighted counts behind them; not for anybody's eyes outside the desk."""

    raw: Raw
    overall: Estimate
    unweighted: Estimate
    groups: Mapping[str, Mapping[Hashable, Estimate]]
    tables: Mapping[str, Table]


def read_raw(definition: Definition, release: Release, groups: pd.DataFrame, k: int = 5) -> Raw:
    """Take an indicator's answers from a release.

    People who did not say to which group they belong are a group of their own only if it can be printed: 30
    people, none of its counts below `k` (twice that for sensitive items). Else they count as without answer;
    hidden, they would take a real group with them.
    """
    items = np.column_stack([release.answers(item) for item in definition.items])
    values, alpha = _values(definition, items)
    inside = definition.population.covers(release.answers(definition.population.column))
    values = np.where(inside, values, np.nan)
    sensitive = definition.sensitive or any(release.variable(item).sensitive for item in definition.items)
    bands, names = _bands(definition, values)
    for name in definition.breakdowns:
        silent = (groups[name] == UNKNOWN).to_numpy() & (bands >= 0)
        counts = np.bincount(bands[silent], minlength=len(names))
        if silent.sum() < SMALLEST_N or (counts < k * (SENSITIVE_FACTOR if sensitive else 1)).any():
            values, bands = np.where(silent, np.nan, values), np.where(silent, -1, bands)
    return Raw(definition, values, bands, names, inside, groups, sensitive, alpha)


def _values(definition: Definition, items: Floats) -> tuple[Floats, float | None]:
    if definition.statistic == "share":
        answer = items[:, 0]
        return np.where(np.isnan(answer), np.nan, np.isin(answer, definition.top)), None
    low, high = definition.scale or (0.0, 1.0)
    if definition.statistic == "mean":
        return (high + low - items[:, 0] if definition.reverse else items[:, 0]), None
    scores = 100 * (items - low) / (high - low)
    scores = 100 - scores if definition.reverse else scores
    answered = (~np.isnan(scores)).sum(axis=1)
    enough = answered >= ANSWERED_SHARE * scores.shape[1] - 1e-9
    mean = np.where(enough, np.nansum(scores, axis=1) / np.maximum(answered, 1), np.nan)
    return mean, cronbach_alpha(scores)


def cronbach_alpha(scores: Floats) -> float | None:
    """Internal consistency of an index among people who answered all items."""
    complete = scores[~np.isnan(scores).any(axis=1)]
    count = scores.shape[1]
    if count < 2 or len(complete) < 2:
        return None
    total = float(complete.sum(axis=1).var(ddof=1))
    return float(count / (count - 1) * (1 - complete.var(axis=0, ddof=1).sum() / total)) if total else None


def _bands(definition: Definition, values: Floats) -> tuple[Codes, tuple[str, ...]]:
    if definition.statistic == "share":
        codes = np.where(np.isnan(values), -1, np.where(values > 0, 0, 1))
        return codes.astype(np.int64), TOP_AND_REST
    codes = np.full(len(values), -1, dtype=np.int64)
    for number, (low, high) in enumerate(definition.bands):
        codes[(values >= low) & (values <= high)] = number
    return codes, tuple(f"{low:g}-{high:g}" for low, high in definition.bands)


def weigh(raw: Raw, weights: ReleaseWeights) -> Weighted:
    """Attach the release's weights and the margins they were raked on."""
    return Weighted(raw, Design(raw.groups, weights.values, raked_on=list(weights.raked_on)))


def estimate(weighted: Weighted, groupings: Mapping[str, Group]) -> Estimated:
    """Compute the figure overall and in every group, with the counts that protection needs."""
    raw = weighted.raw
    place = np.where(raw.inside, "inside", "outside")
    overall = _statistic(raw, weighted.design, place)["inside"]
    unweighted = _statistic(raw, Design(raw.groups), place)["inside"]
    groups: dict[str, Mapping[Hashable, Estimate]] = {}
    tables: dict[str, Table] = {}
    for name in raw.definition.breakdowns:
        levels = raw.groups[name]
        present = ordered(set(levels[~np.isnan(raw.values)]), groupings[name])
        found = _statistic(raw, weighted.design, levels.where(raw.inside))
        groups[name] = {level: found[level] for level in present}
        tables[name] = _count(raw, name, present)
    return Estimated(raw, overall, unweighted, groups, tables)


def _statistic(raw: Raw, design: Design, by: Any) -> dict[Hashable, Estimate]:
    found: dict[Hashable, Estimate] = design.mean(raw.values, by=by)
    if raw.definition.statistic != "share":
        return found
    return {level: with_proportion_interval(one) for level, one in found.items()}


def _count(raw: Raw, name: str, levels: Sequence[str]) -> Table:
    codes = raw.groups[name].map({level: code for code, level in enumerate(levels)}).fillna(-1).to_numpy(int)
    counts = np.zeros((len(levels), len(raw.band_names)), dtype=np.int64)
    counted = raw.inside & (raw.bands >= 0) & (codes >= 0)
    np.add.at(counts, (codes[counted], raw.bands[counted]), 1)
    item = raw.definition.id
    axes = {name: levels, item: raw.band_names}
    return Table(f"{item}/{name}", item, axes, counts, sensitive=raw.sensitive)


def protect_all(estimated: Sequence[Estimated], k: int = 5, base: int = 10) -> list[Protected]:
    """Protect the figures of a release together; this is the only way to a `Protected`."""
    places = [(number, name) for number, one in enumerate(estimated) for name in one.tables]
    tables = protect([estimated[number].tables[name] for number, name in places], k, base)
    by_place = dict(zip(places, tables, strict=True))
    return [
        _protected(one, {name: by_place[number, name] for name in one.tables}) for number, one in enumerate(estimated)
    ]


def _protected(estimated: Estimated, tables: Mapping[str, ProtectedTable]) -> Protected:
    raw = estimated.raw
    overall_shown = all(_shown(raw, table, None) for table in tables.values())
    size_shown = all((None, None) not in table.hidden for table in tables.values())
    unit = raw.definition.unit
    figures = [figure_of(None, None, estimated.overall, unit, value_shown=overall_shown, size_shown=size_shown)]
    for name, table in tables.items():
        for row, (level, one) in enumerate(estimated.groups[name].items()):
            figures.append(
                figure_of(
                    name,
                    str(level),
                    one,
                    unit,
                    value_shown=_shown(raw, table, row),
                    size_shown=(row, None) not in table.hidden,
                )
            )
    return Protected.made_by_protection(raw.definition, tuple(figures), raw.alpha)


def _shown(raw: Raw, table: ProtectedTable, row: int | None) -> bool:
    """A weighted number inherits the mask of the counts it can be computed back to."""
    if (row, None) in table.hidden:
        return False
    cells = [(row, band) for band in range(len(raw.band_names))]
    if raw.definition.statistic == "share":
        return not any(cell in table.hidden for cell in cells)
    return not all(cell in table.hidden for cell in cells)
