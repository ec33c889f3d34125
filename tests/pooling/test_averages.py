"""Averages of shares and effects over services: by hand, and how often they hold the truth."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import special

from evaluation.change.rule import make_rate
from evaluation.disclosure.presets import PRESETS
from evaluation.disclosure.rates import coarse_rate, hidden_rate
from evaluation.effects import JACKKNIFE
from evaluation.estimates import Estimate
from evaluation.pooling import averages
from evaluation.pooling.averages import log_odds, of_effects, of_rates
from evaluation.pooling.random_effects import random_effects


def averaged(services, confidence):
    return of_rates(services, confidence)


def averaged_effects(services, confidence):
    return of_effects(services, confidence)


def rate(n: int, of: int):
    return make_rate("reliable_change", "improved", n, of, "families", 0.95)


def effect(value: float, half: float) -> Estimate:
    return Estimate(name="baseline_sd", value=value, low=value - half, high=value + half, interval="SMCRH")


def test_log_odds_and_their_variances_are_the_sums_done_by_hand():
    """30 of 40, 0 of 10: half added to both numbers of each; the share of all is 30.5 of 51."""
    y, v = log_odds([(30, 40), (0, 10)])
    p = 30.5 / 51
    assert y == pytest.approx([math.log(30.5 / 10.5), math.log(0.5 / 10.5)])
    assert v == pytest.approx([1 / (40 * p * (1 - p)), 1 / (10 * p * (1 - p))])


def test_the_average_share_is_the_one_of_log_odds_turned_back():
    found = averaged([("A", rate(30, 40)), ("B", rate(12, 40)), ("C", rate(55, 90))], 0.95)
    y = [math.log(30.5 / 10.5), math.log(12.5 / 28.5), math.log(55.5 / 35.5)]
    p = 97.5 / 171
    plain = random_effects(y, [1 / (of * p * (1 - p)) for of in (40, 40, 90)])
    assert (found.mean, found.low, found.high) == pytest.approx(
        [float(special.expit(value)) for value in (plain.mean, plain.low, plain.high)]
    )
    assert (found.tau, found.i2, found.q) == pytest.approx((plain.tau, plain.i2, plain.q))


def test_shares_of_everybody_in_one_service_stay_within_100_percent():
    found = averaged([("A", rate(9, 9)), ("B", rate(14, 15)), ("C", rate(0, 4))], 0.95)
    assert 0 <= found.low < found.mean < found.high <= 1
    assert 0 <= found.prediction[0] <= found.low
    assert found.high <= found.prediction[1] <= 1


@pytest.mark.parametrize("n", [0, 40])
def test_an_outcome_of_nobody_or_of_everybody_in_every_service_has_an_average(n):
    found = averaged([(name, rate(n, 40)) for name in "ABC"], 0.95)
    assert found.converged
    assert (found.mean < 0.02) if n == 0 else (found.mean > 0.98)


def test_a_service_that_prints_no_share_is_named_and_left_out():
    found = averaged([("A", rate(30, 40)), ("B", hidden_rate(rate(3, 4)))], 0.95)
    assert (found.services, found.without) == (("A",), ("B",))
    assert (found.mean, found.tau) == (pytest.approx(0.75), None)
    assert averaged([("B", hidden_rate(rate(3, 4)))], 0.95) is None


def test_a_protected_share_is_taken_as_it_is_printed():
    """33 of 47 is printed as about 70% of about 45: 31.5 of 45."""
    shown = coarse_rate(rate(33, 47), PRESETS["nhs"])
    found = averaged([("A", shown), ("B", rate(20, 40))], 0.95)
    y, v = log_odds([(31.5, 45), (20, 40)])
    assert found.mean == pytest.approx(float(special.expit(random_effects(y, v).mean)))
    alone = averaged([("A", shown)], 0.95)
    assert (alone.mean, alone.low, alone.high) == (shown.share, shown.low, shown.high)


def test_an_effects_variance_is_that_behind_its_interval():
    found = averaged_effects(
        [("A", effect(0.4, 0.196), 80), ("B", effect(0.8, 0.392), 30), ("C", None, 5)], 0.95
    )
    plain = random_effects([0.4, 0.8], [0.1**2, 0.2**2])
    assert (found.mean, found.low, found.high) == pytest.approx((plain.mean, plain.low, plain.high), rel=1e-4)
    assert found.without == ("C",)


def test_every_figure_is_explained_in_a_line_of_its_own():
    found = averaged(
        [(name, rate(n, 40)) for name, n in zip("ABCDE", (10, 20, 25, 30, 18), strict=True)], 0.95
    )
    begin = [line.split(",")[0].split(":")[0] for line in found.explained]
    assert begin == ["Average over services", "Prediction interval", "tau", "I²", "Q"]
    four = averaged([(name, rate(n, 40)) for name, n in zip("ABCD", (10, 20, 25, 30), strict=True)], 0.95)
    assert "can't be relied on" in four.explained[1]
    two = averaged([("A", rate(10, 40)), ("B", rate(20, 40))], 0.95)
    assert two.explained[1].startswith("No prediction interval")


def test_the_average_of_a_rare_outcome_in_small_services_holds_the_truth():
    """200 made-up networks of 12 services of 10 to 40 families, one in ten with the outcome (seed 3).

    With each service's own share in its variance far fewer hold it (docs/pooling.md).
    """
    random = np.random.default_rng(3)
    held, centre = 0, math.log(0.1 / 0.9)
    for _ in range(200):
        of = random.integers(10, 40, 12)
        n = random.binomial(of, special.expit(random.normal(centre, 0.4, 12)))
        shares = [(str(i), rate(int(x), int(y))) for i, (x, y) in enumerate(zip(n, of, strict=True))]
        found = averaged(shares, 0.95)
        held += found.low <= 0.1 <= found.high
    assert held / 200 >= 0.91


def test_the_variance_behind_a_jackknifes_interval_is_by_t():
    """Ends 2.2622 standard errors away, t of 9 degrees at 97.5%: of ten people the variance is 1."""
    told = Estimate(
        name="g", value=0.0, low=-2.2621571628, high=2.2621571628, interval=JACKKNIFE, confidence=0.95
    )
    assert averages._variance(told, 10) == pytest.approx(1.0, abs=1e-9)
