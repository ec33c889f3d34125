"""What is published, what is hidden for the sake of other cuts, and why. Counts are by hand."""

from __future__ import annotations

from datetime import date

import pytest

from evaluation.errors import InputError
from evaluation.packs.publishing import publish
from evaluation.view import View
from tests.packs.shapes import rows_of
from tests.tables_of_text import dataset

NHS = View(protection="nhs")


def published(groups, by, view=NHS, **words):
    return publish(
        dataset(rows_of(1, groups, better=1.0)), view, by=by, title="T", made_on=date(2026, 5, 1), **words
    )


def keys(pack):
    return [cut.key for cut in pack.cuts]


def test_everybody_comes_first_and_each_value_is_a_cut_in_plain_words(pack):
    assert keys(pack)[0] == "all"
    assert pack.cuts[1].label == "Region: R1"
    assert pack.cut("region-r1").evidence.view.filters == {"Region": ("R1",)}
    assert pack.columns == ("Region", "Site")
    assert pack.comparison("Site").scales[0].groups


def test_exact_figures_are_never_published(data):
    with pytest.raises(InputError, match="Exact figures can't be published"):
        publish(data, View(), title="T", made_on=date(2026, 5, 1))


def test_free_filters_of_several_values_are_refused(data):
    view = View(protection="nhs", filters={"Site": ("A", "B")})
    with pytest.raises(InputError, match="choose one value of 'Site'"):
        publish(data, view, title="T", made_on=date(2026, 5, 1))


@pytest.mark.parametrize(
    ("by", "view", "says"),
    [
        (("Town",), NHS, "can't be published by 'Town'"),
        (("Site",), View(protection="nhs", filters={"Site": ("A",)}), "keeps one value of 'Site' already"),
    ],
)
def test_columns_that_can_not_be_used_are_refused_in_a_sentence(data, by, view, says):
    with pytest.raises(InputError, match=says):
        publish(data, view, by=by, title="T", made_on=date(2026, 5, 1))


def test_a_pack_needs_a_title(data):
    with pytest.raises(InputError, match="title"):
        publish(data, NHS, title="  ", made_on=date(2026, 5, 1))


def test_a_small_value_takes_the_next_smallest_with_it():
    """West has 2: with North (40) and East (25) shown, everybody less these would tell of them."""
    found = published([("R", "North", "x", 40), ("R", "East", "x", 25), ("R", "West", "x", 2)], ("Site",))
    assert keys(found) == ["all", "site-north"]
    assert {entry.cut for entry in found.withheld if entry.what == "All figures"} == {
        "Site: East",
        "Site: West",
    }
    shown = {g.name: g.n for g in found.comparisons[0].scales[0].groups}
    assert shown == {"North": 40, "East": None, "West": None}


def test_of_two_cuts_that_differ_by_one_family_the_smaller_is_withheld():
    """Region R1 is site A and one family of site B: A and R1 differ by one."""
    groups = [("R1", "A", "x", 44), ("R1", "B", "x", 1), ("R2", "B", "x", 39)]
    found = published(groups, ("Region", "Site"))
    assert not {"region-r1", "site-a"} <= set(keys(found))
    whys = [str(entry) for entry in found.withheld if entry.what == "All figures"]
    assert any("Fewer than 5 families part it from" in why for why in whys)


def test_cuts_that_differ_by_enough_are_both_published():
    groups = [("R1", "A", "x", 44), ("R1", "B", "x", 12), ("R2", "B", "x", 39)]
    assert {"region-r1", "site-a", "site-b", "region-r2"} <= set(keys(published(groups, ("Region", "Site"))))


def test_values_of_one_column_that_together_are_nearly_one_of_another_are_not_all_shown():
    """Sites A and B together are region R1 but for 2 families of site C."""
    groups = [("R1", "A", "x", 30), ("R1", "B", "x", 30), ("R1", "C", "x", 2), ("R2", "C", "x", 40)]
    found = set(keys(published(groups, ("Region", "Site"))))
    assert not {"region-r1", "site-a", "site-b"} <= found


def test_averages_need_twice_the_threshold_between_any_two_cuts():
    """R1 and A differ by 7 families: counts of both may stand, averages of both may not."""
    groups = [("R1", "A", "x", 44), ("R1", "B", "x", 7), ("R2", "B", "x", 39)]
    found = published(groups, ("Region", "Site"))
    means = [
        found.cut(key).evidence.findings[0].description.mean_before is not None
        for key in ("region-r1", "site-a")
    ]
    assert all(found.cut(key).evidence.findings[0].n is not None for key in ("region-r1", "site-a"))
    assert not all(means)


def test_what_a_comparison_hides_its_cut_does_not_show(pack):
    for found in pack.comparisons:
        cuts = {cut.value: cut.evidence for cut in pack.cuts if cut.column == found.attribute.name}
        for scale in found.scales:
            for group in scale.groups:
                finding = cuts[group.name].finding(scale.key) if group.name in cuts else None
                if finding is None or finding.n is None:
                    assert group.n is None
                    continue
                for rate in group.rates:
                    same = finding.rate(rate.rule, rate.outcome)
                    assert same is not None
                    assert (rate.n is None) == (same.n is None)


def test_cuts_are_not_cut_again(pack):
    for cut in pack.cuts[1:]:
        assert cut.evidence.trajectories == ()
        assert all(not f.missing.makeup for f in cut.evidence.findings if f.missing)
        assert cut.evidence.reach is None or cut.evidence.reach.makeups == ()


def test_each_pack_has_an_id_nobody_can_guess(data):
    made = [publish(data, NHS, title="T", made_on=date(2026, 5, 1)).id for _ in range(2)]
    assert made[0] != made[1]
    assert all(len(one) == 16 for one in made)  # 12 random bytes
