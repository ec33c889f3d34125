"""What is counted from codes is what the texts and dates themselves say, whatever is filtered."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.composites import Status, StatusTable
from evaluation.composites.statuses import Statuses
from evaluation.counting import count
from evaluation.importing.episodes import Episodes
from evaluation.measures import registry
from evaluation.pairing import Rule
from evaluation.scoring import Scores, ScoreSet
from tests.examples import examples

SITES, BANDS = ("North", "South", ""), ("low", "high", "middle", "")
DAYS = st.one_of(st.none(), st.dates(date(2024, 12, 28), date(2025, 1, 5)))
FAMILIES = st.lists(
    st.tuples(
        st.sampled_from(SITES),
        st.sampled_from(BANDS),
        *(st.one_of(st.none(), st.integers(0, 4)) for _ in range(4)),
        *(DAYS for _ in range(2)),
    ),
    min_size=1,
    max_size=25,
)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "Site": st.lists(st.sampled_from(("North", "South", "Nowhere")), max_size=2).map(tuple),
        "Band": st.lists(st.sampled_from(BANDS[:3]), max_size=3).map(tuple),
    },
)


def scores_of(families, measure, first):
    """Scores of one questionnaire, two a family where both were given, straight from the cells."""
    cells = [
        (episode, stage, family[place], family[day])
        for episode, family in enumerate(families)
        for stage, place, day in (("baseline", first, 6), ("end", first + 1, 7))
        if family[place] is not None
    ]
    n, known = len(cells), registry().get(measure)
    return ScoreSet(
        known,
        known.scale("total"),
        "parent",
        np.array([cell[0] for cell in cells], dtype=np.int64),
        np.zeros(n, np.int64),
        np.array([cell[1] for cell in cells], dtype=object),
        np.array([cell[3] or "NaT" for cell in cells], dtype="datetime64[s]"),
        np.array([cell[2] for cell in cells], dtype=float),
        np.arange(n),
    )


def made(families):
    n = len(families)
    texts = pd.DataFrame({"Site": [f[0] for f in families], "Band": [f[1] for f in families]}, dtype=object)
    unknown = np.full(n, "NaT", "datetime64[s]")
    episodes = Episodes(np.arange(n), texts, unknown, unknown, unknown, unknown)
    scores = Scores((scores_of(families, "phq9", 2), scores_of(families, "gad7", 4)), ())
    return count(scores, episodes, Rule("occasions", "baseline", "end"))


def kept_by_hand(counted, filters, start, end, dates):
    """One family after another, from its texts and its date."""
    attributes = counted.episodes.attributes
    found = []
    for place, moment in enumerate(dates):
        day = None if np.isnat(moment) else moment.astype("datetime64[D]").item()
        inside = all(attributes[name][place] in values for name, values in filters.items() if values)
        inside &= start is None or (day is not None and day >= start)
        inside &= end is None or (day is not None and day <= end)
        found.append(inside)
    return np.array(found)


@settings(max_examples=examples(40), deadline=None)
@given(families=FAMILIES, filters=FILTERS, start=DAYS, end=DAYS, another=FILTERS)
def test_a_filter_keeps_whom_the_texts_and_dates_say(families, filters, start, end, another):
    counted = made(families)
    for asked in (filters, another, filters):  # what is kept for one is not taken for another's
        everybody = kept_by_hand(counted, asked, start, end, counted.last_date)
        assert counted.mask(asked, start, end).tolist() == everybody.tolist()
        for i in range(len(counted.coded)):
            keep = kept_by_hand(counted, asked, start, end, counted.dates(i))
            assert counted.mask(asked, start, end, i).tolist() == keep.tolist()


@settings(max_examples=examples(40), deadline=None)
@given(families=FAMILIES, filters=FILTERS, start=DAYS, end=DAYS)
def test_what_is_counted_of_those_kept_is_what_rows_give_one_by_one(families, filters, start, end):
    counted = made(families)
    for i, coded in enumerate(counted.coded):
        keep, paired = counted.mask(filters, start, end, i), coded.paired
        pairs = [at for at, episode in enumerate(paired.episode) if keep[episode]]
        table = counted.table(i, keep)
        cells = zip(table.before.tolist(), table.after.tolist(), strict=True)
        by_hand = Counter((paired.before[at], paired.after[at]) for at in pairs)
        assert dict(zip(cells, table.count.tolist(), strict=True)) == by_hand
        days = [d.astype("datetime64[D]").item() for d in paired.date[pairs] if not np.isnat(d)]
        assert counted.period(i, keep) == ((min(days), max(days)) if days else (None, None))
        has_pair = {int(paired.episode[at]) for at in range(len(paired.episode))}
        places = [e for e in range(len(keep)) if keep[e]]
        before, after, score = paired.has_before, paired.has_after, paired.has_score
        found = counted.counts(i, keep)
        assert found.episodes == len(places)
        assert found.pairs == len(pairs)
        assert found.both == sum(e in has_pair for e in places)
        assert found.both_unpaired == sum(before[e] and after[e] and e not in has_pair for e in places)
        assert found.before_only == sum(before[e] and not after[e] for e in places)
        assert found.after_only == sum(after[e] and not before[e] for e in places)
        assert found.neither == sum(not score[e] for e in places)
        assert found.unplaced == sum(score[e] and not before[e] and not after[e] for e in places)
        assert counted.has_pair(i).tolist() == [e in has_pair for e in range(len(keep))]


def test_a_mask_that_was_handed_out_cannot_be_changed():
    counted = made([("North", "low", 1, 2, 3, 4, None, None)])
    with pytest.raises(ValueError, match="read-only"):
        counted.mask({"Site": ("North",)}, None, None)[0] = False


def test_a_day_before_1970_is_one_like_any_other():
    counted = made([("North", "low", 1, 2, 3, 4, date(1969, 12, 1), date(1969, 12, 31))])
    keep = counted.mask({"Site": ("North",)}, date(1969, 12, 31), date(1969, 12, 31), 0)
    assert keep.sum() == 1
    assert counted.period(0, keep) == (date(1969, 12, 31), date(1969, 12, 31))
    later = date(1969, 12, 31) + timedelta(days=1)
    assert counted.mask({"Site": ("North",)}, later, None, 0).sum() == 0


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 127), st.integers(0, 127), st.booleans()), max_size=30),
)
def test_a_table_of_some_episodes_statuses_is_that_of_these_alone(episodes):
    first, second = (np.array([e[place] for e in episodes], dtype=np.int64) for place in (0, 1))
    keep = np.array([e[2] for e in episodes], dtype=bool)
    quick = Statuses.of({"a": first, "b": second}).among(keep)
    slow = StatusTable.from_statuses({"a": first[keep], "b": second[keep]})
    assert quick.scales == slow.scales
    assert quick.status.tolist() == slow.status.tolist()
    assert quick.count.tolist() == slow.count.tolist()
    assert quick.number(quick.any_of(Status.IMPROVED)) == slow.number(slow.any_of(Status.IMPROVED))
