"""A frozen release: one wide coded Parquet, its codebook and a manifest with the hashes of both."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import Floats
from analysis.errors import AnalysisError, ReleaseChanged

DATA, CODEBOOK, MANIFEST = "data.parquet", "codebook.json", "manifest.json"


@dataclass(frozen=True)
class Variable:
    """One column as the codebook describes it; `values` maps codes to labels per language."""

    name: str
    type: str
    item: str | None
    sensitive: bool
    label: Mapping[str, str]
    values: Mapping[int, Mapping[str, str]]
    missing: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Release:
    """The rows of a release with everything that is known about them. `sha256` is the hash of the data."""

    folder: Path
    manifest: Mapping[str, Any]
    variables: Mapping[str, Variable]
    rows: pd.DataFrame
    sha256: str

    def answers(self, name: str) -> Floats:
        """Valid answers as numbers; every kind of missing answer is NaN."""
        column = pd.to_numeric(self.rows[self.variable(name).name])
        numbers = column.to_numpy(float, na_value=np.nan)
        return np.asarray(np.where(np.isin(numbers, self.variable(name).missing), np.nan, numbers))

    def variable(self, name: str) -> Variable:
        """Look a variable up by column name, or by the id of its item in the item bank."""
        if name in self.variables:
            return self.variables[name]
        for variable in self.variables.values():
            if variable.item == name:
                return variable
        raise AnalysisError(f"release {self.folder.name} has no variable or item {name}")


def read_release(folder: Path) -> Release:
    """Read a release; refuses files that differ from the manifest (`ReleaseChanged`)."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    hashes = {name: _checked_hash(folder / name, manifest) for name in (DATA, CODEBOOK)}
    codebook = json.loads((folder / CODEBOOK).read_text(encoding="utf-8"))
    variables = {entry["name"]: _variable(entry) for entry in codebook["variables"]}
    rows = pd.read_parquet(folder / DATA)
    unknown = set(rows.columns) - set(variables)
    if unknown:
        raise AnalysisError(f"release {folder.name}: columns without codebook entry: {sorted(unknown)}")
    return Release(folder, manifest, variables, rows, hashes[DATA])


def _checked_hash(path: Path, manifest: Mapping[str, Any]) -> str:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if manifest.get("files", {}).get(path.name) != found:
        raise ReleaseChanged(f"{path.name} of release {path.parent.name} differs from its manifest")
    return found


def _variable(entry: Mapping[str, Any]) -> Variable:
    values = {int(value["code"]): value.get("label", {}) for value in entry.get("values") or []}
    missing = tuple(int(code) for code in entry.get("missing") or ())
    return Variable(
        name=entry["name"],
        type=entry.get("type", ""),
        item=entry.get("item"),
        sensitive=bool(entry.get("sensitive")),
        label=entry.get("label") or {},
        values=values,
        missing=tuple(set(missing) | {-99, -98, -97, -96}),
    )
