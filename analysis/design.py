"""Weighted estimates with standard errors that know strata, clusters and raking."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from analysis.columns import Codes, Column, Floats, categories_of, numbers_of
from analysis.crosstab import crosstab
from analysis.errors import DesignInvalid
from analysis.estimates import Answered, Estimate, describe, with_proportion_interval
from analysis.raking_residuals import Margins, RakedOn
from analysis.sampling import read_stages, variance_of_total

__all__ = ["CrosstabTest", "Design", "RakedOn"]


@dataclass(frozen=True)
class CrosstabTest:
    """Rao–Scott test of independence, second order, F reference distribution."""

    F: float
    ndf: float
    ddf: float
    p: float
    n: int


@dataclass(frozen=True)
class _Linear:
    """An estimate as a function of totals: its value, its influence per row, and V under simple sampling."""

    value: float
    influence: Floats
    srs_variance: float


_Statistic = Callable[[Floats], _Linear]


class Design:
    """A frame of respondents together with how they were drawn and weighted.

    Columns are names or arrays. `clusters` and `fpc` may list stages. Without weights, `fpc` gives N/n.
    Missing values and subgroups are domains: rows are never dropped, so the sample sizes stay those drawn.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        weights: Column | None = None,
        strata: Column | None = None,
        clusters: Any | None = None,
        fpc: Any | None = None,
        raked_on: Any | None = None,
    ) -> None:
        if not len(frame):
            raise DesignInvalid("no respondents")
        self.frame = frame
        self.stages, inclusion = read_stages(frame, strata, clusters, fpc)
        if weights is not None:
            self.weights = numbers_of(frame, weights)
        else:
            self.weights = inclusion if inclusion is not None else np.ones(len(frame))
        if not np.isfinite(self.weights).all() or (self.weights < 0).any():
            raise DesignInvalid("weights must be numbers of at least 0")
        self._margins = None if raked_on is None else Margins(frame, raked_on)

    @property
    def df(self) -> int:
        """Degrees of freedom of the whole design: clusters minus strata."""
        return self._df(self.weights > 0)

    def mean(self, column: Column, by: Any | None = None) -> Any:
        """Weighted mean of a numeric column."""
        values = numbers_of(self.frame, column)
        return self._estimate(~np.isnan(values), by, lambda weights: _mean(weights, values))

    def total(self, column: Column, by: Any | None = None) -> Any:
        """Weighted total of a numeric column."""
        values = numbers_of(self.frame, column)
        return self._estimate(~np.isnan(values), by, lambda weights: _total(weights, values))

    def ratio(self, numerator: Column, denominator: Column, by: Any | None = None) -> Any:
        """Weighted total of one column over that of another."""
        top = numbers_of(self.frame, numerator)
        bottom = numbers_of(self.frame, denominator)
        valid = ~(np.isnan(top) | np.isnan(bottom))
        return self._estimate(valid, by, lambda weights: _ratio(weights, top, bottom))

    def proportion(self, column: Column, by: Any | None = None) -> Any:
        """Share of each category among valid answers; each share with the interval that stays in 0 to 1."""
        codes, levels = categories_of(self.frame, column)
        shares: dict[Hashable, Any] = {}
        for code, level in enumerate(levels):
            values = np.where(codes == code, 1.0, 0.0)

            def statistic(weights: Floats, values: Floats = values) -> _Linear:
                return _mean(weights, values)

            shares[level] = self._estimate(codes >= 0, by, statistic, finish=with_proportion_interval)
        if by is None:
            return shares
        groups: list[Hashable] = list(next(iter(shares.values()), {}))
        return {group: {level: shares[level][group] for level in shares} for group in groups}

    def contrast(self, column: Column, by: Any, coefficients: Mapping[Hashable, float]) -> Estimate:
        """A sum of group means times coefficients, e.g. {with: 1, without: -1}, with their covariance."""
        values = numbers_of(self.frame, column)
        codes, levels = categories_of(self.frame, by)
        valid = ~np.isnan(values) & np.isin(codes, [levels.index(level) for level in coefficients])
        value, influence = 0.0, np.zeros(len(self.frame))
        for level, coefficient in coefficients.items():
            part = _mean(np.where(valid & (codes == levels.index(level)), self.weights, 0.0), values)
            value += coefficient * part.value
            influence += coefficient * part.influence
        variance = float(self._covariance(influence[:, None])[0, 0])
        domain = np.isin(codes, [levels.index(level) for level in coefficients]) & (self.weights > 0)
        return describe(value, variance, self._df(domain), self._answered(domain, valid), float("nan"))

    def crosstab(self, row: Column, column: Column) -> pd.DataFrame:
        """Weighted totals per pair of categories."""
        return crosstab(self.frame, row, column, self.weights)

    def crosstab_test(self, row: Column, column: Column) -> CrosstabTest:
        """Are two categorical columns independent? People without both answers are left out as a domain."""
        codes, levels = categories_of(self.frame, row)
        other, other_levels = categories_of(self.frame, column)
        if len(levels) < 2 or len(other_levels) < 2:
            raise DesignInvalid("a crosstab test needs two categories on each side")
        valid = (codes >= 0) & (other >= 0) & (self.weights > 0)
        weights = np.where(valid, self.weights, 0.0)
        cells = np.where(valid, codes * len(other_levels) + other, -1)
        indicators = (cells[:, None] == np.arange(len(levels) * len(other_levels))).astype(float)
        shares = weights @ indicators / weights.sum()
        influence = np.where(valid[:, None], indicators - shares, 0.0) / weights.sum()
        covariance = self._covariance(influence)
        n = int(valid.sum())
        return _rao_scott(shares.reshape(len(levels), -1), covariance, self.df, n)

    def _estimate(
        self,
        valid: Any,
        by: Any | None,
        statistic: _Statistic,
        finish: Callable[[Estimate], Estimate] = lambda estimate: estimate,
    ) -> Any:
        if by is None:
            everybody = np.ones(len(self.frame), dtype=bool)
            return finish(self._in_domain(everybody, valid, statistic))
        codes, levels = categories_of(self.frame, by)
        return {level: finish(self._in_domain(codes == code, valid, statistic)) for code, level in enumerate(levels)}

    def _in_domain(self, domain: Any, valid: Any, statistic: _Statistic) -> Estimate:
        drawn = domain & (self.weights > 0)
        answered = self._answered(drawn, valid)
        df = self._df(drawn)
        if not answered.n:
            nothing = float("nan")
            return describe(nothing, nothing, df, answered, nothing)
        linear = statistic(np.where(drawn & valid, self.weights, 0.0))
        variance = float(self._covariance(linear.influence[:, None])[0, 0])
        return describe(linear.value, variance, df, answered, linear.srs_variance)

    def _covariance(self, influence: Floats) -> Floats:
        explained = influence if self._margins is None else self._margins.residuals(influence)
        return variance_of_total(self.weights[:, None] * explained, self.stages)

    def _answered(self, drawn: Any, valid: Any) -> Answered:
        weights = self.weights[drawn & valid]
        return Answered(
            n=len(weights),
            n_missing=int(np.count_nonzero(drawn & ~valid)),
            sum_weights=float(weights.sum()),
            sum_squares=float(np.square(weights).sum()),
        )

    def _df(self, domain: Any) -> int:
        first = self.stages[0]
        present = np.zeros(len(first.stratum_of_cluster), dtype=bool)
        present[first.cluster_of_row[domain]] = True
        return int(present.sum()) - len(np.unique(first.stratum_of_cluster[present]))


