"""Questionnaires counted alone: from pairs that are known already as from the scores themselves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from data_samples import path
from evaluation import load
from evaluation.counting import count
from evaluation.dataset.countings import Countings
from evaluation.pairing import Rule


@pytest.mark.parametrize("rule", [Rule("first_last"), Rule("course")], ids=lambda rule: rule.name)
def test_some_questionnaires_alone_are_counted_as_if_there_were_no_others(rule):
    data = load(path("first_run"))
    countings = Countings(data.countings.scores, data.countings.episodes)
    measure = countings.scores.sets[0].measure.id
    sets = tuple(entry for entry in countings.scores.sets if entry.measure.id == measure)
    assert len(sets) < len(countings.scores.sets)
    alone = count(replace(countings.scores, sets=sets), countings.episodes, rule)
    found = countings.of(rule, frozenset({measure}))
    for name in ("last_date", "any_begun", "any_pair", "any_score"):
        np.testing.assert_array_equal(getattr(found, name), getattr(alone, name))
    for one, other in zip(found.coded, alone.coded, strict=True):
        np.testing.assert_array_equal(one.cell, other.cell)
        np.testing.assert_array_equal(one.paired.episode, other.paired.episode)
