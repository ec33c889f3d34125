"""Cells folded, filtered and added give what counting the families again would give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.counting.days import NO_DAY
from evaluation.counting.folding import (
    MONTHS,
    SERVICE,
    added,
    dates_together,
    filtered,
    folded,
    named,
    not_in_all,
    together,
)
from evaluation.errors import InputError
from evaluation.pairing import Rule
from tests.cells_made_up import PHQ9, Family, cells_of, plain
from tests.examples import examples

scores = st.none() | st.integers(0, 5).map(float)
families = st.builds(
    Family,
    site=st.sampled_from(["", "North", "South"]),
    ward=st.sampled_from(["", "A", "B"]),
    contacts=st.sampled_from([0, 3, 7]),
    before=scores,
    after=scores,
    day=st.none()
    | st.sampled_from([date(2025, 4, 2), date(2025, 4, 30), date(2025, 7, 1), date(2026, 1, 9)]),
    goals=st.lists(st.tuples(st.integers(0, 3).map(float), st.integers(0, 3).map(float)), max_size=3).map(
        tuple
    ),
)
several = st.lists(families, max_size=25)
KEPT = [(), ("Site",), ("Ward",), ("Site", "Ward")]
MANY = [
    Family(site="North", ward="A", before=14, after=6, day=date(2025, 4, 2), goals=((2, 5), (3, 3))),
    Family(site="North", ward="B", before=14, after=6, day=date(2025, 5, 9)),
    Family(site="South", ward="A", before=14, after=6, day=date(2025, 4, 20)),
    Family(site="South", ward="", before=20),
    Family(site="", ward="A", after=3.0),
]


def alike(one, other):
    """Whether two cells say the same, but for how many pairs somebody has at most: that can only be less."""
    most = [
        replace(c, scales=tuple(replace(s, most_pairs=1, most_first=1) for s in c.scales))
        for c in (one, other)
    ]
    return plain(most[0]) == plain(most[1])


@settings(max_examples=examples(30), deadline=None)
@given(everybody=several, keep=st.sampled_from(KEPT), by_month=st.booleans())
def test_folding_is_counting_again_by_fewer_columns(everybody, keep, by_month):
    cells = cells_of(everybody)
    again = cells_of(everybody, keep, by_month=by_month)
    assert plain(folded(cells, keep, by_month)) == plain(again)


@settings(max_examples=examples(30), deadline=None)
@given(everybody=several, sites=st.sampled_from([(), ("North",), ("North", "South")]))
def test_filtering_is_counting_those_families_alone(everybody, sites):
    kept = [family for family in everybody if not sites or family.site in sites]
    assert alike(filtered(cells_of(everybody), {"Site": sites}), cells_of(kept))


def test_those_without_a_value_are_asked_for_as_of_rows():
    assert alike(filtered(cells_of(MANY), {"Site": ("", "South")}), cells_of(MANY[2:]))


@settings(max_examples=examples(30), deadline=None)
@given(
    everybody=several, start=st.none() | st.just(date(2025, 4, 1)), end=st.none() | st.just(date(2025, 7, 31))
)
def test_a_period_keeps_those_whose_month_lies_in_it_and_nobody_without_a_date(everybody, start, end):
    def lies(family):
        if start is None and end is None:
            return True
        return family.day is not None and (start or date.min) <= family.day <= (end or date.max)

    kept = [family for family in everybody if lies(family)]
    assert alike(filtered(cells_of(everybody), {}, start, end), cells_of(kept))


@settings(max_examples=examples(30), deadline=None)
@given(everybody=several, months=st.booleans())
def test_columns_may_be_dropped_before_or_after_a_filter_by_others(everybody, months):
    cells, site = cells_of(everybody), {"Site": ("North",)}
    first = filtered(folded(cells, ("Site",), months), site)
    assert plain(first) == plain(folded(filtered(cells, site), ("Site",), months))


@settings(max_examples=examples(30), deadline=None)
@given(one=several, two=several, three=several)
def test_adding_is_commutative_associative_and_counting_all_at_once(one, two, three):
    first, second, third = cells_of(one), cells_of(two), cells_of(three)
    whole = plain(together([first, second, third]))
    assert whole == plain(together([third, first, second]))
    assert whole == plain(together([first, together([second, third])]))
    assert whole == plain(together([cells_of([*one, *two, *three])]))


@settings(max_examples=examples(20), deadline=None)
@given(one=several, two=several)
def test_services_that_are_added_can_be_told_apart_again(one, two):
    whole = added([("Riverside", cells_of(one)), ("Hilltop", cells_of(two))])
    assert [attribute.name for attribute in whole.attributes] == ["Site", "Ward", SERVICE]
    again = folded(filtered(whole, {SERVICE: ("Hilltop",)}), ("Site", "Ward")) if two else None
    assert again is None or alike(again, together([cells_of(two)]))
    assert whole.people == len(one) + len(two) == whole.episodes


@settings(max_examples=examples(20), deadline=None)
@given(everybody=several)
def test_totals_and_pairs_are_kept_by_folding(everybody):
    cells = folded(cells_of(everybody), (), by_month=False)
    goals, phq9 = cells.scales
    assert goals.pairs is not None
    assert {int(table.n.sum()) for table in (cells.overall, goals, phq9)} == {len(everybody)}
    assert goals.pairs.n.sum() == sum(len(family.goals) for family in everybody)


def test_columns_that_not_all_have_kept_are_dropped_and_told():
    parts = [("Riverside", cells_of(MANY)), ("Hilltop", cells_of(MANY, ("Ward",), by_month=False))]
    assert not_in_all(parts) == ("Site", MONTHS)
    whole = added(parts)
    assert [attribute.name for attribute in whole.attributes] == ["Ward", SERVICE]
    assert not whole.by_month
    assert not_in_all(parts[:1]) == ()


def test_a_scale_that_one_service_does_not_use_has_its_families_without_a_score():
    one = cells_of(MANY)
    other = replace(one, scales=one.scales[1:])
    goals, phq9 = together([one, other]).scales
    assert goals.n.sum() == phq9.n.sum() == 2 * len(MANY)
    assert goals.pairs is not None
    assert goals.pairs.n.sum() == 2


def test_how_many_people_are_left_is_the_least_there_can_be():
    cells = replace(cells_of(MANY), people=4)  # one of them was referred twice
    assert filtered(cells, {"Site": ("North",)}).people == 1
    assert filtered(cells, {"Site": ("North", "South")}).people == 3
    assert filtered(cells, {"Site": ("Nowhere",)}).people == 0


def test_a_value_that_nobody_is_left_with_is_not_named():
    less = filtered(cells_of(MANY), {"Site": ("North",)})
    assert [attribute.values for attribute in less.attributes] == [("North",), ("A", "B")]


def test_the_day_of_one_family_is_not_told_apart_from_others_of_its_group():
    cells = dates_together(folded(cells_of(MANY), (), by_month=False))
    phq9 = cells.scales[1]
    days = {(low, high) for low, high in zip(phq9.earliest.tolist(), phq9.latest.tolist(), strict=True)}
    assert days == {(20180, 20217), (NO_DAY, NO_DAY)}  # 2 April and 9 May 2025
    by_site = dates_together(folded(cells_of(MANY), ("Site",), by_month=False))
    assert 20180 in by_site.scales[1].earliest
    assert 20198 in by_site.scales[1].earliest  # 20 April, of the only one in the South


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda c: folded(c, ("Borough",)), "no column 'Borough' to keep; these counts have: 'Site', 'Ward'"),
        (lambda c: filtered(c, {"Borough": ("X",)}), "no column 'Borough' to filter by"),
        (lambda c: filtered(c, {}, date(2025, 4, 2)), "period of whole months"),
        (lambda c: filtered(c, {}, None, date(2025, 4, 29)), "period of whole months"),
        (lambda c: filtered(folded(c, (), by_month=False), {}, date(2025, 4, 1)), "made without months"),
        (lambda c: added([("A", c), ("A", c)]), "Two services are called 'A'"),
        (lambda c: together([c, replace(c, rule=Rule("first_last"))]), "different pairing rules"),
        (lambda c: together([c, redefined(c)]), "PHQ-9 made by different definitions"),
        (lambda _: together([]), "no counts to add up"),
    ],
)
def test_what_can_not_be_done_is_said_in_a_sentence(change, says):
    with pytest.raises(InputError, match=says):
        change(cells_of(MANY))


def redefined(cells):
    """The same counts by another definition of PHQ-9."""
    scales = tuple(
        replace(scale, measure=replace(PHQ9, scales=())) if scale.measure.id == "phq9" else scale
        for scale in cells.scales
    )
    return replace(cells, scales=scales)


def test_a_name_in_place_of_another_service():
    once = named(cells_of(MANY), "A")
    assert named(once, "B").attributes[-1].values == ("B",)
    assert len(named(once, "B").attributes) == 3
