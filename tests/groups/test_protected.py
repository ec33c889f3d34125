"""Groups under disclosure control: no hidden group can be had back from the whole less the others."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from evaluation.disclosure import PRESETS
from evaluation.disclosure.groups import withheld
from evaluation.findings.as_json import evidence_entries
from evaluation.view import View
from tests.groups.test_grouping import families
from tests.tables_of_text import dataset
from tests.test_disclosure import COUNTS, counts_in

SMALL = families(North=(40, 18, 12, 20), South=(29, 20, 16, 25), East=(9, 6, 6, 9), West=(2, 1, 0, 1))


def published(text, protection="nhs", by="Site", **view):
    return dataset(text).evidence(View(group_by=by, protection=protection, **view))


def group(evidence, name):
    return next(g for g in evidence.groups.scales[0].groups if g.name == name)


@pytest.mark.parametrize("protection", ["nhs", "strict"])
def test_no_number_below_the_threshold_and_none_unrounded(protection):
    entries = evidence_entries(published(SMALL, protection))["groups"]
    entries.pop("comparisons")  # of figures, not of families
    for scale in entries["scales"]:
        scale.pop("funnel")  # made of the printed figures: shares times sizes
    for key, number in counts_in(entries):
        assert key not in COUNTS or (number >= PRESETS[protection].threshold and number % 5 == 0), (
            key,
            number,
        )


def test_a_small_group_takes_the_next_smallest_with_it():
    evidence = published(SMALL)
    west, east, north = (group(evidence, name) for name in ("West", "East", "North"))
    for hidden in (west, east):
        assert (hidden.n, hidden.improved.n, hidden.improved.share, hidden.effect) == (None, None, None, None)
    assert (north.n, [rate.n for rate in north.rates]) == (70, [40, 20, 10])
    assert any(
        "PHQ-9 total (parent) by group: groups with fewer than 5" in line for line in evidence.suppressions
    )
    assert any("effect sizes of too few families" in line for line in evidence.suppressions)


def test_comparisons_are_made_of_the_printed_figures_and_the_shown_groups_alone():
    """By hand: North is printed as 55% (40 of 70 to the nearest 5%), South as 45% (29 of 65)."""
    north, south = (group(published(SMALL), name) for name in ("North", "South"))
    assert (north.improved.share, south.improved.share) == (0.55, 0.45)
    assert north.comparison.value == pytest.approx(0.10)
    assert north.comparison.others == pytest.approx(0.45)


def test_changes_in_the_hidden_groups_change_nothing_that_is_published():
    """What is printed is the same for many ways in which the two hidden groups could have fared."""
    told = {}
    for west, east in product([(2, 1, 0, 1), (1, 2, 0, 1), (0, 1, 2, 1)], [(9, 6, 6, 9), (8, 6, 7, 9)]):
        # The total stays as it is printed: West's and East's own outcomes are what an intruder is after.
        text = families(North=(40, 18, 12, 20), South=(29, 20, 16, 25), East=east, West=west)
        entries = evidence_entries(published(text))["groups"]
        told[west, east] = str(entries)
    assert len(set(told.values())) == 1
    assert len(told) == 6


def hidden_sizes(sizes, least):
    return [place for place, gone in enumerate(withheld([(n,) for n in sizes], least)) if gone]


@pytest.mark.parametrize("least", [3, 5])
def test_no_small_group_follows_from_the_exact_total_less_the_shown_groups(least):
    """Every set of up to four sizes: an intruder who knew the total exactly still has two answers or more."""
    for many in (2, 3, 4):
        for sizes in product(range(2 * least + 1), repeat=many):
            gone = hidden_sizes(sizes, least)
            assert all(place in gone for place, n in enumerate(sizes) if n < least)
            assert len(gone) != 1 or many == 1
            if not gone or len(gone) == many:
                continue
            together = sum(sizes[place] for place in gone)
            assert together >= least
            small = [sizes[place] < least for place in gone]
            ways = [
                tried
                for tried in product(*(range(least) if s else range(least, together + 1) for s in small))
                if sum(tried) == together
            ]
            for place, is_small in enumerate(small):
                assert not is_small or len({tried[place] for tried in ways}) > 1, (sizes, gone)


def test_the_hidden_groups_together_could_be_published_cell_by_cell():
    """Random tables of three outcomes: the whole less the shown groups is no small number in any column."""
    random = np.random.default_rng(5)
    some_shown = 0
    for _ in range(400):
        cells = [tuple(map(int, random.integers(0, 30, 3))) for _ in range(int(random.integers(2, 9)))]
        gone = withheld(cells, 5)
        assert all(min(parts) >= 5 for parts, hidden in zip(cells, gone, strict=True) if not hidden)
        if any(gone) and not all(gone):
            some_shown += 1
            rest = [parts for parts, hidden in zip(cells, gone, strict=True) if hidden]
            assert len(rest) > 1
            assert all(sum(column) >= 5 for column in zip(*rest, strict=True))
    assert some_shown > 100


def test_all_or_nobody_of_a_named_group_is_not_published():
    evidence = published(families(North=(30, 0, 0, 0), South=(20, 20, 20, 20), East=(15, 15, 15, 15)))
    assert group(evidence, "North").improved.share is None
    assert group(evidence, "North").completion.share is None


def test_averages_are_of_twice_the_threshold_and_their_rest_too():
    evidence = published(families(North=(30, 20, 20, 10), South=(20, 20, 20, 10), East=(2, 2, 2, 6)))
    shown = {g.name: (g.n, g.effect is not None) for g in evidence.groups.scales[0].groups}
    assert shown == {"East": (5, False), "North": (70, True), "South": (60, False)}


def test_quarters_are_left_to_the_chart_over_time():
    rows = ["Family ID,Date after,PHQ-9 before,PHQ-9 after"]
    rows += [f"A{i},2025-{5 + 3 * (i % 2):02d}-10,14,{6 + i % 9}" for i in range(60)]
    evidence = published("\n".join(rows), by="quarter")
    assert all(g.n is None and g.effect is None for g in evidence.groups.scales[0].groups)
    assert any("change over time shows them" in line for line in evidence.suppressions)


def test_filters_that_leave_out_a_few_withhold_every_group():
    text = families(North=(40, 18, 12, 20), South=(29, 20, 16, 25), West=(2, 1, 0, 0)).split("\n")
    lines = [f"{text[0]},Kind", *(f"{row},{'few' if ',West,' in row else 'most'}" for row in text[1:])]
    evidence = published("\n".join(lines), filters={"Kind": ("most",)})
    assert all(g.n is None and g.among.n is None for g in evidence.groups.scales[0].groups)
    assert "can't be compared without giving small numbers away" in evidence.groups.scales[0].sentence


def test_sentences_and_caveats_say_that_figures_are_rounded():
    evidence = published(SMALL)
    scale = evidence.groups.scales[0]
    assert "about" in scale.sentence
    keys = [caveat.key for caveat in evidence.groups.caveats]
    assert keys[-2:] == ["rounded", "disclosure"]
    assert scale.sentence.endswith("2 are too small to compare or to show.")
