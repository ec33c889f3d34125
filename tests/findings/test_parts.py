"""Evidence made part by part is the evidence made whole; what was not asked for is never "none"."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date

import pytest

from data_samples import path
from evaluation.charts import outcome_bars
from evaluation.findings.as_json import evidence_entries
from evaluation.findings.parts import PARTS, NotAsked
from evaluation.opening import load
from evaluation.view import View

WHOLE = ("trends", "trajectories", "multiverses", "reach")  # of the evidence; the others are of each finding
NOTHING: tuple[()] = ()


@pytest.fixture(scope="module")
def data():
    return load(path("families_wide"))


@pytest.fixture(scope="module")
def view(data):
    first = data.filters[0]
    return View(filters={first.name: first.values[:2]}, group_by=data.filters[1].name)


@pytest.fixture(scope="module")
def whole(view):
    return load(path("families_wide")).evidence(view)


def test_each_part_asked_for_alone_is_that_part_of_the_whole(data, view, whole):
    for part in PARTS:
        found = data.evidence(view, (part,))
        if part in WHOLE:
            assert getattr(found, part) == getattr(whole, part)
        assert found.groups == whole.groups
        for one, other in zip(found.findings, whole.findings, strict=True):
            if part == "missing":
                assert one.missing == other.missing
            if part == "bootstraps":
                assert one.details == other.details
    assert whole.trends
    assert whole.multiverses
    assert whole.findings[0].missing


def test_all_parts_together_are_the_default(data, view, whole):
    assert data.evidence(view, PARTS) == whole
    assert data.evidence(view) == whole


def test_what_was_not_asked_for_refuses_to_be_taken_for_nothing(data, view):
    found = data.evidence(view, NOTHING)
    for name in WHOLE:
        part = getattr(found, name)
        for use in (bool, len, list, lambda it: it[0], lambda it: it.first, lambda it: () if it else 1):
            with pytest.raises(LookupError, match=f"without its '{name}'"):
                use(part)
    with pytest.raises(LookupError, match="without its 'missing'"):
        _ = found.findings[0].missing.without
    with pytest.raises(LookupError, match="without its 'bootstraps'"):
        _ = found.findings[0].details.figures[0].bootstrap.low
    with pytest.raises(LookupError):
        evidence_entries(found)
    assert isinstance(copy.deepcopy(found).trends, NotAsked)


def test_what_the_overview_shows_needs_no_part(data, view, whole):
    assert outcome_bars(data.evidence(view, NOTHING)) == outcome_bars(whole)


def test_the_parts_of_one_finding_are_made_for_that_one(data, view, whole):
    chosen = whole.findings[-1]
    found = data.evidence(view, ("missing", "bootstraps"), of=chosen.key)
    assert found.finding(chosen.key) == chosen
    assert isinstance(found.findings[0].missing, NotAsked)


def test_disclosure_control_judges_all_parts_whichever_are_asked_for(data, view):
    first = data.filters[0]
    hidden = view.with_(filters={first.name: first.values[:1]}, protection="nhs")
    found = data.evidence(hidden, NOTHING)
    assert found == data.evidence(hidden)
    assert found.suppressions


def test_views_that_differ_in_their_parts_alone_are_not_taken_for_each_other(data, view):
    for asked in (
        view,
        view.with_(every="month", target=60),
        view.with_(group_by=""),
        view.with_(improved="any_change", rebase=date(2025, 1, 1)),
        view,
    ):
        fresh = replace(data)  # nothing is worked out yet
        assert data.evidence(asked) == fresh.evidence(asked)
