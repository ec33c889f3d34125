"""Ages in bands: what a cell says of an age, and the band that is kept of it.

The bands are Attune's own: no published standard was found (facts on measures and users have none).
Parents' are of five years, babies' follow the first two years, in which most changes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from evaluation.importing.cells import is_blank
from evaluation.importing.naming import UNKNOWN
from evaluation.importing.vocabulary import locate, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.importing.contents import Body
    from evaluation.importing.mapping import Column

Unit = Literal["", "days", "weeks", "months", "years"]

# The first age that is above each band, in years and in months.
PARENTS = ((20, "19 or under"), (25, "20–24"), (30, "25–29"), (35, "30–34"), (40, "35–39"))
OLDEST = "40 or over"
BABIES = ((3, "0–2 months"), (6, "3–5 months"), (12, "6–11 months"), (24, "12–23 months"))
TODDLERS = "24 months or over"

_MONTHS: dict[Unit, float] = {"days": 12 / 365.25, "weeks": 12 * 7 / 365.25, "months": 1, "years": 12}
_SPELT: tuple[tuple[Unit, str], ...] = (
    ("days", "d day days"),
    ("weeks", "w wk wks week weeks"),
    ("months", "m mo mos mth mths month months"),
    ("years", "y yr yrs year years"),
)
_UNITS = {word: unit for unit, words in _SPELT for word in words.split()}
# In a header these count no age ("Age on the day of referral").
_ONE_OF_THEM = frozenset("d day w week m mo month y year".split())
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_OLD = r"(?:\s*(?:old|of age))?"
_ONE = re.compile(
    rf"(\d+(?:\.\d+)?)\s*({_UNIT})?\.?{_OLD}(?:,?\s*(?:and\s*)?(\d+)\s*({_UNIT})\.?{_OLD})?", re.IGNORECASE
)
_RANGE = re.compile(rf"(\d+)\s*(?:{_UNIT})?\s*(?:-|–|—|to)\s*(\d+)\s*({_UNIT})?{_OLD}", re.IGNORECASE)
_OPEN = re.compile(
    rf"(?:up to|under|below|less than|over|above|older than|more than|<|>|≤|≥)=?\s*\d+\s*(?:{_UNIT})?{_OLD}|"
    rf"\d+\s*(?:{_UNIT})?\s*(?:\+|plus|(?:and|or) (?:over|above|older|more|under|below|younger|less))\s*"
    rf"(?:{_UNIT})?{_OLD}",
    re.IGNORECASE,
)
_GROWN_UP = 13  # years: a plain number that is mostly above it is no baby's age in months or weeks
_NARROWEST = 4  # years from first to last: "25-29"; what is narrower is put into a band
_BABY = frozenset("baby babies infant infants child children son daughter toddler".split())
_GROWN = frozenset("mother father mum dad parent carer caregiver maternal paternal parental".split())
_OTHER_AGES = frozenset(
    "gestational gestation mental developmental equivalent reading language score".split()
)
_AGED = (
    ("age",),
    ("ages",),
    ("aged",),
    ("how", "old"),
    ("years", "old"),
    ("months", "old"),
    ("weeks", "old"),
)


@dataclass(frozen=True)
class Ages:
    """How the ages of a column are written: in which unit, and whether they are babies'."""

    unit: Unit
    babies: bool


def banded(column: Column, body: Body) -> Column:
    """A column of ages as an attribute of which only bands are kept; other columns as they are."""
    free = column.use == "attribute" or (column.use == "ignore" and column.why == UNKNOWN)
    if not free or column.keep:
        return column
    cells = body.filled(column.index)
    if not holds_ages(column.header, cells):
        return column
    how = ages_of(column.header, cells)
    if how is None:
        why = "an age of which neither header nor cells say whether weeks, months or years, so not used"
        return replace(column, use="ignore", confidence="suggested", why=why)
    why = "ages, kept in bands of five years"
    if all(_RANGE.fullmatch(text) or _OPEN.fullmatch(text) for text in _texts(cells)):
        why = "ages, in bands already"
    elif how.babies:
        why = f"ages, kept only in bands ({BABIES[0][1]}, ...)"
    return replace(column, use="attribute", keep="age band", confidence="suggested", why=why)


def named_age(header: str) -> bool:
    """Whether a header names somebody's age.

    >>> named_age("Mother's age"), named_age("baby_age_months"), named_age("Gestational age")
    (True, True, False)
    """
    words = tokens(header.rpartition(": ")[2])
    return any(locate(said, words) >= 0 for said in _AGED) and not set(words) & (
        _OTHER_AGES - {"group", "groups"}
    )


def holds_ages(header: str, cells: pd.Series) -> bool:
    """Whether a column is of ages: its header or most of its cells say "age" or "old", and cells are ages."""
    texts = _texts(cells)
    if not texts or np.mean([_is_age(text) for text in texts]) < 0.8:
        return False
    return named_age(header) or bool(np.mean(["old" in text.split() for text in texts]) >= 0.5)


