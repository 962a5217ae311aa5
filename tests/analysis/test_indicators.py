"""From a release to published figures: what is computed, what is shown, and what is refused."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.definitions import UNKNOWN, read_definitions, read_groups
from analysis.errors import AnalysisError, DefinitionInvalid, MarginInvalid, MarginsDisagree, ReleaseChanged
from analysis.exports import to_csv, to_json
from analysis.figure_values import Figure, Protected, quality_of, restore
from analysis.figures import render_indicator
from analysis.groups import derive_groups
from analysis.indicators import Estimated, cronbach_alpha, estimate, protect_all, read_raw, weigh
from analysis.margins import MarginFile, fit_to_sample, read_margins
from analysis.release import DATA, Release, read_release
from analysis.weighting import freeze, weigh_release
from tests.analysis.conftest import make_release
from translations.languages import LANGUAGES

GROUPS = read_groups()
DEFINITIONS = {definition.id: definition for definition in read_definitions()}


def estimated(release: Release, margins: Path) -> list[Estimated]:
    frame = derive_groups(release, GROUPS.values())
    weights = weigh_release(frame, read_margins(margins))
    return [
        estimate(weigh(read_raw(definition, release, frame), weights), GROUPS) for definition in DEFINITIONS.values()
    ]


@pytest.fixture
def protected(release: Release, margins_file: Path) -> dict[str, Protected]:
    return {one.id: one for one in protect_all(estimated(release, margins_file))}


def test_a_release_that_was_changed_is_refused(release: Release) -> None:
    data = release.folder / DATA
    data.write_bytes(data.read_bytes() + b"x")
    with pytest.raises(ReleaseChanged, match=DATA):
        read_release(release.folder)


def test_missing_codes_are_no_answers(release: Release) -> None:
    refused = int((release.rows["gesundheit"] == -96).sum())
    assert refused > 0
    assert np.isnan(release.answers("gesundheit")).sum() == refused


def test_an_unknown_item_is_named(release: Release) -> None:
    with pytest.raises(AnalysisError, match="deutsch"):
        release.answers("deutsch")


def test_who_did_not_say_keeps_the_share_of_the_sample(release: Release, margins_file: Path) -> None:
    frame = derive_groups(release, GROUPS.values())
    fitted = fit_to_sample(read_margins(margins_file), frame)
    unknown = float((frame["zuwanderungsgeschichte"] == UNKNOWN).mean())
    margin = fitted["zuwanderungsgeschichte"]
    assert margin[UNKNOWN] == pytest.approx(105000 * unknown)
    assert sum(margin.values()) == pytest.approx(105000)


def test_the_share_is_the_weighted_share_of_valid_answers(release: Release, margins_file: Path) -> None:
    frame = derive_groups(release, GROUPS.values())
    weights = weigh_release(frame, read_margins(margins_file)).values
    answers = release.rows["gesundheit"].to_numpy()
    valid = (answers > 0) & (frame["zuwanderungsgeschichte"] != UNKNOWN).to_numpy()
    expected = weights[valid & (answers <= 2)].sum() / weights[valid].sum()
    (one,) = [one for one in estimated(release, margins_file) if one.raw.definition.id == "gesundheit-gut"]
    assert one.overall.estimate == pytest.approx(expected)
    assert one.overall.n + one.overall.n_missing == 400


def test_published_figures_are_rounded_and_carry_their_quality(protected: dict[str, Protected]) -> None:
    overall = protected["gesundheit-gut"].overall
    assert overall.value == round(overall.value or 0)
    assert (overall.n or 1) % 5 == 0
    assert overall.quality == "green"
    assert overall.low is not None
    assert overall.low < (overall.value or 0) < (overall.high or 0)


def test_few_people_without_group_count_as_without_answer(tmp_path: Path) -> None:
    margins = tmp_path / "margins.csv"
    lines = ["variable;category;count;source;as_of"]
    lines += [f"zuwanderungsgeschichte;{name};300;T;2025-12-31" for name in ("mit", "ohne")]
    margins.write_text("\n".join(lines), encoding="utf-8")
    small = make_release(tmp_path / "small", 90, seed=3)
    people = derive_groups(small, GROUPS.values())["zuwanderungsgeschichte"]
    silent = int((people == UNKNOWN).sum())
    assert 0 < silent < 10
    for one in estimated(small, margins):
        assert one.overall.n_missing >= silent
        assert list(one.groups["zuwanderungsgeschichte"]) == ["mit", "ohne"]


def test_a_group_below_the_base_is_never_shown(release: Release, margins_file: Path) -> None:
    frame = derive_groups(release, GROUPS.values())
    frame.loc[frame.index[:8], "alter3"] = "0-15"
    weights = weigh_release(frame.assign(alter3="x"), replace_margins(margins_file))
    raw = [read_raw(definition, release, frame) for definition in DEFINITIONS.values()]
    for indicator in protect_all([estimate(weigh(one, weights), GROUPS) for one in raw]):
        small = [one for one in indicator.breakdowns()["alter3"] if one.level == "0-15"]
        assert [(one.hidden, one.value, one.n) for one in small] == [(True, None, None)]
        assert sum(one.hidden for one in indicator.breakdowns()["alter3"]) >= 2


def replace_margins(path: Path) -> MarginFile:
    lines = [line for line in path.read_text().splitlines() if not line.startswith("alter3")]
    path.write_text("\n".join(lines))
    return read_margins(path)


@pytest.mark.parametrize(
    ("n_eff", "n", "light"),
    [(100, 120, "green"), (99.9, 120, "amber"), (30, 30, "amber"), (29.9, 40, "red"), (40, 29, "red")],
)
def test_the_quality_light(n_eff: float, n: int, light: str) -> None:
    assert quality_of(n_eff, n) == light


def test_cronbachs_alpha_of_parallel_items_is_one() -> None:
    item = np.array([1.0, 2.0, 3.0, 5.0])
    assert cronbach_alpha(np.column_stack([item, item, item])) == pytest.approx(1)


def test_nothing_unprotected_can_be_rendered_or_exported(release: Release, margins_file: Path) -> None:
    raw = estimated(release, margins_file)[0]
    with pytest.raises(TypeError):
        to_csv([raw], "2026", "x")  # type: ignore[list-item]
    with pytest.raises(TypeError):
        render_indicator(raw, raw.raw.definition, GROUPS, LANGUAGES["de"])  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Protected("a", "b", "share", "%", None, "", None, ())


def test_published_figures_are_read_back_only_unchanged(protected: dict[str, Protected]) -> None:
    record = json.loads(json.dumps(protected["faehigkeiten"].as_record()))
    assert restore(record) == protected["faehigkeiten"]
    record["content"]["figures"][0]["value"] = 99.0
    with pytest.raises(ReleaseChanged):
        restore(record)


def test_files_hold_the_same_figures(protected: dict[str, Protected]) -> None:
    rows = json.loads(to_json(list(protected.values()), "2026", "abc"))["figures"]
    lines = to_csv(list(protected.values()), "2026", "abc").splitlines()
    assert len(lines) == len(rows) + 1
    assert {row["indicator"] for row in rows} == set(DEFINITIONS)


def test_a_category_that_looks_like_a_formula_is_defused(protected: dict[str, Protected]) -> None:
    one = protected["faehigkeiten"]
    evil = replace(one.figures[1], level="=1+1")
    assert isinstance(evil, Figure)
    text = to_csv([replace(one, figures=(one.overall, evil))], "2026", "abc")
    assert ";'=1+1;" in text


def test_frozen_weights_carry_their_record(release: Release, margins_file: Path) -> None:
    frame = derive_groups(release, GROUPS.values())
    weights = weigh_release(frame, read_margins(margins_file))
    record = freeze(weights, release.rows["case"], release.folder)
    assert record["kish_deff_after"] >= 1
    assert (release.folder / "weights.parquet").exists()


@pytest.mark.parametrize(
    ("change", "error", "named"),
    [
        ("alter3;55+;35000;Test", MarginsDisagree, "105000"),
        ("alter3;55+;-3;Test", MarginInvalid, "line 6"),
        ("alter3;55+;35000;", MarginInvalid, "line 6"),
        ("alter3;35-54;35000;Test", MarginInvalid, "twice"),
    ],
)
def test_a_margins_file_is_refused_with_its_line(
    margins_file: Path, change: str, error: type[Exception], named: str
) -> None:
    lines = margins_file.read_text().splitlines()
    lines[-1] = (
        f"{change};2025-12-31".replace("35000;Test", "35001;Test")
        if error is MarginsDisagree
        else f"{change};2025-12-31"
    )
    margins_file.write_text("\n".join(lines))
    with pytest.raises(error, match=named):
        read_margins(margins_file)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("statistic: share", "statistic: guess", 5),
        ("population: einwilligung == 1", "population: adults", 7),
        ("breakdowns: [zuwanderungsgeschichte, alter3]", "breakdowns: [wohnort]", 8),
        ("sensitive: true", "sensible: true", 9),
    ],
)
def test_a_wrong_definition_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int) -> None:
    from analysis.definitions import FOLDER, GROUPS

    (tmp_path / GROUPS).write_text((FOLDER / GROUPS).read_text())
    text = (FOLDER / "10-gesundheit-gut.yaml").read_text().replace(old, new)
    (tmp_path / "gesundheit-gut.yaml").write_text(text)
    with pytest.raises(DefinitionInvalid) as refused:
        read_definitions(tmp_path)
    assert refused.value.line == line
