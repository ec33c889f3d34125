"""What a person settles for a whole sheet, beside the table of its columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import streamlit as st

from evaluation.errors import InputError
from pages.shared.dropping import show_error
from pages.shared.uploading import read_again, show_saved_mapping

if TYPE_CHECKING:
    from evaluation.importing import Mapping
    from evaluation.importing.mapping import Duplicates, Layout, Subjects
    from pages.shared.session import Draft

_LAYOUTS: dict[Layout, str] = {"wide": "a family or learner", "long": "one questionnaire"}
_NOUNS: dict[Literal["family", "learner"], str] = {"family": "families", "learner": "learners on a course"}
_SUBJECTS: dict[Subjects, str] = {"id": "An id column is needed", "one_per_row": "Each row is somebody else"}
_DUPLICATES: dict[Duplicates, str] = {
    "set_aside": "Set both aside",
    "first": "Keep the upper row",
    "last": "Keep the lower row",
}
_ORDERS = {
    "": "Found from each column",
    "day first": "Day first (31/12/2026)",
    "month first": "Month first (12/31/2026)",
    "iso": "Year first (2026-12-31)",
}


def show_shape(draft: Draft) -> Mapping:
    """Ask which sheet and header row are read, and what a row is; the draft's mapping with the answers."""
    mapping = draft.mapping
    sheets = [sheet.name for sheet in draft.workbook.sheets]
    first, second, third, fourth = st.columns(4)
    sheet = first.selectbox("Sheet", sheets, sheets.index(mapping.sheet), key=f"sheet {draft.key}")
    header = second.number_input(
        "Header is on row", 1, 1000, mapping.header_rows[-1], step=1, key=f"header {draft.key}"
    )
    layout = third.selectbox(
        "One row is",
        list(_LAYOUTS),
        list(_LAYOUTS).index(mapping.layout),
        _LAYOUTS.__getitem__,
        key=f"layout {draft.key}",
    )
    noun = fourth.selectbox(
        "Who is followed",
        list(_NOUNS),
        list(_NOUNS).index(mapping.noun),
        _NOUNS.__getitem__,
        key=f"noun {draft.key}",
    )
    chosen = sheet or mapping.sheet
    together = _sheets_together(draft, mapping) if chosen == mapping.sheet else None
    same = together is None or set(together) == {more.sheet for more in mapping.more_sheets}
    if chosen != mapping.sheet or header != mapping.header_rows[-1] or not same:
        try:
            read_again(draft, chosen, 0 if chosen != mapping.sheet else int(header), together)
        except InputError as error:
            show_error(str(error))
            st.stop()
        st.rerun()
    return replace(mapping, layout=layout, noun=noun)


def _sheets_together(draft: Draft, mapping: Mapping) -> tuple[str, ...]:
    """Ask which other sheets are read with the first; nothing to ask where there is one."""
    others = [s.name for s in draft.workbook.sheets if s.name != mapping.sheet and not s.cells.empty]
    if not others:
        return ()
    return tuple(
        st.multiselect(
            "Sheets read together with it",
            others,
            [more.sheet for more in mapping.more_sheets],
            key=f"together {draft.key}",
            placeholder="None: this sheet alone",
            help="Lists with the same headings, such as one sheet a worker, or lists of the same families, "
            "such as a sheet of scores before and a sheet of scores after. They meet by the id.",
        )
    )


def show_settings(draft: Draft, mapping: Mapping) -> Mapping:
    """Ask what is seldom asked: missing ids, ids that come twice, dates, a mapping saved earlier."""
    orders = _ORDERS if mapping.date_order in _ORDERS else {mapping.date_order: mapping.date_order, **_ORDERS}
    with st.expander("More settings", icon=":material/settings:"):
        left, middle, right = st.columns(3)
        subjects = left.selectbox(
            "Where there is no id column",
            list(_SUBJECTS),
            list(_SUBJECTS).index(mapping.subjects),
            _SUBJECTS.__getitem__,
            key=f"subjects {draft.key}",
        )
        duplicates = middle.selectbox(
            "When an id comes twice with different answers",
            list(_DUPLICATES),
            list(_DUPLICATES).index(mapping.duplicates),
            _DUPLICATES.__getitem__,
            key=f"duplicates {draft.key}",
        )
        order = right.selectbox(
            "How dates are written",
            list(orders),
            list(orders).index(mapping.date_order),
            orders.__getitem__,
            key=f"dates {draft.key}",
        )
        changed = replace(mapping, subjects=subjects, duplicates=duplicates, date_order=order)
        show_saved_mapping(draft)
    return changed
