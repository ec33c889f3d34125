"""Rates and rules against R clinicalsignificance, PHEindicatormethods, scipy and national figures."""

from __future__ import annotations

import pytest
from scipy import stats

from evaluation.change import Recovery, clinically_significant, computed_change, wilson
from evaluation.tables import ChangeTable
from tests.reference import known, load, number, rows, waves

FIVE = {
    "Recovered": "recovered",
    "Improved": "improved",
    "Unchanged": "no_change",
    "Deteriorated": "worse",
    "Harmed": "harmed",
}


def counts(rates):
    return {rate.outcome: rate.n for rate in rates}


def summary(theirs):
    return {FIVE[line["category"]]: line["n"] for line in theirs["summary"]}


@pytest.fixture(
    params=["claus_2020_bdi", "claus_2020_hamd", "claus_2020_shaps", "claus_2020_who", "anxiety_complete"]
)
def study(request):
    """The R package's results and our table of the same scores."""
    theirs = load(f"clinicalsignificance/{request.param}.json")
    spec = theirs["spec"]
    csv = "anxiety_complete.csv" if request.param == "anxiety_complete" else "claus_2020.csv"
    before, after = waves(csv, spec["id"], spec["time"], spec["outcome"], str(spec["pre"]), str(spec["post"]))
    return theirs, ChangeTable.from_scores(before, after, better=spec["better_is"])


def test_jacobson_truax_reliable_change(study):
    theirs, table = study
    jt = theirs["distribution"]["JT"]
    assert table.n == jt["n_used"]
    rule = computed_change(table, theirs["spec"]["reliability"])
    # The exact normal quantile, as the R package has it; with 1.96 this would differ by 2e-5.
    assert rule.threshold == pytest.approx(jt["critical_value"] * jt["denominators"]["s_diff"], abs=1e-6)
    assert counts(rule.rates(table, "people")) == summary(jt)


def test_jacobson_truax_with_cut_off_c(study):
    theirs, table = study
    spec, jt = theirs["spec"], theirs["combined"]["JT_c"]
    rule = clinically_significant(table, spec["reliability"], spec["m_functional"], spec["sd_functional"])
    assert rule.cut_off == pytest.approx(jt["cutoff"]["value"], abs=1e-6)
    assert counts(rule.rates(table, "people")) == summary(jt)


@pytest.mark.parametrize("arm", ["0", "1"])
def test_a_real_perinatal_trial(arm):
    """Control arm: 166 of 400 (41.5%) "recovered" with no treatment; treated: 286 of 418."""
    theirs = load("perinatal_trial/thp_reference.json")[f"hamd_6m_treat{arm}"]["combined"]["JT_c"]
    people = [
        r for r in rows("data/thp_perinatal_depression_trial_hamd_wide.csv") if number(r["treat"]) == int(arm)
    ]
    table = ChangeTable.from_scores(
        [number(p["hamd_baseline"]) for p in people], [number(p["hamd_6m"]) for p in people], better="lower"
    )
    # Reliability .83 and functional mean 5.0 (SD 3.7) are illustrative inputs of the reference file.
    rule = clinically_significant(table, 0.83, 5.0, 3.7)
    assert rule.cut_off == pytest.approx(theirs["cutoff"], abs=1e-6)
    rates = rule.rates(table, "mothers")
    assert counts(rates) == summary(theirs)
    assert rates[0].of == theirs["n_used"]
    assert (rates[0].n, rates[0].of) == ((166, 400) if arm == "0" else (286, 418))


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_wilson_is_scipys(confidence):
    for n, of in ((0, 1), (1, 1), (0, 40), (3, 40), (29, 86), (999, 1000), (5, 100_000), (100_000, 100_000)):
        theirs = stats.binomtest(n, of).proportion_ci(confidence, method="wilson")
        assert wilson(n, of, confidence) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_wilson_is_ukhsas():
    for level, lines in load("funnel/wilson_byar_funnel_reference.json")["proportion_wilson"].items():
        confidence = float(level.replace("_", ".")) / 100
        for line in lines:
            ours = wilson(line["x"], line["n"], confidence)
            theirs = (line["lowercl"] / 100, line["uppercl"] / 100)
            assert ours == pytest.approx(theirs, abs=1e-9), (level, line)


# England 2019-20, ante/post-natal counselling, NHS Talking Therapies (facts/peers.md section 2):
# 106 finished, 20 not at caseness; 29 recovered of the other 86.
NATIONAL = ChangeTable.from_scores([15, 15, 5], [5, 12, 4], better="lower", counts=[29, 57, 20])


def test_the_national_recovery_rate_leaves_out_those_not_at_caseness():
    rule = Recovery(id="recovery", label="", text="", source="", status="verified", at=10, reach="10 or more")
    recovered, rest = rule.rates(NATIONAL, "people")
    assert (recovered.n, recovered.of, rest.n, rest.of) == (29, 86, 57, 86)
    assert round(100 * known(recovered.share), 1) == 33.7
    assert "who scored 10 or more before" in recovered.who
    theirs = stats.binomtest(29, 86).proportion_ci(0.95, method="wilson")
    assert (recovered.low, recovered.high) == pytest.approx((theirs.low, theirs.high))


def test_the_national_counts_are_the_published_ones():
    england = [
        row
        for row in rows("data/proms_annual_ante_post_natal_counselling_wide.csv")
        if row["org_type"] == "England"
        and row["reporting_period"] == "2019-20"
        and row["variable_a"] == "Total"
    ]
    (row,) = england
    at_caseness = number(row["courses_of_therapy|count"]) - number(row["not_caseness|count"])
    assert at_caseness == 86
    assert number(row["ther_recovery|count"]) == 29
    assert number(row["ther_recovery|percentage"]) == 33.7
    # Their improvement and deterioration are of all 106 who finished, with both scores or not.
    assert number(row["ther_improvement|percentage"]) == round(100 * 45 / 106, 1)
    # The headline effect is theirs, uncorrected and rounded to one place.
    means = number(row["phq|mean|start"]), number(row["phq|mean|end"])
    assert number(row["phq|effect_size"]) == round((means[0] - means[1]) / number(row["phq|sd|start"]), 1)
