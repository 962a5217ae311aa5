"""Builds a release: coded answers, codebook and manifest, frozen in a folder. Analysis reads nothing else.

    manifest = build_release(body, responses, folder, survey="leben-in-der-stadt", instruments=[hash],
                             made_by="…", day=today)

`data.parquet` has the columns `case` (1 … n in random order), `language`, `channel`, `sampling`, `day` and one a
question (one a choice for multiples), all questions as numbers. `codebook.json` is
`{"format": 1, "survey": …, "variables": [entry, …]}` with an entry a column as in `codebook.variables`.
`manifest.json` holds the SHA-256 of both.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from surveys.codebook import NO_ANSWER, NOT_ASKED, Answer, Body, Variable, variables

DATA, CODEBOOK, MANIFEST = "data.parquet", "codebook.json", "manifest.json"
FORMAT = 1

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class ReleaseExists(Exception):
    """A release is never overwritten: figures were published from it."""


class NotNumeric(Exception):
    """A calculation gives texts for some respondents and numbers for others; `name` is the question."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Manifest:
    """What `manifest.json` says. `left_out` names questions whose answers are not in the release."""

    format: int
    survey: str
    instruments: list[str]
    n: int
    day: str
    made_by: str
    files: dict[str, str]
    left_out: list[str]


def build_release(
    body: Body,
    responses: Iterable[Mapping[str, Any]],
    out: Path,
    *,
    survey: str,
    instruments: Sequence[str],
    made_by: str,
    day: date,
    seed: int | None = None,
) -> Manifest:
    """Writes the three files into `out`. Raises `ReleaseExists`, `codebook.UnknownChoice`.

    `body` is an instrument's body, or `codebook.merge_bodies` of all versions. `responses` are decoded:
    `{"answers": {name: {"v": …} | {"m": -96}}, "language", "channel", "sampling", "day", "visited"}`; a question
    without answer is -99 if one of its pages is in `visited`, else -97. The order of rows is random, so that it
    tells nothing about when people answered; with `seed` it is repeatable for the same input.
    """
    if (out / MANIFEST).exists():
        raise ReleaseExists(str(out))
    rows = list(responses)
    (SystemRandom() if seed is None else Random(seed)).shuffle(rows)
    columns, left_out = variables(body)
    table, entries, textual = _table(body, columns, rows)
    out.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, out / DATA, compression="zstd")
    codebook = {"format": FORMAT, "survey": survey, "variables": [*_own_entries(), *entries]}
    (out / CODEBOOK).write_text(_json(codebook), encoding="utf-8")
    manifest = Manifest(
        format=FORMAT,
        survey=survey,
        instruments=list(instruments),
        n=len(rows),
        day=day.isoformat(),
        made_by=made_by,
        files={name: _sha256(out / name) for name in (DATA, CODEBOOK)},
        left_out=sorted([*left_out, *textual]),
    )
    # Last, so that a folder with a manifest is a complete release.
    (out / MANIFEST).write_text(_json(asdict(manifest)), encoding="utf-8")
    return manifest


def _table(
    body: Body, columns: Sequence[Variable], rows: Sequence[Mapping[str, Any]]
) -> tuple[pa.Table, list[dict[str, Any]], list[str]]:
    """The table, its codebook entries, and calculations left out because they give texts."""
    pages = _pages_by_question(body)
    arrays: dict[str, pa.Array] = {
        "case": pa.array(range(1, len(rows) + 1), pa.int32()),
        "language": pa.array([row["language"] for row in rows], pa.string()),
        "channel": pa.array([row["channel"] for row in rows], pa.string()),
        "sampling": pa.array([row["sampling"] for row in rows], pa.string()),
        "day": pa.array([_day(row["day"]) for row in rows], pa.date32()),
    }
    entries: list[dict[str, Any]] = []
    textual: list[str] = []
    for column in columns:
        try:
            values = [_coded(column, row, pages) for row in rows]
        except ValueError:  # not a number: only calculations are not checked when they are given
            if column.entry["role"] != "derived":
                raise NotNumeric(column.question) from None
            textual.append(column.question)
            continue
        arrays[column.name] = pa.array(values, _storage(column, values))
        entries.append(column.entry)
    return pa.table(arrays), entries, textual


def _coded(column: Variable, row: Mapping[str, Any], pages: Mapping[str, set[str]]) -> float | int:
    answers: Mapping[str, Answer] = row["answers"]
    visited = pages.get(column.question, set()) & set(row.get("visited") or ())
    return column.value(answers.get(column.question), NO_ANSWER if visited else NOT_ASKED)


def _pages_by_question(body: Body) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for page in body.get("pages", ()):
        for name in page["questions"]:
            found.setdefault(name, set()).add(page["id"])
    return found


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _storage(column: Variable, values: Sequence[float | int]) -> pa.DataType:
    """Codes are small: int8, or int16 where a code needs it. Measured values get the room they may need."""
    if column.entry["type"].startswith("select") or column.entry["type"] == "acknowledge":
        codes = [value["code"] for value in column.entry["values"]]
        return pa.int8() if max(codes, default=0) < 128 else pa.int16()
    if column.entry["type"] == "range" and all(float(value).is_integer() for value in values):
        return pa.int16()
    return pa.int64() if all(isinstance(value, int) for value in values) else pa.float64()


def _own_entries() -> list[dict[str, Any]]:
    labels = {
        "case": ("Fallnummer (zufällig)", "integer", "nominal"),
        "language": ("Sprache der Antwort", "text", "nominal"),
        "channel": ("Weg der Teilnahme", "text", "nominal"),
        "sampling": ("Art der Einladung", "text", "nominal"),
        "day": ("Tag der Teilnahme", "date", "scale"),
    }
    return [
        {
            "name": name, "question": None, "type": kind, "measure": measure,
            "role": "case" if name == "case" else "meta", "item": None, "sensitive": False,
            "label": {"de": label}, "values": [], "missing": [],
        }
        for name, (label, kind, measure) in labels.items()
    ]  # fmt: skip


def write_csv(release: Path, target: Path) -> None:
    """The data of a release for spreadsheets: `;`, decimal comma, byte-order mark for Excel."""
    table = pq.read_table(release / DATA)
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(table.column_names)
        for batch in table.to_batches():
            columns = [column.to_pylist() for column in batch.columns]
            writer.writerows([_cell(value) for value in row] for row in zip(*columns, strict=True))


def _cell(value: object) -> str:
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"  # else spreadsheet programs run it
    return "" if value is None else str(value)


def _json(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
