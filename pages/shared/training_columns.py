"""The table in which a person corrects what each column of a training sheet holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from evaluation.courses.kinds import KINDS
from evaluation.courses.vocabulary import LEVELS, OCCASIONS, Question
from evaluation.importing.sheets import column_letter
from evaluation.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evaluation.courses.kinds import Kind
    from evaluation.courses.mapping import ColumnUse, SheetUse
    from evaluation.courses.vocabulary import Level
    from evaluation.importing.sheets import Sheet

# What a column may hold beside the fields of its sheet's kind.
_MORE = {
    "question": "Answer to a question",
    "session": "Marks of one session",
    "count": "Numbers of one borough",
    "ignore": "Not used",
    "private": "Personal data (left out)",
}
_NONE = "–"
_HIDDEN = frozenset({"private", "email"})  # of which no cell is shown


def holds(kind: Kind) -> dict[str, str]:
    """What a column of a kind of sheet may hold: its name in a mapping, and in words."""
    fields = {field.name: field.label for field in KINDS[kind].fields}
    return fields | {name: words for name, words in _MORE.items() if name not in fields}


def edit_columns(use: SheetUse, sheet: Sheet, key: str) -> SheetUse:
    """Show what was recognised of a sheet's columns as a table; the sheet as corrected in it."""
    words = holds(use.kind)
    stages = dict.fromkeys((_NONE, *OCCASIONS, *(c.occasion for c in use.columns if c.occasion)))
    frame = pd.DataFrame([_row(column, use, sheet, words) for column in use.columns])
    shown = _columns(use)
    edited = st.data_editor(
        frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        width="stretch",
        height=min(38 * (len(frame) + 1), 620),
        column_order=shown,
        disabled=["Column", "Header", "First values", "Recognised", "Why"],
        placeholder=_NONE,
        column_config={
            "Column": st.column_config.TextColumn(width=60, pinned=True),
            "Header": st.column_config.TextColumn(width=190, pinned=True),
            "Holds": st.column_config.SelectboxColumn(options=list(words.values()), required=True, width=190),
            "Stage": st.column_config.SelectboxColumn(options=list(stages), width=150),
            "Session": st.column_config.TextColumn(width=110, help="Which session a mark or an answer is of"),
            "Borough": st.column_config.TextColumn(width=110),
            "Level": st.column_config.NumberColumn(
                min_value=1, max_value=4, step=1, width=70, help="How far the question reaches: see above"
            ),
            "Lowest": st.column_config.NumberColumn(width=80, help="The lowest answer that can be given"),
            "Highest": st.column_config.NumberColumn(width=80, help="The highest answer that can be given"),
            "Recognised": st.column_config.TextColumn(width=95),
            "First values": st.column_config.TextColumn(width=160),
            "Why": st.column_config.TextColumn(width=280),
        },
        alt="Each column of the sheet, what it was taken to hold, how sure that is, and why. Cells can be "
        "changed.",
    )
    named = {text: name for name, text in words.items()}
    rows = edited.to_dict("records")
    return replace(
        use,
        columns=tuple(_corrected(column, row, named) for column, row in zip(use.columns, rows, strict=True)),
    )


def _columns(use: SheetUse) -> list[str]:
    """The table's columns that mean something for a kind of sheet."""
    asks = use.kind in {"form", "ratings", "feedback"}
    of_session = use.kind in {"form", "register"}
    of_borough = use.kind in {"workforce", "referrals"}
    return [
        *("Column", "Header", "Holds"),
        *(["Stage"] if use.kind == "form" else []),
        *(["Session"] if of_session else []),
        *(["Borough"] if of_borough else []),
        *(["Level", "Lowest", "Highest"] if asks else []),
        *("Recognised", "First values", "Why"),
    ]


def _row(column: ColumnUse, use: SheetUse, sheet: Sheet, words: dict[str, str]) -> dict[str, object]:
    question = column.question
    return {
        "Column": column_letter(column.index),
        "Header": column.header,
        "Holds": words.get(column.use, _MORE["ignore"]),
        "Stage": column.occasion or _NONE,
        "Session": column.session or None,
        "Borough": column.borough or None,
        "Level": question.level if question else None,
        "Lowest": question.low if question else None,
        "Highest": question.high if question else None,
        "Recognised": column.confidence,
        "First values": "" if column.use in _HIDDEN else _examples(column, use, sheet),
        "Why": column.why,
    }


def _examples(column: ColumnUse, use: SheetUse, sheet: Sheet) -> str:
    first = use.header_rows[-1] if use.header_rows else 0
    cells = sheet.cells.iloc[first:, column.index].head(60)
    texts = [f"{cell:%d/%m/%Y}" if isinstance(cell, datetime) else str(cell).strip() for cell in cells]
    return ", ".join(list(dict.fromkeys(text for text in texts if text))[:3])[:60]


def _corrected(column: ColumnUse, row: Mapping[Any, Any], named: dict[str, str]) -> ColumnUse:
    use = named[str(row["Holds"])]
    stage = _text(row["Stage"])
    question = _question(column, row) if use == "question" or column.question is not None else None
    changed = replace(
        column,
        use=use,
        occasion="" if stage == _NONE else stage,
        session=_text(row["Session"]),
        borough=_text(row["Borough"]),
        question=question,
    )
    return changed if changed == column else replace(changed, confidence="matched", why="chosen by you")


def _question(column: ColumnUse, row: Mapping[Any, Any]) -> Question:
    """The question of a column with its range and level; one that runs from 1 to 5 where nothing is said."""
    old = column.question
    low, high, level = (
        float(row[name]) if pd.notna(row[name]) else usual
        for name, usual in (("Lowest", 1.0), ("Highest", 5.0), ("Level", 2.0))
    )
    reaches: Level = next((number for number in LEVELS if number == level), 2)
    if old is None:
        words = "-".join(tokens(column.header)) or f"column-{column.index}"
        return Question(id=words, text=column.header, low=low, high=high, level=reaches)
    labels = old.labels if (low, high) == (old.low, old.high) else ()
    return replace(old, low=low, high=high, level=reaches, labels=labels)


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str) else ""
