"""What counts as a changed figure, and how its place is found again in a file that was edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.verifying.comparing import compared
from evaluation.verifying.figures import figures
from evaluation.verifying.passages import Passage, of_table

WORDS = ["families", "got", "better", "before", "of", "12%", "1,204", "-3.5", "[c]", "PHQ-9"]
PASSAGES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), max_size=12)


def prose(*texts: str) -> list[Passage]:
    return [Passage("under 'Summary'", text) for text in texts]


def table(*rows: tuple[str, ...]) -> list[Passage]:
    return list(of_table("Outcomes", [("Outcome", "Number", "Share"), *rows]))


BETTER, WORSE = ("Got better", "54", "67%"), ("Got worse", "27", "33%")


@given(PASSAGES)
def test_what_is_the_same_has_no_difference(texts):
    counted = sum(len(figures(text)) for text in texts)
    for lines in (False, True):
        found = compared(prose(*texts), prose(*texts), lines=lines)
        assert (found.agreeing, found.differences) == (counted, ())


@given(PASSAGES.filter(bool), st.data())
def test_a_figure_put_into_any_passage_is_found(texts, draw):
    place = draw.draw(st.integers(0, len(texts) - 1))
    changed = [f"{text} 98765" if n == place else text for n, text in enumerate(texts)]
    for lines in (False, True):
        found = compared(prose(*changed), prose(*texts), lines=lines)
        (only,) = [entry for entry in found.differences if entry.kind in {"figure", "added"}]
        assert "98765" in only.printed


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.integers(1, 7), st.integers(1, 7))
def test_lines_that_break_elsewhere_are_the_same(words, one, other):
    def broken(width: int) -> list[Passage]:
        return prose(*(" ".join(words[n : n + width]) for n in range(0, len(words), width)))

    assert compared(broken(one), broken(other), lines=True).differences == ()


def test_two_figures_that_changed_places_are_two_faults():
    swapped = table(("Got better", "27", "67%"), ("Got worse", "54", "33%"))
    found = compared(swapped, table(BETTER, WORSE))
    assert [(e.where, e.printed, e.expected) for e in found.differences] == [
        ("table 'Outcomes', row 'Got better', column 'Number'", "27", "54"),
        ("table 'Outcomes', row 'Got worse', column 'Number'", "54", "27"),
    ]


def test_two_row_labels_that_changed_places_are_faults():
    swapped = table(("Got worse", *BETTER[1:]), ("Got better", *WORSE[1:]))
    faults = [e for e in compared(swapped, table(BETTER, WORSE)).differences if e.kind == "figure"]
    assert len(faults) == 4


def test_rows_in_another_order_say_the_same():
    found = compared(table(WORSE, BETTER), table(BETTER, WORSE))
    assert (found.agreeing, found.differences) == (4, ())


def test_a_row_taken_out_is_gone_and_the_others_stay():
    three = [("No change", "9", "10%"), BETTER, WORSE]
    found = compared(table(*three[1:]), table(*three))
    assert [(e.kind, e.expected) for e in found.differences] == [
        ("gone", "No change"),
        ("gone", "9"),
        ("gone", "10%"),
    ]


def test_a_row_label_with_another_meaning_is_the_fault_and_its_figures_are_not():
    found = compared(table(BETTER, ("Got better", *WORSE[1:])), table(BETTER, WORSE))
    assert [(e.kind, e.printed, e.expected) for e in found.differences] == [
        ("meaning", "Got better", "Got worse")
    ]


@pytest.mark.parametrize(
    ("printed", "expected", "kind"),
    [
        ("76% got better", "67% got better", "figure"),
        ("６７% got better", "67% got better", None),  # full-width digits read the same
        ("67\u00a0% got better", "67 % got better", None),
        ("fell by \u22123.5", "fell by -3.5", None),
        ("fell by 3.5", "fell by -3.5", "figure"),
        ("fell by 35", "fell by 3.5", "figure"),
        ("3 of 75", "[c] of 75", "figure"),
        ("two thirds got better", "67% got better", "figure"),
        ("67% improved", "67% got better", "words"),
        ("67% got worse", "67% got better", "meaning"),
        ("This is caused by us", "This is not caused by us", "meaning"),
        ("Table 4: Who is counted", "Table 3: Who is counted", None),
        ("GAD-7 in families_2025.csv", "PHQ-9 in families_2024.csv", "words"),
    ],
)
def test_what_is_a_changed_figure_and_what_is_not(printed, expected, kind):
    rest = "The questionnaires were filled in at home by the parents of the families that are counted here."
    found = compared(prose(f"{printed}. {rest}"), prose(f"{expected}. {rest}")).differences
    if printed.startswith("Table"):
        found = compared(prose(printed), prose(expected)).differences
    assert [entry.kind for entry in found] == ([kind] if kind else [])
