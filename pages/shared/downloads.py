"""Downloads for whoever holds the data: what to look at, the rows set aside, a copy with corrections."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.reports.csv_files import as_csv
from evaluation.workbooks import annotated, corrected_copy, set_aside_rows

if TYPE_CHECKING:
    from evaluation.charts import Table
    from evaluation.workbooks import CheckedFile

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_downloads(file: CheckedFile) -> None:
    """Three workbooks, each made when it is asked for."""
    kinds = (
        ("Annotated workbook", "annotated.xlsx", annotated,
         "Your file with a comment on every cell to look at and words beside each row."),
        ("Rows set aside", "rows-set-aside.xlsx", set_aside_rows,
         "Each row that is not used, with what it holds and why."),
        ("Corrected copy", "corrected-copy.xlsx", corrected_copy,
         "The sheets that were read, with your corrections in them."),
    )  # fmt: skip
    for place, (label, name, make, help_) in zip(st.columns(3), kinds, strict=True):
        place.download_button(
            label,
            data=partial(make, file),
            file_name=name,
            mime=_XLSX,
            help=help_,
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
            disabled=make is set_aside_rows and not file.ledger.set_aside,
        )
    st.caption(
        "These workbooks hold what your file holds, row by row: keep them as you keep the file. Columns with "
        "personal data, or of which only bands are kept, say [left out]."
    )


def show_list_download(table: Table, shown: int, *, label: str, key: str, lacks: str) -> None:
    """A list of rows whole, below the first of them that the screen lists; `lacks` says what is not in it."""
    if len(table.rows) > shown:
        st.caption(f"The first {shown} of {wording.count(len(table.rows))}; the download has them all.")
    st.download_button(
        label,
        data=as_csv(table),
        file_name=f"{table.name}.csv",
        mime="text/csv",
        key=f"download {key}",
        icon=":material/download:",
        on_click="ignore",
        help=f"Row numbers are those that Excel shows. The download holds {lacks}.",
    )
