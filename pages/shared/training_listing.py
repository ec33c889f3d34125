"""Rows of training files by their place, with the reason, on screen and as a download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.downloads import show_list_download
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.charts import Table

_SHOWN = 200  # rows that the screen lists


def show_rows(table: Table, title: str, says: str) -> None:
    """The rows of a table folded away under how many they are."""
    with st.expander(plain(title), icon=":material/list:"):
        st.markdown(plain(says))
        printed = table.printed()[:_SHOWN]
        st.dataframe(
            {name: [row[place] for row in printed] for place, name in enumerate(table.columns)},
            hide_index=True,
            alt=f"{table.caption}: the file, sheet and row of each, and why",
        )
        show_list_download(
            table, _SHOWN, label="Download the list (CSV)", key=table.name, lacks="no name and no address"
        )
