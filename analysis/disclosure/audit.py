"""The attacker: how closely can a secret count be bounded from all that is published?"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from analysis.columns import Floats
from analysis.errors import AnalysisError

ROUNDING = 1e-6


class AuditFailed(AnalysisError):
    """The published values contradict each other; they cannot come from the same people."""


@dataclass(frozen=True)
class Bounds:
    """The interval an attacker can prove for a count; `high` is infinite if nothing bounds it."""

    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


class Attacker:
    """Knows every published sum, that counts are at least 0, and which are zero."""

    def __init__(self, equations: Floats, sums: Floats) -> None:
        free = np.ones(equations.shape[1], dtype=bool)
        known = np.zeros(equations.shape[1])
        for row in np.flatnonzero((equations != 0).sum(axis=1) == 1):
            column = int(np.flatnonzero(equations[row])[0])
            free[column] = False
            known[column] = sums[row] / equations[row, column]
        self.known, self.free = known, free
        left = equations[:, free]
        filled = left.any(axis=1)
        self.equations = left[filled]
        self.sums = (sums - equations @ known)[filled]
        self.component = _components(self.equations)

    def bounds(self, secret: Floats) -> Bounds:
        """Smallest and largest whole number the secret sum can be."""
        fixed = float(secret @ self.known)
        wanted = secret[self.free]
        if not wanted.any():
            return Bounds(fixed, fixed)
        if not len(self.equations):
            return Bounds(fixed, math.inf)
        touched = np.isin(self.component, np.unique(self.component[wanted != 0]))
        rows = self.equations[:, touched].any(axis=1)
        matrix, objective = _merge_columns(self.equations[rows][:, touched], wanted[touched])
        if (objective[~matrix.any(axis=0)] > 0).any():
            return Bounds(fixed, math.inf)
        low = _optimum(objective, matrix, self.sums[rows], 1)
        high = _optimum(objective, matrix, self.sums[rows], -1)
        return Bounds(fixed + math.ceil(low - ROUNDING), fixed + math.floor(high + ROUNDING))


def _components(equations: Floats) -> Any:
    rows, columns = equations.shape
    if not rows:
        return np.arange(columns)
    links = csr_array(equations != 0)
    size = rows + columns
    row, column = links.nonzero()
    graph = csr_array((np.ones(len(row)), (row, column + rows)), shape=(size, size))
    return connected_components(graph, directed=False)[1][rows:]


def _merge_columns(matrix: Floats, objective: Floats) -> tuple[Floats, Floats]:
    """Cells that stand in the same sums and alike in the secret act as one unknown."""
    merged = np.unique(np.vstack([matrix, objective]), axis=1)
    return merged[:-1], merged[-1]


def _optimum(objective: Floats, matrix: Floats, sums: Floats, sign: int) -> float:
    result = linprog(sign * objective, A_eq=csr_array(matrix), b_eq=sums, bounds=(0, None), method="highs")
    if result.status == 3:  # unbounded
        return math.inf
    if result.status != 0:
        raise AuditFailed(f"the audit found no solution: {result.message}")
    return float(sign * result.fun)
