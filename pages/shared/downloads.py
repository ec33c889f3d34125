"""Downloads for whoever holds the data: what to look at, the rows set aside, a copy with corrections."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.workbooks import annotated, corrected_copy, set_aside_rows

if TYPE_CHECKING:
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
