"""Answers whose numbers may mean something else: zones, answers in words alone, printed order."""

from __future__ import annotations

import pytest

from evaluation.errors import InputError
from evaluation.importing import Column
from evaluation.measures import registry
from evaluation.scoring import OMITTED, score
from tests.measures.forms import responses, scored_form


def zones(*cells):
    """The zones read from some cells, by row, and the rows that something is said of."""
    measure = registry().get("asq_se_2")
    column = Column(
        index=1, header="Zone", use="score", measure=measure.id, scale="zone", occasion="baseline"
    )
    read = responses(measure, [column], [[cell] for cell in cells], None)
    found = {
        row: value
        for entry in score(read).sets
        for row, value in zip(entry.row.tolist(), entry.score.tolist(), strict=True)
    }
    return found, sorted(row for problem in read.problems for row in problem.rows)


def test_zones_are_read_from_words_in_odd_case_and_spacing():
    # Facts sheet, section 0.1 (7): zones below / monitoring / above.
    found, said = zones("Below", " typical ", "MONITORING", "monitoring  zone", "Above Cut-Off", "refer", "2")
    assert found == {2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 3, 8: 2}
    assert said == []


@pytest.mark.parametrize("cell", ["below cut-off", "45", "0"])
def test_a_total_or_a_word_that_could_be_two_zones_is_no_zone(cell):
    # The monitoring zone lies below the cut-off as well (section 6.1); totals differ by form.
    found, said = zones("above", cell, *["below"] * 6)
    assert found == {2: 3, **dict.fromkeys(range(4, 10), 1)}
    assert said == [3]


def test_a_column_of_totals_is_not_taken_for_zones():
    with pytest.raises(InputError, match="outside 1 to 3, too many for slips"):
        zones("45", "60", "2", "35")


def test_experience_answers_are_read_from_words_alone():
    # Section 7.2: which end of the national 1 to 3 is which is unknown.
    answers = ["Certainly true", "PARTLY  true", "not true", "1", "2", "3", "0", *([""] * 5)]
    found = scored_form(registry().get("chi_esq"), answers)
    assert found.scores == {"answers": {1: 2, 2: 1, 3: 0}}
    assert len(found.problems) == 4
    assert all("what its numbers stand for is not known" in problem.message for problem in found.problems)


@pytest.mark.parametrize("word", ["Don't know", "don’t know", "DONT KNOW"])
def test_dont_know_is_kept_apart_and_never_scored(word):
    measure = registry().get("chi_esq")
    columns = [
        Column(index=i, header=f"Q{i}", use="item", measure=measure.id, item=i, occasion="end")
        for i in (1, 2)
    ]
    read = responses(measure, columns, [["Certainly true", word]], None)
    (entry,) = score(read).answers
    assert entry.part.tolist() == [1, 2]
    assert entry.score.tolist() == [2, OMITTED]
    assert score(read).sets == ()
    assert read.problems == ()


def test_epds_answers_are_turned_round_only_where_a_person_says_that_they_are_in_printed_order():
    # Section 5.3: 1, 2 and 4 score as printed, 3 and 5 to 10 are reversed: 7 questions of 3 points.
    epds = registry().get("epds")
    assert scored_form(epds, ["0"] * 10).scores == {"total": {0: 0}}
    assert scored_form(epds, ["0"] * 10, "scored").scores == {"total": {0: 0}}
    assert scored_form(epds, ["0"] * 10, "printed").scores == {"total": {0: 21}}
