"""What raking takes out of the variance: residuals on the margins."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import Codes, Column, Floats, categories_of
from analysis.errors import DesignInvalid
from analysis.weights import base_weights


@dataclass(frozen=True)
class RakedOn:
    """The margins the weights were raked on, and the weights before raking where these were not 1."""

    columns: Any
    base: Column | None = None


class Margins:
    """Least squares of any variable on the indicators of all margins, weighted with the base weights.

    The base weights, not the raked ones: R survey gives 9.2686 for its example, the raked weights 9.2520,
    ignoring raking 9.7542.
    """

    def __init__(self, frame: pd.DataFrame, raked_on: Any) -> None:
        given = raked_on if isinstance(raked_on, RakedOn) else RakedOn(raked_on)
        columns = [given.columns] if isinstance(given.columns, str) else list(given.columns)
        if not columns:
            raise DesignInvalid("raked_on names no margin")
        self.base = base_weights(frame, given.base)
        self.codes: list[Codes] = []
        self.sizes: list[int] = []
        for column in columns:
            codes, levels = categories_of(frame, column)
            if (codes < 0).any():
                raise DesignInvalid(f"margin {column} has missing categories")
            self.codes.append(codes)
            self.sizes.append(len(levels))
        self.normal = self._normal_matrix()

    def _normal_matrix(self) -> Floats:
        rows = []
        for codes, size in zip(self.codes, self.sizes, strict=True):
            blocks = [
                np.bincount(codes * other_size + other, self.base, size * other_size).reshape(size, other_size)
                for other, other_size in zip(self.codes, self.sizes, strict=True)
            ]
            rows.append(np.hstack(blocks))
        return np.vstack(rows)

    def residuals(self, variables: Floats) -> Floats:
        """Each column of `variables` minus its fit on the margins."""
        right = np.vstack(
            [
                np.column_stack([np.bincount(codes, self.base * column, size) for column in variables.T])
                for codes, size in zip(self.codes, self.sizes, strict=True)
            ]
        )
        coefficients = np.linalg.lstsq(self.normal, right, rcond=1e-12)[0]
        fitted = np.zeros_like(variables)
        start = 0
        for codes, size in zip(self.codes, self.sizes, strict=True):
            fitted += coefficients[start : start + size][codes]
            start += size
        return np.asarray(variables - fitted)
