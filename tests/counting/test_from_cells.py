"""Counts that came as cells say what the rows said that they were counted from.

The cells are made here row by row in plain Python, not by the counting pass, so that they can be an oracle
for both: of every family its attributes, month, contacts, standing and scores, and how many are alike.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.counting import count, counted_of
from evaluation.counting.cells import (
    BEGUN,
    ENDED,
    FIRST_CONTACT,
    NO_MONTH,
    PAIRED,
    SCORED,
    SECOND_CONTACT,
    Attribute,
    Cells,
    OverallCells,
    ScaleCells,
)
from evaluation.counting.days import NO_DAY, days_of
from evaluation.dataset import CountedData
from evaluation.errors import InputError
from evaluation.findings.as_json import evidence_entries
from evaluation.pairing import choose_rule
from evaluation.view import View
from tests.cells_made_up import Family
from tests.cells_made_up import cells_of as goals_of
from tests.tables_of_text import dataset

TEXT = """
Family ID,Site,Team,First contact,Second contact,End date,Before date,After date,PHQ-9 before,PHQ-9 after,GAD-7 before,GAD-7 after
F1,North,Red,2025-01-01,2025-01-09,2025-06-30,2025-01-01,2025-03-31,12,6,5,5
F2,North,Red,2025-01-01,2025-01-09,2025-06-30,2025-01-01,2025-03-02,12,6,,3
F3,South,Red,2025-01-01,,,2025-02-02,,9,,7,
F4,South,Blue,,,,,2025-05-01,,4,,
F5,South,Blue,,,2025-02-01,,,,,,
F6,,Blue,,,,,,3,3,,
F7,North,Red,2025-01-01,2025-01-09,2025-06-30,2025-01-01,2025-03-20,12,6,5,5
F8,South,Blue,2025-02-01,2025-02-09,2025-08-30,2025-02-01,2025-07-20,20,6,15,5
F9,South,Red,2025-02-01,2025-02-09,,2025-02-01,,22,,15,
"""  # noqa: E501 a table


def month(day):
    return NO_MONTH if np.isnat(day) else int(day.astype("datetime64[M]").astype(int)) + 1970 * 12


def column(entries, place):
    return np.array([entry[place] for entry in entries])


def cells_of(data):
    """A data set's cells, counted one family after the other."""
    rule, _ = choose_rule(View(), data.scores, data.responses.episodes)
    episodes = data.responses.episodes
    counted = count(data.scores, episodes, rule)
    attributes = tuple(
        Attribute(name=name, values=tuple(sorted(set(episodes.attributes[name]) - {""})))
        for name in episodes.names
    )
    bits = {"first_contact": FIRST_CONTACT, "second_contact": SECOND_CONTACT, "end": ENDED}

    def who(n):
        texts = [episodes.attributes[one.name][n] for one in attributes]
        places = zip(attributes, texts, strict=True)
        value = tuple(one.values.index(text) if text else -1 for one, text in places)
        return value, sum(bit for kind, bit in bits.items() if episodes.dated[kind][n])

    def table(entries):
        values = np.array([entry[0] for entry in entries], np.int32)
        return {
            "value": values.reshape(len(entries), len(attributes)),
            "contacts": column(entries, 1).astype(np.uint8),
            "month": column(entries, 2).astype(np.int32),
        }

    def scored(n):
        has = BEGUN * counted.any_begun[n] + PAIRED * counted.any_pair[n]
        return has + SCORED * counted.any_score[n]

    overall = Counter((*who(n), month(counted.last_date[n]), scored(n)) for n in range(len(episodes)))
    scales = []
    for i, coded in enumerate(counted.coded):
        paired, dates = coded.paired, counted.dates(i)
        after, day = {}, {}
        for e, score, when in zip(paired.episode, paired.after, days_of(paired.date), strict=True):
            after[e], day[e] = float(score), int(when)
        found = Counter(
            (
                *who(n),
                month(dates[n]),
                int(coded.standing[n]),
                repr(float(paired.first_score[n])),  # as text: nan is never nan
                repr(after.get(n, float("nan"))),
                day.get(n, NO_DAY),
            )
            for n in range(len(episodes))
        )
        entries = list(found)
        scales.append(
            ScaleCells(
                **table(entries),
                n=np.array(list(found.values())),
                measure=paired.scores.measure,
                scale=paired.scores.scale,
                rater=paired.scores.rater,
                standing=column(entries, 3).astype(np.uint8),
                first=column(entries, 4).astype(float),
                after=column(entries, 5).astype(float),
                earliest=column(entries, 6).astype(np.int32),
                latest=column(entries, 6).astype(np.int32),
            )
        )
    return Cells(
        rule=rule,
        attributes=attributes,
        overall=OverallCells(
            **table(list(overall)),
            n=np.array(list(overall.values())),
            scored=column(list(overall), 3).astype(np.uint8),
        ),
        scales=tuple(scales),
        people=len(episodes),
    )


def counts_of(data, cells=None):
    return CountedData(
        name=data.name,
        fingerprint=data.fingerprint,
        cells=cells or cells_of(data),
        rows=data.ledger.rows,
        used=data.ledger.used,
    )


