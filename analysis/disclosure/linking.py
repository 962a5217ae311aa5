"""Tables over the same people are one system of equations over their finest common cells."""

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from analysis.columns import Floats
from analysis.disclosure.tables import Key, Table

JOINT_CELLS = 20_000


@dataclass(frozen=True, eq=False)
class System:
    """Cells and margins of connected tables as 0/1 vectors over cells that may be more than zero.

    `places` lists (table number, key) per row of `vectors`; `equal` holds vectors known to sum to 0 (shared
    margins of tables that are kept apart because their joint cells are too many).
    """

    tables: list[Table]
    places: list[tuple[int, Key]]
    vectors: Floats
    values: Any
    equal: Floats
    exact: bool
    row_of: dict[tuple[int, Key], int] = field(default_factory=dict)


def connect(tables: list[Table]) -> list[list[int]]:
    """Group table numbers whose shared margins agree; only those describe the same people."""
    group = list(range(len(tables)))
    for first, second in combinations(range(len(tables)), 2):
        if _same_people(tables[first], tables[second]):
            old, new = group[second], group[first]
            group = [new if number == old else number for number in group]
    return [[n for n, of in enumerate(group) if of == number] for number in sorted(set(group))]


def _same_people(first: Table, second: Table) -> bool:
    shared = _shared_axes(first, second)
    if not shared:
        return first.item == second.item and first.counts.sum() == second.counts.sum()
    return np.array_equal(_margin(first, shared), _margin(second, shared))


def _shared_axes(first: Table, second: Table) -> list[str]:
    return [name for name in first.axes if second.axes.get(name) == first.axes[name]]


def _margin(table: Table, names: list[str]) -> Any:
    positions = [list(table.axes).index(name) for name in names]
    others = tuple(number for number in range(table.counts.ndim) if number not in positions)
    summed = table.counts.sum(axis=others)
    kept = [number for number in range(table.counts.ndim) if number in positions]
    return summed.transpose([kept.index(position) for position in positions])


def build_system(tables: list[Table]) -> System:
    """One system over the joint cells, or over each table's own cells where these would be too many."""
    axes: dict[str, tuple[str, ...]] = {}
    consistent = all(
        _same_people(first, second) for first, second in combinations(tables, 2) if _shared_axes(first, second)
    )
    for table in tables:
        for name, categories in table.axes.items():
            consistent &= axes.setdefault(name, categories) == categories
    size = int(np.prod([len(categories) for categories in axes.values()], dtype=object))
    if consistent and size <= JOINT_CELLS:
        return _assemble(tables, [_joint_masks(table, axes) for table in tables], size, exact=True)
    sizes = [table.counts.size for table in tables]
    masks = []
    for number, table in enumerate(tables):
        own = _joint_masks(table, table.axes)
        padded = np.zeros((len(own), sum(sizes)))
        start = sum(sizes[:number])
        padded[:, start : start + sizes[number]] = own
        masks.append(padded)
    return _assemble(tables, masks, sum(sizes), exact=False)


def _joint_masks(table: Table, axes: Any) -> Floats:
    """One row per key of the table: which joint cells it sums over."""
    shape = tuple(len(categories) for categories in axes.values())
    order = list(axes)
    rows = []
    for key in table.all_keys():
        mask = np.zeros(shape)
        place: list[Any] = [slice(None)] * len(shape)
        for name, index in zip(table.axes, key, strict=True):
            if index is not None:
                place[order.index(name)] = index
        mask[tuple(place)] = 1.0
        rows.append(mask.ravel())
    return np.array(rows)


def _assemble(tables: list[Table], masks: list[Floats], size: int, *, exact: bool) -> System:
    places = [(number, key) for number, table in enumerate(tables) for key in table.all_keys()]
    vectors = np.vstack(masks)
    values = np.array([tables[number].value(key) for number, key in places], dtype=np.int64)
    marked = np.array([key in tables[number].marked for number, key in places])
    # An attacker is taken to know every zero, so zeros are never counted on to protect anything.
    alive = ~vectors[(values == 0) & ~marked].any(axis=0)
    equal = np.zeros((0, size)) if exact else _shared_margins(tables, places, vectors)
    row_of = {place: row for row, place in enumerate(places)}
    return System(tables, places, vectors[:, alive], values, equal[:, alive], exact, row_of)


def _shared_margins(tables: list[Table], places: list[tuple[int, Key]], vectors: Floats) -> Floats:
    row_of = {place: row for row, place in enumerate(places)}
    equations = []
    for first, second in combinations(range(len(tables)), 2):
        shared = _shared_axes(tables[first], tables[second])
        if not _same_people(tables[first], tables[second]):
            continue
        for key in tables[first].all_keys():
            known = dict(zip(tables[first].axes, key, strict=True))
            if any(index is not None for name, index in known.items() if name not in shared):
                continue
            other = tuple(known.get(name) if name in shared else None for name in tables[second].axes)
            equations.append(vectors[row_of[first, key]] - vectors[row_of[second, other]])
    return np.array(equations) if equations else np.zeros((0, vectors.shape[1]))
