"""Tables of unweighted counts before and after protection."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, TypeAlias

import numpy as np

from analysis.errors import AnalysisError

Key: TypeAlias = tuple[int | None, ...]
"""A cell or margin: the index on each axis, None where the axis is summed over."""


class TableInvalid(AnalysisError):
    """Counts are no whole numbers of at least 0, or do not fit their axes."""


@dataclass(frozen=True, eq=False)
class Table:
    """Unweighted counts. `axes` maps axis names to categories, in the order of the dimensions.

    The axis named like `item` (else the last one) holds the answers; the others form the groups. `marked`
    lists cells the office wants hidden. Tables that share axes over the same people are one system.
    """

    id: str
    item: str
    axes: Any
    counts: Any
    marked: Collection[Key] = ()
    sensitive: bool = False

    def __post_init__(self) -> None:
        counts = np.asarray(self.counts)
        if counts.ndim < 1 or not np.array_equal(counts, counts.astype(np.int64)) or (counts < 0).any():
            raise TableInvalid(f"table {self.id}: counts must be whole numbers of at least 0")
        axes = _named_axes(self.axes, counts.shape)
        if tuple(len(categories) for categories in axes.values()) != counts.shape:
            raise TableInvalid(f"table {self.id}: counts of shape {counts.shape} do not fit axes {list(axes)}")
        object.__setattr__(self, "counts", counts.astype(np.int64))
        object.__setattr__(self, "axes", axes)

    @property
    def answer_axis(self) -> int:
        names = list(self.axes)
        return names.index(self.item) if self.item in names else len(names) - 1

    def all_keys(self) -> Iterator[Key]:
        """All margins and cells, the total included."""
        yield from product(*[(*range(size), None) for size in self.counts.shape])

    def value(self, key: Key) -> int:
        return int(self.counts[tuple(slice(None) if index is None else index for index in key)].sum())


def _named_axes(axes: Any, shape: tuple[int, ...]) -> dict[str, tuple[str, ...]]:
    if isinstance(axes, Mapping):
        return {str(name): tuple(map(str, categories)) for name, categories in axes.items()}
    named: dict[str, tuple[str, ...]] = {}
    for axis, size in zip(axes, shape, strict=True):
        if isinstance(axis, str):
            named[axis] = tuple(str(number + 1) for number in range(size))
        else:
            named[str(axis[0])] = tuple(map(str, axis[1]))
    return named


def as_table(given: Any, number: int) -> Table:
    """A plain one- or two-dimensional array counts as a table of its own, linked to no other."""
    if isinstance(given, Table):
        return given
    counts = np.asarray(given)
    if counts.ndim not in (1, 2):
        raise TableInvalid(f"table {number + 1}: a plain array has one or two dimensions")
    names = [f"table {number + 1} axis {axis + 1}" for axis in range(counts.ndim)]
    return Table(f"table {number + 1}", names[-1], names, counts)


@dataclass(frozen=True, eq=False)
class ProtectedTable:
    """A table whose hidden values are gone: `counts` and `margins` hold None there.

    `hidden` names cells and margins alike. `audit` is the width of the smallest interval to which an
    attacker can narrow a secret count (None without secrets); `exact` is False where the system was too
    large for joint cells and the audit is weaker.
    """

    id: str
    item: str
    axes: Mapping[str, Sequence[str]]
    counts: Any
    margins: Mapping[Key, int | None]
    hidden: frozenset[Key]
    audit: float | None
    exact: bool = True
    sensitive: bool = False
    _proof: object = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self._proof is not PROOF:
            raise TypeError("a ProtectedTable is made by analysis.disclosure.protect only")

    def value(self, key: Key) -> int | None:
        """The published count of a cell or margin, None if hidden."""
        if None in key:
            return self.margins[key]
        cell: int | None = self.counts[key]
        return cell


PROOF = object()
