"""Every result of R survey 4.1-1 in the shared vectors whose method this package offers."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.design import Design
from analysis.errors import LonelyCluster, MarginInvalid
from analysis.weights import kish_deff, poststratify, rake, trim

EXACT, RAKED, ERROR, P_VALUE = 1e-9, 1e-7, 1e-6, 1e-6
TYPES = {"E": 4421, "H": 755, "M": 1018}
SCHOOLWIDE = {"No": 1072, "Yes": 5122}


@pytest.fixture(scope="module")
def vectors(shared: Path) -> Path:
    return shared / "vectors" / "analysis"


@pytest.fixture(scope="module")
def reference(vectors: Path) -> dict[str, Any]:
    content = json.loads((vectors / "reference.json").read_text())
    return {entry["id"]: entry["result"] for entry in content["references"]}


@pytest.fixture(scope="module")
def samples(vectors: Path) -> dict[str, pd.DataFrame]:
    return {name: pd.read_csv(vectors / f"api{name}.csv") for name in ("srs", "strat", "clus1")}


@pytest.fixture(scope="module")
def designs(samples: dict[str, pd.DataFrame]) -> dict[str, Design]:
    stratified, clustered = samples["strat"], samples["clus1"]
    return {
        "dsrs": Design(samples["srs"], fpc="fpc"),
        "dstrat": Design(stratified, weights="pw", strata="stype", fpc="fpc"),
        "dclus1": Design(clustered, weights="pw", clusters="dnum", fpc="fpc"),
        "dw": Design(stratified, weights="pw"),
    }


def raked_design(clustered: pd.DataFrame) -> Design:
    weights = rake(clustered, {"stype": TYPES, "sch.wide": SCHOOLWIDE}, base="pw")
    return Design(clustered, weights, clusters="dnum", fpc="fpc", raked_on=["stype", "sch.wide"])


def agree(estimate: Any, expected: dict[str, Any], tolerance: float = EXACT) -> None:
    assert estimate.estimate == pytest.approx(expected["estimate"], rel=tolerance)
    assert estimate.se == pytest.approx(expected["se"], rel=ERROR, abs=1e-9)
    assert estimate.ci_normal == pytest.approx(expected["ci95_normal"], rel=ERROR)
    if "ci95_t" in expected:
        assert estimate.ci_t == pytest.approx(expected["ci95_t"], rel=ERROR)


@pytest.mark.parametrize("name", ["dsrs", "dstrat", "dclus1"])
def test_means_and_shares(name: str, designs: dict[str, Design], reference: dict[str, Any]) -> None:
    expected = reference[f"mean_api00_{name}"]
    design = designs[name]
    agree(design.mean("api00"), expected["api00"])
    agree(design.mean("enroll"), expected["enroll"])
    for level, share in design.proportion("stype").items():
        agree(share, expected[f"stype{level}"])
    assert design.df == expected["degf"]


@pytest.mark.parametrize("name", ["dsrs", "dstrat"])
def test_totals(name: str, designs: dict[str, Design], reference: dict[str, Any]) -> None:
    agree(designs[name].total("enroll"), reference[f"total_enroll_{name}"]["enroll"])


def test_kish(samples: dict[str, pd.DataFrame], designs: dict[str, Design], reference: dict[str, Any]) -> None:
    expected = reference["kish_apistrat"]
    estimate = designs["dw"].mean("api00")
    assert kish_deff(samples["strat"]["pw"]) == pytest.approx(expected["kish_deff"], rel=EXACT)
    assert (estimate.n, estimate.n_eff) == (expected["n"], pytest.approx(expected["n_eff"], rel=EXACT))
    assert estimate.deff_kish == pytest.approx(expected["kish_deff"], rel=EXACT)


def test_means_of_subgroups(designs: dict[str, Design], reference: dict[str, Any]) -> None:
    groups = designs["dclus1"].mean("api00", by="stype")
    for level, expected in reference["svyby_api00_stype_dclus1"].items():
        agree(groups[level], expected)


def test_difference_of_two_subgroups_uses_their_covariance(
    designs: dict[str, Design], reference: dict[str, Any]
) -> None:
    expected = reference["contrast_E_minus_H_dclus1"]
    difference = designs["dclus1"].contrast("api00", "stype", {"E": 1, "H": -1})
    assert difference.estimate == pytest.approx(expected["estimate"], rel=EXACT)
    assert difference.se == pytest.approx(expected["se"], rel=ERROR)


def test_ratio(designs: dict[str, Design], reference: dict[str, Any]) -> None:
    agree(designs["dstrat"].ratio("api.stu", "enroll"), reference["ratio_dstrat"])


@pytest.mark.parametrize("name", ["dclus1", "dw", "dstrat"])
def test_interval_of_a_small_share(name: str, designs: dict[str, Design], reference: dict[str, Any]) -> None:
    design = designs[name]
    share = design.proportion(design.frame["ell"] == 0)[True]
    expected = reference["svyciprop_ell0"][name]
    assert share.estimate == pytest.approx(expected["xlogit"]["estimate"], rel=EXACT)
    assert share.ci_logit == pytest.approx(expected["xlogit"]["ci95"], rel=ERROR)
    assert share.ci_t == pytest.approx(expected["mean"]["ci95"], rel=ERROR)
    assert share.interval == share.ci_logit


def test_independence_of_two_columns(designs: dict[str, Design], reference: dict[str, Any]) -> None:
    expected = reference["svychisq_dclus1"]["F"]
    test = designs["dclus1"].crosstab_test("sch.wide", "stype")
    assert pytest.approx(expected["statistic"], rel=ERROR) == test.F
    assert (test.ndf, test.ddf) == pytest.approx(expected["parameter"], rel=ERROR)
    assert test.p == pytest.approx(expected["p"], abs=P_VALUE)


def test_weighted_crosstab(designs: dict[str, Design], reference: dict[str, Any]) -> None:
    expected = reference["svytable_dw"]
    table = designs["dw"].crosstab("sch.wide", "stype")
    for key, value in expected["cells"].items():
        row, column = key.split("|")
        assert table.loc[row, column] == pytest.approx(value, rel=EXACT)
    shares = designs["dw"].proportion("stype", by="sch.wide")
    for key, value in expected["row_share"].items():
        row, column = key.split("|")
        assert shares[row][column].estimate == pytest.approx(value, rel=EXACT)


def test_post_stratification(samples: dict[str, pd.DataFrame], reference: dict[str, Any]) -> None:
    expected = reference["postStratify_stype_dclus1"]
    clustered = samples["clus1"]
    weights = poststratify(clustered, {"stype": TYPES}, base="pw")
    for level, weight in expected["weights_by_stype"].items():
        assert weights[clustered["stype"] == level] == pytest.approx(weight, rel=1e-6)
    design = Design(clustered, weights, clusters="dnum", fpc="fpc", raked_on=["stype"])
    agree(design.mean("api00"), expected["mean_api00"]["api00"], RAKED)
    agree(design.total("enroll"), expected["total_enroll"]["enroll"], RAKED)
    linear = reference["calibrate_linear_stype"]
    agree(design.mean("api00"), linear["mean_api00"]["api00"], RAKED)
    assert kish_deff(weights) == pytest.approx(linear["kish"]["kish_deff"], rel=RAKED)


def test_raking(vectors: Path, samples: dict[str, pd.DataFrame], reference: dict[str, Any]) -> None:
    expected = reference["rake_dclus1"]
    design = raked_design(samples["clus1"])
    by_r = pd.read_csv(vectors / "weights_rake_dclus1.csv")["rake"].to_numpy()
    assert np.abs(design.weights / by_r - 1).max() < 1e-6
    agree(design.mean("api00"), expected["mean_api00"]["api00"], RAKED)
    agree(design.total("enroll"), expected["total_enroll"]["enroll"], RAKED)
    assert kish_deff(design.weights) == pytest.approx(expected["kish"]["kish_deff"], rel=RAKED)


def test_trimming(vectors: Path, reference: dict[str, Any]) -> None:
    by_r = pd.read_csv(vectors / "weights_trim_web3.csv")
    for column, strict in (("trim", False), ("trim_strict", True)):
        trimmed = trim(by_r["rake"], 24, 34, strict=strict)
        assert trimmed == pytest.approx(by_r[column].to_numpy(), rel=1e-6)
    assert kish_deff(trimmed) == pytest.approx(reference["trimWeights_web3"]["strict"]["kish"]["kish_deff"])


def test_jackknife_of_the_raked_mean_agrees_with_r(samples: dict[str, pd.DataFrame], reference: dict[str, Any]) -> None:
    """Delete one district, rake again: an independent road to the standard error of a raked mean."""
    clustered = samples["clus1"]
    margins = {"stype": TYPES, "sch.wide": SCHOOLWIDE}
    districts = clustered["dnum"].unique()

    def raked_mean(frame: pd.DataFrame) -> float:
        weights = rake(frame, margins, base="pw")
        return float(np.average(frame["api00"], weights=weights))

    means = np.array([raked_mean(clustered[clustered["dnum"] != district]) for district in districts])
    count = len(districts)
    # R centres on the mean of the replicates and keeps the finite population correction.
    variance = (count - 1) / count * (1 - count / 757) * np.square(means - means.mean()).sum()
    expected = reference["jackknife"]["JK1_rake_dclus1"]["mean"]["api00"]["se"]
    assert np.sqrt(variance) == pytest.approx(expected, rel=ERROR)


def test_requests_that_r_refuses_are_refused(samples: dict[str, pd.DataFrame]) -> None:
    clustered = samples["clus1"]
    with pytest.raises(MarginInvalid, match="'X'"):
        rake(clustered, {"stype": TYPES | {"X": 100}})
    with pytest.raises(MarginInvalid, match="'H'"):
        rake(clustered, {"stype": {"E": 4421, "M": 1018}})
    with pytest.raises(LonelyCluster, match="413"):
        Design(clustered, strata="dnum").mean("api00")


# Computed with R survey 4.1-1 on the same samples; the calls stand beside the numbers.
def test_design_effects_and_subgroup_totals(designs: dict[str, Design]) -> None:
    """svymean(~api00, dclus1, deff=TRUE); svyby(~enroll, ~stype, dclus1, svytotal, deff=TRUE)."""
    design = designs["dclus1"]
    assert design.mean("api00").deff == pytest.approx(9.34586945059095, rel=ERROR)
    total = design.total("enroll", by="stype")["H"]
    assert total.estimate == pytest.approx(535594.869567871, rel=EXACT)
    assert total.se == pytest.approx(226716.594706410, rel=ERROR)
    assert total.deff == pytest.approx(4.64581574185746, rel=ERROR)
    assert design.mean("ell", by="stype")["H"].df == 7


def test_everything_offered_after_raking(samples: dict[str, pd.DataFrame]) -> None:
    """svyby(~api00, ~comp.imp, r, svymean, deff=TRUE); svymean, svyciprop, svyratio and svychisq on the same r."""
    design = raked_design(samples["clus1"])
    group = design.mean("api00", by="comp.imp")["No"]
    assert group.estimate == pytest.approx(630.34201086413, rel=RAKED)
    assert group.se == pytest.approx(27.96506139895226, rel=ERROR)
    assert group.deff == pytest.approx(4.59972806388592, rel=ERROR)
    share = design.proportion("comp.imp")["No"]
    assert share.se == pytest.approx(0.0161591778376853, rel=ERROR)
    assert share.ci_logit == pytest.approx((0.286220564492392, 0.355447091586441), rel=ERROR)
    ratio = design.ratio("api.stu", "enroll")
    assert (ratio.estimate, ratio.se) == pytest.approx((0.848231571735981, 0.00723252550995402), rel=ERROR)
    assert ratio.deff == pytest.approx(3.39024441124286, rel=ERROR)
    test = design.crosstab_test("comp.imp", "awards")
    assert pytest.approx(114.490744205455, rel=1e-5) == test.F


def test_unequal_base_weights_before_raking(samples: dict[str, pd.DataFrame]) -> None:
    """R takes the residuals unweighted there; so does `raked_on` without base weights."""
    stratified = samples["strat"]
    weights = rake(stratified, {"stype": TYPES, "sch.wide": SCHOOLWIDE}, base="pw")
    mean = Design(stratified, weights, raked_on=["stype", "sch.wide"]).mean("api00")
    assert (mean.estimate, mean.se) == pytest.approx((662.211650357843, 9.36743181216953), rel=ERROR)
