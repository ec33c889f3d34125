"""The filters of the sidebar: period, service, programme and rater first, other columns a click away."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import streamlit as st

from evaluation import wording
from evaluation.groups import Kind, of_kind
from evaluation.view import whole_months
from pages.shared.texts import label, plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from evaluation.dataset import Filter
    from pages.shared.session import InUse

ONLY = "only "  # before a column's name: the key of its filter, in the session and in the address
RATERS = "raters"
Times = Literal["days", "months", "none"]  # by which data can be narrowed
_FIRST: tuple[Kind, ...] = ("service", "programme")


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """Who and what is looked at: entries of a view."""

    start: date | None = None
    end: date | None = None
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    raters: tuple[str, ...] = ()


def show_filters(data: InUse, times: Times = "days") -> Narrowed:
    """Draw the filters, those that most people look for first; what was chosen.

    Where `times` are kept in the data as whole months, a period is widened to them, and that is said.
    """
    left, right = st.columns(2)
    start = left.date_input("Second score from", None, key="from", bind="query-params", format="DD/MM/YYYY")
    end = right.date_input("up to", None, key="to", bind="query-params", format="DD/MM/YYYY")
    if times != "days":
        start, end = _kept(start, end, times)
    names = [entry.name for entry in data.offered]
    first = [name for kind in _FIRST if (name := of_kind(names, kind))]
    chosen = _columns([entry for name in first for entry in data.offered if entry.name == name])
    raters = _raters(data)
    others = [entry for entry in data.offered if entry.name not in first]
    if others:
        with st.expander("More filters", icon=":material/filter_list:"):
            chosen |= _columns(others)
    return Narrowed(start=start, end=end, filters=chosen, raters=raters)


def _kept(start: date | None, end: date | None, times: Times) -> tuple[date | None, date | None]:
    """The period that counts can be narrowed by, with a line that says which."""
    if times == "none":
        st.caption("These counts hold no months, so dates narrow nothing.")
        return None, None
    months = whole_months(start, end)
    if months == (None, None):
        st.caption("Counts are kept by month: a date stands for its whole month.")
    else:
        st.caption(f"Counts are kept by month: {wording.period(*months)} is used.")
    return months


def _columns(entries: Iterable[Filter]) -> dict[str, tuple[str, ...]]:
    """A box for each column; the values chosen, by column."""
    chosen: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        values = st.multiselect(
            label(entry.name),
            list(entry.values),
            key=f"{ONLY}{entry.name}",
            bind="query-params",
            placeholder="All",
        )
        if values:
            chosen[entry.name] = tuple(values)
    return chosen


def _raters(data: InUse) -> tuple[str, ...]:
    """Whose ratings are looked at; nothing to choose where all are by one."""
    if len(data.raters) < 2:
        return ()
    words = {wording.capital(rater): rater for rater in data.raters}
    chosen = st.multiselect(
        "Rated by",
        list(words),
        key=RATERS,
        bind="query-params",
        placeholder="All",
        help="Who filled in the questionnaire. It leaves out scores, never a family.",
    )
    return tuple(words[name] for name in chosen)


def say_what_a_link_lacks(data: InUse) -> None:
    """Say which filters of the address the open data do not have, as a link made for other data may."""
    known = {f"{ONLY}{entry.name}" for entry in data.offered}
    lacking = [
        f"“{label(key.removeprefix(ONLY))}”"
        for key in st.query_params
        if key.startswith(ONLY) and key not in known
    ]
    raters = {wording.capital(rater) for rater in data.raters}
    lacking += [f"rater “{name}”" for name in st.query_params.get_all(RATERS) if name not in raters]
    if lacking:
        st.warning(
            plain(
                f"This link was made for other data: these have no {', '.join(lacking)} to filter "
                "by, so all are shown."
            ),
            icon=":material/link_off:",
        )
