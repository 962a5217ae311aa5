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
    """Knows every published sum, that counts are at least 0, and which are zero.

    Cells that stand in the same sums act as one unknown, which is what makes thousands of joint cells quick.
    """

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
        first, self.alike = _alike(left[filled])
        self.equations = left[filled][:, first]
        self.sums = (sums - equations @ known)[filled]
        self.component = _components(self.equations)

    def bounds(self, secret: Floats) -> Bounds:
        """Smallest and largest whole number the secret sum can be."""
        fixed = float(secret @ self.known)
        wanted = secret[self.free] != 0
        if not wanted.any():
            return Bounds(fixed, fixed)
        # One unknown per kind of cell, two where the secret takes only some cells of a kind.
        kinds = np.unique(self.alike * 2 + wanted)
        unknown, inside = np.divmod(kinds, 2)
        near = np.isin(self.component[unknown], np.unique(self.component[unknown[inside == 1]]))
        matrix, objective = self.equations[:, unknown[near]], inside[near].astype(float)
        if (objective[~matrix.any(axis=0)] > 0).any():
            return Bounds(fixed, math.inf)
        rows = matrix.any(axis=1)
        low = _optimum(objective, matrix[rows], self.sums[rows], 1)
        high = _optimum(objective, matrix[rows], self.sums[rows], -1)
        return Bounds(fixed + math.ceil(low - ROUNDING), fixed + math.floor(high + ROUNDING))


def _alike(equations: Floats) -> tuple[Any, Any]:
    """The first of each kind of column, and the kind of each column; by exact sums of random whole numbers."""
    marks = np.random.default_rng(20212).integers(0, 2**50, size=len(equations))
    _, first, kind = np.unique(marks @ equations.astype(np.int64), return_index=True, return_inverse=True)
    return first, kind


def _components(equations: Floats) -> Any:
    rows, columns = equations.shape
    if not rows:
        return np.arange(columns)
    links = csr_array(equations != 0)
    size = rows + columns
    row, column = links.nonzero()
    graph = csr_array((np.ones(len(row)), (row, column + rows)), shape=(size, size))
    return connected_components(graph, directed=False)[1][rows:]


def _optimum(objective: Floats, matrix: Floats, sums: Floats, sign: int) -> float:
    result = linprog(sign * objective, A_eq=csr_array(matrix), b_eq=sums, bounds=(0, None), method="highs")
    if result.status == 3:  # unbounded
        return math.inf
    if result.status != 0:
        raise AuditFailed(f"the audit found no solution: {result.message}")
    return float(sign * result.fun)
