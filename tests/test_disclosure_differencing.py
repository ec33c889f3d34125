"""Two views that differ by a few families never both show averages. Oracle: those few families' own average,
which whoever has both could work out to within what rounding leaves open."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.disclosure import PRESETS
from evaluation.disclosure.coarse import averages_told
from evaluation.view import View
from tests.tables_of_text import dataset, table

HEAD = (
    "Family ID,Site,Date after,PHQ-9 before,PHQ-9 after,"
    "PRFQ certainty before,PRFQ certainty after,GAD-7 before"
)
NORTH: dict[str, tuple[str, ...]] = {"Site": ("North",)}


def file(south, *, first_only=0):
    """60 families of the north and so many of the south with both PHQ-9 scores; others with a first alone."""
    rows: list[tuple[object, ...]] = [
        (f"N{i}", "North", f"2025-0{1 + i % 6}-10", 12 + i % 9, 6 + i % 11, 3 + i % 4, 4 + i % 3, 5 + i % 9)
        for i in range(60)
    ]
    rows += [
        (f"S{i}", "South", f"2025-0{1 + i % 6}-10", 25, 2, 7, 1, 20) for i in range(south)
    ]  # a very different few
    rows += [(f"B{i}", "North", "", 20 + i % 3, "", "", "", "") for i in range(30)]
    rows += [(f"C{i}", "South", "", 27, "", "", "", "") for i in range(first_only)]
    rows += [
        (f"D{i}", "South", "", "", "", "", "", "") for i in range(30)
    ]  # no scores: the site itself is large
    return dataset(table(HEAD, *rows))


def averages(evidence):
    """Everything in a view that is an average of scores, or is made from one."""
    (finding,) = evidence.findings
    (described,) = evidence.described
    (needs,) = evidence.needs
    found = [finding.description.mean_before, finding.description.sd_after, finding.mean_change]
    found += [*finding.effects, described.description.mean_before, described.difference, needs.mean, needs.sd]
    found += [point.mean_change for trend in evidence.trends for point in trend.points]
    found += [g.effect for scale in evidence.groups.scales for g in scale.groups] if evidence.groups else []
    return found


@pytest.mark.parametrize(("protection", "most"), [("nhs", 9), ("strict", 19)])
@pytest.mark.parametrize("south", [1, 4, 5, 7, 9, 10, 14, 19, 20, 31])
def test_averages_are_of_views_that_differ_by_enough(south, protection, most):
    data = file(south)
    whole = data.evidence(View(protection=protection, group_by="Site"))
    north = data.evidence(View(protection=protection, group_by="Site", filters=NORTH))
    assert any(value is not None for value in averages(whole))
    shown = [value for value in averages(north) if value is not None]
    assert bool(shown) is (south > most)
    rates = [rate.n for finding in north.findings for rate in finding.headline()]
    assert any(n is not None for n in rates) is (south >= PRESETS[protection].threshold)


def test_why_is_on_record():
    found = file(7).evidence(View(protection="nhs", filters=NORTH))
    assert any(
        "PHQ-9 total (parent): averages and effect size, as the filters leave out fewer than 10" in line
        for line in found.suppressions
    )


def test_an_exact_view_shows_them_all():
    found = file(7).evidence(View(filters=NORTH))
    assert found.findings[0].description.mean_before is not None


@pytest.mark.parametrize("few", [1, 5, 9])
def test_those_without_a_second_score_are_not_told_by_two_views_either(few):
    """30 of the north have a first score alone, and 1 to 9 of the south: their average would follow."""
    data = file(31, first_only=few)
    whole, north = (data.evidence(View(protection="nhs", filters=f)).findings[0] for f in ({}, NORTH))
    assert whole.missing.without.mean is not None
    assert north.missing.without.mean is None
    assert north.missing.with_both.mean is None
    assert data.evidence(View(filters=NORTH)).findings[0].missing.without.mean is not None


def test_the_few_could_be_worked_out_if_both_views_showed_averages():
    """What the safeguard is against: from 67 families' and 60 families' average that of the 7 follows."""
    data = file(7)
    exact, north = (data.evidence(View(filters=f)).findings[0] for f in ({}, NORTH))
    sums = [f.n * f.description.mean_before for f in (exact, north)]
    assert np.subtract(*sums) / (exact.n - north.n) == pytest.approx(25)


def test_goals_are_left_out_by_the_family():
    """With four goals each, ten families left out are forty goals: enough of both."""
    preset = PRESETS["nhs"]
    assert averages_told(400, 40, preset)
    assert not averages_told(9, 0, preset)
    rows: list[tuple[object, ...]] = [(f"N{i}", "North", *(2, 6, 3, 7, 4, 5, 1, 8)) for i in range(40)]
    rows += [(f"S{i}", "South", *(9, 1, 9, 1, 9, 1, 9, 1)) for i in range(11)]
    head = "Family ID,Site," + ",".join(f"Goal {g} {t}" for g in range(1, 5) for t in ("start", "end"))
    data = dataset(table(head, *rows))
    (found,) = data.evidence(View(protection="nhs", filters=NORTH)).findings
    assert found.description.mean_before is not None
    (fewer,) = dataset(table(head, *rows[:-2])).evidence(View(protection="nhs", filters=NORTH)).findings
    assert fewer.description.mean_before is None
