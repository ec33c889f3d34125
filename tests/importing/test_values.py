"""Numbers, answer labels and dates out of columns of cells."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.importing.values import dates, labels, numbers

NBSP = "\u00a0"
ANSWERS = {"Not at all": 0, "Several days": 1, "More than half the days": 2, "Nearly every day": 3}


def column(*cells):
    return pd.Series(list(cells), dtype=object)


def days(*cells, order=None):
    return [None if np.isnat(day) else str(day)[:10] for day in dates(column(*cells), order).values]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (12, 12), (2.5, 2.5), (0, 0), (-3, -3),
        ("12", 12), (" 12 ", 12), ("12.0", 12), ("+3", 3), (".5", 0.5),
        ("007", 7),
        (f"{NBSP}12{NBSP}", 12), ("\u22124", -4), ("1e2", 100),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_stands(cell, number):
    read = numbers(column(cell))
    assert read.values.tolist() == [number]
    assert not read.bad.any()
    assert not read.blank.any()


@pytest.mark.parametrize(
    "cell",
    ["", " ", NBSP, "n/a", "na", "N/A", "NA", "-", "–", ".", "dna", "DNA", "not known", "missing", "null",
     "None", "#N/A", "nan", None, float("nan")],
)  # fmt: skip
def test_ways_of_saying_nothing_are_blank_and_not_bad(cell):
    read = numbers(column(cell, 1))
    assert read.blank.tolist() == [True, False]
    assert not read.bad.any()
    assert np.isnan(read.values[0])


@pytest.mark.parametrize(
    "cell",
    ["12%", "5 mins", "1,234", "12,5", "1_000", "inf", "1e999", "-inf", "twelve", "0x1f", "1 2", "٣", "--1",
     True, False, dt.datetime(2026, 4, 3), float("inf"), 10**400],
)  # fmt: skip
def test_what_is_not_a_number_is_bad_and_never_guessed(cell):
    read = numbers(column(1, cell, 0))
    assert read.bad.tolist() == [False, True, False]
    assert np.isnan(read.values[1])


def test_a_yes_cell_is_not_taken_for_the_number_one_beside_it():
    read = numbers(column(True, 1, False, 0, 1.0))
    assert read.bad.tolist() == [True, False, True, False, False]
    assert read.values[[1, 3, 4]].tolist() == [1, 0, 1]


def test_a_decimal_comma_is_read_only_when_asked_for():
    assert numbers(column("12,5", "3"), decimal_comma=True).values.tolist() == [12.5, 3]
    assert numbers(column("12,5")).bad.tolist() == [True]
    # With decimal commas "1.234" may be a thousand: it is for the person to say.
    assert numbers(column("1.234"), decimal_comma=True).bad.tolist() == [True]


def test_the_index_of_the_column_plays_no_part():
    cells = pd.Series(["1", "x", ""], index=[7, 7, 99], dtype=object)
    read = numbers(cells)
    assert (read.bad.tolist(), read.blank.tolist()) == ([False, True, False], [False, False, True])


def test_an_empty_column_gives_empty_arrays():
    assert numbers(column()).values.shape == dates(column()).values.shape == (0,)


@given(st.lists(st.one_of(st.integers(-99, 99), st.floats(-99, 99), st.text(max_size=4), st.booleans())))
def test_each_cell_is_exactly_one_of_value_blank_or_bad(cells):
    read = numbers(column(*cells))
    assert (np.isfinite(read.values).astype(int) + read.bad + read.blank).tolist() == [1] * len(cells)


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1))
def test_whole_numbers_survive_being_text(whole):
    assert numbers(column(*map(str, whole))).values.tolist() == whole


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Several days", 1), ("several  DAYS", 1), (f" Several{NBSP}days. ", 1), ("2 - Several days", 1),
        ("Several days (1)", 1), ("1 = Several days", 1), ("(2) Several days", 1), ("1: Several-days", 1),
        ("1 - Several days (1)", 1), (2, 2), ("2", 2), (2.0, 2), ("Nearly every day!", 3),
    ],
)  # fmt: skip
def test_a_worded_answer_has_its_code(cell, code):
    read = labels(column(cell), ANSWERS)
    assert read.values.tolist() == [code]
    assert not read.bad.any()


@pytest.mark.parametrize("cell", ["Sometimes", "Several", "days", "2 - Often", True, "Several days or more"])
def test_an_unknown_answer_is_bad(cell):
    assert labels(column(cell), ANSWERS).bad.tolist() == [True]


def test_labels_that_look_like_blanks_or_numbers_are_answers():
    assert labels(column("None", "", "n/a"), {"None": 0, "Some": 1}).blank.tolist() == [False, True, True]
    # A form that numbers its answers from 1, mapped to codes from 0.
    assert labels(column("1", 2, 3.0), {"1": 0, "2": 1, "3": 2}).values.tolist() == [0, 1, 2]
    assert labels(column("++", "+", "-"), {"+": 1, "++": 2, "-": 0}).values.tolist() == [2, 1, 0]


def test_apostrophes_and_quotation_marks_of_word_processors_do_not_matter():
    assert labels(column("Don’t know", "Dont know"), {"Don't know": 9}).values.tolist() == [9, 9]


def test_labels_that_read_alike_with_different_codes_are_refused():
    with pytest.raises(ValueError, match="two codes"):
        labels(column("Never"), {"Never": 0, "never ": 1})


# The facts of facts/users.md section 4.2, where pandas reads a date the American way or fails.


def test_a_british_date_is_the_third_of_april_and_the_doubt_is_said():
    read = dates(column("03/04/2026"))
    assert read.values.astype(str).tolist() == ["2026-04-03T00:00:00"]
    assert read.order == "day first"
    assert read.ambiguous
    assert "ambiguous" in read.note
    assert "3 April 2026" in read.note


def test_a_year_first_date_is_never_turned_round():
    assert days("2026-04-03") == ["2026-04-03"]
    assert days("2026-04-03", order="day first") == ["2026-04-03"]
    assert days("2026-04-03", order="month first") == ["2026-04-03"]
    assert days("2026-04-03", "13/04/2026") == ["2026-04-03", "2026-04-13"]


def test_one_late_day_settles_the_whole_column():
    read = dates(column("03/04/2026", "13/04/2026"))
    assert read.values.astype("datetime64[D]").astype(str).tolist() == ["2026-04-03", "2026-04-13"]
    assert (read.order, read.note, read.ambiguous) == ("day first", "", False)


def test_excel_day_numbers_are_converted_and_it_is_said():
    # 46115 is facts/users.md's example; LibreOffice and Excel both show 3 April 2026.
    for cells in (["46115", "46116"], [46115, 46116], [46115.427, "46116.5"]):
        read = dates(column(*cells))
        assert read.values.astype("datetime64[D]").astype(str).tolist() == ["2026-04-03", "2026-04-04"]
        assert read.order == "excel"
        assert "day numbers" in read.note


def test_a_stray_number_among_dates_is_bad():
    read = dates(column("13/04/2026", "14/04/2026", 46115, 7))
    assert read.bad.tolist() == [False, False, True, True]
    assert days(46115, "13/04/2026", "14/04/2026", order="excel") == ["2026-04-03", None, None]


def test_month_first_only_with_proof_and_no_proof_against():
    read = dates(column("04/13/2026", "04/03/2026"))
    assert read.values.astype("datetime64[D]").astype(str).tolist() == ["2026-04-13", "2026-04-03"]
    assert read.order == "month first"
    assert "month first" in read.note


def test_contradictory_dates_are_marked():
    read = dates(column("13/04/2026", "04/13/2026", "03/04/2026"))
    assert read.bad.tolist() == [False, True, False]
    assert read.order == "day first"
    assert "only month first" in read.note


def test_a_forced_order_is_obeyed_without_a_note():
    read = dates(column("03/04/2026", "13/04/2026"), "month first")
    assert read.bad.tolist() == [False, True]
    assert str(read.values[0])[:10] == "2026-03-04"
    assert read.note == ""
    assert days("03/04/2026", order="iso") == [None]
    with pytest.raises(ValueError, match="order must be one of"):
        dates(column("03/04/2026"), "american")


@pytest.mark.parametrize(
    "cell",
    ["3 Apr 2026", "03-Apr-26", "April 3, 2026", "Apr 3 2026", "3rd April 2026", "Friday 3 April 2026",
     "3/4/26", "03.04.2026", "3-4-2026", "03,04,2026", f"3{NBSP}April{NBSP}2026", "2026-04-03 10:15",
     "2026-04-03T10:15:00Z", "2026-04-03T10:15:00.123+01:00", "2026/04/03 10:15:20 am GMT+1", "20260403",
     20260403, "03/04/2026 10:15", "03/04/2026 10:15:00 PM", dt.datetime(2026, 4, 3, 23, 59)],
)  # fmt: skip
def test_ways_of_writing_the_third_of_april(cell):
    read = dates(column(cell), None)
    assert [str(day)[:10] for day in read.values] == ["2026-04-03"]
    assert str(read.values[0]).endswith("T00:00:00")


@pytest.mark.parametrize(
    "cell",
    ["31/02/2026", "2026-02-30", "30 Feb 2026", "soon", "April 2026", "2026", "Q1", True, 12, "3 Foo 2026",
     "03/04-2026", "0206-04-03", "3/4/206", "45/45/2026", dt.datetime(1899, 12, 31), "1e5"],
)  # fmt: skip
def test_what_is_not_a_date_is_bad(cell):
    read = dates(column("13/04/2026", "", cell))
    assert read.bad.tolist() == [False, False, True]


def test_two_digit_years_are_read_as_excel_reads_them():
    assert days("13/04/29", "13/04/30", "13/04/85") == ["2029-04-13", "1930-04-13", "1985-04-13"]


def test_date_cells_need_no_note():
    read = dates(column(dt.datetime(2026, 4, 3), "n/a"))
    assert (read.order, read.note) == ("excel", "")
    assert not read.bad.any()
    assert dates(column("2026-04-03")).order == "iso"


def test_a_column_half_converted_by_an_american_excel_is_noticed():
    swapped = [dt.datetime(2026, month, 4) for month in (1, 2, 3)]
    text = ["13/04/2026", "14/04/2026", "28/04/2026"]
    assert "swapped" in dates(column(*swapped, *text)).note
    assert dates(column(*swapped, *text, "01/04/2026")).note == ""


def test_the_same_day_and_month_is_no_doubt():
    assert not dates(column("03/03/2026", "31/02/2026")).ambiguous


@given(st.lists(st.dates(dt.date(1900, 3, 1), dt.date(2099, 12, 31)), min_size=1))
def test_any_date_survives_each_way_of_writing_it(written):
    plain = [day.isoformat() for day in written]
    assert days(*plain) == plain
    assert days(*(f"{day:%d/%m/%Y}" for day in written), order="day first") == plain
    assert days(*(f"{day:%m/%d/%Y}" for day in written), order="month first") == plain
    assert days(*(f"{day:%d %B %Y}" for day in written)) == plain
    assert days(*(dt.datetime.combine(day, dt.time(9, 30)) for day in written)) == plain


@given(st.lists(st.text(max_size=12)))
def test_no_text_breaks_the_readers(cells):
    read = dates(column(*cells))
    assert not (read.bad & ~np.isnat(read.values)).any()
    labels(column(*cells), ANSWERS)
