"""What raking refuses, and what it promises where it does not refuse."""

import numpy as np
import pandas as pd
import pytest

from analysis.design import Design, RakedOn
from analysis.errors import DesignInvalid, MarginInvalid, MarginsDisagree, RakingNotConverged
from analysis.weights import kish_deff, poststratify, rake, trim

FRAME = pd.DataFrame({"sex": list("wwwmm") * 40, "age": list("abcab") * 20 + list("cbaca") * 20})
SEX = {"w": 520.0, "m": 480.0}
AGE = {"a": 300.0, "b": 300.0, "c": 400.0}


def test_raked_weights_meet_every_margin() -> None:
    weights = rake(FRAME, {"sex": SEX, "age": AGE})
    for column, margin in (("sex", SEX), ("age", AGE)):
        sums = pd.Series(weights).groupby(FRAME[column]).sum()
        for category, count in margin.items():
            assert sums[category] == pytest.approx(count, rel=1e-9)


def test_margins_may_be_series_or_frames_and_joint() -> None:
    plain = rake(FRAME, {"sex": SEX, "age": AGE})
    series = pd.Series(AGE)
    table = pd.DataFrame({"sex": ["w", "m"], "count": [520.0, 480.0]})
    assert rake(FRAME, {"sex": table, "age": series}) == pytest.approx(plain, rel=1e-12)
    cells = {("w", "a"): 100, ("w", "b"): 200, ("w", "c"): 220, ("m", "a"): 200, ("m", "b"): 100, ("m", "c"): 180}
    joint = poststratify(FRAME, {("sex", "age"): cells})
    assert rake(FRAME, {("sex", "age"): cells}) == pytest.approx(joint, rel=1e-9)


def test_contradictory_margins_are_refused_with_both_sums() -> None:
    with pytest.raises(MarginsDisagree, match=r"1000.*1001"):
        rake(FRAME, {"sex": SEX, "age": AGE | {"a": 301.0}})


def test_rounding_differences_between_margins_are_accepted() -> None:
    rake(FRAME, {"sex": SEX, "age": AGE | {"a": 300.0005}}, tolerance=1e-5)


@pytest.mark.parametrize(
    ("margin", "named"),
    [
        ({"w": 1000.0}, "'m'"),
        ({"w": 500.0, "m": 400.0, "d": 100.0}, "'d'"),
        ({"w": 1100.0, "m": -100.0}, "'m'"),
        ({"w": 1000.0, "m": float("nan")}, "'m'"),
        ({"w": 1000.0, "m": 0.0}, "'m'"),
    ],
)
def test_a_margin_that_does_not_fit_is_refused_by_name(margin: dict[str, float], named: str) -> None:
    with pytest.raises(MarginInvalid, match=named):
        rake(FRAME, {"sex": margin})


def test_a_person_without_category_is_refused() -> None:
    frame = FRAME.copy()
    frame.loc[0, "sex"] = None
    with pytest.raises(MarginInvalid, match="1 respondents"):
        rake(frame, {"sex": SEX})


def test_margins_that_cannot_be_met_end_with_the_worst_named() -> None:
    frame = pd.DataFrame({"x": ["a", "a", "b"], "y": ["c", "c", "d"]})
    with pytest.raises(RakingNotConverged, match=r"[xy]"):
        rake(frame, {"x": {"a": 10, "b": 20}, "y": {"c": 15, "d": 15}})


def test_trimmed_raking_keeps_the_margins_and_lowers_the_design_effect() -> None:
    frame = pd.DataFrame({"x": ["a"] * 190 + ["b"] * 10, "y": (["c"] * 9 + ["d"]) * 20})
    margins = {"x": {"a": 700, "b": 300}, "y": {"c": 800, "d": 200}}
    free, held = rake(frame, margins), rake(frame, margins, trim=(0.3, 3.0))
    assert kish_deff(held) <= kish_deff(free)
    assert held[frame["x"] == "b"].sum() == pytest.approx(300)


def test_base_weights_must_be_positive() -> None:
    with pytest.raises(DesignInvalid):
        rake(FRAME, {"sex": SEX}, base=np.zeros(len(FRAME)))


def test_trimming_keeps_the_sum() -> None:
    weights = np.array([0.1, 1.0, 1.0, 1.0, 1.9])
    assert trim(weights, 0.5, 1.5).sum() == pytest.approx(weights.sum())


def test_unequal_base_weights_change_the_standard_error_only_when_passed_on() -> None:
    generator = np.random.default_rng(5)
    frame = FRAME.assign(y=generator.normal(size=len(FRAME)), base=generator.uniform(1, 5, len(FRAME)))
    weights = rake(frame, {"sex": SEX, "age": AGE}, base="base")
    plain = Design(frame, weights, raked_on=["sex", "age"]).mean("y")
    knowing = Design(frame, weights, raked_on=RakedOn(["sex", "age"], "base")).mean("y")
    assert knowing.estimate == plain.estimate
    assert knowing.se != plain.se
