"""Whose portfolio is shown, and under which choices: kept in this tab, and never in the address.

A link with a trainee's code would say of whom single families' figures are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.portfolio import proposed, trainee_columns, trainees
from pages.shared.texts import label

if TYPE_CHECKING:
    from datetime import date

    from evaluation.dataset import Dataset
    from evaluation.portfolio import Trainee


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The column, the trainee and the choices under which their cases are told."""

    column: str
    trainee: Trainee
    start: date | None
    end: date | None
    all_closed: bool
    minimum: int | None


def ask_trainee(data: Dataset) -> tuple[str, Trainee] | None:
    """Which column says who worked on a case, and whose portfolio it is; None until a column is chosen."""
    columns = trainee_columns(data)
    named = proposed(data)
    left, right = st.columns(2)
    column = _choose(left, "Column that says who worked on a case", columns, "portfolio by", named)
    if column is None:
        return None
    every = {one.value: one for one in trainees(data, column)}
    value = _choose(right, "Trainee", tuple(every), "portfolio of", next(iter(every)))
    return (column, every[value]) if value is not None else None


def ask_choices(data: Dataset) -> tuple[date | None, date | None, bool, int | None]:
    """The training period, whether all cases are closed, and the course's own minimum."""
    whose = data.fingerprint[:8]  # of other cases another period holds
    with st.expander("Training period, closed cases, your course’s own rule", icon=":material/tune:"):
        left, right = st.columns(2)
        start = left.date_input(
            "Training from", None, key=f"portfolio from {whose}", format="DD/MM/YYYY", persist_state="session"
        )
        end = right.date_input(
            "up to", None, key=f"portfolio to {whose}", format="DD/MM/YYYY", persist_state="session"
        )
        minimum = left.number_input(
            "Closed cases that your course asks for",
            min_value=1,
            value=None,
            step=1,
            key="portfolio minimum",
            placeholder="Not set",
            persist_state="session",
            help="No minimum is published. What you enter is shown as your course’s own rule.",
        )
        all_closed = right.toggle(
            "Every case in this file is closed",
            key=f"portfolio closed {whose}",
            persist_state="session",
            help="For a file of closed cases that has no end date and no status.",
        )
    if start and end and start > end:
        st.warning("The training period starts after it ends, so it is not used.", icon=":material/warning:")
        start = end = None
    return start, end, all_closed, minimum


def _choose(
    place: st.delta_generator.DeltaGenerator, words: str, options: tuple[str, ...], key: str, first: str
) -> str | None:
    """A box that stands on `first` until something else of these options is chosen."""
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    index = options.index(first) if first in options else None
    chosen: str | None = place.selectbox(
        words,
        options,
        index=index,
        key=key,
        persist_state="session",
        format_func=label if key == "portfolio by" else str,
        placeholder="Choose",
    )
    return chosen
