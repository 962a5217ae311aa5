"""Weights: raking, post-stratification, trimming. Proved against R survey 4.1-1."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from analysis.columns import Codes, Column, Floats, categories_of, numbers_of, plain
from analysis.errors import DesignInvalid, MarginInvalid, MarginsDisagree, RakingNotConverged

Margin: TypeAlias = Mapping[Any, float] | pd.Series | pd.DataFrame
TRIM_ROUNDS = 10


@dataclass(frozen=True)
class Target:
    """One margin matched to the rows: the code of each row and the population count of each code."""

    name: str
    codes: Codes
    counts: Floats


def rake(
    frame: pd.DataFrame,
    margins: Mapping[Any, Margin],
    base: Column | None = None,
    *,
    tolerance: float = 1e-10,
    max_iterations: int = 200,
    trim: tuple[float, float] | None = None,
) -> Floats:
    """Weights that meet every margin: w ← w·target/current until all |current/target − 1| ≤ tolerance.

    `margins` maps a column (or a tuple of columns) to `{category: count}`. `trim` gives limits as multiples
    of the mean weight; trimmed weights are raked again, at most ten rounds, so the margins always hold.
    """
    targets = match_margins(frame, margins)
    cells = _joint_cells(targets)
    start = base_weights(frame, base)
    weights = start * _factors(targets, cells, start, tolerance, max_iterations)
    if trim is None:
        return weights
    lower, upper = trim
    if not 0 <= lower < 1 < upper:
        raise MarginInvalid(f"trim limits {trim} must enclose 1")
    mean = weights.mean()
    for _ in range(TRIM_ROUNDS):
        clipped = np.clip(weights, lower * mean, upper * mean)
        if np.array_equal(clipped, weights):
            break
        weights = clipped * _factors(targets, cells, clipped, tolerance, max_iterations)
    return weights


def poststratify(frame: pd.DataFrame, cells: Mapping[Any, Margin], base: Column | None = None) -> Floats:
    """Weights that meet one joint table: `{column or tuple of columns: {category: count}}`."""
    if len(cells) != 1:
        raise MarginInvalid("post-stratification takes exactly one joint table")
    (target,) = match_margins(frame, cells)
    weights = base_weights(frame, base)
    current = np.bincount(target.codes, weights, len(target.counts))
    ratio = np.divide(target.counts, current, out=np.zeros_like(current), where=current > 0)
    return np.asarray(weights * ratio[target.codes])


def trim(weights: Column, lower: float, upper: float, *, strict: bool = False) -> Floats:
    """Cut weights to absolute limits and spread the excess evenly over the others (R trimWeights).

    The sum stays; `strict` repeats until the spreading pushes no weight over a limit.
    """
    trimmed: Floats = np.asarray(weights, dtype=float)
    if not lower <= trimmed.mean() <= upper:
        raise MarginInvalid(f"the mean weight {trimmed.mean():.6g} lies outside {lower:.6g} to {upper:.6g}")
    while True:
        outside = (trimmed < lower) | (trimmed > upper)
        if not outside.any():
            return trimmed
        cut = np.clip(trimmed, lower, upper)
        excess = float((trimmed - cut).sum())
        if not outside.all():
            cut[~outside] += excess / np.count_nonzero(~outside)
        trimmed = cut
        if not strict:
            return trimmed


def kish_deff(weights: Column) -> float:
    """Kish's design effect of weighting, n·Σw²/(Σw)²; above 3 nothing is published."""
    values = np.asarray(weights, dtype=float)
    return float(len(values) * np.square(values).sum() / values.sum() ** 2)


def base_weights(frame: pd.DataFrame, base: Column | None) -> Floats:
    """Base weights, 1 unless given; they must be positive numbers."""
    if base is None:
        return np.ones(len(frame))
    values = numbers_of(frame, base)
    if not np.isfinite(values).all() or (values <= 0).any():
        raise DesignInvalid("base weights must be positive numbers")
    return values


