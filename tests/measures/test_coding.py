"""What answers score: own options by item, reversed items, answers already scored, answers left out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.measures import registry
from evaluation.measures.coding import OMITTED, possible, reach, scored, scored_items, words

NAN = float("nan")


def items_of(measure):
    items = registry().get(measure).items
    assert items is not None
    return items


def of(measure, item, *answers, stored="printed"):
    items = items_of(measure)
    return scored(np.array(answers, dtype=float), item, items, stored).tolist()


def test_mpas_options_are_rescaled_to_one_to_five():
    # facts/measures.md section 3.3, quoting the author's manual: four options 1, 2.3, 3.6, 5 (question 4),
    # turned round for question 7; two options 5 and 1 (question 8); five as they are (1) or reversed (9).
    assert of("mpas", 4, 1, 2, 3, 4) == [1, 2.3, 3.6, 5]
    assert of("mpas", 7, 1, 2, 3, 4) == [5, 3.6, 2.3, 1]
    assert of("mpas", 8, 1, 2) == [5, 1]
    assert of("mpas", 1, 1, 5) == [1, 5]
    assert of("mpas", 9, 1, 5) == [5, 1]


def test_an_option_that_an_item_does_not_have_is_no_score():
    assert np.isnan(of("mpas", 8, 3)).all()  # question 8 has two options


def test_answers_that_are_scored_already_stay_as_they_are():
    assert of("mpas", 7, 2.3, 5, stored="scored") == [2.3, 5]
    assert of("core10", 2, 0, 4, stored="scored") == [0, 4]


@pytest.mark.parametrize(("measure", "item"), [("core10", 2), ("core10", 1), ("mpas", 7), ("kips", 3)])
def test_blanks_stay_blank_and_omitted_answers_omitted(measure, item):
    blank, omitted = of(measure, item, NAN, OMITTED)
    assert np.isnan(blank)
    assert np.isinf(omitted)


def test_what_a_file_can_hold():
    mpas, ors = items_of("mpas"), items_of("ors")
    assert possible(4, mpas, "printed").tolist() == [1, 2, 3, 4]
    assert possible(4, mpas, "scored").tolist() == [1, 2.3, 3.6, 5]
    assert (reach(4, mpas), reach(8, mpas)) == ((1, 5), (1, 5))
    lines = possible(1, ors, "printed")  # lines of 10 cm measured to the millimetre
    assert (lines[0], lines[1], lines[-1], len(lines)) == (0, 0.1, 10, 101)


def test_words_of_an_item():
    assert words(9, items_of("phq9"))["nearly every day"] == 3
    assert words(1, items_of("kpcs")) == {}


@given(st.sampled_from([m.id for m in registry() if m.items]), st.data())
def test_every_possible_answer_scores_within_its_reach(measure, data):
    items = items_of(measure)
    item = data.draw(st.integers(1, items.count))
    for stored in ("printed", "scored"):
        found = scored(possible(item, items, stored), item, items, stored)
        low, high = reach(item, items)
        assert found.min() == pytest.approx(low)
        assert found.max() == pytest.approx(high)


def test_columns_come_in_the_order_asked_for():
    items = items_of("core10")
    answers = (np.arange(20).reshape(2, 10) % 5).astype(np.float64)
    assert scored_items(answers, (3, 1), items, "printed").tolist() == [[2.0, 0.0], [2.0, 0.0]]
