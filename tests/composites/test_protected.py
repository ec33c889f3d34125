"""National rules under disclosure control: nothing small is printed, and no subtraction gives it away."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.change.rule import make_rate
from evaluation.composites import Status, StatusTable, TalkingTherapies
from evaluation.disclosure import PRESETS, rounded
from evaluation.disclosure.composites import protected_composite
from evaluation.disclosure.rates import protected_rates
from evaluation.findings.composite import Composite, composite_sentence
from evaluation.findings.finding import FAMILY, Caveat, RuleInWords
from evaluation.view import View
from tests.examples import examples
from tests.tables_of_text import dataset, table

B, U, W = Status.IMPROVED, Status.UNCHANGED, Status.WORSE
CASE, OUT, STAYS, LEFT = Status.CASE_FIRST, Status.BELOW_FIRST, Status.CASE_LAST, Status.BELOW_LAST
# Each kind of finished course: PHQ-9 and GAD-7.
KINDS = (
    (B | CASE | LEFT, U | CASE | LEFT),  # recovered reliably
    (U | CASE | LEFT, U | OUT | LEFT),  # recovered only
    (B | CASE | STAYS, U | CASE | STAYS),  # improved only
    (W | CASE | STAYS, U | CASE | STAYS),
    (U | OUT | LEFT, U | OUT | LEFT),  # not at caseness
    (U | CASE | STAYS, U | CASE | STAYS),
    (B | CASE | STAYS, W | OUT | STAYS),  # better on one, worse on the other
    (CASE, OUT),  # not judged
)


def composite(*counts, left_out=0, most_each=1):
    each = [np.repeat([int(kind[i]) for kind in KINDS], counts) for i in (0, 1)]
    found = StatusTable.from_statuses({"PHQ-9": each[0], "GAD-7": each[1]})
    rule = TalkingTherapies(national=True, scales=("PHQ-9", "GAD-7"))
    made = Composite(
        id=rule.id, title=rule.title, national=True, rater="parent", nouns=FAMILY, measures=("phq9", "gad7"),
        scales=rule.scales, pairing="first against last", period=(None, None), n=found.n,
        rates=rule.rates(found, "families"),
        rules=tuple(RuleInWords(id=t.id, label=t.label, text=t.text, source=t.source, status=t.status)
                    for t in rule.texts),
        sentence="", caveats=tuple(Caveat(key="mixed", text=text) for text in rule.asides(found)),
        most_each=most_each, left_out=left_out,
    )  # fmt: skip
    return replace(made, sentence=composite_sentence(made))


def protected(*counts, preset="nhs", hide=False, **changes):
    record: list[str] = []
    return protected_composite(composite(*counts, **changes), PRESETS[preset], record, hide=hide), record


def shown(found, rule, outcome):
    return found.rate(rule, outcome).n


@settings(max_examples=examples(60))
@given(st.lists(st.integers(0, 40), min_size=8, max_size=8), st.sampled_from(["nhs", "strict"]))
def test_nothing_small_and_nothing_exact_is_printed(counts, name):
    found, _ = protected(*counts, preset=name)
    least = PRESETS[name].threshold
    printed = [value for rate in found.rates for value in (rate.n, rate.of) if value is not None]
    assert all(value >= least and value % 5 == 0 for value in printed)
    assert found.left_out == 0
    assert not any(
        caveat.key in {"mixed", "few"} and any(map(str.isdigit, caveat.text)) for caveat in found.caveats
    )
    assert found.sentence == composite_sentence(found)


@settings(max_examples=examples(60))
@given(st.lists(st.integers(0, 40), min_size=8, max_size=8))
def test_groups_that_differ_by_a_small_number_are_not_shown_side_by_side(counts):
    """Who recovered only, who improved only and who started below both are differences of printed numbers."""
    found, _ = protected(*counts)
    reliably, recovered, improved = counts[0], counts[0] + counts[1], counts[0] + counts[2]
    if recovered - reliably < 5 or improved - reliably < 5:
        assert shown(found, "talking_therapies_reliable_recovery", "reliable_recovery") is None
    if 0 < counts[4] < 5:
        rates = [r for r in found.rates if "recovery" in r.rule]
        assert {(r.n, r.of) for r in rates} == {(None, None)}


@pytest.mark.parametrize("split", [(45, 53, 6, 2), (20, 3, 8, 1), (12, 9, 12, 7), (30, 2, 30, 30)])
def test_each_hidden_outcome_could_be_another_number(split):
    """Searched by hand: another split that prints the same has another number in each hidden place."""
    names, preset = ("improved", "no_change", "worse", "not_judged"), PRESETS["nhs"]

    def printed(counts):
        rates = tuple(
            make_rate("talking_therapies", name, n, sum(counts), "families", 0.95)
            for name, n in zip(names, counts, strict=True)
        )
        made = protected_rates(rates, sum(counts), preset)
        return tuple((r.n, r.of, r.share, r.low, r.high) for r in made)

    told = printed(split)
    hidden = {i for i, (n, *_) in enumerate(told) if n is None}
    assert {i for i, n in enumerate(split) if n < 5} <= hidden
    nearby = product(*(range(max(n - 2, 0), n + 3) for n in split))
    for other in sorted(nearby, key=lambda other: sum(a != b for a, b in zip(other, split, strict=True))):
        changed = {i for i in hidden if other[i] != split[i]}
        if changed and rounded(sum(other), preset) == rounded(sum(split), preset) and printed(other) == told:
            hidden -= changed
        if not hidden:
            break
    assert hidden == set()


def test_a_large_service_keeps_its_figures_rounded():
    found, record = protected(50, 30, 40, 20, 25, 60, 12, 15)
    assert record == []
    assert [(r.outcome, r.n, r.of) for r in found.rates][:5] == [
        ("improved", 90, 250),
        ("no_change", 125, 250),  # 30 + 25 + 60 + 12
        ("worse", 20, 250),
        ("not_judged", 15, 250),
        ("recovery", 80, 225),  # of 227
    ]
    assert "about 20 got reliably worse" in found.sentence


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"left_out": 3}, "filters leave out"), ({"most_each": 60}, "counts fewer"), ({"hide": True}, "")],
)
def test_the_whole_of_it_is_withheld(changes, why):
    found, record = protected(50, 30, 40, 20, 25, 60, 12, 15, **changes)
    assert {(r.n, r.of, r.share, r.low) for r in found.rates} == {(None, None, None, None)}
    assert found.n is None
    assert found.sentence.endswith("would give a small number away.")
    assert any(why in line for line in record) if why else record == []


def test_a_filter_that_leaves_out_few_hides_it_in_the_evidence():
    """Of twenty families who can be judged the filter drops two: both views side by side would tell them."""
    rows = [(f"F{i}", 14, 6, 10, 5, "South" if i < 2 else "North") for i in range(20)]
    nobody = [(f"G{i}", "", "", "", "", "South") for i in range(20)]
    text = table("Family ID,PHQ-9 before,PHQ-9 after,GAD-7 before,GAD-7 after,Site", *rows, *nobody)
    whole = dataset(text).evidence(View(protection="nhs")).composites
    assert [composite.n for composite in whole] == [20, 20]
    narrowed = dataset(text).evidence(View(protection="nhs", filters={"Site": ("North",)})).composites
    assert [composite.n for composite in narrowed] == [None, None]
