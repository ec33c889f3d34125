"""The mixed model against a published fit, and against made-up data whose truth is known."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from evaluation.errors import InputError
from evaluation.trajectories import mixed_model
from tests.reference import known

AGES = (8, 10, 12, 14)
# Potthoff and Roy 1964: distance in mm from pituitary to pterygomaxillary fissure, 16 boys and 11 girls.
ORTHODONT = """
26 25 29 31; 21.5 22.5 23 26.5; 23 22.5 24 27.5; 25.5 27.5 26.5 27; 20 23.5 22.5 26; 24.5 25.5 27 28.5;
22 22 24.5 26.5; 24 21.5 24.5 25.5; 23 20.5 31 26; 27.5 28 31 31.5; 23 23 23.5 25; 21.5 23.5 24 28;
17 24.5 26 29.5; 22.5 25.5 25.5 26; 23 24.5 26 30; 22 21.5 23.5 25;
21 20 21.5 23; 21 21.5 24 25.5; 20.5 24 24.5 26; 23.5 24.5 25 26.5; 21.5 23 22.5 23.5; 20 21 21 22.5;
21.5 22.5 23 25; 23 23 23.5 24; 20 21 22 21.5; 16.5 19 19 19.5; 24.5 25 28 28
"""


@pytest.fixture(scope="module")
def children():
    scores = np.array([[float(v) for v in child.split()] for child in ORTHODONT.split(";")])
    who = np.repeat(np.arange(len(scores)), len(AGES))
    return who, np.tile(AGES, len(scores)).astype(float), scores.ravel()


def test_the_growth_of_children_as_pinheiro_and_bates_publish_it(children):
    """lme(distance ~ age, Orthodont), R package nlme; Pinheiro and Bates 2000, section 4.1."""
    found = mixed_model(*children, unit="year")
    assert (found.people, found.scores) == (27, 108)
    assert found.start.value == pytest.approx(16.76111, abs=1e-4)
    assert found.slope.value == pytest.approx(0.660185, abs=1e-5)
    assert found.sd_start == pytest.approx(2.3270, abs=2e-3)
    assert found.sd_slope == pytest.approx(0.2264, abs=5e-4)
    assert found.r == pytest.approx(-0.609, abs=2e-3)
    assert found.sd_rest == pytest.approx(1.3100, abs=5e-4)
    error = (known(found.slope.high) - known(found.slope.low)) / 2 / 1.959964
    assert error == pytest.approx(0.0713, abs=2e-4)
    assert "0.66 points in one year (95% interval 0.52 to 0.80)" in str(found)


def made_up(people: int, seed: int, *, slope_sd: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A truth of 14 at the start and 0.8 down a month; those who score lower leave with the months."""
    random = np.random.default_rng(seed)
    who, time = np.repeat(np.arange(people), 6), np.tile(np.arange(6.0), people)
    level, slope = random.normal(14, 3, people)[who], random.normal(-0.8, slope_sd, people)[who]
    score = level + slope * time + random.normal(0, 1.5, len(who))
    seen = np.ones(len(who), bool)
    for first in range(1, 6):  # who scored under 10 last time is gone from then on
        last = seen[first - 1 :: 6] & (score[first - 1 :: 6] >= 10)
        seen[first::6] = last
    return who[seen], time[seen], score[seen]


def test_it_finds_a_known_truth_although_those_who_are_well_leave():
    """The truth is that of `made_up`; the average of whoever is left falls much more slowly."""
    who, time, score = made_up(400, 5, slope_sd=0.3)
    found = mixed_model(who, time, score)
    assert found.slopes
    assert known(found.slope.low) <= -0.8 <= known(found.slope.high)
    assert known(found.start.low) <= 14 <= known(found.start.high)
    assert found.slope.value == pytest.approx(-0.8, abs=0.1)
    averages = [score[time == month].mean() for month in range(6)]
    assert np.polyfit(range(6), averages, 1)[0] > -0.5


def test_without_slopes_of_their_own_all_share_one():
    """All slopes are made equal, so their spread is at the edge of 0 and the simpler model stands."""
    rng = np.random.default_rng(2)
    who, time = np.repeat(np.arange(30), 3), np.tile([0.0, 3.0, 6.0], 30)
    score = np.tile([1.0, -2.0, 1.0], 30) + rng.normal(12, 3, 30)[who] - 0.5 * time
    found = mixed_model(who, time, score)
    assert not found.slopes
    assert (found.sd_slope, found.r) == (None, None)
    assert found.slope.value == pytest.approx(-0.5)
    assert "all share one" in str(found)


@pytest.mark.parametrize(
    ("who", "time", "score", "why"),
    [
        ([], [], [], "at least three people"),
        ([1, 2, 3, 4], [0, 0, 0, 0], [4, 5, 6, 7], "at least three people"),
        ([1, 1, 2, 2, 3, 3], [0, 0, 0, 0, 0, 0], [4, 5, 6, 7, 8, 9], "at one time"),
        ([1, 1, 2, 2, 3, 3], [0, 1, 0, 1, 0, 1], [0, 0, 0, 0, 0, 0], "all scores are equal"),
        ([1, 1, 2, 2, 3, 3], [0, 1, 0, 1, 0, 1], [4, 4, 5, 5, 9, 9], "nobody's score changes"),
        ([1, 1, 2, 2, 3, 3], [0, 1, 0, 1, 0, 1], [4, 3, 4, 3, 4, 3], "one straight line"),
    ],
)
def test_scores_that_give_no_line_give_a_sentence(who, time, score, why):
    found = mixed_model(who, time, score)
    assert found.slope.value is None
    assert str(found).startswith("A mixed model can't be computed: ")
    assert why in str(found)


def test_lengths_must_fit():
    with pytest.raises(ValueError, match="one length"):
        mixed_model([1, 2], [0, 1], [3])


def test_without_statsmodels_it_says_what_to_do(monkeypatch, children):
    monkeypatch.setitem(sys.modules, "statsmodels.regression.mixed_linear_model", None)
    with pytest.raises(InputError, match="pip install statsmodels"):
        mixed_model(*children)
