"""Who is reached, under disclosure control: no small group and no few scores can be had back."""

from __future__ import annotations

from itertools import product

import pytest

from evaluation.charts import first_scores_table
from evaluation.disclosure import PRESETS
from evaluation.findings.as_json import evidence_entries
from evaluation.view import View
from tests.reference import known
from tests.tables_of_text import dataset
from tests.test_disclosure import COUNTS, counts_in

HEAD = "Family ID,Site,PHQ-9 before,PHQ-9 after"


def families(**sites):
    """How many of each site have both scores, a first score alone, no score; first scores from 6 to 17."""
    lines, number = [HEAD], 0
    for site, kinds in sites.items():
        for kind, many in zip(("both", "first", "none"), kinds, strict=True):
            for _ in range(many):
                number += 1
                before = "" if kind == "none" else str(6 + number % 12)
                lines.append(f"F{number},{site},{before},{'4' if kind == 'both' else ''}")
    return "\n".join(lines)


def reached(text, protection="nhs", **view):
    return known(dataset(text).evidence(View(protection=protection, **view)).reach)


NASTY = families(North=(40, 20, 6), South=(30, 12, 3), East=(9, 1, 1), West=(2, 1, 1))


@pytest.mark.parametrize("protection", ["nhs", "strict"])
def test_no_number_below_the_threshold_and_none_unrounded(protection):
    entry = evidence_entries(dataset(NASTY).evidence(View(protection=protection)))["reach"]
    for key, number in counts_in(entry):
        assert key not in COUNTS or (number >= PRESETS[protection].threshold and number % 5 == 0), (
            key,
            number,
        )


@pytest.mark.parametrize("protection", ["nhs", "strict"])
def test_a_small_group_takes_another_with_it_in_each_column_of_the_table(protection):
    (site,) = reached(NASTY, protection).makeups
    for kind in ("among", "started", "both"):
        gone = [part.value for part in site.parts if getattr(part, kind).n is None]
        assert "West" in gone
        assert len(gone) > 1, kind


def test_shares_are_of_the_printed_counts_and_tell_nothing_more():
    (site,) = reached(NASTY).makeups
    north = next(part for part in site.parts if part.value == "North")
    assert (north.among.n, north.started.n, north.started.of) == (65, 60, 65)
    assert north.started.share == 0.9  # 60 of 65, to the nearest 5%
    assert (north.started.low, north.started.high) == (None, None)


def told(text, protection="nhs"):
    """Everything that is published of who is reached, as text."""
    return str(evidence_entries(dataset(text).evidence(View(protection=protection)))["reach"])


def test_how_many_of_a_group_lack_a_score_can_never_be_told_exactly():
    """Every group of up to 16 beside a fixed one: what is printed fits two numbers without a score."""
    fits: dict[tuple[object, ...], set[tuple[int, int]]] = {}
    for both, first, none in product(range(5, 9), range(5), range(5)):
        (site,) = reached(families(North=(25, 10, 10), South=(both, first, none))).makeups
        south = next(part for part in site.parts if part.value == "South")
        printed = (south.among.n, south.started.n, south.both.n, south.started.share, south.both.share)
        fits.setdefault(printed, set()).add((first, none))
    for shown, ways in fits.items():
        if shown[0] is None or shown[1] is None:
            continue
        for lacking in ({none for _, none in ways}, {first for first, _ in ways}):
            assert not any(0 < n < 5 for n in lacking) or len(lacking) > 1, (shown, ways)


def test_the_hidden_group_may_be_any_of_many_without_changing_what_is_published():
    texts = {
        west: told(families(North=(40, 20, 6), South=(30, 12, 3), East=(9, 1, 1), West=west))
        for west in ((2, 1, 1), (1, 2, 1), (3, 0, 1))
    }
    assert len({text.split("'columns'")[1].split("'left_out'")[0] for text in texts.values()}) == 1


@pytest.mark.parametrize(("without", "shown"), [(0, True), (1, False), (9, False), (10, True)])
def test_averages_are_told_only_where_those_without_a_second_score_are_enough(without, shown):
    """The average of the pairs is published too: the difference would be the average of those without."""
    (needs,) = reached(families(North=(40, without, 0))).first
    assert (needs.mean is not None, needs.sd is not None) == (shown, shown)
    assert (needs.rest, needs.left) == ((0, 0), 0)  # what control looked at has gone


def test_a_share_beyond_the_cut_off_is_hidden_where_a_few_without_a_second_score_would_follow():
    """All 20 without a second score are beyond it but 2: beside the pairs' own numbers the 2 would follow."""
    pairs = [f"A{i},{6 + i % 12},4" for i in range(48)]
    alone = [f"B{i},{14 if i < 18 else 5}," for i in range(20)]
    text = "\n".join(["Family ID,PHQ-9 before,PHQ-9 after", *pairs, *alone])
    (needs,) = reached(text).first
    assert known(needs.clinical).n is None
    assert "scored 10 or more" not in needs.sentence
    evenly = [f"B{i},{14 if i < 10 else 5}," for i in range(20)]
    (needs,) = reached("\n".join(["Family ID,PHQ-9 before,PHQ-9 after", *pairs, *evenly])).first
    assert known(needs.clinical).n == 40  # 32 of the pairs and 10, rounded


def test_filters_that_leave_out_a_few_first_scores_withhold_them():
    few = families(North=(40, 20, 0), South=(0, 3, 30))
    (needs,) = reached(few, filters={"Site": ("North",)}).first
    assert (needs.n, needs.mean) == (None, None)
    found = reached(families(North=(40, 20, 0), South=(0, 12, 30)), filters={"Site": ("North",)})
    assert found.first[0].n == 60
    assert found.first[0].mean is not None


def test_filters_and_columns_together_are_never_published():
    text = families(North=(40, 20, 6), South=(30, 12, 9)).replace("Site", "Site,Language")
    lines = text.split("\n")
    lines[1:] = [
        row.replace(",", f",{'North' if ',North,' in row else 'South'},", 1)
        .replace(",North,North,", f",North,{'Polish' if i % 3 else 'English'},")
        .replace(",South,South,", f",South,{'Polish' if i % 2 else 'English'},")
        for i, row in enumerate(lines[1:])
    ]
    data = dataset("\n".join(lines))
    assert len(known(data.evidence(View(protection="nhs")).reach).makeups) == 2
    evidence = data.evidence(View(protection="nhs", filters={"Site": ("North",)}))
    assert known(evidence.reach).makeups == ()
    assert any("not with filters" in line for line in evidence.suppressions)
    assert len(known(data.evidence(View(filters={"Site": ("North",)})).reach).makeups) == 2


def test_everything_goes_where_filters_leave_out_a_few_families():
    found = reached(families(North=(40, 20, 6), West=(1, 1, 1)), filters={"Site": ("North",)})
    assert found.started.n is None
    assert found.sentence == "Too few families for figures to be shown"


def test_a_rating_of_unequal_steps_has_no_average_and_a_hidden_average_says_so():
    """By the symbols of the table: [z] has no meaning here, [c] is hidden."""
    rows = [f"A{i},{20 + i},{30 + i},{i % 20},{4 if i < 33 else ''}" for i in range(40)]
    header = "Family ID,PIR-GAS before,PIR-GAS after,PHQ-9 before,PHQ-9 after"
    found = reached("\n".join([header, *rows]))
    table = known(first_scores_table(found))
    assert {row[0]: row[3] for row in table.printed()} == {"PIR-GAS rating": "[z]", "PHQ-9 total": "[c]"}