def _mean(weights: Floats, values: Floats) -> _Linear:
    kept = weights > 0
    total = weights.sum()
    mean = float(weights[kept] @ values[kept] / total)
    influence = np.where(kept, values - mean, 0.0) / total
    return _Linear(mean, influence, _srs_variance_of_mean(weights[kept], values[kept] - mean))


def _total(weights: Floats, values: Floats) -> _Linear:
    kept = weights > 0
    total = float(weights[kept] @ values[kept])
    mean = total / weights.sum()
    of_mean = _srs_variance_of_mean(weights[kept], values[kept] - mean)
    return _Linear(total, np.where(kept, values, 0.0), of_mean * float(weights.sum()) ** 2)


def _ratio(weights: Floats, top: Floats, bottom: Floats) -> _Linear:
    kept = weights > 0
    divisor = float(weights[kept] @ bottom[kept])
    if divisor == 0:
        raise DesignInvalid("the denominator of the ratio sums to 0")
    ratio = float(weights[kept] @ top[kept]) / divisor
    residual = np.where(kept, top - ratio * bottom, 0.0)
    of_mean = _srs_variance_of_mean(weights[kept], residual[kept])
    return _Linear(ratio, residual / divisor, of_mean * float(weights.sum() / divisor) ** 2)


def _srs_variance_of_mean(weights: Floats, deviations: Floats) -> float:
    """Variance of the mean had the same number been drawn at random (R deff=TRUE).

    Weights of mean 1 say nothing about the population size; then no finite correction is taken.
    """
    n, population = len(weights), float(weights.sum())
    if n < 2:
        return float("nan")
    spread = float(weights @ np.square(deviations)) / population * n / (n - 1)
    correction = 1 - n / population if population > n else 1.0
    return correction * spread / n


def _rao_scott(shares: Floats, covariance: Floats, df: int, n: int) -> CrosstabTest:
    rows, columns = shares.shape
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    pearson = n * float((np.square(shares - expected) / expected).sum())
    flat = shares.ravel()
    inverse = np.divide(1.0, flat, out=np.zeros_like(flat), where=flat > 0)
    contrasts = _interaction_columns(rows, columns)
    under_srs = contrasts.T @ (inverse[:, None] * contrasts) / n
    scaled = inverse[:, None] * contrasts
    delta = np.linalg.solve(under_srs, scaled.T @ covariance @ scaled)
    trace = float(np.trace(delta))
    ndf = trace**2 / float(np.trace(delta @ delta))
    statistic = pearson / trace
    return CrosstabTest(statistic, ndf, ndf * df, float(stats.f.sf(statistic, ndf, ndf * df)), n)


def _interaction_columns(rows: int, columns: int) -> Floats:
    row_of, column_of = np.divmod(np.arange(rows * columns), columns)
    row_dummies = (row_of[:, None] == np.arange(1, rows)).astype(float)
    column_dummies = (column_of[:, None] == np.arange(1, columns)).astype(float)
    main = np.column_stack([np.ones(rows * columns), row_dummies, column_dummies])
    both = (row_dummies[:, :, None] * column_dummies[:, None, :]).reshape(rows * columns, -1)
    projected: Codes | Floats = both - main @ np.linalg.lstsq(main, both, rcond=None)[0]
    return np.asarray(projected, dtype=float)
