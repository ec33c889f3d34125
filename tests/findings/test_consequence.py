"""What happens if somebody goes on: families analysed and not, each for one reason, adding up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import evaluate, load
from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.importing import read_workbook, recognise
from evaluation.measures import registry
from evaluation.view import View
from tests.examples import examples
from tests.tables_of_text import dataset

# Worked out by hand, one family a line: what each one's scores allow.
BY_HAND = """\
Family ID,PHQ-9 before,PHQ-9 after
A01,14,6
A02,9,9
A03,12,3
A04,20,11
A05,17,8
A06,14,
A07,9,n/a
A08,12,
A09,,5
A10,28,5
A11,14,-4
A12,14,about 6
A13,28,
A14,,
A15,14,6
A15,9,6
A16,14,6
A16,14,6
,14,6
Total,243,80
A17,11,4
A18,12,5
A19,13,6
A20,10,2
A21,16,7
A22,18,9
A23,15,4
A24,14,3
"""


def test_the_reasons_are_those_of_each_family_by_hand():
    """A10 and A11 have a score out of range, A12 one that can't be read; A13 would lack its second anyway."""
    found = dataset(BY_HAND).consequence
    assert (found.analysed, found.everyone) == (14, 24)
    assert dict(found.reasons) == {
        "no_second": 3,
        "outside": 2,
        "no_first": 1,
        "unread": 1,
        "repeated": 1,
        "no_score": 2,
    }


def test_the_sentence_says_it_all():
    assert dataset(BY_HAND).consequence.sentence == (
        "If you continue: 14 of 24 families have both scores on at least one measure and will be analysed; "
        "10 will not: 3 have no second score, 2 have a score out of range, 2 have no score at all, 1 has an "
        "id that comes again with different answers, 1 has a score that can't be read and 1 has a second "
        "score but no first. 5 rows are set aside: 2 – its id comes again with different answers; 1 – an "
        "exact copy of another row; 1 – it looks like a total or an average, not a family; 1 – there is no "
        "id in column A."
    )


def test_one_reason_for_all_is_said_in_short():
    found = dataset("Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,\nA3,12,").consequence
    assert found.sentence.endswith("will be analysed; 2 will not: they have no second score.")


def test_where_everybody_is_analysed_nothing_else_is_said():
    found = dataset("Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,3").consequence
    assert found.sentence == (
        "If you continue: 2 of 2 families have both scores on at least one measure and will be analysed."
    )


def test_a_form_that_can_t_be_scored_is_a_reason_where_it_costs_the_second_score():
    header = ",".join(f"PHQ-9 Q{i} {when}" for when in ("before", "after") for i in range(1, 10))
    full, short = ",".join("1" * 9), "," + ",".join("1" * 8)
    rows = [f"A1,{full},{full}", f"A2,{full},{short}", f"A3,{short},{',' * 8}"]
    found = dataset("\n".join([f"Family ID,{header}", *rows])).consequence
    assert dict(found.reasons) == {"unscored": 1, "no_score": 1}


def test_a_bad_score_of_one_questionnaire_is_no_reason_where_another_is_complete():
    text = "Family ID,PHQ-9 before,PHQ-9 after,GAD-7 before,GAD-7 after\nA1,14,99,7,3\nA2,9,3,7,3\n"
    text += "\n".join(f"B{n},14,6,7,3" for n in range(9))
    assert dataset(text).consequence.reasons == ()


def test_of_long_data_each_family_has_one_reason_too():
    text = (
        "Family ID,Date,Stage,PHQ-9\n"
        "A1,03/02/2025,before,14\nA1,13/07/2025,after,6\n"
        "A2,03/02/2025,before,14\n"
        "A3,13/07/2025,after,6\n"
        "A4,03/02/2025,before,14\nA4,13/07/2025,after,99\n"
        "A5,03/02/2025,before,14\nA5,13/07/2025,after,6\nA5,13/07/2025,after,9\n"
        "A6,03/02/2025,before,14\nA6,13/07/2025,after,6\n"
        "A7,03/02/2025,before,14\nA7,13/07/2025,after,6\n"
    )
    found = dataset(text).consequence
    assert (found.analysed, found.everyone) == (3, 7)
    assert dict(found.reasons) == {"no_second": 1, "no_first": 1, "outside": 1, "repeated": 1}


