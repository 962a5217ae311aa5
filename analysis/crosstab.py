"""Crosstabs by bincount: the fastest way found, up to 20 million rows."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import Codes, Floats, categories_of


def count_codes(row: Codes, column: Codes, shape: tuple[int, int], weights: Floats | None = None) -> Any:
    """Sum weights (or count) per pair of codes; a negative code is missing and left out."""
    rows, columns = shape
    if row.min(initial=0) < 0 or column.min(initial=0) < 0:
        # One spare row and column take the missing codes, which is cheaper than filtering millions of rows.
        row, column = np.where(row < 0, rows, row), np.where(column < 0, columns, column)
        return count_codes(row, column, (rows + 1, columns + 1), weights)[:rows, :columns]
    packed = row * columns
    packed += column
    return np.bincount(packed, weights, rows * columns).reshape(rows, columns)


def crosstab(frame: pd.DataFrame, row: Any, column: Any, weights: Floats | None = None) -> pd.DataFrame:
    """Weighted (or counted) crosstab of two columns with their levels as labels."""
    codes, levels = categories_of(frame, row)
    other, other_levels = categories_of(frame, column)
    counts = count_codes(codes, other, (len(levels), len(other_levels)), weights)
    return pd.DataFrame(counts, index=levels, columns=other_levels)
