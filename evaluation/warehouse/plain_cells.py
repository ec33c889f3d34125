"""Kinds of columns, and their cells as expressions: what a spreadsheet's reader makes of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import narwhals as nw

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["text", "whole", "number", "yes or no", "day", "other"]

# All that Python takes for white space, as a spreadsheet's reader folds it.
_SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_SPACE = f"[{_SPACES}]+"
# Every text that is a total's or an average's begins so.
MAYBE_TOTAL = r"(?i)^(?:grand|sub|overall|total|average|mean|median|sum|count|n *=|min|max|sd|s\.d|std|st)"
_ODD = f"{MAYBE_TOTAL}|[^0-9A-Za-z_/-]"


def kind_of(dtype: nw.dtypes.DType) -> Kind:
    """The kind of a column; "other" is what no sheet has (lists, bytes) and nothing is read from."""
    if isinstance(dtype, (nw.String, nw.Categorical, nw.Enum)):
        return "text"
    if dtype.is_integer():
        return "whole"
    if dtype.is_numeric():
        return "number"
    if isinstance(dtype, nw.Boolean):
        return "yes or no"
    return "day" if isinstance(dtype, (nw.Date, nw.Datetime)) else "other"


def plain(name: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """A column in the kind that its cells are read in: no NaN, yes and no as words, times without a zone."""
    column = nw.col(name)
    kind = kind_of(dtype)
    if kind == "text":
        return column if dtype == nw.String else column.cast(nw.String)
    if kind == "whole":
        return column.cast(nw.Int64)
    if kind == "number":
        number = column.cast(nw.Float64)
        return nw.when(~number.is_nan()).then(number)
    if kind == "yes or no":
        return nw.when(column).then(nw.lit("True")).when(~column).then(nw.lit("False"))
    if kind == "day":
        if isinstance(dtype, nw.Datetime) and dtype.time_zone:
            column = column.dt.replace_time_zone(None)
        return column.cast(nw.Datetime("us"))
    return nw.when(~column.is_null()).then(nw.lit("?"))


def folded(name: str) -> nw.Expr:
    """A column of texts with white space folded, "" for blank ones."""
    return nw.col(name).str.replace_all(_SPACE, " ").str.strip_chars(" ").fill_null("")


def needs_folding(name: str) -> nw.Expr:
    """Whether a text has white space to fold: cheaper to ask once than to fold everywhere."""
    column = nw.col(name).str
    doubled = column.starts_with(" ") | column.ends_with(" ") | column.contains("  ", literal=True)
    return doubled | column.contains(f"[{_SPACES.replace(' ', '')}]")


def is_odd(name: str) -> nw.Expr:
    """Whether a text is not as plain as most ids, by its letters or how it begins.

    One quick pattern saves many slow ones.
    """
    return nw.col(name).str.contains(_ODD)


def text(name: str, kind: Kind) -> nw.Expr:
    """A column's cells as texts, as a sheet's reader compares them: of a whole number "226"."""
    column = nw.col(name)
    if kind in {"text", "yes or no", "other"}:
        return folded(name)
    if kind == "number":
        whole = column == column.floor()
        small = column.abs() < 1e15  # beyond, not every whole number is one
        as_whole = nw.when(whole & small).then(column).otherwise(nw.lit(0.0)).cast(nw.Int64).cast(nw.String)
        said = nw.when(whole & small).then(as_whole).otherwise(column.cast(nw.String))
        return nw.when(~column.is_null()).then(said).otherwise(nw.lit(""))
    return nw.when(~column.is_null()).then(column.cast(nw.String)).otherwise(nw.lit(""))


def filled(name: str, kind: Kind) -> nw.Expr:
    """Whether a cell holds anything but white space."""
    if kind == "text":
        # pandas takes a missing text for one that differs from "".
        return ~nw.col(name).is_null() & nw.col(name).str.contains(f"[^{_SPACES}]").fill_null(value=False)
    return ~nw.col(name).is_null()


def day_number(name: str) -> nw.Expr:
    """A date as a whole number (20260403 is 3 April 2026), 0 without one."""
    date = nw.col(name).dt
    year, month, day = (part.fill_null(0).cast(nw.Int64) for part in (date.year(), date.month(), date.day()))
    return year * 10_000 + month * 100 + day


def any_of(conditions: Iterator[nw.Expr]) -> nw.Expr:
    """Whether any of some conditions holds; no where there are none."""
    listed = list(conditions)
    return nw.any_horizontal(*listed, ignore_nulls=True) if listed else nw.lit(value=False)
