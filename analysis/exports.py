"""Published figures as files. Every function takes protected figures and refuses anything else."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.figure_values import Protected

COLUMNS = (
    "indicator", "concept", "period", "statistic", "unit", "breakdown", "group", "value", "low", "high",
    "n", "n_missing", "n_eff", "deff_kish", "quality", "hidden", "wording_hash", "release",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_rows(indicators: Iterable[Protected], period: str, release: str) -> list[dict[str, Any]]:
    """One flat row per figure, with its period and the hash of its release."""
    rows = []
    for indicator in indicators:
        if not isinstance(indicator, Protected):
            raise TypeError("only protected figures are exported")
        for figure in indicator.figures:
            values: Mapping[str, Any] = {
                "indicator": indicator.id, "concept": indicator.concept, "period": period,
                "statistic": indicator.statistic, "unit": indicator.unit, "breakdown": figure.breakdown,
                "group": figure.level, "value": figure.value, "low": figure.low, "high": figure.high,
                "n": figure.n, "n_missing": figure.n_missing, "n_eff": figure.n_eff,
                "deff_kish": figure.deff_kish, "quality": figure.quality, "hidden": figure.hidden,
                "wording_hash": indicator.wording_hash, "release": release,
            }  # fmt: skip
            rows.append(dict(values))
    return rows


def to_csv(indicators: Sequence[Protected], period: str, release: str) -> str:
    """For spreadsheets: `;`, decimal comma; the caller adds the byte-order mark when it encodes."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in to_rows(indicators, period, release):
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return out.getvalue()


def to_json(indicators: Sequence[Protected], period: str, release: str) -> str:
    """For programs: the same rows; hidden and unknown values are null."""
    rows = to_rows(indicators, period, release)
    return json.dumps({"period": period, "release": release, "figures": rows}, ensure_ascii=False, indent=1)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return f"{value:g}".replace(".", ",")
    # A text that a spreadsheet would run as a formula is defused.
    return f"'{value}" if value.startswith(FORMULA_STARTS) else str(value)
