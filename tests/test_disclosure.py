"""Disclosure control: nothing small is printed anywhere, and nothing hidden can be worked out."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_samples import NAMES, make
from evaluation.change import wilson
from evaluation.dataset import fixed_cuts
from evaluation.disclosure import PRESETS, hidden_cells, protect, rounded
from evaluation.disclosure.rates import protected_rates
from evaluation.errors import InputError
from evaluation.estimates import Rate
from evaluation.evaluating import Evaluation, evaluate
from evaluation.findings.as_json import evidence_entries
from evaluation.opening import load
from evaluation.view import View
from tests.examples import examples
from tests.tables_of_text import dataset

# Keys of the published JSON whose numbers count families (or goals, or rows).
COUNTS = {
    "n",
    "of",
    "before",
    "after",
    "rows",
    "used",
    "all",
    "both",
    "pairs",
    "scored",
    "people",
    "set_aside",
}
NHS, STRICT = PRESETS["nhs"], PRESETS["strict"]


def counts_in(value, key=""):
    """Every (key, number) of a JSON value that counts somebody."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from counts_in(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from counts_in(inner, key)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield key, value


def texts_in(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str):
        yield value


def families(n, seed=1):
    """A table of n families with PHQ-9 before and, for most, after, by site."""
    random = np.random.default_rng(seed)
    before = random.integers(3, 25, n)
    after = np.clip(before + random.choice([-12, -8, -2, 0, 3, 8], n), 0, 27)
    rows = [
        f"F{i},{'North' if i % 3 else 'South'},{b},{a if random.random() < 0.9 else ''}"
        for i, (b, a) in enumerate(zip(before, after, strict=True))
    ]
    return "Family ID,Site,PHQ-9 before,PHQ-9 after\n" + "\n".join(rows)


def published(data, **view):
    return json.loads(json.dumps(evidence_entries(data.evidence(View(**view))), allow_nan=False))


@pytest.fixture(
    scope="module",
    params=[(sample, size) for sample in NAMES for size in (4, 13, 60)],
    ids=lambda made: f"{made[0].name}-{made[1]}",
)
def made(request, tmp_path_factory):
    """A sample of few families, made and read once."""
    sample, size = request.param
    out = tmp_path_factory.mktemp("made") / f"sample{sample.extension}"
    return load(make(sample.name, families=size, seed=size, out=out))


@pytest.mark.parametrize(("preset", "least"), [("nhs", 5), ("strict", 10)])
def test_no_count_below_the_threshold_is_published_for_any_sample(made, preset, least):
    found = Evaluation(made, made.evidence(View(protection=preset))).to_dict()
    small = [(key, n) for key, n in counts_in(found) if key in COUNTS and n < least]
    assert small == []
    off_base = [(key, n) for key, n in counts_in(found) if key in COUNTS and n % 5]
    assert off_base == []


@settings(max_examples=examples(40))
@given(st.integers(1, 60), st.integers(0, 20), st.sampled_from(["nhs", "strict"]))
def test_no_sentence_caveat_or_note_holds_a_small_count(n, seed, preset):
    data = dataset(families(n, seed))
    found = published(data, protection=preset)
    least = PRESETS[preset].threshold
    for scale in found["scales"]:
        said = [scale["sentence"], *scale["caveats"]]
        for text in said:
            for number in re.findall(
                r"(?<![\w.,-])(\d+)(?= (?:of|families|had|got|stayed|were|left|in|$))", text
            ):
                assert int(number) >= least, text
    assert all(count >= least for key, count in counts_in(found) if key in COUNTS)


def test_an_exact_view_is_left_as_it_is():
    data = dataset(families(7))
    exact = data.evidence(View())
    assert protect(exact, left_out=1) is exact


