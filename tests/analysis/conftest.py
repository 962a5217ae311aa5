"""A small invented release, built by the surveys' own export."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.release import Release, read_release
from surveys.export import build_release

SCALES = {
    "alter6": ["16-24", "25-34", "35-44", "45-54", "55-64", "65-"],
    "geschlecht": ["w", "m", "d"],
    "gesundheit": ["g1", "g2", "g3", "g4", "g5"],
    "faehigkeiten_1": ["f1", "f2", "f3", "f4", "f5"],
    "faehigkeiten_2": ["f1", "f2", "f3", "f4", "f5"],
    "faehigkeiten_3": ["f1", "f2", "f3", "f4", "f5"],
}


def _body() -> dict[str, Any]:
    questions: dict[str, Any] = {
        "einwilligung": {"type": "acknowledge"},
        "leben": {"type": "range", "item": "leben"},
        "zuwanderungsgeschichte": {"type": "calculate"},
    }
    choices: dict[str, Any] = {}
    for name, options in SCALES.items():
        questions[name] = {"type": "select_one", "list": name, "item": name, "sensitive": name == "gesundheit"}
        choices[name] = [
            {"name": option, "code": code, "missing": None, "exclusive": False}
            for code, option in enumerate(options, start=1)
        ]
    return {"questions": questions, "choices": choices, "texts": {}, "pages": [], "languages": ["de"]}


def _person(generator: np.random.Generator) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "einwilligung": {"v": "OK"},
        "alter6": {"v": str(generator.choice(SCALES["alter6"]))},
        "leben": {"v": int(generator.binomial(10, 0.7))},
        "geschlecht": {"v": str(generator.choice(["w", "m"]))},
        "zuwanderungsgeschichte": {"v": int(generator.choice([1, 2], p=[0.4, 0.6]))},
    }
    for name, options in SCALES.items():
        if name not in answers:
            answers[name] = {"v": str(generator.choice(options))}
    if generator.random() < 0.05:
        answers["gesundheit"] = {"m": -96}
    if generator.random() < 0.03:
        answers["zuwanderungsgeschichte"] = {"v": ""}
    return {"answers": answers, "language": "de", "channel": "web", "sampling": "open_link", "day": "2026-11-02"}


def make_release(folder: Path, people: int, seed: int = 7) -> Release:
    generator = np.random.default_rng(seed)
    responses = [_person(generator) for _ in range(people)]
    build_release(
        _body(), responses, folder, survey="probe", instruments=["0" * 64], made_by="test",
        day=date(2026, 11, 20), seed=1,
    )  # fmt: skip
    return read_release(folder)


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return make_release(tmp_path / "release", 400)


@pytest.fixture
def margins_file(tmp_path: Path) -> Path:
    path = tmp_path / "margins.csv"
    lines = ["variable;category;count;source;as_of"]
    for variable, category, count in (
        ("zuwanderungsgeschichte", "mit", 45000), ("zuwanderungsgeschichte", "ohne", 60000),
        ("alter3", "16-34", 20000), ("alter3", "35-54", 50000), ("alter3", "55+", 35000),
    ):  # fmt: skip
        lines.append(f"{variable};{category};{count};Test;2025-12-31")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
