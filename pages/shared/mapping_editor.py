"""The table in which a person corrects what each column holds, in plain words both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from evaluation.importing import Local
from evaluation.importing.privacy.notes import hidden
from evaluation.importing.sheets import column_letter
from evaluation.measures import registry
from evaluation.stages import BASELINE, END, FOLLOW_UP, RETROSPECTIVE, REVIEW
from evaluation.tokens import tokens
from pages.shared.session import held

if TYPE_CHECKING:
    from evaluation.importing import Column, Mapping
    from evaluation.importing.mapping import Keep, Use
    from evaluation.importing.sheets import Sheet

USES: dict[Use, str] = {
    "ignore": "Not used",
    "private": "Personal data (left out)",
    "id": "Id of the family or learner",
    "episode": "Id of the referral or enrolment",
    "score": "Score",
    "item": "Answer to one question",
    "date": "Date of the score",
    "occasion": "Stage (before, after ...)",
    "rater": "Who rated",
    "measure": "Name of the questionnaire",
    "attribute": "Something to filter by",
    "first_contact": "Date of first contact",
    "second_contact": "Date of second contact",
    "start": "Referral or start date",
    "end": "End date",
}
# Uses of which only a part is kept, by what is.
KEPT: dict[Keep, str] = {
    "age band": "Age (kept in bands)",
    "district": "Area (postcode, kept as its district)",
}
_NONE = "–"
_STAGES = (_NONE, BASELINE, RETROSPECTIVE, REVIEW, END, FOLLOW_UP)


def edit(mapping: Mapping, sheet: Sheet, key: str) -> Mapping:
    """Show what was recognised as an editable table and return the mapping as corrected."""
    scales = _scales(mapping)
    stages = list(dict.fromkeys((*_STAGES, *(c.occasion for c in mapping.columns if c.occasion))))
    frame = pd.DataFrame([_row(column, sheet, mapping, scales) for column in mapping.columns])
    edited = st.data_editor(
        frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        width="stretch",
        height=min(38 * (len(frame) + 1), 620),
        disabled=["Column", "Header", "First values", "Recognised", "Why"],
        placeholder=_NONE,
        column_config={
            "Column": st.column_config.TextColumn(width=60, pinned=True),
            "Header": st.column_config.TextColumn(width=190, pinned=True),
            "Holds": st.column_config.SelectboxColumn(
                options=[*USES.values(), *KEPT.values()], required=True, width=175
            ),
            "Questionnaire": st.column_config.SelectboxColumn(options=[_NONE, *scales], width=160),
            "Stage": st.column_config.SelectboxColumn(options=stages, width=120),
            "Recognised": st.column_config.TextColumn(width=95),
            "First values": st.column_config.TextColumn(width=160),
            "Why": st.column_config.TextColumn(width=260),
            "Question": st.column_config.NumberColumn(
                "Question no.",
                min_value=0,
                max_value=100,
                step=1,
                width=95,
                help="For an answer to one question",
            ),
        },
        alt="Each column of the sheet, what it was taken to hold, how sure that is, and why. Cells "
        "can be changed.",
    )
    return _corrected(mapping, edited, scales)


def _scales(mapping: Mapping) -> dict[str, tuple[str, str]]:
    """What can be chosen under "Questionnaire", and the measure and scale it stands for."""
    found: dict[str, tuple[str, str]] = {}
    for measure in registry():
        if len(measure.scales) > 1 or measure.items is not None:
            found[f"{measure.short} (answers)"] = (measure.id, "")
        for scale in measure.scales:
            found[scale.title] = (measure.id, scale.id)
    found |= _shared()
    for measure in ({m.id: m for m in mapping.own} | held().own).values():
        if measure.items is not None:
            found[f"{measure.short} (own, answers)"] = (measure.id, "")
        for scale in measure.scales:
            found[f"{scale.title} (own)"] = (measure.id, scale.id)
    for entry in mapping.locals:
        found[f"{entry.name} (own score)"] = (entry.id, "total")
    return found


def _shared() -> dict[str, tuple[str, str]]:
    """The same for names that several questionnaires share; which of them is asked below the table."""
    found = {}
    for entry, members in registry().shared.values():
        stand_in = entry.stand_in(members)
        if stand_in.items is not None:
            found[f"{entry.name} (answers; which one is asked below)"] = (entry.id, "")
        for scale in stand_in.scales:
            found[f"{scale.title} (which one is asked below)"] = (entry.id, scale.id)
    return found


def _row(
    column: Column, sheet: Sheet, mapping: Mapping, scales: dict[str, tuple[str, str]]
) -> dict[str, object]:
    named = {place: text for text, place in scales.items()}
    return {
        "Column": column_letter(column.index),
        "Header": column.header,
        "Holds": KEPT.get(column.keep if column.use == "attribute" else "", USES[column.use]),
        "Questionnaire": named.get((column.measure, "" if column.use == "item" else column.scale), _NONE),
        "Stage": column.occasion or _NONE,
        "Recognised": column.confidence,
        "First values": "" if column.index in hidden(mapping) else _examples(column, sheet, mapping),
        "Why": column.why,
        "Question": column.item or None,
    }


def _examples(column: Column, sheet: Sheet, mapping: Mapping) -> str:
    cells = sheet.cells.iloc[mapping.header_rows[-1] :, column.index].head(60)
    texts = [f"{cell:%d/%m/%Y}" if isinstance(cell, datetime) else str(cell).strip() for cell in cells]
    return ", ".join(list(dict.fromkeys(text for text in texts if text))[:3])[:60]


def _corrected(mapping: Mapping, edited: pd.DataFrame, scales: dict[str, tuple[str, str]]) -> Mapping:
    uses: dict[str, Use] = {words: use for use, words in USES.items()}
    uses |= dict.fromkeys(KEPT.values(), "attribute")
    keeps: dict[str, Keep] = {words: keep for keep, words in KEPT.items()}
    locals_ = {entry.id: entry for entry in mapping.locals}
    columns = []
    for column, row in zip(mapping.columns, edited.to_dict("records"), strict=True):
        use = uses[row["Holds"]]
        measure, scale = scales.get(str(row["Questionnaire"] or ""), ("", ""))
        stage = str(row["Stage"] or _NONE)
        if use == "score" and not measure and mapping.layout == "wide":
            # A score of no known questionnaire: it needs a name, a range and a direction.
            measure, scale = column.measure or own_id(column.header), "total"
            locals_.setdefault(measure, Local(id=measure, name=column.header.rsplit(": ", 1)[-1]))
        if use not in {"score", "item", "date"}:
            measure = scale = ""
        changed = replace(
            column,
            use=use,
            keep=keeps.get(row["Holds"], ""),
            # What a person says is not personal no longer counts as such; an id stays what it is.
            personal=column.personal if use in {column.use, "id"} else "",
            measure=measure,
            scale=scale if use == "score" else "",
            item=int(row["Question"]) if use == "item" and pd.notna(row["Question"]) else 0,
            occasion="" if stage == _NONE else stage,
        )
        if changed != column:
            changed = replace(changed, confidence="matched", why="chosen by you")
        columns.append(changed)
    used = {column.measure for column in columns}
    kept = tuple(entry for entry in locals_.values() if entry.id in used)
    return replace(mapping, columns=tuple(columns), locals=kept).with_own(held().own.values())


def own_id(header: str) -> str:
    """An id for a score of the person's own, from its header."""
    words = "_".join(tokens(header.rsplit(": ", 1)[-1])) or "score"
    return words if words[0].isalpha() else f"score_{words}"
