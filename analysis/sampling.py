"""How the sample was drawn: stages of strata and clusters, and the variance of a total over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import Codes, Column, Floats, categories_of, numbers_of, parts_of
from analysis.errors import DesignInvalid, LonelyCluster

CERTAIN = 1e-7  # a stratum with a smaller share left unsampled counts as completely observed (as in R)


@dataclass(frozen=True)
class Stage:
    """One stage: the cluster of each row, the stratum of each cluster, and per stratum sizes and names."""

    cluster_of_row: Codes
    stratum_of_cluster: Codes
    sampled: Codes
    unsampled_share: Floats
    names: list[str]

    @property
    def stratum_of_row(self) -> Codes:
        return np.asarray(self.stratum_of_cluster[self.cluster_of_row])


def read_stages(
    frame: pd.DataFrame, strata: Column | None, clusters: Any | None, fpc: Any | None
) -> tuple[list[Stage], Floats | None]:
    """Build the stages, and the inclusion weights Π N/n where population sizes are known at every stage."""
    cluster_columns = [] if clusters is None else parts_of(frame, clusters)
    size_columns = [] if fpc is None else parts_of(frame, fpc)
    if len(size_columns) > max(1, len(cluster_columns)):
        raise DesignInvalid("more population sizes than stages")
    row_strata, names = _strata(frame, strata)
    stages: list[Stage] = []
    weights = np.ones(len(frame))
    for number, column in enumerate(cluster_columns or [None]):
        sizes = numbers_of(frame, size_columns[number]) if number < len(size_columns) else None
        stage, share = _stage(frame, row_strata, names, column, sizes)
        stages.append(stage)
        weights /= share
        row_strata, names = stage.cluster_of_row, []
    complete = len(size_columns) == len(stages)
    return stages, weights if complete else None


def _strata(frame: pd.DataFrame, strata: Column | None) -> tuple[Codes, list[str]]:
    if strata is None:
        return np.zeros(len(frame), dtype=np.int64), ["the whole sample"]
    codes, levels = categories_of(frame, strata)
    if (codes < 0).any():
        raise DesignInvalid("strata must not be missing")
    return codes, [str(level) for level in levels]


def _stage(
    frame: pd.DataFrame, row_strata: Codes, names: list[str], column: Column | None, sizes: Floats | None
) -> tuple[Stage, Floats]:
    if column is None:
        cluster, stratum = np.arange(len(frame), dtype=np.int64), row_strata
    else:
        codes, levels = categories_of(frame, column)
        if (codes < 0).any():
            raise DesignInvalid("clusters must not be missing")
        # Cluster names may repeat in other strata (R nest=TRUE), so a cluster is the pair of both.
        _, first, cluster = np.unique(row_strata * max(len(levels), 1) + codes, return_index=True, return_inverse=True)
        stratum = row_strata[first]
        cluster = cluster.astype(np.int64)
    count = int(row_strata.max(initial=-1)) + 1
    sampled = np.bincount(stratum, minlength=count).astype(np.int64)
    population = _population(row_strata, sampled, sizes)
    left = np.where(np.isinf(population), 1.0, 1 - sampled / population)
    share = np.where(np.isinf(population), 1.0, sampled / population)
    labels = names or [str(number + 1) for number in range(count)]
    return Stage(cluster, stratum, sampled, left, labels), share[row_strata]


def _population(row_strata: Codes, sampled: Codes, sizes: Floats | None) -> Floats:
    if sizes is None:
        return np.full(len(sampled), np.inf)
    if np.isnan(sizes).any() or (sizes <= 0).any():
        raise DesignInvalid("population sizes must be positive numbers")
    population = np.zeros(len(sampled))
    population[row_strata] = sizes
    if not np.array_equal(population[row_strata], sizes):
        raise DesignInvalid("the population size differs within a stratum")
    if (sizes < 1).any():  # given as sampling fractions
        population = sampled / population
    if (population < sampled * (1 - 1e-9)).any():
        raise DesignInvalid("a stratum has more sampled units than its population size")
    return population


def variance_of_total(contributions: Floats, stages: Sequence[Stage]) -> Floats:
    """Covariance matrix of the column sums: Σ_h (1 − f)·n/(n − 1)·Σ(u − ū)² per stage.

    A later stage counts with the product of the sampled shares above it, and only where the share of the
    stage above is known.
    """
    covariance = np.zeros((contributions.shape[1], contributions.shape[1]))
    share = np.ones(len(contributions))
    for stage in stages:
        sums = _sum_by(stage.cluster_of_row, contributions, len(stage.stratum_of_cluster))
        means = _sum_by(stage.stratum_of_cluster, sums, len(stage.sampled)) / stage.sampled[:, None]
        deviations = sums - means[stage.stratum_of_cluster]
        factor = _factor(stage)[stage.stratum_of_cluster]
        above = np.zeros(len(factor))
        above[stage.cluster_of_row] = share
        covariance += (deviations * (factor * above)[:, None]).T @ deviations
        share = share * (1 - stage.unsampled_share[stage.stratum_of_row])
        if not share.any():
            break
    return covariance


def _factor(stage: Stage) -> Floats:
    certain = stage.unsampled_share < CERTAIN
    lonely = np.flatnonzero((stage.sampled == 1) & ~certain)
    if len(lonely):
        raise LonelyCluster(f"stratum {stage.names[int(lonely[0])]} has only one cluster")
    spread = np.where(stage.sampled > 1, stage.sampled / np.maximum(stage.sampled - 1, 1), 0.0)
    return np.asarray(np.where(certain, 0.0, stage.unsampled_share * spread))


def _sum_by(codes: Codes, columns: Floats, size: int) -> Floats:
    if size == len(codes) and np.array_equal(codes, np.arange(size)):
        return columns
    return np.column_stack([np.bincount(codes, column, size) for column in columns.T])
