"""Messy scores are paired alike on every engine, and as the rules say when they are read one by one."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import asdict, replace
from datetime import datetime

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluation.importing.episodes import Episodes
from evaluation.measures import registry
from evaluation.pairing import Rule, in_memory, pair, pair_each
from evaluation.pairing.frames import by_episode, paired
from evaluation.scoring import ScoreSet
from tests.examples import examples
from tests.pairing.by_hand import CONTACTS, DATES, EPISODES, RULES, SCORES, STAGES, Given, by_key, table_of

NOBODYS = dict.fromkeys(EPISODES, (None, None, None))


def on_pandas(table):
    return nw.from_native(table.to_pandas()).lazy()


def on_arrow(table):
    return nw.from_native(table).lazy()


def on_duckdb(table):
    return nw.from_native(duckdb.from_arrow(table))


def brought(frame):
    """The rows of a frame, whatever the engine says "missing" by."""
    rows = frame.collect("pyarrow").rows(named=True)
    return [{name: None if missing(value) else value for name, value in row.items()} for row in rows]


def missing(value):
    return value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def keys_of(frame):
    rows = brought(frame)
    found = {(row.pop("episode"), row.pop("part")): row for row in rows}
    assert len(found) == len(rows)
    return found


def expected(given_, rule, contacts):
    return {key: asdict(one) for key, one in by_key(given_, rule, contacts).items()}


BOTH = (datetime(2025, 1, 1), datetime(2025, 2, 1))


@settings(max_examples=examples(20))
@given(given_=SCORES, contacts=CONTACTS, rule=st.sampled_from(RULES))
# Alike and at one place in time, but only one of them may be the first: whichever row comes first.
@example(
    [Given("A", 1, "end", BOTH[0], 1.0, 2), Given("A", 1, "", BOTH[0], 1.0, 3)], NOBODYS, Rule("first_last")
)
@example([Given("A", 1, "baseline", None, 1.0, row) for row in (2, 2)], NOBODYS, Rule("first_last"))
def test_every_engine_pairs_as_the_rules_say(given_, contacts, rule):
    table, oracle = table_of(given_, contacts), expected(given_, rule, contacts)
    for engine in (on_pandas, on_arrow, on_duckdb):
        assert keys_of(paired(engine(table), rule, STAGES)) == oracle, engine.__name__


@settings(max_examples=10)
@given(given_=SCORES, contacts=CONTACTS, rule=st.sampled_from(RULES))
def test_what_is_said_of_an_episode_is_what_is_said_of_its_goals(given_, contacts, rule):
    goals = defaultdict(list)
    for (episode, _), one in by_key(given_, rule, contacts).items():
        goals[episode].append(one)
    oracle = {
        whose: {
            "first": mean([one.first for one in every if one.first is not None]),
            "date": max((one.date for one in every if one.date), default=None),
            "has_before": any(one.has_before for one in every),
            "has_after": any(one.has_after for one in every),
            "has_pair": any(one.has_pair for one in every),
            "pairs": sum(one.has_pair for one in every),
        }
        for whose, every in goals.items()
    }
    for engine in (on_pandas, on_duckdb):
        rows = brought(by_episode(paired(engine(table_of(given_, contacts)), rule, STAGES)))
        assert {row.pop("episode"): row for row in rows} == oracle, engine.__name__


def mean(numbers):
    return sum(numbers) / len(numbers) if numbers else None


@settings(max_examples=examples(20))
@given(given_=SCORES, contacts=CONTACTS, rule=st.sampled_from(RULES), seed=st.integers(0, 9))
def test_the_order_of_rows_never_decides(given_, contacts, rule, seed):
    shuffled = [given_[at] for at in np.random.default_rng(seed).permutation(len(given_))]
    there, here = (keys_of(paired(on_arrow(table_of(g, contacts)), rule, STAGES)) for g in (shuffled, given_))
    assert there == here


def test_a_table_without_row_numbers_gives_none():
    table = table_of([Given("A", 1, "baseline", None, 3.0, 2)], NOBODYS).drop(["row", *DATES])
    frame = paired(on_duckdb(table), Rule("first_last"), STAGES)
    assert not {"row", "first_row"} & set(frame.collect_schema().names())
    assert keys_of(frame)["A", 1]["first"] == 3


def test_a_score_that_could_not_be_computed_is_none_at_all():
    """The second row's date would leave the key half dated, and its stage come last."""
    known = [Given("A", 1, "", BOTH[0], 5.0, 2), Given("A", 1, "", BOTH[1], 4.0, 3)]
    table = table_of([*known, replace(known[0], date=None, score=None)], NOBODYS)
    for engine in (on_pandas, on_arrow, on_duckdb):
        assert keys_of(paired(engine(table), Rule("first_last"), STAGES))["A", 1]["after"] == 4


def test_a_stage_that_was_not_announced_counts_as_none():
    table = table_of(
        [Given("A", 1, "spring", None, 5.0, 2), Given("A", 1, "baseline", None, 6.0, 3)], NOBODYS
    )
    for engine in (on_pandas, on_arrow, on_duckdb):
        found = keys_of(paired(engine(table), Rule("first_last"), STAGES))["A", 1]
        assert (found["first"], found["has_pair"]) == (6, False)