def match_margins(frame: pd.DataFrame, margins: Mapping[Any, Margin]) -> list[Target]:
    """Check every margin against the rows and against each other."""
    if not margins:
        raise MarginInvalid("no margin given")
    if not len(frame):
        raise MarginInvalid("no respondents")
    targets = [_match(frame, column, margin) for column, margin in margins.items()]
    first = targets[0]
    total = float(first.counts.sum())
    for other in targets[1:]:
        other_total = float(other.counts.sum())
        if abs(other_total - total) > min(0.5, 1e-6 * total):
            raise MarginsDisagree(first.name, total, other.name, other_total)
    return targets


def _match(frame: pd.DataFrame, column: Any, margin: Margin) -> Target:
    name = "*".join(map(str, column)) if isinstance(column, tuple | list) else str(column)
    counts = counts_of(margin, name)
    codes, levels = categories_of(frame, column)
    if (codes < 0).any():
        raise MarginInvalid(f"{name}: {int((codes < 0).sum())} respondents have no category")
    for level in levels:
        if level not in counts:
            raise MarginInvalid(f"{name}: category {level!r} of the data is not in the margin")
        if counts[level] <= 0:
            raise MarginInvalid(f"{name}: category {level!r} has respondents but count 0")
    known = set(levels)
    for category, count in counts.items():
        if category not in known and count > 0:
            raise MarginInvalid(f"{name}: category {category!r} has a count but no respondents")
    return Target(name, codes, np.array([counts[level] for level in levels], dtype=float))


def counts_of(margin: Margin, name: str) -> dict[Hashable, float]:
    """A margin in any accepted form as `{category: count}`; refuses negative and missing counts."""
    if isinstance(margin, pd.DataFrame):
        keys = list(margin.columns[:-1])
        rows = margin.itertuples(index=False, name=None)
        pairs = [(row[0] if len(keys) == 1 else tuple(row[:-1]), row[-1]) for row in rows]
    else:
        pairs = list(margin.items())
    counts: dict[Hashable, float] = {}
    for category, count in pairs:
        key = tuple(map(plain, category)) if isinstance(category, tuple) else plain(category)
        if key in counts:
            raise MarginInvalid(f"{name}: category {key!r} appears twice")
        if count is None or not np.isfinite(float(count)) or float(count) < 0:
            raise MarginInvalid(f"{name}: category {key!r} has the count {count!r}")
        counts[key] = float(count)
    return counts


@dataclass(frozen=True)
class _Cells:
    """Raking changes all rows of one joint cell alike, so the loop runs over cells, not over rows."""

    of_row: Codes
    margin_codes: list[Codes]


def _joint_cells(targets: list[Target]) -> _Cells:
    joint = np.zeros(len(targets[0].codes), dtype=np.int64)
    for target in targets:
        joint *= len(target.counts)
        joint += target.codes
    size = int(np.prod([len(target.counts) for target in targets], dtype=object))
    if size <= 4 * len(joint):
        present = np.zeros(size, dtype=bool)
        present[joint] = True
        used = np.flatnonzero(present)
        position = np.zeros(size, dtype=np.int64)
        position[used] = np.arange(len(used))
        of_row = position[joint]
    else:
        used, of_row = np.unique(joint, return_inverse=True)
    codes: list[Codes] = []
    rest = used.copy()
    for target in reversed(targets):
        codes.append(rest % len(target.counts))
        rest //= len(target.counts)
    return _Cells(of_row, codes[::-1])


def _factors(targets: list[Target], cells: _Cells, start: Floats, tolerance: float, max_iterations: int) -> Floats:
    size = len(cells.margin_codes[0])
    base = np.bincount(cells.of_row, start, size)
    factor = np.ones(size)
    worst, deviation = targets[0].name, np.inf
    for _ in range(max_iterations):
        for target, codes in zip(targets, cells.margin_codes, strict=True):
            current = np.bincount(codes, base * factor, len(target.counts))
            factor *= (target.counts / current)[codes]
        deviation = -1.0
        for target, codes in zip(targets, cells.margin_codes, strict=True):
            current = np.bincount(codes, base * factor, len(target.counts))
            off = float(np.abs(current / target.counts - 1).max())
            if off > deviation:
                worst, deviation = target.name, off
        if deviation <= tolerance:
            return np.asarray(factor[cells.of_row])
    raise RakingNotConverged(worst, deviation, max_iterations)
