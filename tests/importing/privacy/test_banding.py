"""Ages in bands, and how a column of ages is told from a column of scores."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.importing.privacy.banding import (
    BABIES,
    OLDEST,
    PARENTS,
    TODDLERS,
    Ages,
    ages_of,
    band,
    bands_of_births,
    holds_ages,
    months_band,
)
from tests.tables_of_text import column, mapped, table

YEARS, MONTHS = Ages("years", babies=False), Ages("months", babies=True)


@pytest.mark.parametrize(
    ("text", "how", "kept"),
    [
        ("19", YEARS, "19 or under"),
        ("19.9", YEARS, "19 or under"),
        ("20", YEARS, "20–24"),
        ("24 years old", YEARS, "20–24"),
        ("39y", YEARS, "35–39"),
        ("40", YEARS, "40 or over"),
        ("31-35 years old", YEARS, "31-35 years old"),
        ("25 to 29", YEARS, "25 to 29"),
        ("under 20", YEARS, "under 20"),
        ("40+", YEARS, "40+"),
        ("31-32", YEARS, "30–34"),  # too narrow to be a band
        ("0", MONTHS, "0–2 months"),
        ("2.9", MONTHS, "0–2 months"),
        ("3", MONTHS, "3–5 months"),
        ("12 weeks", MONTHS, "0–2 months"),  # 12 × 7 / 30.4 = 2.8 months
        ("14 weeks", MONTHS, "3–5 months"),
        ("1 year 2 months", MONTHS, "12–23 months"),
        ("2y 3m", MONTHS, "24 months or over"),
        ("2", Ages("years", babies=True), "24 months or over"),
        ("-3", MONTHS, ""),
        ("999", YEARS, ""),
        ("Emma Jones", YEARS, ""),
        ("1990-01-01", YEARS, ""),
    ],
)
def test_the_band_of_an_age(text, how, kept):
    assert band(text, how) == kept


@given(st.floats(0, 1200), st.booleans())
def test_every_age_has_a_band_and_older_is_never_in_a_younger_one(months, babies):
    names = [name for _, name in (BABIES if babies else PARENTS)] + [TODDLERS if babies else OLDEST]
    first, second = (names.index(months_band(age, babies=babies)) for age in (months, months + 30))
    assert first <= second


@pytest.mark.parametrize(
    ("header", "cells", "how"),
    [
        ("Mother's age", [19, 31], YEARS),
        ("Age", [22, 35], YEARS),
        ("Age", [3, 9], None),  # weeks, months or years
        ("Baby's age", [3, 9], None),
        ("Child's age", ["18 months", "6 months"], MONTHS),
        ("baby_age_months", [3, 9], MONTHS),
        ("Baby's age (weeks)", [3, 9], Ages("weeks", babies=True)),
        ("Age on the day of referral", [31, 24], YEARS),
        ("Age of mother at birth of her child", [31, 24], YEARS),
        ("Age group", ["20-24", "40+"], YEARS),
    ],
)
def test_how_ages_are_written(header, cells, how):
    assert ages_of(header, pd.Series(cells, dtype=object)) == how


@pytest.mark.parametrize(
    ("header", "cells", "ages"),
    [
        ("Mother's age", [19, 31], True),
        ("Field 7", ["31-35 years old", "26-30 years old"], True),
        ("Field 7", [19, 31], False),  # anything may be a number
        ("Field 7", ["6 months", "3 months"], False),  # a wait as well as an age
        ("Gestational age", [38, 40], False),
        ("Language age score", [12, 20], False),
        ("Age", ["North", "South"], False),
        ("Stage", [1, 2], False),
    ],
)
def test_what_is_a_column_of_ages(header, cells, ages):
    assert holds_ages(header, pd.Series(cells, dtype=object)) is ages


def test_ages_are_an_attribute_in_bands_even_if_there_are_many():
    rows = [(f"F{i}", 12, 6, 17 + i % 30) for i in range(60)]
    found = column(mapped(table("Family ID,PHQ-9 before,PHQ-9 after,Mother's age", *rows)), "Mother's age")
    assert (found.use, found.keep) == ("attribute", "age band")


def test_an_age_without_a_unit_is_asked_about_and_not_used():
    rows = [(f"F{i}", 12, 6, i % 9) for i in range(30)]
    found = column(mapped(table("Family ID,PHQ-9 before,PHQ-9 after,Baby's age", *rows)), "Baby's age")
    assert found.use == "ignore"
    assert "weeks, months or years" in found.why


def test_ages_at_a_date_are_in_whole_months_as_people_count_them():
    # Born 15 March 2025: on 14 June two months, on 15 June three.
    births = np.array(["2025-03-15", "2025-03-15", "2025-03-15", "NaT"], "datetime64[D]")
    at = np.array(["2025-06-14", "2025-06-15", "NaT", "2025-06-15"], "datetime64[D]")
    assert bands_of_births(births, at, "Baby's DOB").tolist() == ["0–2 months", "3–5 months", "", ""]


def test_whose_birth_it_is_the_header_says_or_the_age():
    births, at = np.array(["1994-05-01"], "datetime64[D]"), np.array(["2025-06-15"], "datetime64[D]")
    assert bands_of_births(births, at, "DOB").tolist() == ["30–34"]
    assert bands_of_births(births, at, "Baby's DOB").tolist() == ["24 months or over"]
    young = np.array(["2025-01-01"], "datetime64[D]")
    assert bands_of_births(young, at, "DOB").tolist() == ["3–5 months"]
    assert bands_of_births(at, young, "DOB").tolist() == [""]  # born after the first contact
