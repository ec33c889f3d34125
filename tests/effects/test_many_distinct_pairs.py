"""Scores off any grid, of which hardly two pairs are alike: what the bootstrap does then, and its memory."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest

from evaluation.effects import bootstrap
from evaluation.effects.bootstrap import MOST_DRAWN, RESAMPLES, _draws
from evaluation.effects.reweighted import Cells
from evaluation.tables import ChangeTable


def off_the_grid(cells: int, each: int = 1) -> ChangeTable:
    """Scores of many decimals, so that hardly two pairs are alike, with so many families to a pair."""
    rng = np.random.default_rng(cells)
    before = rng.normal(14, 5, cells)
    after = 0.6 * before + rng.normal(0, 4, cells)
    return ChangeTable.from_scores(before, after, better="lower", counts=np.full(cells, each))


def test_too_many_distinct_pairs_are_not_resampled_unless_asked():
    most = MOST_DRAWN // 20_000
    few, many = off_the_grid(most), off_the_grid(most + 1)
    kinds = {
        name: found["d_av"].interval
        for name, found in (
            ("few", bootstrap(few, resamples=20_000)),
            ("many", bootstrap(many, resamples=20_000)),
            ("fewer resamples", bootstrap(many, resamples=200)),
            ("asked not to", bootstrap(few, resample=False)),
        )
    }
    assert kinds == {
        "few": "BCa bootstrap, 20,000 resamples",
        "many": "ABC bootstrap (without resampling)",
        "fewer resamples": "BCa bootstrap, 200 resamples",
        "asked not to": "ABC bootstrap (without resampling)",
    }
    assert 28 * 28 * RESAMPLES <= MOST_DRAWN  # the PHQ-9's grid is always resampled


@pytest.mark.parametrize(
    ("cells", "resample", "kind", "most"), [(100_000, None, "ABC", 30), (10_000, True, "BCa", 150)]
)
def test_memory_stays_small_off_the_grid(cells, resample, kind, most):
    """Under 300 MB for a million distinct pairs, so under 30 for a tenth; 20 million draws alone are 160."""
    table = off_the_grid(cells)
    tracemalloc.start()
    found = bootstrap(table, resamples=2_000, resample=resample)["d_av"]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.low is not None
    assert found.interval.startswith(kind)
    assert peak < most * 2**20


@pytest.mark.parametrize("each", [1, 3, 9])
def test_each_resample_has_as_many_pairs_as_there_are(each):
    """Drawn as cells, as pairs, and as pairs a part at a time."""
    cells = Cells.of(off_the_grid(50, each))
    for at_once in (10**6, 40):
        drawn = np.concatenate(list(_draws(cells, 100, at_once)))
        assert drawn.shape == (100, 50)
        assert (drawn.sum(axis=1) == 50 * each).all()
        # 100 draws of a count whose mean is `each` and whose SD is nearly its root.
        assert np.abs(drawn.mean(axis=0) - each).max() < 5 * math.sqrt(each / 100)