@pytest.mark.parametrize(
    ("n", "shown"), [(5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (102, 100), (1003, 1005)]
)
def test_counts_are_rounded_to_the_nearest_5(n, shown):
    assert rounded(n, NHS) == shown


@given(st.lists(st.integers(0, 40), min_size=2, max_size=8))
def test_a_single_hidden_cell_never_stands_alone(counts):
    hide = hidden_cells(counts, NHS)
    assert sum(hide) != 1
    assert all(h for n, h in zip(counts, hide, strict=True) if n < 5)


def of_three(split, preset):
    """What control publishes of the three outcomes of a rule, for so many in each."""
    total = sum(split)
    rates = tuple(
        Rate(rule="any_change", outcome=name, n=n, of=total, who="families", low=low, high=high)
        for name, n in zip(("improved", "no_change", "worse"), split, strict=True)
        for low, high in [wilson(n, total)]
    )
    return tuple((r.n, r.of, r.share, r.low, r.high, r.hidden) for r in protected_rates(rates, total, preset))


@pytest.mark.parametrize(
    ("split", "name"),
    [
        ((4, 5, 4), "nhs"),
        ((12, 9, 12), "strict"),
        ((20, 2, 8), "nhs"),
        ((23, 3, 1), "nhs"),
        ((9, 1, 7), "nhs"),
    ],
)
def test_no_hidden_number_can_be_worked_out_from_what_is_published(split, name):
    """Of all splits near by that would be published alike, those hidden differ."""
    preset = PRESETS[name]
    shown = of_three(split, preset)
    gaps = [i for i, entry in enumerate(shown) if entry[0] is None]
    if len(gaps) == len(split):
        return  # nothing is published but about how many there are
    near = [range(max(n - 2, 0), n + 3) for n in split]
    found: dict[int, set[int]] = {gap: set() for gap in gaps}
    for other in product(*near):
        if of_three(other, preset) == shown:
            for gap in gaps:
                found[gap].add(other[gap])
        if all(len(values) > 1 for values in found.values()):
            return
    pytest.fail(f"told of {split}: {found}")


def test_better_and_worse_are_shown_where_only_no_change_is_small():
    better, same, worse = of_three((20, 2, 8), NHS)
    assert (better[0], same[0], worse[0]) == (20, None, 10)


def test_what_is_shown_of_few_families_is_no_average():
    """Five first scores can be guessed from their mean and spread (found in review)."""
    found = dataset(families(8)).evidence(View(protection="nhs")).findings
    assert all(f.description.mean_before is None and not f.effects for f in found)


def test_dates_are_widened_to_months_and_filters_take_one_value():
    view = fixed_cuts(View(start=date(2025, 3, 14), end=date(2025, 5, 2)))
    assert (view.start, view.end) == (date(2025, 3, 1), date(2025, 5, 31))
    with pytest.raises(InputError, match="choose one value of 'Site'"):
        fixed_cuts(View(filters={"Site": ("North", "South")}))


def test_nearly_everybody_tells_of_the_few_who_are_left():
    # 39 of 40 better: the one who was not would be found from the share.
    rows = [f"F{i},20,5" for i in range(39)] + ["F39,10,10"]
    data = dataset("Family ID,PHQ-9 before,PHQ-9 after\n" + "\n".join(rows))
    finding = data.evidence(View(protection="nhs")).findings[0]
    assert [rate.n for rate in finding.headline()] == [None, None, None]
    assert finding.n == 40
    assert "[c]" in finding.sentence


def test_filters_that_leave_out_a_few_show_nothing():
    rows = [f"F{i},North,{10 + i % 9},{4 + i % 12}" for i in range(40)] + ["X1,South,9,3", "X2,South,8,2"]
    data = dataset("Family ID,Site,PHQ-9 before,PHQ-9 after\n" + "\n".join(rows))
    found = data.evidence(View(protection="nhs", filters={"Site": ("North",)}))
    assert found.findings[0].n is None
    assert all(step.n is None for step in found.flow.steps)
    assert "fewer than 5 families" in found.suppressions[0]
    assert data.evidence(View(filters={"Site": ("North",)})).findings[0].n == 40


def test_filters_that_leave_out_a_few_of_one_score_hide_that_score():
    # Twelve families are left out, but only two of them have the GAD-7.
    rows = [f"F{i},North,{10 + i % 9},{4 + i % 12},{5 + i % 9},{3 + i % 5}" for i in range(40)]
    rows += [f"X{i},South,9,3,{'8,4' if i < 2 else ','}" for i in range(12)]
    data = dataset("Family ID,Site,PHQ-9 before,PHQ-9 after,GAD-7 before,GAD-7 after\n" + "\n".join(rows))
    found = {
        f.measure: f for f in data.evidence(View(protection="nhs", filters={"Site": ("North",)})).findings
    }
    assert found["phq9"].n == 40
    assert found["gad7"].n is None


def test_a_group_below_the_threshold_shows_no_figure_at_all():
    data = dataset("Family ID,PHQ-9 before,PHQ-9 after\nF1,12,6\nF2,9,9\nF3,20,7\nF4,11,3")
    finding = data.evidence(View(protection="nhs")).findings[0]
    plain = json.dumps(evidence_entries(data.evidence(View(protection="nhs")))["scales"])
    assert (finding.n, finding.effects, finding.mean_change, finding.probability) == (None, (), None, None)
    assert finding.description.mean_before is None
    assert finding.period == (None, None)
    assert "too few families have both scores" in finding.sentence
    assert not re.search(r'"(n|before|after|both|all)": \d', plain)


def test_means_and_effects_lose_the_decimals_that_would_tell_how_many():
    data = dataset(families(47))
    finding = data.evidence(View(protection="nhs")).findings[0]
    values = [finding.description.mean_before, finding.description.sd_after, finding.effects[0].value]
    assert all(round(value, 2) == value for value in values if value is not None)


def test_moves_between_bands_leave_no_single_gap_in_a_row_or_column():
    data = dataset(families(900, 3))
    finding = data.evidence(View(protection="nhs")).findings[0]
    for side in ("before", "after"):
        for band in finding.bands:
            gaps = [move.n is None for move in finding.moves if getattr(move, side) == band]
            assert sum(gaps) != 1


def test_what_was_found_while_importing_is_not_published():
    text = families(40).replace("F7,", "F6,")  # two rows of one id
    data = dataset(text)
    assert data.ledger.set_aside
    found = evaluate(text.encode(), name="families.csv", view=View(protection="nhs")).to_dict()
    assert found["data"]["set_aside"] == []
    assert found["data"]["problems"] == []
    assert not any("Read as" in text for text in texts_in(found["notes"]))
    assert evaluate(text.encode(), name="families.csv").to_dict()["data"]["set_aside"]


def test_a_needs_profile_is_protected_too():
    rows = [f"F{i},{9 if i < 3 else 15}," for i in range(30)] + ["F90,12,"]
    data = dataset("Family ID,PHQ-9 before,PHQ-9 after\n" + "\n".join(rows))
    needs = data.evidence(View(protection="nhs")).needs[0]
    assert needs.n == 30
    assert needs.clinical is not None
    assert needs.clinical.n is None  # three are below the cut-off
    few = dataset("Family ID,PHQ-9 before,PHQ-9 after\nF1,12,\nF2,4,")
    hidden = few.evidence(View(protection="nhs")).needs[0]
    assert (hidden.n, hidden.mean, hidden.sd) == (None, None, None)
    assert all(b.before is None for b in hidden.bins)
    assert hidden.sentence.startswith("[c] families have a first score")


def test_why_figures_are_hidden_is_recorded():
    rows = [f"F{i},20,{5 if i < 30 else 20}" for i in range(40)] + ["F98,5,20", "F99,5,20"]
    found = dataset("Family ID,PHQ-9 before,PHQ-9 after\n" + "\n".join(rows)).evidence(View(protection="nhs"))
    assert found.suppressions == (
        "PHQ-9 total (parent): rates with a number below 5.",
        (
            "PHQ-9 total (parent), first scores: how many are beyond the cut-off, "
            "as a small number would follow."
        ),
    )
