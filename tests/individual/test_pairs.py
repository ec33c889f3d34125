"""The pairs behind a finding: all of them, judged as the finding judges, and never under a preset."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

import data_samples
from evaluation.errors import InputError
from evaluation.individual import Pairs, pairs_of
from evaluation.opening import load
from evaluation.view import View

if TYPE_CHECKING:
    from evaluation.dataset import Dataset


@cache
def first_run() -> Dataset:
    return load(data_samples.path("first_run"), name="Made-up", sample=True)


@cache
def pairs(measure: str, view: View | None = None) -> Pairs:
    chosen = view or View()
    finding = next(f for f in first_run().evidence(chosen).findings if f.measure == measure)
    return pairs_of(first_run(), chosen, finding)


@pytest.mark.parametrize("improved", ["auto", "any_change", "computed_change", "percent_change"])
def test_outcomes_add_up_to_the_rates_of_the_finding(improved: str) -> None:
    view = View(improved=improved, percent=20)  # type: ignore[arg-type]
    for finding in first_run().evidence(view).findings:
        found = pairs_of(first_run(), view, finding)
        assert found.n == finding.n
        assert [found.count(rate.outcome) for rate in finding.headline()] == [  # type: ignore[arg-type]
            rate.n for rate in finding.headline()
        ]


def test_a_view_narrows_them_as_it_narrows_the_finding() -> None:
    view = View(filters={"site": (first_run().filters[0].values[0],)})
    finding = first_run().evidence(view).findings[0]
    found, everybody = pairs_of(first_run(), view, finding).n, first_run().evidence(View()).findings[0].n
    assert everybody is not None
    assert 0 < found < everybody
    assert found == finding.n


@pytest.mark.parametrize("preset", ["nhs", "strict"])
def test_they_are_refused_where_small_numbers_are_hidden(preset: str) -> None:
    view = View(protection=preset)  # type: ignore[arg-type]
    finding = first_run().evidence(View()).findings[0]
    with pytest.raises(InputError, match="exact figures") as refused:
        pairs_of(first_run(), view, finding)
    assert str(refused.value).count(". ") == 0


def test_scores_that_the_data_do_not_have_are_refused() -> None:
    from dataclasses import replace

    finding = replace(first_run().evidence(View()).findings[0], rater="grandmother")
    with pytest.raises(InputError, match="no scores of"):
        pairs_of(first_run(), View(), finding)
