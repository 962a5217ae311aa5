"""Columns given by name or as arrays, and their categories as codes."""

from collections.abc import Hashable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DesignInvalid

Column: TypeAlias = Any  # a column name, or anything numpy reads as a one-dimensional array
Floats: TypeAlias = npt.NDArray[np.float64]
Codes: TypeAlias = npt.NDArray[np.int64]


def values_of(frame: pd.DataFrame, column: Column) -> Any:
    """The values of a named column, or the array itself after a check of its length."""
    if isinstance(column, str):
        if column not in frame.columns:
            raise DesignInvalid(f"no column {column}")
        return frame[column].to_numpy()
    array = column.to_numpy() if isinstance(column, pd.Series) else np.asarray(column)
    if array.ndim != 1 or len(array) != len(frame):
        raise DesignInvalid(f"a column of shape {array.shape} does not fit {len(frame)} rows")
    return array


def numbers_of(frame: pd.DataFrame, column: Column) -> Floats:
    """Numeric values; missing values of any kind become NaN."""
    values = values_of(frame, column)
    return np.asarray(pd.to_numeric(pd.Series(values), errors="raise").to_numpy(float, na_value=np.nan))


def categories_of(frame: pd.DataFrame, column: Column | Sequence[Column]) -> tuple[Codes, list[Hashable]]:
    """Codes per row (missing: -1) and the sorted levels; a tuple or list of columns gives joint levels."""
    parts = parts_of(frame, column)
    if len(parts) == 1:
        return _factorize(values_of(frame, parts[0]))
    codes = np.zeros(len(frame), dtype=np.int64)
    missing = np.zeros(len(frame), dtype=bool)
    level_lists: list[list[Hashable]] = []
    for part in parts:
        part_codes, part_levels = _factorize(values_of(frame, part))
        missing |= part_codes < 0
        codes = codes * len(part_levels) + np.maximum(part_codes, 0)
        level_lists.append(part_levels)
    codes[missing] = -1
    return _used_combinations(codes, level_lists)


def parts_of(frame: pd.DataFrame, column: Column | Sequence[Column]) -> list[Column]:
    """One column or several: a tuple always lists columns, a list does where it holds names or arrays."""
    if isinstance(column, tuple):
        return list(column)
    if isinstance(column, list) and column:
        named = all(isinstance(part, str) and part in frame.columns for part in column)
        if named or not np.isscalar(column[0]):
            return list(column)
    return [column]


def _factorize(values: Any) -> tuple[Codes, list[Hashable]]:
    codes, levels = pd.factorize(values, sort=True)
    return codes.astype(np.int64), [plain(level) for level in levels]


def _used_combinations(codes: Codes, level_lists: list[list[Hashable]]) -> tuple[Codes, list[Hashable]]:
    used, packed = np.unique(codes, return_inverse=True)
    levels: list[Hashable] = []
    for code in used[used >= 0]:
        parts: list[Hashable] = []
        rest = int(code)
        for options in reversed(level_lists):
            rest, index = divmod(rest, len(options))
            parts.append(options[index])
        levels.append(tuple(reversed(parts)))
    offset = int(np.count_nonzero(used < 0))
    return (packed - offset).astype(np.int64), levels


def plain(level: Any) -> Hashable:
    """A numpy scalar as the Python value that callers write in their mappings."""
    item: Hashable = level.item() if isinstance(level, np.generic) else level
    return item
