"""Population margins as the office uploads them: `variable;category;count;source;as_of`."""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.definitions import UNKNOWN
from analysis.errors import MarginInvalid, MarginsDisagree

COLUMNS = ["variable", "category", "count", "source", "as_of"]
SMALLEST_CATEGORY = 20  # respondents; smaller categories have to be merged before weighting


@dataclass(frozen=True)
class MarginFile:
    """Margins ready for `rake`, with where and of which day they are. Joint margins have tuples as keys."""

    counts: Mapping[str | tuple[str, ...], Mapping[Any, float]]
    source: str
    as_of: date
    sha256: str

    @property
    def variables(self) -> list[str]:
        names: dict[str, None] = {}
        for key in self.counts:
            names.update(dict.fromkeys([key] if isinstance(key, str) else key))
        return list(names)

    @property
    def population(self) -> float:
        return sum(next(iter(self.counts.values())).values())


def read_margins(path: Path) -> MarginFile:
    """Read and check a margins file; every complaint names its line."""
    content = path.read_bytes()
    lines = list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    if not lines or list(lines[0]) != COLUMNS:
        raise MarginInvalid(f"{path.name}: the first line must read {';'.join(COLUMNS)}")
    counts: dict[str | tuple[str, ...], dict[Any, float]] = {}
    sources: dict[str, None] = {}
    days: set[date] = set()
    for number, line in enumerate(lines, start=2):
        where = f"{path.name}, line {number}"
        key, category = _place(line, where)
        margin = counts.setdefault(key, {})
        if category in margin:
            raise MarginInvalid(f"{where}: category {line['category']} appears twice")
        margin[category] = _count(line["count"], where)
        if not (line["source"] or "").strip():
            raise MarginInvalid(f"{where}: the source is missing")
        sources[line["source"].strip()] = None
        days.add(_day(line["as_of"], where))
    _check_totals(counts)
    return MarginFile(counts, ", ".join(sources), min(days), hashlib.sha256(content).hexdigest())


def _place(line: dict[str, str], where: str) -> tuple[str | tuple[str, ...], Any]:
    variables = [part.strip() for part in (line["variable"] or "").split("*")]
    categories = [part.strip() for part in (line["category"] or "").split("*")]
    if len(variables) != len(categories) or not all(variables) or not all(categories):
        raise MarginInvalid(f"{where}: {line['variable']} does not fit category {line['category']}")
    if len(variables) == 1:
        return variables[0], categories[0]
    return tuple(variables), tuple(categories)


def _count(text: str | None, where: str) -> float:
    try:
        count = float((text or "").strip().replace(",", "."))
    except ValueError:
        raise MarginInvalid(f"{where}: {text!r} is no count") from None
    if not 0 <= count < float("inf"):
        raise MarginInvalid(f"{where}: the count {text!r} is not at least 0")
    return count


def _day(text: str | None, where: str) -> date:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        raise MarginInvalid(f"{where}: {text!r} is no day (2026-12-31)") from None


def _check_totals(counts: Mapping[Any, Mapping[Any, float]]) -> None:
    names = ["*".join(key) if isinstance(key, tuple) else key for key in counts]
    totals = [sum(margin.values()) for margin in counts.values()]
    for name, total in zip(names[1:], totals[1:], strict=True):
        if abs(total - totals[0]) > min(0.5, 1e-6 * totals[0]):
            raise MarginsDisagree(names[0], totals[0], name, total)


def fit_to_sample(margins: MarginFile, rows: pd.DataFrame) -> dict[str | tuple[str, ...], dict[Any, float]]:
    """Margins for these respondents: `unbekannt` gets its sample share, the others share the rest.

    Refuses categories with fewer than 20 respondents, because a weight resting on few people is no weight.
    """
    fitted: dict[str | tuple[str, ...], dict[Any, float]] = {}
    for key, margin in margins.counts.items():
        names = [key] if isinstance(key, str) else list(key)
        missing = [name for name in names if name not in rows.columns]
        if missing:
            raise MarginInvalid(f"the release has no group {missing[0]}")
        unknown = (rows[names] == UNKNOWN).any(axis=1)
        share = float(unknown.mean())
        total = sum(margin.values())
        fitted[key] = {category: count * (1 - share) for category, count in margin.items()}
        if share:
            for category in {tuple(row) for row in rows.loc[unknown, names].to_numpy()}:
                same = (rows[names] == list(category)).all(axis=1).mean()
                fitted[key][category[0] if len(names) == 1 else category] = total * float(same)
        _check_sizes(key, margin, rows[names])
    return fitted


def _check_sizes(key: Any, margin: Mapping[Any, float], groups: pd.DataFrame) -> None:
    for category, count in margin.items():
        wanted = list(category) if isinstance(category, tuple) else [category]
        found = int((groups == wanted).all(axis=1).sum())
        if count > 0 and found < SMALLEST_CATEGORY:
            raise MarginInvalid(
                f"{key}: category {category} has {found} respondents; at least {SMALLEST_CATEGORY} are needed"
            )
