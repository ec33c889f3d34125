"""Rows of training files by their place, with the reason, on screen and as a download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.reports.csv_files import as_csv
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
        if len(table.rows) > _SHOWN:
            st.caption(f"The first {_SHOWN} of {wording.count(len(table.rows))}; the download has them all.")
        st.download_button(
            "Download the list (CSV)",
            data=as_csv(table),
            file_name=f"{table.name}.csv",
            mime="text/csv",
            key=f"download {table.name}",
            icon=":material/download:",
            on_click="ignore",
            help="Row numbers are those that Excel shows. The download holds no name and no address.",
        )
