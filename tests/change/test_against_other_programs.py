"""Rates and rules against R clinicalsignificance, PHEindicatormethods, scipy and national figures."""

from __future__ import annotations

import pytest
from scipy import stats

from evaluation.change import (
    PercentChange,
    Recovery,
    ReliableChange,
    clinically_significant,
    computed_change,
    wilson,
)
from evaluation.measures.definition import ChangeRule
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


@pytest.mark.parametrize("method", ["jt", "gln", "hll", "en", "nk", "ha"])
def test_every_method_gives_each_person_the_index_of_the_r_package(study, method):
    theirs, table = study
    found = theirs["distribution"][method.upper()]
    # Theirs of HLL is against the sample's own mean after; given that mean, ours is the same formula.
    mean_after = found["m_post"] if method == "hll" else None
    rule = computed_change(table, theirs["spec"]["reliability"], method=method, mean_after=mean_after)
    assert counts(rule.rates(table, "people")) == summary(found)
    for person in found["clients"]:
        beyond = person["post"] - (rule.slope * person["pre"] + rule.shift)
        index = beyond / known(rule.threshold) * found["critical_value"]
        assert index == pytest.approx(person["rci"], abs=1e-6), person["id"]


def test_hsu_linn_lord_is_not_against_the_average_change(study):
    # Theirs on purpose not ours: against the sample's mean after, half of all get "worse" by definition.
    theirs, table = study
    reliability = theirs["spec"]["reliability"]
    ours = counts(computed_change(table, reliability, method="hll").rates(table, "people"))
    assert ours == counts(computed_change(table, reliability, method="gln").rates(table, "people"))
    assert ours != summary(theirs["distribution"]["HLL"])


@pytest.mark.parametrize("method", ["jt", "gln", "en", "nk"])
@pytest.mark.parametrize("cut_off", ["a", "c"])
def test_cut_offs_a_and_c_of_the_r_package(study, method, cut_off):
    theirs, table = study
    spec, found = theirs["spec"], theirs["combined"][f"{method.upper()}_{cut_off}"]
    rule = clinically_significant(
        table,
        spec["reliability"],
        spec["m_functional"],
        spec["sd_functional"],
        cut_off=cut_off,
        method=method,
    )
    assert rule.cut_off == pytest.approx(found["cutoff"]["value"], abs=1e-6)
    assert counts(rule.rates(table, "people")) == summary(found)


def test_cut_off_b_is_the_papers_and_not_the_r_packages(study):
    # Jacobson and Truax's b is the functional mean and SD alone; the package takes the SD before.
    theirs, table = study
    spec = theirs["spec"]
    functional = spec["m_functional"], spec["sd_functional"]
    rule = clinically_significant(table, spec["reliability"], *functional, cut_off="b")
    sign = 1 if spec["better_is"] == "higher" else -1
    assert rule.cut_off == pytest.approx(functional[0] - sign * 2 * functional[1])
    package = theirs["combined"]["JT_b"]["cutoff"]
    assert package["value"] == pytest.approx(functional[0] - sign * 2 * package["sd_clinical"])


@pytest.mark.parametrize("cut_off", ["a", "b", "c"])
def test_hageman_arrindell_keeps_jacobson_and_truaxs_cut_offs(study, cut_off):
    # The package moves them by a regression of its own; here the cut-off does not depend on the method.
    theirs, table = study
    spec = theirs["spec"]
    both = [
        clinically_significant(
            table,
            spec["reliability"],
            spec["m_functional"],
            spec["sd_functional"],
            cut_off=cut_off,
            method=of,
        )
        for of in ("jt", "ha")
    ]
    assert both[0].cut_off == both[1].cut_off


def test_percentages_of_the_first_score_are_the_r_packages(study):
    theirs, table = study
    rule = PercentChange.chosen(100 * theirs["spec"]["pct_improvement"])
    ours = counts(rule.rates(table, "people"))
    if (table.before != 0).all():
        assert ours == summary(theirs["percentage"])
    else:  # theirs counts a first score of 0 that rises as both; ours leaves those people out
        zero = int(table.count[table.before == 0].sum())
        assert sum(ours.values()) == table.n - zero


def test_a_smallest_important_change_that_differs_each_way_is_the_r_packages(study):
    theirs, table = study
    spec = theirs["spec"]
    rule = ReliableChange.of(
        ChangeRule(
            id="mid",
            label="",
            kind="important",
            value=spec["mid_improvement"],
            worse=spec["mid_deterioration"],
            source="",
        )
    )
    assert counts(rule.rates(table, "people")) == summary(theirs["anchor_individual"])


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
