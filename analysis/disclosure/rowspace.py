"""Which vectors follow from the published ones: linear algebra modulo a prime, so without rounding."""

from typing import Any

import numpy as np

from analysis.columns import Floats

PRIME = 2**31 - 1  # products of two residues still fit 64 bits
SPARE = 8


class RowSpace:
    """Keeps all vectors reduced by the published ones; a vector of zeros already follows from them."""

    def __init__(self, vectors: Floats) -> None:
        self.residues = _project(vectors).astype(np.int64) % PRIME

    def follows(self, row: int) -> bool:
        return not self.residues[row].any()

    def discloses(self, row: int, secrets: Any) -> bool:
        """Would publishing this vector put one of the secret vectors into the row space?"""
        vector = self.residues[row]
        pivot = int(np.flatnonzero(vector)[0])
        candidates = self.residues[secrets]
        factors = candidates[:, pivot] * pow(int(vector[pivot]), -1, PRIME) % PRIME
        candidates = candidates[factors != 0]
        factors = factors[factors != 0]
        return bool(((factors[:, None] * vector - candidates) % PRIME == 0).all(axis=1).any())

    def publish(self, row: int) -> None:
        vector = self.residues[row].copy()
        pivot = int(np.flatnonzero(vector)[0])
        factors = self.residues[:, pivot] * pow(int(vector[pivot]), -1, PRIME) % PRIME
        touched = np.flatnonzero(factors)
        self.residues[touched] = (self.residues[touched] - factors[touched, None] * vector) % PRIME


def _project(vectors: Floats) -> Floats:
    """Fewer columns with the same linear relations, by a random matrix.

    Sums of 0/1 multiples of residues below 2**31 over at most 2**20 cells are exact in double precision; a
    false relation has probability below 10⁻⁹ per pair of vectors. The seed is fixed: same tables, same mask.
    """
    rows, columns = vectors.shape
    if columns <= rows + SPARE:
        return vectors
    matrix = np.random.default_rng(20211).integers(0, PRIME, size=(columns, rows + SPARE)).astype(float)
    return np.asarray(vectors @ matrix)
