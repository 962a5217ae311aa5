"""The weights of a release: raked once, frozen beside it, judged before anything is published."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import Floats
from analysis.errors import NotPublishable
from analysis.margins import MarginFile, fit_to_sample
from analysis.weights import kish_deff, rake

TRIM = (0.3, 3.0)
HIGHEST_KISH_DEFF = 3.0
WEIGHTS, RECORD = "weights.parquet", "weights.json"


@dataclass(frozen=True, eq=False)
class ReleaseWeights:
    """Weights per row, the margins they were raked on, and what is told about them."""

    values: Floats
    raked_on: tuple[Any, ...]
    margins: MarginFile
    kish: float

    def check(self) -> None:
        """Refuse to publish where a few people carry the result (Kish design effect above 3)."""
        if self.kish > HIGHEST_KISH_DEFF:
            raise NotPublishable(f"Kish design effect {self.kish:.2f} is above {HIGHEST_KISH_DEFF:g}")

    def record(self) -> dict[str, Any]:
        return {
            "margins_sha256": self.margins.sha256,
            "source": self.margins.source,
            "as_of": self.margins.as_of.isoformat(),
            "variables": self.margins.variables,
            "base": 1,
            "trim": list(TRIM),
            "kish_deff_before": 1.0,
            "kish_deff_after": round(self.kish, 6),
            "smallest": round(float(self.values.min()), 6),
            "largest": round(float(self.values.max()), 6),
        }


def weigh_release(groups: pd.DataFrame, margins: MarginFile) -> ReleaseWeights:
    """Rake the respondents to the margins; outcome variables have no place in `groups`."""
    fitted = fit_to_sample(margins, groups)
    values = rake(groups, fitted, trim=TRIM)
    return ReleaseWeights(values, tuple(fitted), margins, kish_deff(values))


def freeze(weights: ReleaseWeights, cases: Any, folder: Path) -> dict[str, Any]:
    """Write the weights beside their release; the record carries the hash of the file."""
    path = folder / WEIGHTS
    pd.DataFrame({"case": np.asarray(cases), "weight": weights.values}).to_parquet(path, index=False)
    record = weights.record() | {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    (folder / RECORD).write_text(json.dumps(record, indent=1, sort_keys=True), encoding="utf-8")
    return record
