"""Effect sizes against R (stats, effectsize, metafor, statpsych, MOTE) on seven data sets.

Their figures are after minus before, ours are oriented: the tables here say that higher is
better, so that both have the same sign.
"""

from __future__ import annotations

import pytest

from evaluation.effects import baseline_sd, d_av, d_rm, d_z, describe, effects, mean_change
from evaluation.tables import ChangeTable
from tests.reference import claus, load, number, rows

NAMES = ["sleep", "claus_2020_bdi", "claus_2020_hamd", "anorexia", "btheb_2m", "small_n3", "ties_likert"]


@pytest.fixture(params=NAMES)
def data(request):
    return load("paired/paired_effectsizes.json")[request.param]


@pytest.fixture
def table(data):
    return ChangeTable.from_scores(data["pre"], data["post"], better="higher")


def statpsych(data):
    """The row of the average standardiser; the printed row names are padded."""
    printed = data["statpsych_ci.stdmean.ps"]
    return next(row for name, row in printed.items() if name.startswith("Unweighted standardizer"))


def test_the_smoke_test_of_the_reference_folder():
    before, after = claus("bdi")
    table = ChangeTable.from_scores(before, after, better="lower")
    moments = describe(table)
    assert moments.n == 40
    assert (moments.mean_before, moments.mean_after) == pytest.approx((35.475, 25.7))
    assert (moments.sd_before, moments.sd_after) == pytest.approx((8.158643, 13.349734), abs=1e-6)
    assert moments.r == pytest.approx(0.563291, abs=1e-6)
    first, second, third = baseline_sd(table), d_av(table), d_z(table)
    assert (first.value, first.low, first.high) == pytest.approx((1.174901, 0.676274, 1.673529), abs=1e-6)
    assert second.value == pytest.approx(0.883578, abs=1e-6)
    assert (second.low, second.high) == pytest.approx((0.5282, 1.2390), abs=5e-5)  # as statpsych prints
    assert (third.value, third.low, third.high) == pytest.approx((0.884710, 0.514102, 1.247119), abs=1e-6)


def test_moments(data, table):
    moments = describe(table)
    assert moments.n == data["n"]
    ours = (
        moments.mean_before,
        moments.mean_after,
        moments.sd_before,
        moments.sd_after,
        moments.sd_change,
        moments.r,
    )
    theirs = tuple(data[name] for name in ("m_pre", "m_post", "sd_pre", "sd_post", "sd_diff", "r"))
    assert ours == pytest.approx(theirs, abs=1e-9)


def test_mean_change_is_the_paired_t_interval_of_r(data, table):
    change = mean_change(table)
    theirs = (data["mean_change"], data["t_test"]["ci_low"], data["t_test"]["ci_high"])
    assert (change.value, change.low, change.high) == pytest.approx(theirs, abs=1e-9)


def test_baseline_sd_is_smcrh_of_metafor(data, table):
    effect, theirs = baseline_sd(table), data["metafor_escalc_sd_of_pre"]["SMCRH"]
    expected = (theirs["yi"], theirs["ci_low"], theirs["ci_high"])
    assert (effect.value, effect.low, effect.high) == pytest.approx(expected, abs=1e-9)
    # Uncorrected it is effectsize's "Becker's d", whose interval falls short and is not ours.
    assert effect.plain == pytest.approx(data["effectsize_rm_d"]["b"]["Beckers_d"], abs=1e-9)
    assert effect.hedges == effect.value


def test_d_av_is_statpsych_with_its_interval_and_effectsize_in_its_values(data, table):
    effect, theirs = d_av(table), statpsych(data)
    # statpsych prints four decimals.
    expected = (theirs["Estimate"], theirs["LL"], theirs["UL"])
    assert (effect.value, effect.low, effect.high) == pytest.approx(expected, abs=5.1e-5)
    average = data["effectsize_rm_d"]
    assert effect.plain == pytest.approx(average["av"]["d_av"], abs=1e-9)
    assert effect.hedges == pytest.approx(average["av_hedges"]["d_av"], abs=1e-9)


@pytest.mark.parametrize(("confidence", "name"), [(0.95, "cohens_d_paired"), (0.90, "cohens_d_paired_90")])
def test_d_z_is_the_noncentral_t_of_effectsize_and_mote(data, table, confidence, name):
    effect, theirs = d_z(table, confidence), data[f"effectsize_{name}"]
    expected = (theirs["Cohens_d"], theirs["CI_low"], theirs["CI_high"])
    # effectsize searches for its ends to about six figures.
    assert (effect.value, effect.low, effect.high) == pytest.approx(expected, rel=1e-5, abs=1e-6)
    assert effect.hedges == pytest.approx(data["effectsize_hedges_g_paired"]["Hedges_g"], abs=1e-9)
    if confidence == 0.95:
        assert (effect.low, effect.high) == pytest.approx(
            (data["MOTE_d_z"]["ci_low"], data["MOTE_d_z"]["ci_high"]), rel=1e-5, abs=1e-6
        )


def test_d_rm_is_effectsize_in_its_values(data, table):
    # Its interval differs on purpose: see test_d_rm_interval.
    effect, theirs = d_rm(table), data["effectsize_rm_d"]
    assert effect.value == effect.plain == pytest.approx(theirs["rm"]["d_rm"], abs=1e-9)
    assert effect.hedges == pytest.approx(theirs["rm_hedges"]["d_rm"], abs=1e-9)


@pytest.mark.parametrize("arm", ["0", "1"])
def test_a_real_perinatal_trial(arm):
    theirs = load("perinatal_trial/thp_reference.json")[f"hamd_6m_treat{arm}"]
    people = [
        r for r in rows("data/thp_perinatal_depression_trial_hamd_wide.csv") if number(r["treat"]) == int(arm)
    ]
    scored = [p for p in people if p["hamd_baseline"]]
    table = ChangeTable.from_scores(
        [number(p["hamd_baseline"]) for p in scored], [number(p["hamd_6m"]) for p in scored], better="lower"
    )
    moments, desc = describe(table), theirs["desc"]
    assert (len(scored), table.n) == (desc["n_rows"], desc["n_pairs"])
    ours = (moments.mean_before, moments.sd_before, moments.mean_after, moments.sd_after, moments.r)
    assert ours == pytest.approx(
        tuple(desc[k] for k in ("m_pre", "sd_pre", "m_post", "sd_post", "r")), abs=1e-9
    )
    by_name = {effect.name: effect for effect in effects(table)}
    exact = theirs["cohens_dz_nct"]
    assert by_name["d_z"].value == pytest.approx(-exact["Cohens_d"], abs=1e-9)
    assert (by_name["d_z"].low, by_name["d_z"].high) == pytest.approx(
        (-exact["CI_high"], -exact["CI_low"]), abs=1e-6
    )
    assert by_name["d_av"].value == pytest.approx(-theirs["rm_d"]["av"]["d_av"], abs=1e-9)
    assert by_name["d_rm"].value == pytest.approx(-theirs["rm_d"]["rm"]["d_rm"], abs=1e-9)
    assert by_name["baseline_sd"].plain == pytest.approx(-theirs["rm_d"]["b"]["Beckers_d"], abs=1e-9)