def ages_of(header: str, cells: pd.Series) -> Ages | None:
    """How ages are written, or None where a plain number may be weeks, months or years.

    >>> import pandas as pd
    >>> ages_of("Mother's age", pd.Series([19, 31, 40])), ages_of("Baby's age", pd.Series([3, 9, 14])) is None
    (Ages(unit='years', babies=False), True)
    """
    words = tokens(header.rpartition(": ")[2])
    texts = _texts(cells)
    grown = bool(set(words) & _GROWN)
    unit = _unit(words, texts)
    babies = not grown and (bool(set(words) & _BABY) or unit in {"days", "weeks", "months"})
    if not unit and not babies:
        ages = [float(match[1]) for text in texts if (match := _ONE.fullmatch(text))]
        unit = "years" if grown or not ages or float(np.median(ages)) >= _GROWN_UP else ""
    return Ages(unit, babies) if unit else None


def _unit(words: Sequence[str], texts: Sequence[str]) -> Unit:
    """The unit that a header names, or most cells; "" where neither does."""
    named = next((_UNITS[word] for word in words if word in _UNITS and word not in _ONE_OF_THEM), None)
    if named:
        return named
    said = Counter(unit for text in texts if (unit := _unit_in(text)))
    return said.most_common(1)[0][0] if said else ""


def band(text: str, how: Ages) -> str:
    """The band of an age; a band stays as it is written, and what is no age is "".

    >>> band("31.5", Ages("years", False)), band("26-30 years old", Ages("years", False))
    ('30–34', '26-30 years old')
    >>> band("10 weeks", Ages("months", True)), band("2", Ages("years", True)), band("x", Ages("years", True))
    ('0–2 months', '24 months or over', '')
    """
    text = " ".join(text.split())
    between = _RANGE.fullmatch(text)
    if between and int(between[2]) - int(between[1]) < (0 if how.babies else _NARROWEST):
        return months_band(float(between[1]) * _MONTHS[_unit_of(between[3], how)], babies=how.babies)
    if between or _OPEN.fullmatch(text):
        return text
    one = _ONE.fullmatch(text)
    if not one:
        return ""
    months = float(one[1]) * _MONTHS[_unit_of(one[2], how)]
    if one[3]:
        months += float(one[3]) * _MONTHS[_unit_of(one[4], how)]
    return months_band(months, babies=how.babies)


def months_band(months: float, *, babies: bool) -> str:
    """The band of an age in months; "" for one that nobody has.

    >>> months_band(31 * 12, babies=False), months_band(5.9, babies=True), months_band(-3, babies=True)
    ('30–34', '3–5 months', '')
    """
    if not 0 <= months < 120 * 12:
        return ""
    if babies:
        return next((name for end, name in BABIES if months < end), TODDLERS)
    return next((name for end, name in PARENTS if months < end * 12), OLDEST)


def bands_of_births(
    births: NDArray[np.datetime64], at: NDArray[np.datetime64], header: str
) -> NDArray[np.object_]:
    """The band of each age in whole months at a date; "" where either date is missing or births come later.

    Whose births they are the header says ("Baby's DOB"), or their median age: under ten years is a baby's.
    """
    known = ~np.isnat(births) & ~np.isnat(at)
    months = np.full(len(births), np.nan)
    born, then = births[known].astype("datetime64[D]"), at[known].astype("datetime64[D]")
    whole = (then.astype("datetime64[M]") - born.astype("datetime64[M]")).astype(float)
    months[known] = whole - (_day(then) < _day(born))
    words = set(tokens(header))
    young = bool(known.any()) and float(np.nanmedian(months)) < 120
    babies = not words & _GROWN and (bool(words & _BABY) or young)
    found = ["" if np.isnan(age) else months_band(float(age), babies=babies) for age in months]
    return np.array(found, dtype=object)


def _day(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """The day of the month, from 0."""
    found: NDArray[np.int64] = (days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)
    return found


def _is_age(text: str) -> bool:
    one = _ONE.fullmatch(text)
    return bool((one and float(one[1]) < 120 * 12) or _RANGE.fullmatch(text) or _OPEN.fullmatch(text))


def _unit_in(text: str) -> Unit:
    """The unit that a cell writes after its number."""
    one = _ONE.fullmatch(text)
    said = one[2] if one else None
    if said is None:
        said = next((word for word in tokens(text) if word in _UNITS and len(word) > 1), None)
    return _UNITS[said.casefold()] if said else ""


def _unit_of(said: str | None, how: Ages) -> Unit:
    return _UNITS[said.casefold()] if said else how.unit


def _texts(cells: pd.Series) -> list[str]:
    """The first distinct filled cells as text."""
    distinct = dict.fromkeys(" ".join(str(cell).split()) for cell in cells.unique() if not is_blank(cell))
    return list(distinct)[:500]
