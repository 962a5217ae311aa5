"""Primary, secondary suppression and audit (Hundepool et al., Statistical Disclosure Control, ch. 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from analysis.disclosure.audit import Attacker
from analysis.disclosure.linking import System, build_system, connect
from analysis.disclosure.rowspace import RowSpace
from analysis.disclosure.tables import PROOF, Key, ProtectedTable, Table, as_table

SENSITIVE_FACTOR = 2  # sensitive items: k 5 becomes 10, base 10 becomes 20
ROUNDS = 60


def protect(tables: Any, k: int = 5, base: int = 10) -> Any:
    """Protect all tables of a release together and return them in the given order.

    `k` is the smallest count and the smallest interval width of a secret; `base` the smallest group.
    A single table (or array) may be given and comes back alone.
    """
    if isinstance(tables, Table | np.ndarray):
        return protect([tables], k, base)[0]
    given = [as_table(table, number) for number, table in enumerate(tables)]
    protected: dict[int, ProtectedTable] = {}
    for numbers in connect(given):
        members = [given[number] for number in numbers]
        protected.update(zip(numbers, _protect_system(build_system(members), k, base), strict=True))
    return [protected[number] for number in range(len(given))]


@dataclass
class _Secrets:
    """Rows that must not be found out with their required width, and zeros hidden along with their row."""

    width: dict[int, int] = field(default_factory=dict)
    blanked: set[int] = field(default_factory=set)


def _protect_system(system: System, k: int, base: int) -> list[ProtectedTable]:
    secrets = _find_secrets(system, k, base)
    kept_back: set[int] = set()
    for _ in range(ROUNDS):
        published = _publish(system, secrets, kept_back)
        widths, open_rows = _audit(system, secrets, published)
        if not open_rows:
            return _finish(system, secrets, published, widths)
        kept_back |= _neighbours_to_hide(system, open_rows, published)
    for limit in (1, 2):  # last resort: margins only, then only the total
        kept_back |= {row for row, (_, key) in enumerate(system.places) if key.count(None) < limit}
        published = _publish(system, secrets, kept_back)
        widths, open_rows = _audit(system, secrets, published)
        if not open_rows:
            return _finish(system, secrets, published, widths)
    return _finish(system, secrets, [], {})


def _find_secrets(system: System, k: int, base: int) -> _Secrets:
    secrets = _Secrets()
    for number, table in enumerate(system.tables):
        factor = SENSITIVE_FACTOR if table.sensitive else 1
        for key in table.all_keys():
            row = system.row_of[number, key]
            if key in table.marked:
                secrets.width[row] = max(k * factor, secrets.width.get(row, 0))
            if key[table.answer_axis] is None:
                _find_in_group(system, number, key, k * factor, base * factor, secrets)
    return secrets


def _find_in_group(system: System, number: int, group: Key, k: int, base: int, secrets: _Secrets) -> None:
    """Primary suppression of one group: all its answers and its size."""
    table = system.tables[number]
    size = table.value(group)
    axis = table.answer_axis
    answers = [(*group[:axis], answer, *group[axis + 1 :]) for answer in range(table.counts.shape[axis])]
    counts = [table.value(answer) for answer in answers]
    rows = [system.row_of[number, answer] for answer in answers]
    if size == 0:
        return
    alone = max(counts) == size
    whole = size < base or alone or (table.sensitive and max(counts) > size - 2)
    for row, count in zip(rows, counts, strict=True):
        if count and (whole or count < k or size - count < k):
            secrets.width[row] = max(k, secrets.width.get(row, 0))
        if whole and not count:
            secrets.blanked.add(row)
    if size < base:
        secrets.width[system.row_of[number, group]] = k


def _publish(system: System, secrets: _Secrets, kept_back: set[int]) -> list[int]:
    """Total, margins, then cells by falling count, each unless a secret would follow from it."""
    space = RowSpace(np.vstack([system.vectors, system.equal]))
    for equation in range(len(system.vectors), len(system.vectors) + len(system.equal)):
        if not space.follows(equation):
            space.publish(equation)
    guarded = np.array(sorted(set(secrets.width) | kept_back), dtype=np.int64)
    order = sorted(
        range(len(system.places)),
        key=lambda row: (-system.places[row][1].count(None), -int(system.values[row])),
    )
    forbidden = set(guarded.tolist())
    published = []
    for row in order:
        if row in forbidden:
            continue
        if not space.follows(row):
            if space.discloses(row, guarded):
                continue
            space.publish(row)
        published.append(row)
    return published


def _audit(system: System, secrets: _Secrets, published: Sequence[int]) -> tuple[dict[int, float], dict[int, float]]:
    """Interval width per secret, and those that are too narrow or stay below the threshold."""
    equations = np.vstack([system.vectors[published], system.equal])
    sums = np.concatenate([system.values[published], np.zeros(len(system.equal))]).astype(float)
    filled = equations.any(axis=1)
    attacker = Attacker(equations[filled], sums[filled])
    widths: dict[int, float] = {}
    open_rows: dict[int, float] = {}
    for row, needed in secrets.width.items():
        bounds = attacker.bounds(system.vectors[row])
        widths[row] = bounds.width
        if bounds.width < needed or bounds.high < needed:
            open_rows[row] = bounds.width
    return widths, open_rows


def _neighbours_to_hide(system: System, open_rows: dict[int, float], published: Sequence[int]) -> set[int]:
    """Per open secret the smallest published neighbour: a value that shares a published sum with it."""
    chosen: set[int] = set()
    for row in sorted(open_rows, key=lambda row: open_rows[row]):
        neighbours = _neighbours(system, row, published)
        if neighbours and not chosen & set(neighbours):
            chosen.add(neighbours[0])
    return chosen


def _neighbours(system: System, row: int, published: Sequence[int]) -> list[int]:
    """Cells first, then margins, each by rising count."""
    rows = np.array([other for other in published if system.values[other] > 0], dtype=np.int64)
    vectors = system.vectors[rows]
    sums = vectors[(vectors @ system.vectors[row]) > 0]
    near = (vectors @ sums.any(axis=0)) > 0
    return sorted(
        rows[near].tolist(),
        key=lambda other: (system.places[other][1].count(None), int(system.values[other])),
    )


def _finish(
    system: System, secrets: _Secrets, published: Iterable[int], widths: dict[int, float]
) -> list[ProtectedTable]:
    shown = set(published) - secrets.blanked
    smallest = min(widths.values(), default=None)
    finished = []
    for number, table in enumerate(system.tables):
        counts = np.empty(table.counts.shape, dtype=object)
        margins: dict[Key, int | None] = {}
        hidden = set()
        for key in table.all_keys():
            value = table.value(key) if system.row_of[number, key] in shown else None
            if value is None:
                hidden.add(key)
            if None in key:
                margins[key] = value
            else:
                counts[key] = value
        finished.append(
            ProtectedTable(
                table.id, table.item, table.axes, counts, margins, frozenset(hidden), smallest,
                system.exact, table.sensitive, PROOF,
            )
        )  # fmt: skip
    return finished
