"""What is counted where the data are is what counting every row in memory gives, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import data_samples
from evaluation.counting import count as count_rows
from evaluation.counting.days import NO_DAY
from evaluation.errors import InputError
from evaluation.importing.blocks import Block
from evaluation.importing.episodes import Episodes
from evaluation.importing.ledger import Ledger
from evaluation.importing.mapping import Mapping
from evaluation.importing.places import Places
from evaluation.importing.responses import Responses
from evaluation.measures import registry
from evaluation.opening import load
from evaluation.pairing import Rule, choose_rule
from evaluation.scoring import Scores, score
from evaluation.view import View
from evaluation.warehouse.counting import choose, count
from evaluation.warehouse.engines import DuckEngine
from evaluation.warehouse.of_dataset import held
from evaluation.warehouse.scores import scores_of
from tests.tables_of_text import dataset
from tests.warehouse.by_hand import tables_by_hand, tables_of

if TYPE_CHECKING:
    from evaluation.dataset import Dataset
    from evaluation.warehouse.engines import Engine

SAMPLES = ("families_scores", "families_long", "families_gbo", "families_redcap", "experience_forms")
sample = cache(lambda name: load(data_samples.path(name)))
MAPPING = Mapping(sheet="Sheet1", header_rows=(1,), layout="long", columns=())


@dataclass
class Made:
    """Responses made in a test, as a data set holds them."""

    responses: Responses
    mapping: Mapping = MAPPING
    name: str = "made.csv"
    fingerprint: str = "made"

    @property
    def scores(self) -> Scores:
        """Their scores, worked out in memory."""
        return score(self.responses)


@pytest.fixture(scope="module")
def duck():
    """One engine for the tests of this file."""
    engine = DuckEngine("1GB")
    yield engine
    engine.close()


def same(data: Dataset | Made, rules: list[Rule] | None = None, engine: Engine | None = None) -> None:
    """Cells are those that counting row by row gives, under every rule that the data allow."""
    episodes, scores = data.responses.episodes, data.scores
    if rules is None:
        rules = [choose_rule(View(), scores, episodes)[0], Rule("first_last"), Rule("course")]
        rules += [Rule("national")] if episodes.has_contacts else []
    table = held(data, engine)
    for rule in dict.fromkeys(rules):
        found = count(table, rule)
        by_hand = tables_by_hand(count_rows(scores, episodes, rule), [one.name for one in found.attributes])
        assert tables_of(found) == by_hand
        assert found.people == len(np.unique(episodes.subject))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_counted_as_its_rows_are(name):
    same(sample(name))


@pytest.mark.parametrize("name", ["families_long", "families_gbo"])
def test_duckdb_counts_the_samples_alike(name, duck):
    same(sample(name), engine=duck)


def test_scales_stand_in_the_order_in_which_scoring_gives_them():
    data = sample("families_long")
    found = count(held(data))
    assert [(s.measure, s.scale, s.rater) for s in found.scales] == [
        (e.measure, e.scale, e.rater) for e in data.scores.sets
    ]
    assert found.seconds > 0


DAYS = tuple(np.datetime64(day, "s") for day in ("2024-01-31", "2024-02-01", "2024-05-06", "2025-01-01"))
NEVER = np.datetime64("NaT", "s")
days = st.sampled_from([*DAYS, *DAYS, NEVER])
STAGES = ("baseline", "baseline", "end", "end", "review", "follow-up 3 months", "retrospective baseline", "")


@st.composite
def made(draw):
    """A few families with totals and goals, whatever dates and stages they have."""
    n = draw(st.integers(1, 4))
    known = registry()

    def dates():
        return np.array(draw(st.lists(days, min_size=n, max_size=n)), "datetime64[s]")

    blocks = []
    for measure, items in (("phq9", 0), ("gbo", 3)):
        size = draw(st.integers(1, 8))
        columns = {
            "episode": draw(st.lists(st.integers(0, n - 1), min_size=size, max_size=size)),
            "occasion": draw(st.lists(st.sampled_from(STAGES), min_size=size, max_size=size)),
            "date": draw(st.lists(days, min_size=size, max_size=size)),
            "rater": draw(
                st.lists(st.sampled_from(["parent", "practitioner"]), min_size=size, max_size=size)
            ),
        }
        typed = st.sampled_from([np.nan, 3.0, 4.0, 4.0, 9.0])
        answers = [draw(st.lists(typed, min_size=size, max_size=size)) for _ in range(items)]
        totals = (
            () if items else (("total", "", np.array(draw(st.lists(typed, min_size=size, max_size=size)))),)
        )
        blocks.append(
            Block(
                known.get(measure),
                np.arange(size, dtype=np.int64) + 2,
                np.array(columns["episode"], np.int64),
                np.array(columns["occasion"], object),
                np.array(columns["date"], "datetime64[s]"),
                np.array(columns["rater"], object),
                np.array(answers).T if items else None,
                totals,
            )
        )
    episodes = Episodes(
        np.array(draw(st.lists(st.integers(0, n), min_size=n, max_size=n)), np.int64),
        pd.DataFrame({"Site": draw(st.lists(st.sampled_from(["A", "B", ""]), min_size=n, max_size=n))}),
        first_contact=dates(),
        second_contact=dates(),
        start=dates(),
        end=dates(),
    )
    ledger = Ledger("Sheet1", 8, ())
    return Made(Responses(tuple(blocks), episodes, ledger, Places(("Sheet1",)), (), (), long=True))


RULES = [Rule("occasions", "baseline", "end"), Rule("first_last"), Rule("national"), Rule("course")]


@settings(max_examples=8)
@given(made(), st.sampled_from(RULES))
def test_any_families_are_counted_as_their_rows_are(data, rule):
    if data.scores.sets:
        same(data, [rule])


@settings(max_examples=2)
@given(made(), st.sampled_from(RULES))
def test_any_families_are_counted_alike_by_duckdb(duck, data, rule):
    if data.scores.sets:
        same(data, [rule], duck)


COURSES = """
Family ID,Episode ID,Stage,Date,PHQ-9,GAD-7
F1,E1,Pre,2024-01-08,14,9
F1,E1,Post,2024-03-08,7,
F1,E2,Pre,2025-01-08,12,8
F1,E2,Post,2025-03-08,5,8
F2,E3,Pre,2024-05-08,20,
"""


def test_whoever_comes_twice_is_one_person_with_two_pairs():
    data = dataset(COURSES)
    found = count(held(data))
    assert (found.people, int(found.overall.n.sum())) == (2, 3)
    phq, gad = found.scales
    assert (phq.most_pairs, phq.most_first) == (2, 2)
    assert (gad.most_pairs, gad.most_first) == (1, 2)


def test_a_second_score_without_a_date_is_not_alike_one_that_has():
    text = """
    Family ID,Before date,After date,PHQ-9 before,PHQ-9 after,End date
    F1,2025-01-01,2025-03-31,12,6,2025-03-31
    F2,2025-01-01,,12,6,2025-03-31
    """
    (one,) = count(held(dataset(text)), Rule("occasions", "baseline", "end")).scales
    assert (one.latest == NO_DAY).tolist().count(True) == 1
    assert one.n.tolist() == [1, 1]


@pytest.mark.parametrize(
    "view",
    [View(), View(pairing="first_last"), View(pairing="occasions", before="baseline", after="review")],
    ids=lambda view: f"{view.pairing} {view.before}",
)
def test_the_rule_is_chosen_as_it_is_in_memory(view):
    data = sample("families_long")
    assert choose(held(data), view) == choose_rule(view, data.scores, data.responses.episodes)


@pytest.mark.parametrize("view", [View(pairing="national"), View(before="follow-up 9 years")])
def test_a_rule_that_the_data_do_not_allow_is_refused_as_it_is_in_memory(view):
    data = dataset(COURSES)
    with pytest.raises(InputError) as expected:
        choose_rule(view, data.scores, data.responses.episodes)
    with pytest.raises(InputError) as found:
        choose(held(data), view)
    assert str(found.value) == str(expected.value)


def test_scores_are_worked_out_once_for_whoever_asks_again():
    table = held(sample("families_gbo"))
    assert scores_of(table) is scores_of(table)
