"""The analysis beside what its libraries do on the same rows: raking, crosstabs, disclosure control, the report."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import categories_of
from analysis.crosstab import count_codes
from analysis.disclosure import protect
from analysis.weights import rake

TITLE = "Analysis"
ROWS = 1_000_000
LEVELS = {"sex": 2, "age": 6, "origin": 6, "district": 8, "health": 5, "channel": 4}
MARGINS = {"sex": [510, 490], "age": [120, 160, 170, 170, 160, 220], "origin": [400, 200, 150, 100, 100, 50]}
TABLES = 30


def run(_folder: Path) -> None:
    generator = np.random.default_rng(1)
    frame = pd.DataFrame({name: generator.integers(0, size, ROWS).astype(np.int8) for name, size in LEVELS.items()})
    weights = generator.uniform(0.3, 3.0, ROWS)
    _rake(frame, weights)
    _crosstabs(frame, weights)
    _protect(generator)


def _rake(frame: pd.DataFrame, weights: Any) -> None:
    margins = {name: dict(enumerate(counts)) for name, counts in MARGINS.items()}
    age = frame["age"].to_numpy(np.int64)
    one_pass = _best(lambda: np.bincount(age, weights, LEVELS["age"]), 5)
    raking = _best(lambda: rake(frame, margins), 3)
    print(f"rake {ROWS:,} rows to 3 margins: {raking:.3f} s ({raking / one_pass:.0f} × one pass of numpy's bincount)")


def _crosstabs(frame: pd.DataFrame, weights: Any) -> None:
    names = list(LEVELS)
    pairs = [(row, column) for row in names for column in names if row != column][:TABLES]
    plain = frame.assign(weight=weights)

    def by_pandas() -> None:
        for row, column in pairs:
            plain.groupby([row, column])["weight"].sum()

    def ours() -> None:
        coded = {name: categories_of(frame, name) for name in names}
        for row, column in pairs:
            shape = (len(coded[row][1]), len(coded[column][1]))
            count_codes(coded[row][0], coded[column][0], shape, weights)

    slow, fast = _best(by_pandas, 1), _best(ours, 3)
    print(
        f"{TABLES} weighted crosstabs of {ROWS:,} rows: {fast:.3f} s (pandas groupby {slow:.2f} s, {slow / fast:.1f} ×)"
    )


def _protect(generator: np.random.Generator) -> None:
    times, hidden = [], []
    for _ in range(15):
        chances = np.outer(generator.dirichlet(np.full(16, 3.0)), generator.dirichlet([4.0, 3.0, 2.0]))
        table = generator.multinomial(800, chances.ravel()).reshape(16, 3)
        times.append(_best(lambda table=table: hidden.append(len(protect(table).hidden)), 1))
    middle, longest = float(np.median(times)), max(times)
    print(
        f"protect a 16 × 3 table of 800 people: median {middle:.3f} s, longest {longest:.3f} s; "
        f"hidden of 68 values: median {int(np.median(hidden))}, most {max(hidden)}"
    )


def _best(work: Callable[[], Any], times: int) -> float:
    measured = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        measured.append(time.perf_counter() - began)
    return min(measured)
