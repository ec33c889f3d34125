"""The filters of the sidebar: one for each column that a person may filter by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.importing.vocabulary import role_named, tokens
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.dataset import Dataset, Filter

ONLY = "only "  # before a column's name: the key of its filter, in the session and in the address


def shown_filters(data: Dataset) -> tuple[Filter, ...]:
    """The filters to offer: none whose column is named like personal data, but where only bands are kept."""
    coarse = {column.header for column in data.mapping.columns if column.keep}
    named = ((entry, role_named(tokens(entry.name))) for entry in data.filters)
    return tuple(
        entry for entry, role in named if entry.name in coarse or role is None or role.role != "private"
    )


def show_filters(data: Dataset) -> dict[str, tuple[str, ...]]:
    """Draw the filters; the values chosen, by column."""
    chosen: dict[str, tuple[str, ...]] = {}
    available = shown_filters(data)
    if not available:
        return chosen
    with st.expander("Filter", icon=":material/filter_list:", expanded=False):
        for entry in available:
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


def label(name: str) -> str:
    """A column's header as a label.

    >>> label("severe_mental_illness")
    'Severe mental illness'
    """
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def say_what_a_link_lacks(data: Dataset) -> None:
    """Say which filters of the address the open data do not have, as a link made for other data may."""
    known = {f"{ONLY}{entry.name}" for entry in shown_filters(data)}
    lacking = [
        f"“{label(key.removeprefix(ONLY))}”"
        for key in st.query_params
        if key.startswith(ONLY) and key not in known
    ]
    if lacking:
        st.warning(
            plain(
                f"This link was made for other data: these have no {', '.join(lacking)} to filter "
                "by, so all are shown."
            ),
            icon=":material/link_off:",
        )
