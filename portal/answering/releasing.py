"""A release of a survey: all its versions and opened responses, written by the engine's export."""

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from surveys.codebook import merge_bodies
from surveys.export import DATA, Manifest, build_release, write_csv
from surveys.models import Survey
from surveys.navigation import load
from surveys.store import list_instruments, responses


def release(session: Session, survey: Survey, out: Path, *, pepper: bytes, made_by: str, today: date) -> Manifest:
    """Writes `data.parquet`, `codebook.json`, `manifest.json` into the folder `out`; free text stays sealed."""
    versions = list_instruments(session, survey)
    return build_release(
        _in_form_order(merge_bodies(load(version.hash, version.body).body for version in versions)),
        _rows(session, survey, pepper),
        out,
        survey=survey.slug,
        instruments=[version.hash for version in versions],
        made_by=made_by,
        day=today,
    )


def _in_form_order(body: dict[str, Any]) -> dict[str, Any]:
    """Canonical JSON sorts questions by name; people expect columns in the order of the questionnaire."""
    asked = [name for page in body["pages"] for name in page["questions"]]
    names = dict.fromkeys([*asked, *body["questions"]])
    return {**body, "questions": {name: body["questions"][name] for name in names if name in body["questions"]}}


def _rows(session: Session, survey: Survey, pepper: bytes) -> Iterator[Mapping[str, Any]]:
    for response in responses(session, survey, pepper=pepper):
        yield {
            "answers": response.answers,
            "language": response.language,
            "channel": response.channel,
            "sampling": response.sampling,
            "day": response.day,
        }


def export_csv(session: Session, survey: Survey, target: Path, *, pepper: bytes, made_by: str, today: date) -> int:
    """One table for a spreadsheet program; returns the number of responses."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "release"
        manifest = release(session, survey, out, pepper=pepper, made_by=made_by, today=today)
        write_csv(out, target)
    return manifest.n


__all__ = ["DATA", "export_csv", "release"]
