"""What each sheet of training files was taken for, to be looked at and changed sheet by sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.courses.kinds import KINDS
from evaluation.courses.vocabulary import LEVELS, OCCASIONS
from evaluation.errors import InputError
from pages.shared.dropping import show_error
from pages.shared.texts import plain
from pages.shared.training_columns import edit_columns
from pages.shared.training_shown import level_line

if TYPE_CHECKING:
    from evaluation.courses.kinds import Kind
    from evaluation.courses.mapping import SheetUse, TrainingMapping
    from pages.shared.training_draft import TrainingDraft

_ORDERS = {
    "": "Found from each column",
    "day first": "Day first (31/12/2026)",
    "month first": "Month first (12/31/2026)",
    "iso": "Year first (2026-12-31)",
}
_BY_ROW = "Said by a column"


def show_sheets(draft: TrainingDraft, mapping: TrainingMapping) -> TrainingMapping:
    """Every sheet, those that need somebody unfolded; the mapping as corrected."""
    if any(sheet.kind == "form" for sheet in mapping.sheets):
        with st.expander("What the levels of questions mean", icon=":material/stairs:"):
            st.markdown("\n".join(f"- {plain(level_line(level))}" for level in LEVELS))
    for place, sheet in enumerate(mapping.sheets):
        waits = " (needs you)" if sheet.needs_you else ""
        name = sheet.file if len(mapping.of(sheet.file)) == 1 else f"{sheet.file}, {sheet.sheet}"
        title = plain(f"{name}: {KINDS[sheet.kind].label}{waits}")
        with st.expander(title, icon=":material/table:", expanded=sheet.needs_you):
            mapping = mapping.with_sheet(_show_sheet(draft, sheet, f"{draft.key} {place}"))
    return mapping


def _show_sheet(draft: TrainingDraft, sheet: SheetUse, key: str) -> SheetUse:
    if sheet.why:
        st.caption(plain(wording.sentence(wording.capital(sheet.why))))
    for note in sheet.notes:
        st.markdown(f"- {plain(note)}")
    kinds = list(KINDS)
    left, right = st.columns(2)
    kind: Kind = left.selectbox(
        "This sheet is",
        kinds,
        kinds.index(sheet.kind),
        format_func=lambda one: KINDS[one].label,
        key=f"kind {key}",
    )
    left.caption(plain(KINDS[kind].says))
    if kind != sheet.kind:
        _take_for(draft, sheet, kind)
    if kind == "ignore":
        return sheet
    course = right.text_input(
        "Course of all its rows",
        sheet.course,
        key=f"course of {key}",
        placeholder=_BY_ROW,
        max_chars=120,
        help="Leave it empty where a column says which course each row is of.",
    )
    changed = replace(sheet, course=course.strip())
    if kind == "form":
        stages = ["", *dict.fromkeys((*OCCASIONS, *([sheet.occasion] if sheet.occasion else [])))]
        stage = left.selectbox(
            "Filled in",
            stages,
            stages.index(sheet.occasion),
            format_func=lambda one: wording.capital(one) or _BY_ROW,
            key=f"stage of {key}",
        )
        changed = replace(changed, occasion=stage)
    orders = _ORDERS if sheet.date_order in _ORDERS else {sheet.date_order: sheet.date_order, **_ORDERS}
    order = right.selectbox(
        "How dates are written",
        list(orders),
        list(orders).index(sheet.date_order),
        format_func=orders.__getitem__,
        key=f"dates of {key}",
    )
    changed = replace(changed, date_order=order)
    return edit_columns(changed, draft.sheet(sheet), f"columns of {key}") if sheet.columns else changed


def _take_for(draft: TrainingDraft, sheet: SheetUse, kind: Kind) -> None:
    """Recognise a sheet's columns again as those of another kind, and begin anew."""
    try:
        draft.take_for(sheet, kind)
    except InputError as error:
        show_error(str(error))
        st.stop()
    st.rerun()
