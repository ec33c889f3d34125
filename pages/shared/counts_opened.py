"""A file of counts on the import page: what it holds, before it becomes the data in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.view import View
from pages.shared.checking import list_scales
from pages.shared.counts import how_many, kept, took
from pages.shared.session import held
from pages.shared.texts import label, plain
from pages.shared.uploading import open_counts

if TYPE_CHECKING:
    from evaluation.dataset.counted_data import CountedData


def show_counts(counts: CountedData) -> None:
    """What the counts are of and kept by, what can be shown of them, and the button that uses them."""
    st.header("1. What was recognised")
    evidence = counts.evidence(View(), parts=())
    st.markdown(f"**{plain(counts.name)}: {plain(how_many(counts))}, and no row.**")
    st.markdown(
        "Counts say how many are alike: in the same month and group, with the same scores. Every figure is "
        "as exact as from rows. What needs a row, such as a list of families to follow up, can't be shown."
    )
    said = [
        f"Rows counted: {wording.count(counts.used)} of {wording.count(counts.rows)}.",
        *(f"{label(one.name)}: {_values(one.values)}." for one in counts.cells.attributes),
        "Months are kept, and no days." if counts.cells.by_month else "No months are kept.",
        f"Scores compared: {counts.cells.rule.words}.",
        took(counts),
    ]
    if not counts.cells.attributes:
        said.insert(1, kept(counts.cells))
    st.markdown("\n".join(f"- {plain(text)}" for text in said if text))
    st.header("2. Check")
    list_scales(evidence)
    with st.container(horizontal=True):
        st.button(
            "Show my results",
            key="show counts",
            type="primary",
            icon=":material/check:",
            on_click=open_counts,
            args=(counts,),
        )
        if counts.engine:  # of a table, and no file that can be taken away above
            st.button("Look at something else", key="leave counts", icon=":material/close:", on_click=_leave)


def _leave() -> None:
    held().looked_at = None


def _values(values: tuple[str, ...]) -> str:
    return wording.listed(values) if len(values) <= 8 else f"{len(values)} values"