def a_set(given_):
    measure = registry().get("gbo")
    n = len(given_)
    return ScoreSet(
        measure,
        measure.scale("goal"),
        "parent",
        np.array([EPISODES.index(g.episode) for g in given_], np.int64),
        np.array([g.part for g in given_], np.int64),
        np.array([g.occasion for g in given_] + [None], dtype=object)[:n],
        np.array([g.date or "NaT" for g in given_], "datetime64[s]"),
        np.array([g.score for g in given_], float),
        np.array([g.row for g in given_], np.int64),
    )


def of_contacts(contacts):
    dates = [
        np.array([contacts[whose][at] or "NaT" for whose in EPISODES], "datetime64[s]") for at in (0, 1, 2)
    ]
    first, second, end = dates
    whose = np.arange(len(EPISODES))
    return Episodes(
        whose, pd.DataFrame(index=whose), first, second, np.full(len(whose), "NaT", "datetime64[s]"), end
    )


def checked(found, given_, rule, contacts):
    """That the arrays of scores in memory say what the rules say."""
    goals = by_key(given_, rule, contacts)
    keys = sorted(key for key, one in goals.items() if one.has_pair)
    assert [EPISODES[at] for at in found.episode] == [whose for whose, _ in keys]
    assert found.before.tolist() == [goals[key].before for key in keys]
    assert found.after.tolist() == [goals[key].after for key in keys]
    assert found.row.tolist() == [goals[key].row for key in keys]
    assert [when.item() for when in found.date] == [goals[key].date for key in keys]
    for at, whose in enumerate(EPISODES):
        own = [goals[key] for key in sorted(goals) if key[0] == whose]
        begun = [one for one in own if one.has_before]
        assert found.has_score[at] == bool(own)
        assert found.has_before[at] == bool(begun)
        assert found.has_after[at] == any(one.has_after for one in own)
        first = mean([one.first for one in begun])
        assert np.isnan(found.first_score[at]) if first is None else found.first_score[at] == first
        assert found.first_row[at] == (begun[0].first_row if begun else -1)
        assert found.first_date[at].item() == (begun[0].first_date if begun else None)


@settings(max_examples=examples(20))
@given(sets=st.lists(SCORES, min_size=1, max_size=3), contacts=CONTACTS, rule=st.sampled_from(RULES))
def test_scores_in_memory_are_paired_as_the_rules_say_alone_and_together(sets, contacts, rule):
    entries, episodes = [a_set(given_) for given_ in sets], of_contacts(contacts)
    for found, given_ in zip(pair_each(entries, rule, episodes), sets, strict=True):
        checked(found, given_, rule, contacts)
    checked(pair(entries[0], rule, episodes), sets[0], rule, contacts)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_many_scores_in_memory_are_paired_as_few_are(rule, monkeypatch):
    """No more than so many scores are paired at one go."""
    given_ = [
        Given(whose, 1 + at % 2, STAGES[(at * 5) % 7], datetime(2025, 1, 1 + at % 4), float(at % 3), at)
        for at in range(40)
        for whose in EPISODES
    ]
    contacts = {whose: (datetime(2025, 1, 2), datetime(2025, 1, 3), None) for whose in EPISODES}
    monkeypatch.setattr(in_memory, "_TOGETHER", 10)
    sets = [given_[:30], given_[30:70], given_[70:]]
    found = pair_each([a_set(some) for some in sets], rule, of_contacts(contacts))
    for one, some in zip(found, sets, strict=True):
        checked(one, some, rule, contacts)


@pytest.mark.parametrize("seed", range(3))
def test_no_score_of_fifty_thousand_families_goes_to_another_family(seed):
    """Arrow works on pieces of 32,768 rows, and gives them back in whatever order they are done."""
    n = 50_000
    rng = np.random.default_rng(seed)
    order = rng.permutation(2 * n)
    whose, later = order % n, order >= n
    measure = registry().get("gbo")
    entry = ScoreSet(
        measure,
        measure.scale("goal"),
        "parent",
        whose,
        np.ones(2 * n, np.int64),
        np.where(later, "end", "baseline").astype(object),
        np.datetime64("2025-01-01", "s") + (whose % 300 + 90 * later).astype("timedelta64[D]"),
        whose.astype(float) + np.where(later, 0.5, 0.0),
        order,
    )
    nobodys = np.full(n, "NaT", "datetime64[s]")
    families = Episodes(np.arange(n), pd.DataFrame(index=np.arange(n)), nobodys, nobodys, nobodys, nobodys)
    found = pair(entry, Rule("first_last"), families)
    assert np.array_equal(found.episode, np.arange(n))
    assert np.array_equal(found.before, np.arange(n))
    assert np.array_equal(found.after, np.arange(n) + 0.5)
    assert np.array_equal(found.row, np.arange(n) + n)
