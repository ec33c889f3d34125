"""How numbers are printed: rounding as people and spreadsheets do, no false 0% or 100%, no None."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import wording
from evaluation.estimates import Rate

anything = st.one_of(
    st.none(), st.floats(-1e12, 1e12), st.sampled_from([float("nan"), float("inf"), float("-inf")])
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (0.004, "less than 1%"),
        (0.005, "1%"),
        (0.9949, "99%"),
        (0.996, "more than 99%"),
        (57 / 200, "29%"),  # 28.5%: half goes up, as in a spreadsheet
        (1 / 8, "13%"),
        (29 / 86, "34%"),
        (None, "[x]"),
        (float("nan"), "[x]"),
    ],
)
def test_a_share_is_a_whole_percentage_and_never_a_false_end(value: float | None, text: str) -> None:
    assert wording.share(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(2.25, 1, "2.3"), (-2.25, 1, "-2.3"), (1.005, 2, "1.01"), (-0.004, 2, "0.00"), (1234.5, 1, "1,234.5")],
)
def test_decimals_round_half_away_from_zero(value: float, places: int, text: str) -> None:
    assert wording.decimal(value, places) == text


@given(anything, anything)
def test_no_value_prints_as_none_or_nan(low: float | None, high: float | None) -> None:
    texts = (
        wording.share(low),
        wording.decimal(low),
        wording.share_interval(low, high),
        wording.interval(low, high),
    )
    for text in texts:
        assert "None" not in text
        assert "nan" not in text
        assert "inf" not in text


@given(st.integers(0, 500), st.integers(1, 500))
def test_only_an_exact_share_prints_as_nothing_or_everything(n: int, of: int) -> None:
    n = min(n, of)
    assert (wording.share(n / of) == "0%") == (n == 0)
    assert (wording.share(n / of) == "100%") == (n == of)


def test_a_rate_carries_its_denominator_and_interval() -> None:
    rate = Rate(rule="r", outcome="improved", n=1, of=1204, who="families", low=0.0001, high=0.0047)
    assert (
        wording.rate(rate) == "1 of 1,204 families (less than 1%, 95% interval less than 1% to less than 1%)"
    )


def test_a_hidden_rate_prints_the_symbol_and_no_share() -> None:
    rate = Rate(
        rule="r", outcome="improved", n=None, of=20, who="families", low=None, high=None, hidden="[c]"
    )
    assert wording.rate(rate) == "[c] of about 20 families"


def test_a_rate_of_nobody_is_not_available() -> None:
    rate = Rate(rule="r", outcome="improved", n=0, of=0, who="families", low=None, high=None)
    assert wording.rate(rate) == "0 of 0 families"


def test_dates_and_periods() -> None:
    start, end = date(2026, 3, 1), date(2026, 12, 31)
    assert wording.period(start, end) == "1 March 2026 to 31 December 2026"
    assert wording.period(start, start) == "1 March 2026"
    assert wording.period(None, end) == "up to 31 December 2026"
    assert wording.period(start, None) == "from 1 March 2026"


def test_month_names_do_not_depend_on_the_machines_language() -> None:
    assert wording.day(date(2026, 5, 9)) == "9 May 2026"
