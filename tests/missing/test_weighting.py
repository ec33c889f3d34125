"""Inverse-probability weights. Oracles: hand calculation, and a simulation in which drop-out depends on the
first score."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.missing import weighted_share
from tests.reference import known

SITE = {"site": np.array([[0.0], [1.0]])}


def test_one_attribute_by_hand():
    # A saturated model weights each site back to all its families: 80 of 180 with share 30/60 and 100 of
    # 180 with share 10/40, so 80/180 x 1/2 + 100/180 x 1/4 = 65/180.
    found = weighted_share(SITE, np.array([30, 10]), np.array([30, 30]), np.array([20, 60]))
    assert found.share.value == pytest.approx(65 / 180)
    assert found.using == ("site",)
    # Weights 80/60 and 100/40: (80 + 100)^2 / (60 x (4/3)^2 + 40 x 2.5^2).
    assert found.worth == pytest.approx(180**2 / (60 * (4 / 3) ** 2 + 40 * 2.5**2))


def test_the_interval_by_hand():
    """With a saturated model the share is a sum over sites of w p: its variance has a closed form.

    Given how many of each site there are, w are N_s/N and the variance sum w^2 p(1-p)/n_s; how many
    there are of each adds sum w (p - share)^2 / N (post-stratification).
    """
    found = weighted_share(SITE, np.array([300, 100]), np.array([300, 300]), np.array([200, 600]))
    share, w, p, n = 65 / 180, np.array([8, 10]) / 18, np.array([0.5, 0.25]), np.array([600, 400])
    variance = (w**2 * p * (1 - p) / n).sum() + (w * (p - share) ** 2).sum() / 1800
    half = 1.959964 * variance**0.5 / (share * (1 - share))
    middle = np.log(share / (1 - share))
    ends = 1 / (1 + np.exp(-np.array([middle - half, middle + half])))
    assert (found.share.low, found.share.high) == pytest.approx(tuple(ends), abs=1e-4)


def test_drop_out_at_random_leaves_the_share():
    found = weighted_share(SITE, np.array([40, 20]), np.array([20, 40]), np.array([30, 30]))
    assert found.share.value == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("improved", "not_improved", "missing", "why"),
    [
        ([30, 10], [30, 30], [5, 5], "needs at least 20"),
        ([0, 0], [60, 40], [20, 60], "all or none"),
        ([60, 40], [0, 0], [20, 60], "all or none"),
        ([30, 10], [30, 30], [0, 60], "nothing known"),  # separation: one site has nobody missing
        ([2, 3000], [2, 3000], [9000, 100], "almost no chance"),
    ],
)
def test_too_few_or_separated_is_a_sentence(improved, not_improved, missing, why):
    found = weighted_share(SITE, np.array(improved), np.array(not_improved), np.array(missing))
    assert found.share.value is None
    assert found.share.reason.startswith("The weighted share can't be computed: ")
    assert why in found.share.reason


def test_simulated_drop_out_is_put_right_and_the_interval_covers():
    """Whether a second score is held depends on the first score, and so does improving.

    Over 400 simulations of 400 families the plain share is off by more than 5 points, the weighted
    one by less than 1; its 95% interval holds the true share 95% +- 2.5 points of the time.
    """
    random = np.random.default_rng(5)
    scores = np.arange(0, 28, dtype=float)
    runs = 400
    covered, weighted, plain = 0, [], []
    better = 1 / (1 + np.exp(-(scores - 12) / 4))
    stays = 1 / (1 + np.exp(-(14 - scores) / 6))
    share_of = np.exp(-0.5 * ((scores - 14) / 6) ** 2)
    share_of /= share_of.sum()
    truth = float((share_of * better).sum())
    for _ in range(runs):
        who = random.multinomial(400, share_of)
        complete = random.binomial(who, stays)
        improved = random.binomial(complete, better)
        found = weighted_share({"first": scores[:, None]}, improved, complete - improved, who - complete)
        weighted.append(known(found.share.value))
        plain.append(improved.sum() / complete.sum())
        covered += known(found.share.low) <= truth <= known(found.share.high)
    assert abs(np.mean(plain) - truth) > 0.05
    assert abs(np.mean(weighted) - truth) < 0.01
    assert 0.925 <= covered / runs <= 0.975
