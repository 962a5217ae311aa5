"""Releases: codes, missing answers, no free text, hashes, repeatability, CSV."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from surveys.codebook import TypeChanged, UnknownChoice, merge_bodies
from surveys.export import ReleaseExists, build_release, write_csv

DAY = date(2027, 3, 1)


def question(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "list": None, "item": None, "sensitive": False, "free_text": kind == "text"} | more


def choice(name: str, code: int, missing: int | None = None) -> dict[str, Any]:
    return {"name": name, "code": missing or code, "exclusive": missing is not None, "missing": missing}


BODY: dict[str, Any] = {
    "pages": [{"id": "p1", "questions": ["gesundheit", "sprachen"]}, {"id": "p2", "questions": ["day", "lohn"]}],
    "questions": {
        "gruss": question("note"),
        "gesundheit": question("select_one", list="ge", item="gesundheit", sensitive=True),
        "sprachen": question("select_multiple", list="sp"),
        "day": question("date"),
        "lohn": question("decimal"),
        "leben": question("range", range={"start": 0, "end": 10, "step": 1}, item="leben"),
        "sagen": question("text"),
        "gruppe": question("calculate"),
        "satz": question("calculate"),
    },
    "choices": {
        "ge": [choice("gut", 1), choice("schlecht", 2), choice("weiss_nicht", 0, -98)],
        "sp": [choice("de", 1), choice("ar", 2), choice("keine_angabe", 0, -96)],
    },
    "texts": {
        "gesundheit.label": {"de": "Wie geht es Ihnen?", "ar": "كيف حالك؟"},
        "choice:ge:gut": {"de": "gut"},
    },
}

ANNA = {
    "answers": {
        "gesundheit": {"v": "gut"},
        "sprachen": {"v": ["de", "ar"]},
        "day": {"v": "2027-02-03"},
        "lohn": {"v": 1234.5},
        "leben": {"v": 0},
        "sagen": {"v": "geheim"},
        "gruppe": {"v": "2"},
        "satz": {"v": "a b"},
    },
    "language": "ar",
    "channel": "web",
    "sampling": "open_link",
    "day": "2027-02-28",
}
BEN = ANNA | {
    "answers": {
        "gesundheit": {"v": "weiss_nicht"},
        "sprachen": {"v": ["keine_angabe"]},
        "lohn": {"m": -96},
        "leben": {"m": -97},
        "gruppe": {"m": -97},
    },
    "language": "de",
    "visited": ["p2"],
}


def build(out: Path, *responses: dict[str, Any], seed: int | None = 1, body: dict[str, Any] = BODY) -> Any:
    return build_release(
        body, responses, out, survey="probe", instruments=["a" * 64], made_by="Test", day=DAY, seed=seed
    )


def by_language(out: Path) -> dict[str, dict[str, Any]]:
    return {row["language"]: row for row in pq.read_table(out / "data.parquet").to_pylist()}


def test_answers_become_codes_and_free_text_stays_out(tmp_path: Path) -> None:
    manifest = build(tmp_path / "r", ANNA, BEN)
    anna = by_language(tmp_path / "r")["ar"]
    assert {key: anna[key] for key in ("gesundheit", "sprachen_de", "sprachen_ar", "leben", "lohn", "gruppe")} == {
        "gesundheit": 1,
        "sprachen_de": 1,
        "sprachen_ar": 1,
        "leben": 0,
        "lohn": 1234.5,
        "gruppe": 2,
    }
    assert anna["q_day"] == 20270203
    assert anna["day"] == date(2027, 2, 28)
    assert manifest.left_out == ["sagen", "satz"]
    assert b"geheim" not in (tmp_path / "r" / "data.parquet").read_bytes()
    assert "gruss" not in anna


def test_missing_answers_keep_their_reason(tmp_path: Path) -> None:
    build(tmp_path / "r", ANNA, BEN)
    ben = by_language(tmp_path / "r")["de"]
    assert ben["gesundheit"] == -98
    assert (ben["sprachen_de"], ben["sprachen_ar"]) == (-96, -96)
    assert ben["lohn"] == -96
    assert ben["leben"] == -97
    assert ben["q_day"] == -99  # its page was visited


def test_a_question_of_another_version_was_not_asked(tmp_path: Path) -> None:
    build(tmp_path / "r", BEN | {"answers": {}, "visited": []})
    row = by_language(tmp_path / "r")["de"]
    assert row["gesundheit"] == -97


def test_storage_is_small_and_the_codebook_complete(tmp_path: Path) -> None:
    build(tmp_path / "r", ANNA, BEN)
    schema = pq.read_schema(tmp_path / "r" / "data.parquet")
    assert str(schema.field("gesundheit").type) == "int8"
    assert str(schema.field("leben").type) == "int16"
    codebook = json.loads((tmp_path / "r" / "codebook.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in codebook["variables"]] == schema.names
    entry = next(item for item in codebook["variables"] if item["name"] == "gesundheit")
    assert entry == {
        "name": "gesundheit",
        "question": "gesundheit",
        "type": "select_one",
        "measure": "ordinal",
        "role": "item",
        "item": "gesundheit",
        "sensitive": True,
        "label": {"de": "Wie geht es Ihnen?", "ar": "كيف حالك؟"},
        "values": [{"code": 1, "label": {"de": "gut"}}, {"code": 2, "label": {}}],
        "missing": [-99, -98, -97, -96],
    }


def test_the_manifest_names_the_hashes(tmp_path: Path) -> None:
    build(tmp_path / "r", ANNA)
    manifest = json.loads((tmp_path / "r" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["n"] == 1
    assert manifest["instruments"] == ["a" * 64]
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((tmp_path / "r" / name).read_bytes()).hexdigest() == digest


def test_the_same_input_and_seed_give_the_same_bytes_in_mixed_order(tmp_path: Path) -> None:
    many = [ANNA | {"language": f"l{number}"} for number in range(40)]
    build(tmp_path / "one", *many)
    build(tmp_path / "two", *many)
    build(tmp_path / "three", *many, seed=None)
    one, two, three = ((tmp_path / name / "data.parquet") for name in ("one", "two", "three"))
    assert one.read_bytes() == two.read_bytes()
    order = pq.read_table(one).column("language").to_pylist()
    assert order != [row["language"] for row in many]
    assert order != pq.read_table(three).column("language").to_pylist()
    assert pq.read_table(one).column("case").to_pylist() == list(range(1, 41))


def test_a_release_is_never_overwritten(tmp_path: Path) -> None:
    build(tmp_path / "r", ANNA)
    with pytest.raises(ReleaseExists):
        build(tmp_path / "r", ANNA)


def test_an_unknown_choice_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnknownChoice, match="gesundheit"):
        build(tmp_path / "r", ANNA | {"answers": {"gesundheit": {"v": "prima"}}})


def test_an_empty_survey_gives_an_empty_release(tmp_path: Path) -> None:
    assert build(tmp_path / "r").n == 0


def test_csv_for_german_spreadsheets(tmp_path: Path) -> None:
    build(tmp_path / "r", ANNA | {"channel": "=1+1"})
    write_csv(tmp_path / "r", tmp_path / "data.csv")
    raw = (tmp_path / "data.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    header, row = raw.decode("utf-8-sig").splitlines()
    cells = dict(zip(header.split(";"), row.split(";"), strict=True))
    assert cells["lohn"] == "1234,5"
    assert cells["channel"] == "'=1+1"


def test_versions_are_merged_by_question_and_choice_name() -> None:
    newer = {
        **BODY,
        "questions": {"gesundheit": question("select_one", list="neu")},
        "choices": {"neu": [choice("schlecht", 1), choice("mittel", 2)]},
        "texts": {"gesundheit.label": {"de": "Neu"}},
        "pages": [],
    }
    merged = merge_bodies([BODY, newer])
    codes = {entry["name"]: entry["code"] for entry in merged["choices"]["neu"]}
    assert codes == {"schlecht": 1, "mittel": 2, "gut": 3, "weiss_nicht": -98}
    assert merged["texts"]["gesundheit.label"] == {"de": "Neu"}
    assert "sprachen" in merged["questions"]
    changed = {**BODY, "questions": {"gesundheit": question("text")}}
    with pytest.raises(TypeChanged, match="gesundheit"):
        merge_bodies([BODY, changed])
