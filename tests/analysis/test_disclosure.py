"""Protection against an attacker written here anew: it reads only what is published."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from analysis.disclosure import Key, ProtectedTable, Table, protect
from analysis.disclosure import linking as linking_module
from analysis.disclosure.tables import TableInvalid


def interval(tables: list[tuple[ProtectedTable, list[str]]], sizes: dict[str, int], target: Any) -> tuple[float, float]:
    """Bounds of a sum of joint cells, from all published values of all tables (axes given by name)."""
    names = list(sizes)
    joint = list(product(*(range(sizes[name]) for name in names)))
    rows, sums = [], []
    for table, axes in tables:
        for key in product(*[(*range(sizes[name]), None) for name in axes]):
            if key in table.hidden:
                continue
            rows.append([float(_inside(cell, names, axes, key)) for cell in joint])
            sums.append(float(table.value(key) or 0))
    objective = np.array([float(_inside(cell, names, *target)) for cell in joint])
    limits = []
    for sign in (1, -1):
        result = linprog(sign * objective, A_eq=np.array(rows) if rows else None, b_eq=sums or None)
        limits.append(sign * result.fun if result.status == 0 else np.inf)
    return float(np.ceil(limits[0] - 1e-6)), float(np.floor(limits[1] + 1e-6))


def _inside(cell: tuple[int, ...], names: list[str], axes: list[str], key: Key) -> bool:
    return all(index is None or cell[names.index(axis)] == index for axis, index in zip(axes, key, strict=True))


def small_cells(counts: np.ndarray, k: int) -> list[Key]:
    return [tuple(map(int, cell)) for cell in np.argwhere((counts > 0) & (counts < k))]


def test_a_large_table_is_published_unchanged() -> None:
    counts = np.array([[40, 60], [55, 45]])
    table = protect(counts)
    assert not table.hidden
    assert table.counts.tolist() == counts.tolist()
    assert table.value((None, None)) == 200
    assert table.audit is None


def test_a_small_cell_takes_others_with_it() -> None:
    table = protect(np.array([[3, 60, 40], [55, 45, 30], [38, 70, 25]]))
    assert table.value((0, 0)) is None
    assert len([key for key in table.hidden if None not in key]) >= 4
    assert table.audit is not None
    assert table.audit >= 5


def test_a_group_below_the_base_is_hidden_with_its_size() -> None:
    table = protect(np.array([[3, 4], [80, 90], [70, 60]]))
    assert {(0, 0), (0, 1), (0, None)} <= table.hidden


def test_an_answer_that_nearly_everybody_gave_is_hidden() -> None:
    table = protect(np.array([[97, 3], [50, 60], [40, 55]]))
    assert (0, 0) in table.hidden


def test_sensitive_items_have_double_thresholds_and_hide_one_sided_groups() -> None:
    counts = np.array([[8, 40], [35, 45], [50, 60]])
    plain = protect(Table("t", "a", {"g": "xyz", "a": "jn"}, counts))
    sensitive = protect(Table("t", "a", {"g": "xyz", "a": "jn"}, counts, sensitive=True))
    assert not plain.hidden
    assert (0, 0) in sensitive.hidden
    one_sided = Table("t", "a", {"g": "xy", "a": "jnk"}, [[39, 1, 0], [40, 50, 30]], sensitive=True)
    assert {(0, 0), (0, 1), (0, 2)} <= protect(one_sided).hidden


def test_cells_marked_by_the_office_are_hidden() -> None:
    table = Table("t", "a", {"g": "xyz", "a": "jn"}, [[40, 50], [35, 45], [50, 60]], marked=[(1, 1)])
    assert (1, 1) in protect(table).hidden


def test_one_dimensional_yearly_counts() -> None:
    table = protect(Table("faelle-2026", "merkmal", {"merkmal": ["a", "b", "c", "d"]}, [2, 31, 18, 24]))
    assert (0,) in table.hidden
    assert len(table.hidden) >= 2


@pytest.mark.parametrize("seed", range(60))
def test_no_small_cell_of_a_random_table_can_be_narrowed_down(seed: int) -> None:
    generator = np.random.default_rng(seed)
    shape = (int(generator.integers(2, 7)), int(generator.integers(2, 5)))
    people = int(generator.choice([30, 80, 200, 400]))
    chances = np.outer(generator.dirichlet(np.full(shape[0], 2)), generator.dirichlet(np.full(shape[1], 2)))
    counts = generator.multinomial(people, chances.ravel()).reshape(shape)
    table = protect([counts])[0]
    sizes = {"g": shape[0], "a": shape[1]}
    for cell in small_cells(counts, 5):
        low, high = interval([(table, ["g", "a"])], sizes, (["g", "a"], cell))
        assert high - low >= 5
        assert high >= 5


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("joint_cells", [20_000, 0])
def test_linked_tables_do_not_betray_each_other(seed: int, joint_cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Origin × answer and age × answer of the same people: with joint cells and with cells of their own."""
    monkeypatch.setattr(linking_module, "JOINT_CELLS", joint_cells)
    generator = np.random.default_rng(seed)
    sizes = {"g": 3, "h": 3, "a": 3}
    people = generator.multinomial(int(generator.choice([60, 150, 300])), generator.dirichlet(np.full(27, 1.5)))
    cube = people.reshape(3, 3, 3)
    tables = [
        Table("first", "a", {"g": "123", "a": "xyz"}, cube.sum(axis=1)),
        Table("second", "a", {"h": "456", "a": "xyz"}, cube.sum(axis=0)),
    ]
    first, second = protect(tables)
    assert first.exact is bool(joint_cells)
    published = [(first, ["g", "a"]), (second, ["h", "a"])]
    for table, axes in ((tables[0], ["g", "a"]), (tables[1], ["h", "a"])):
        for cell in small_cells(table.counts, 5):
            low, high = interval(published, sizes, (axes, cell))
            assert high > low
            if joint_cells:
                assert high - low >= 5


def test_a_shared_margin_hidden_in_one_table_is_hidden_in_the_other() -> None:
    first = Table("first", "a", {"g": "xyz", "a": "jn"}, [[4, 3], [50, 70], [60, 40]])
    second = Table("second", "b", {"g": "xyz", "b": "123"}, [[2, 2, 3], [40, 40, 40], [30, 40, 30]])
    for table in protect([first, second]):
        assert (0, None) in table.hidden


def test_the_same_tables_get_the_same_mask() -> None:
    counts = np.random.default_rng(3).multinomial(300, np.full(24, 1 / 24)).reshape(8, 3)
    assert protect(counts).hidden == protect(counts).hidden


@pytest.mark.parametrize("counts", [[[1.5, 2]], [[-1, 2]], 3])
def test_counts_must_be_whole_numbers(counts: Any) -> None:
    with pytest.raises((TableInvalid, TypeError)):
        protect([np.array(counts)])


def test_a_protected_table_cannot_be_made_by_hand() -> None:
    with pytest.raises(TypeError):
        ProtectedTable("t", "a", {}, [], {}, frozenset(), None)