@pytest.mark.parametrize("name", ["families_wide.xlsx", "families_redcap.csv", "course_forms.xlsx"])
def test_the_numbers_are_those_of_the_flow(root, name):
    data = load(root / "data_samples" / name)
    flow = data.evidence(View()).flow
    assert (data.consequence.analysed, data.consequence.everyone) == (flow.n("both"), flow.n("all"))


def test_families_whose_id_comes_again_are_in_the_file_and_in_the_flow():
    """They used to be left off where before and after stand side by side: a family set aside, unsaid."""
    flow = evaluate(BY_HAND.encode(), name="f.csv").evidence.flow
    assert flow.n("all") == 24


scores = st.sampled_from(["", "3", "9", "14", "27", "28", "999", "-1", "x", "12*", "n/a"])
families = st.lists(
    st.tuples(st.sampled_from(["", *(f"A{n}" for n in range(12)), "Total"]), *[scores] * 4),
    min_size=4,
    max_size=24,
)


@settings(max_examples=examples(40))
@given(families)
def test_in_any_file_the_families_are_those_counted_by_plain_python(rows):
    head = "Family ID,PHQ-9 before,PHQ-9 after,GAD-7 before,GAD-7 after"
    enough = [f"B{n},14,6,7,3" for n in range(130)]  # so that slips stay slips
    found = adding_up("\n".join([head, *enough, *(",".join(row) for row in rows)]))
    everybody = {row[0]: {other[1:] for other in rows if other[0] == row[0]} for row in rows}
    known = {family: forms for family, forms in everybody.items() if family not in {"", "Total"}}
    paired = [
        family
        for family, forms in known.items()
        if len(forms) == 1 and any(two(form[i : i + 2], (27, 21)[i // 2]) for form in forms for i in (0, 2))
    ]
    assert (found.analysed, found.everyone) == (130 + len(paired), 130 + len(known))
    unpaired = set(known) - set(paired)
    assert dict(found.reasons).get("repeated", 0) == sum(len(known[family]) > 1 for family in unpaired)


def two(texts, highest):
    """Whether two texts are both scores from 0 to the highest."""
    return all(text.isdecimal() and int(text) <= highest for text in texts)


stages = st.sampled_from(["before", "after", "follow-up", ""])
dates = st.sampled_from(["03/02/2025", "13/07/2025", "20/11/2025", "soon", ""])
forms = st.lists(
    st.tuples(st.sampled_from([f"A{n}" for n in range(6)]), dates, stages, scores), min_size=4, max_size=24
)


@settings(max_examples=examples(40))
@given(forms)
def test_so_they_do_in_long_data(rows):
    enough = [
        f"B{n},{when},{stage},9"
        for n in range(20)
        for when, stage in (("03/02/2025", "before"), ("13/07/2025", "after"))
    ]
    adding_up("\n".join(["Family ID,Date,Stage,PHQ-9", *enough, *(",".join(row) for row in rows)]))


def adding_up(text):
    """The consequence of a text, which must add up, whatever stands in it."""
    book = read_workbook(text.encode(), "any.csv")
    try:
        data = Dataset.read(book, recognise(book, registry()).mapping, registry())
    except InputError:
        pytest.fail(f"the file was refused: {text}")
    found = data.consequence
    assert found.analysed + sum(n for _, n in found.reasons) == found.everyone
    assert sum(n for _, n in found.rows) == len(data.ledger.set_aside)
    assert data.ledger.used + len(data.ledger.set_aside) == data.ledger.rows
    return found