@pytest.fixture(scope="module")
def data():
    return dataset(TEXT)


@pytest.fixture(scope="module")
def counts(data):
    return counts_of(data)


VIEWS = [
    View(),
    View(filters={"Site": ("North",)}),
    View(filters={"Site": ("South", "North"), "Team": ("Blue",)}),
    View(start=date(2025, 3, 1), end=date(2025, 3, 31)),
    View(end=date(2025, 5, 31), filters={"Team": ("Red",)}),
    View(group_by="Site"),
    View(group_by="quarter"),
    View(protection="nhs"),
    View(protection="nhs", filters={"Site": ("North",)}),
]


# What counts of one pairing rule can't give, and what speaks of that.
NOT_GIVEN = {"composites", "multiverses", "notes", "suppressions"}


def numbers(plain):
    """Every figure and text of an entry by where it is."""
    if isinstance(plain, dict):
        return {(key, *path): leaf for key, part in plain.items() for path, leaf in numbers(part).items()}
    if isinstance(plain, list):
        return {(n, *path): leaf for n, part in enumerate(plain) for path, leaf in numbers(part).items()}
    return {(): plain}


@pytest.mark.parametrize("view", VIEWS)
def test_every_figure_of_a_view_is_that_of_the_rows(data, counts, view):
    rows, cells = (evidence_entries(one.evidence(view)) for one in (data, counts))
    for part in rows.keys() - NOT_GIVEN - {"data"}:
        expected, found = numbers(rows[part]), numbers(cells[part])
        assert found.keys() == expected.keys()
        for path, leaf in expected.items():
            if isinstance(leaf, float):
                assert found[path] == pytest.approx(leaf, rel=1e-9, abs=1e-12), (part, path)
            else:
                assert found[path] == leaf, (part, path)


def test_alike_families_share_a_cell(data, counts):
    assert counts.cells.episodes == len(data.responses.episodes) == 9
    assert counts.cells.size < 3 * 9  # F1 and F7 have the same scores on GAD-7 but other days on PHQ-9


CELLS = cells_of(dataset(TEXT))


@given(times=st.integers(2, 10**7))
def test_so_many_times_the_families_are_so_many_times_the_counts(times):
    once = counted_of(CELLS)
    overall = replace(CELLS.overall, n=CELLS.overall.n * times)
    scales = tuple(replace(one, n=one.n * times) for one in CELLS.scales)
    often = counted_of(replace(CELLS, overall=overall, scales=scales))
    keep = once.mask({"Site": ("North",)}, None, None, 0)
    assert often.total == once.total * times
    assert often.number(often.mask({}, None, None)) == once.total * times
    few, many = once.table(0, keep), often.table(0, keep)
    assert (many.before == few.before).all()
    assert (many.after == few.after).all()
    assert (many.count == few.count * times).all()
    assert often.counts(0, keep).both == once.counts(0, keep).both * times
    assert often.period(0, keep) == once.period(0, keep)


def test_a_period_that_months_cannot_tell_is_refused(counts):
    with pytest.raises(InputError, match="by month"):
        counts.evidence(View(start=date(2025, 3, 2)))


def test_another_pairing_than_the_counted_one_is_refused(counts):
    with pytest.raises(InputError, match="score at baseline against score at end"):
        counts.evidence(View(pairing="first_last"))
    with pytest.raises(InputError, match="count the table again"):
        counts.evidence(View(before="baseline", after="follow-up"))
    assert counts.evidence(View(pairing="occasions", before="baseline", after="end")).findings


def test_a_column_that_was_not_kept_is_refused(counts):
    with pytest.raises(InputError, match="no column 'Ward'"):
        counts.evidence(View(filters={"Ward": ("A",)}))
    with pytest.raises(KeyError):
        counts.whole.episodes.coded("Ward")


def test_people_are_told_of_everybody_alone():
    entries = counted_of(CELLS).episodes
    assert entries.people(np.ones(len(entries), bool)) == 9
    assert entries.people(np.arange(len(entries)) > 0) is None


def test_what_counts_lack_is_said(counts):
    assert any("not from rows" in note for note in counts.evidence(View()).notes)


def test_pairs_of_goals_count_nobody_twice():
    """Of two families one has two goals: it is one of two, with two pairs, and the other has no score."""
    counted = counted_of(goals_of([Family(goals=((2, 5), (3, 3))), Family(site="South")]))
    place = counted.place("gbo", "goal", "parent")
    found = counted.counts(place, counted.mask({}, None, None, place))
    assert (found.episodes, found.both, found.neither, found.pairs) == (2, 1, 1, 2)


def test_the_most_of_one_person_are_told_apart():
    cells = goals_of([Family(goals=((2, 5), (3, 3)))])
    scales = tuple(replace(scale, most_pairs=2, most_first=3) for scale in cells.scales)
    coded = counted_of(replace(cells, scales=scales)).coded
    assert {(one.most_pairs, one.most_first) for one in coded} == {(2, 3)}
