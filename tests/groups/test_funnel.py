"""Funnels against UKHSA's workbooks, real NHS providers and FunnelPlotR, whose two defects we do not have."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.change import wilson
from evaluation.groups import funnel
from evaluation.groups.funnel import words
from tests.reference import load, number, rows

FUNNELS = "funnel/nhstt_provider_funnels.json"
RUNS = ("2023-24|recovery|count", "2023-24|reliable_recovery|count", "2023-24|improvement|count")


def test_limits_are_those_of_ukhsa_s_workbook():
    """Oracle: UKHSA's expected funnel for a proportion of 80.64%, sizes 1 to 110,000 (6 decimals printed)."""
    expected = rows("reference/funnel/testdata_funnel_prop_outputs.csv")
    assert len(expected) == 100
    for line in expected:
        row = {key.lstrip("\ufeff"): value for key, value in line.items()}
        average = number(row["Baseline"]) / 100
        drawn = funnel([average * 1e6], [1e6])
        size = number(row["Population"])
        for level, name in ((0.95, "2s0025"), (0.998, "3s0001")):
            low, high = drawn.limits(size, level)
            assert 100 * low == pytest.approx(number(row[f"Lower{name}limit"]), abs=2e-6)
            assert 100 * high == pytest.approx(number(row[f"Upper{name}limit"]), abs=2e-6)


def test_limits_are_those_of_phe_s_indicator_methods():
    """Oracle: PHEindicatormethods 2.1.0 on 40 services, at each of the sizes it draws."""
    found = load("funnel/wilson_byar_funnel_reference.json")
    drawn = funnel([s["x"] for s in found["funnel_input"]], [s["n"] for s in found["funnel_input"]])
    for row in found["phe_funnels_prop"]:
        assert 100 * drawn.centre == pytest.approx(row["baseline"], rel=1e-9)
        for level, name in ((0.95, "2s"), (0.998, "3s")):
            low, high = drawn.limits(row["Population"], level)
            assert 100 * low == pytest.approx(row[f"lower_{name}_limit"], abs=1e-6)
            assert 100 * high == pytest.approx(row[f"upper_{name}_limit"], abs=1e-6)


def test_each_service_lies_where_phe_s_indicator_methods_say():
    """Oracle: PHEindicatormethods' words of significance for the same 40 services."""
    found = load("funnel/wilson_byar_funnel_reference.json")
    services = found["phe_assign_sig"]
    drawn = funnel([s["x"] for s in services], [s["n"] for s in services])
    said = {
        "Not significant": ("within", 0.0),
        "High (0.025)": ("higher", 0.95),
        "Low (0.025)": ("lower", 0.95),
    }
    said |= {"High (0.001)": ("higher", 0.998), "Low (0.001)": ("lower", 0.998)}
    assert [drawn.place(i) for i in range(40)] == [said[s["significance"]] for s in services]


def test_a_service_is_outside_where_its_own_wilson_interval_leaves_the_average_out():
    """The limits' own definition, for every count of every size up to 40."""
    for of in range(1, 41):
        for n in range(of + 1):
            drawn = funnel([n, 300 - n], [of, 500 - of])  # an average of 60% whatever the first site
            low, high = wilson(n, of)
            outside = not low <= 0.6 <= high
            assert drawn.centre == pytest.approx(0.6)
            assert (drawn.place(0)[0] != "within") == outside


@pytest.mark.parametrize("run", RUNS)
def test_over_dispersion_of_the_nhs_providers_is_funnelplotr_s(run):
    """Oracle: FunnelPlotR 0.6.0 on NHS Talking Therapies' providers 2023-24: φ, τ², both widened limits."""
    found = load(FUNNELS)[run]
    providers = found["providers"]
    drawn = funnel([p["numerator"] for p in providers], [p["denominator"] for p in providers])
    assert drawn.phi == pytest.approx(found["phi"], rel=1e-6)
    assert drawn.tau2 == pytest.approx(found["tau2"], rel=1e-6)
    for provider in providers:
        for level, name in ((0.95, "95"), (0.998, "99")):
            low, high = drawn.limits(provider["denominator"], level, adjusted=True)
            assert low == pytest.approx(provider[f"OD{name}LCL"], abs=1e-6)
            assert high == pytest.approx(provider[f"OD{name}UCL"], abs=1e-6)
    places = [drawn.place(i, adjusted=True) for i in range(len(providers))]
    assert [level == 0.998 for _, level in places] == [bool(p["outlier"]) for p in providers]
    assert sum(level == 0.998 for _, level in places) == found["n_outliers_99_8_adjusted"]


def test_over_dispersion_of_forty_small_services_is_funnelplotr_s():
    """Oracle: FunnelPlotR 0.6.0; sizes from 3 to some hundreds."""
    found = load("funnel/wilson_byar_funnel_reference.json")
    drawn = funnel([s["x"] for s in found["funnel_input"]], [s["n"] for s in found["funnel_input"]])
    assert drawn.phi == pytest.approx(found["FPR_prop_adj"]["phi"], rel=1e-6)
    assert drawn.tau2 == pytest.approx(found["FPR_prop_adj"]["tau2"], rel=1e-6)


def test_widened_limits_narrow_as_sites_grow_and_stay_between_0_and_100_per_cent():
    """FunnelPlotR patches its arcsine limits at small sizes; CQC's lower limits go below 0. Not ours."""
    sizes = np.arange(1, 400)
    for centre in (0.02, 0.5, 0.9):
        share = np.clip(centre + 0.3 * np.resize([-1, 1], 40) * centre * (1 - centre), 0, 1)
        drawn = funnel(5000 * share, np.full(40, 5000))
        assert drawn.adjustable
        for level in (0.95, 0.998):
            for adjusted in (False, True):
                limits = np.array([drawn.limits(float(of), level, adjusted=adjusted) for of in sizes])
                assert (limits >= 0).all()
                assert (limits <= 1).all()
                assert (np.diff(limits[:, 0]) >= -1e-12).all()
                assert (np.diff(limits[:, 1]) <= 1e-12).all()


def test_without_more_spread_than_chance_the_widened_limits_are_the_plain_ones():
    drawn = funnel([50] * 12, [100] * 12)
    assert (drawn.phi, drawn.tau2, drawn.adjustable) == (0.0, 0.0, False)
    assert drawn.limits(30, 0.95, adjusted=True) == drawn.limits(30, 0.95)
    assert "over-dispersion φ 0.00" in str(drawn)


def test_too_few_sites_give_no_over_dispersion_and_a_sentence():
    drawn = funnel([5, 40, 60], [50, 50, 100])
    assert (drawn.phi, drawn.tau2, drawn.adjustable) == (None, None, False)
    assert str(drawn).endswith("too few to tell whether they vary more than chance would make them")


@pytest.mark.parametrize("n", [0, 20])
def test_where_nobody_or_everybody_got_better_every_site_is_within(n):
    drawn = funnel([n] * 12, [20] * 12)
    assert drawn.phi is None
    assert {drawn.place(i) for i in range(12)} == {("within", 0.0)}


@pytest.mark.parametrize(("n", "of"), [([], []), ([1], [0])])
def test_a_funnel_without_people_is_refused(n, of):
    with pytest.raises(ValueError, match="somebody in each"):
        funnel(n, of)


def test_the_words_of_a_site_are_no_verdict():
    assert words("within", 0.0) == "within what chance would give"
    assert words("higher", 0.95) == "outside the 95% limits, higher"
    assert words("lower", 0.998).endswith("worth a conversation, not a verdict")
