"""One estimate with everything that has to be printed beside it."""

from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

LEVEL = 0.95
Interval = tuple[float, float]


@dataclass(frozen=True)
class Estimate:
    """A weighted figure. `n` counts valid answers, `n_missing` people asked who gave none."""

    estimate: float
    se: float
    ci_t: Interval
    ci_normal: Interval
    df: int
    n: int
    n_missing: int
    n_eff: float
    deff: float
    deff_kish: float
    ci_logit: Interval | None = None

    @property
    def interval(self) -> Interval:
        """The interval that is printed: logit for proportions, t otherwise."""
        return self.ci_logit if self.ci_logit is not None else self.ci_t


@dataclass(frozen=True)
class Answered:
    """Who stands behind a figure: answers, refusals and the weights of those who answered."""

    n: int
    n_missing: int
    sum_weights: float
    sum_squares: float

    @property
    def n_eff(self) -> float:
        """Kish's effective sample size (Σw)²/Σw²."""
        return self.sum_weights**2 / self.sum_squares if self.sum_squares else float("nan")


def describe(value: float, variance: float, df: int, answered: Answered, srs_variance: float) -> Estimate:
    """Bundle value and variance with intervals and design effects."""
    se = float(np.sqrt(max(variance, 0.0)))
    n_eff = answered.n_eff
    return Estimate(
        estimate=float(value),
        se=se,
        ci_t=around(value, se, df),
        ci_normal=around(value, se, None),
        df=df,
        n=answered.n,
        n_missing=answered.n_missing,
        n_eff=n_eff,
        deff=variance / srs_variance if srs_variance > 0 else float("nan"),
        deff_kish=answered.n / n_eff if n_eff else float("nan"),
    )


def quantile(df: int | None) -> float:
    """Two-sided 95 % quantile of t, of the normal distribution without df, not a number at 0 df."""
    if df is None:
        return float(stats.norm.ppf(0.5 + LEVEL / 2))
    return float(stats.t.ppf(0.5 + LEVEL / 2, df)) if df > 0 else float("nan")


def around(value: float, se: float, df: int | None) -> Interval:
    """value ± quantile · se."""
    reach = quantile(df) * se
    return (float(value - reach), float(value + reach))


def with_proportion_interval(proportion: Estimate) -> Estimate:
    """Add the interval that stays inside 0 to 1.

    The plain t interval of p = 0.022 starts below zero, hence logit (R svyciprop "xlogit"); where nobody or
    everybody has the trait, logit is undefined and the exact binomial (beta) limits at n_eff are used.
    """
    share, se = proportion.estimate, proportion.se
    if not np.isfinite(share):
        return replace(proportion, ci_logit=(float("nan"), float("nan")))
    if 0 < share < 1:
        middle = np.log(share / (1 - share))
        low, high = around(float(middle), se / (share * (1 - share)), proportion.df)
        return replace(proportion, ci_logit=(float(1 / (1 + np.exp(-low))), float(1 / (1 + np.exp(-high)))))
    tail = (1 - LEVEL) / 2
    shrink = (quantile(proportion.n - 1) / quantile(proportion.df)) ** 2 if proportion.n > 1 else 1.0
    reach = 1 - tail ** (1 / (proportion.n_eff * shrink))
    return replace(proportion, ci_logit=(0.0, float(reach)) if share <= 0 else (float(1 - reach), 1.0))
