"""Scores side by side: by stage as pairs are made, and in order of time. Oracle: the rows by eye."""

from __future__ import annotations

import numpy as np

from evaluation.trajectories.arranging import arrange
from tests.tables_of_text import dataset

HEAD = "Client ID,Questionnaire,Stage,Date Completed,Total\n"


def arranged(rows, **filled):
    data = dataset(HEAD + "\n".join(rows), **filled)
    return arrange(data.scores.sets[0])


def test_stages_stand_in_order_of_time_and_a_missing_one_is_empty():
    (found,) = arranged(
        [
            "A,PHQ-9,Follow-up,01/09/2025,6",
            "A,PHQ-9,Baseline,01/01/2025,15",
            "A,PHQ-9,End,01/06/2025,5",
            "B,PHQ-9,Baseline,02/01/2025,12",
            "B,PHQ-9,End,02/06/2025,9",
        ]
    )
    assert (found.by, found.names) == ("stage", ("baseline", "end", "follow-up"))
    assert np.array_equal(found.scores, [[15.0, 5.0, 6.0], [12.0, 9.0, np.nan]], equal_nan=True)


def test_of_two_reviews_the_later_counts_and_of_one_day_neither():
    """As pairs are made: the last at a later stage; two different scores of one day could each be meant."""
    rows = ["A,PHQ-9,Baseline,01/01/2025,15", "A,PHQ-9,End,01/06/2025,5"]
    later = ["A,PHQ-9,Review,01/03/2025,11", "A,PHQ-9,Review,01/04/2025,10"]
    found = arranged([*rows, *later])[0]
    assert found.scores.tolist() == [[15, 10, 5]]
    same_day = ["B,PHQ-9,Review,01/03/2025,11", "B,PHQ-9,Review,01/03/2025,10", "B,PHQ-9,End,01/06/2025,4"]
    found = arranged([*rows, *later, "B,PHQ-9,Baseline,01/01/2025,14", *same_day])[0]
    assert np.array_equal(found.scores[1], [14, np.nan, 4], equal_nan=True)


def test_sessions_without_stages_are_numbered_in_order_of_date():
    rows = [
        f"F{i},PHQ-9,,{day:02d}/0{month}/2025,{20 - 3 * month - i}"
        for i in range(6)
        for month, day in ((3, 1), (1, 5), (2, 9), (4, 7))
        if not (i > 3 and month > 2)
    ]
    (found,) = arranged(rows)
    assert found.by == "number"
    assert found.names == ("score 1", "score 2", "score 3")  # four people have a fourth: too few to show
    assert found.scores[0].tolist() == [17, 14, 11]
    assert np.isnan(found.scores[5, 2])
    assert found.more.tolist() == [True] * 4 + [False] * 2


def test_two_scores_of_each_are_no_trajectory():
    rows = ["A,PHQ-9,Baseline,01/01/2025,15", "A,PHQ-9,End,01/06/2025,5"]
    assert arranged(rows) == ()


def test_row_order_never_matters():
    rows = [
        f"F{i},PHQ-9,{s},0{m}/0{m}/2025,{i + m}"
        for i in range(5)
        for m, s in ((1, "Baseline"), (4, "Review"), (7, "End"))
    ]
    one, other = arranged(rows)[0], arranged(rows[::-1])[0]
    assert np.array_equal(one.scores, other.scores)
    assert np.array_equal(one.episode, other.episode)
