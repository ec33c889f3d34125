"""What could be put right in an upload, grouped by how, with the place to put it right."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from evaluation import wording
from evaluation.importing.answer_words import choices, unknown, worded
from evaluation.importing.privacy.notes import hidden
from evaluation.importing.spots import differing, first_of, spots
from evaluation.importing.values import words_of
from evaluation.measures import registry
from pages.shared.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.dataset import Dataset
    from evaluation.importing import Column, Mapping
    from evaluation.importing.ledger import Repair, Spot
    from evaluation.importing.repairs import ToRepair
    from evaluation.measures.definition import Measure
    from evaluation.workbooks import CheckedFile
    from pages.shared.session import Draft

SHOWN = 50  # cells that the grid of a group shows; the annotated workbook has all of them
_SETS = 20  # ids that come again, and wordings, that are asked about at once
_BY_CELL: frozenset[Repair] = frozenset(
    {
        *("no id", "doubtful column", "outside", "answer in words", "not a number", "not a date"),
        *("stages swapped", "total", "between scores", "code"),
    }
)
_BY_COLUMN: frozenset[Repair] = frozenset({"doubtful column", "outside", "not a number", "answer in words"})
_AS_NOW = "As it is now"
_NOT_SAID = "Not said yet"


def show_repairs(draft: Draft, data: Dataset, mapping: Mapping) -> None:
    """Each group of what could be put right, with its first cells and the place to put it right."""
    st.subheader("What could be put right")
    if not data.repairs:
        st.markdown("Nothing to put right.")
    file = draft.file(data)
    for place, group in enumerate(data.repairs):
        with st.expander(plain(group.heading), icon=":material/build:"):
            st.markdown(f"{plain(group.do)} {plain(group.then)}")
            st.markdown("\n".join(f"- {_shown(spot)}" for spot in _first(group, file)))
            _fix(draft, group, file, mapping, f"{place} {draft.key} {draft.laid_over.fingerprint[:12]}")
    _show_words(file, mapping)


def _fix(draft: Draft, group: ToRepair, file: CheckedFile, mapping: Mapping, key: str) -> None:
    if group.repair == "repeated id":
        _choose_rows(draft, group, file, key)
    if group.repair == "answer in words":
        _say_words(draft, group, file, mapping, key)
    for code in group.codes:
        st.button(
            f"{code:g} means “not known”: leave every {code:g} blank",
            key=f"code {code:g} {key}",
            on_click=draft.restart,
            args=(replace(mapping, missing_codes=(*mapping.missing_codes, code)),),
        )
    if set(group.columns) & hidden(file.fitted):
        st.caption("What this column holds is not shown here: correct it in your file.")
    elif group.repair in _BY_CELL:
        _edit_cells(draft, group, file, key)
    if group.repair in _BY_COLUMN:
        _drop_column(draft, group, mapping, key)


def _first(group: ToRepair, file: CheckedFile) -> list[Spot]:
    """The examples of a group with what their cells say: on screen it is the person's own file."""
    wanted = {(spot.sheet, spot.row, spot.letter) for spot in group.examples}
    few = map(first_of, group.problems)
    every = (spot for problem in few for spot in spots(problem, file.sheet, file.fitted.columns))
    found = {(spot.sheet, spot.row, spot.letter): spot for spot in every}
    return [found[place] for place in sorted(wanted) if place in found]


def _shown(spot: Spot) -> str:
    where = f"{plain(spot.sheet)}, row {spot.row}"
    if not spot.letter:
        return where
    said = f", found {plain(spot.found)}" if spot.found.strip() else ""
    return f"{where}, column {spot.letter} ({plain(spot.header)}){said}"


def _edit_cells(draft: Draft, group: ToRepair, file: CheckedFile, key: str) -> None:
    """The cells of a group as a grid to type into, and the button that takes over what was typed."""
    every = (spot for problem in group.problems for spot in spots(problem, file.sheet, file.fitted.columns))
    shown = [spot for spot in islice(every, SHOWN) if spot.letter]
    # What a phone shows first is what is typed into.
    columns: dict[str, list[str] | list[int]] = {
        "Row": [spot.row for spot in shown],
        "Found": [spot.found for spot in shown],
        "Correct to": [spot.found for spot in shown],
        "Column": [f"{spot.letter} {spot.header}" for spot in shown],
        "Sheet": [spot.sheet for spot in shown],
    }
    frame = pd.DataFrame(columns)
    edited = st.data_editor(
        frame,
        key=f"cells {key}",
        hide_index=True,
        num_rows="fixed",
        disabled=["Sheet", "Row", "Column", "Found"],
        column_config={
            "Row": st.column_config.NumberColumn(width=60),
            "Correct to": st.column_config.TextColumn(help="Type what it should be, or clear it."),
        },
        alt=f"{group.heading}: sheet, row, column and what was found, and what to put in its place",
    )
    if group.n > SHOWN:
        st.caption(f"The first {SHOWN} are shown. The annotated workbook below has all {group.n}.")
    typed = changed(shown, edited["Correct to"].tolist())
    st.button(
        f"Apply {wording.plural(len(typed), 'correction', 'corrections')}" if typed else "Apply corrections",
        key=f"apply {key}",
        type="primary",
        disabled=not typed,
        help=None if typed else "Type into the last column of the table first.",
        on_click=_correct_cells,
        args=(draft, typed),
    )


def changed(shown: Iterable[Spot], typed: Iterable[object]) -> list[tuple[Spot, str]]:
    """The cells whose text was changed, each with its new text; a cleared cell gets none."""
    texts = ("" if text is None else str(text).strip() for text in typed)
    return [(spot, text) for spot, text in zip(shown, texts, strict=True) if text != spot.found.strip()]


def _correct_cells(draft: Draft, typed: list[tuple[Spot, str]]) -> None:
    draft.correct(draft.corrections.with_cells(draft.workbook, typed))


def _drop_column(draft: Draft, group: ToRepair, mapping: Mapping, key: str) -> None:
    """Leave a whole column out: what it holds becomes "Not used"."""
    columns = {c.index: c for c in mapping.columns if c.index in group.columns and c.used}
    if not columns:
        return
    chosen = st.selectbox(
        "Or leave a whole column out",
        list(columns),
        index=None,
        format_func=lambda index: columns[index].header,
        placeholder="No column",
        key=f"column {key}",
    )
    if chosen is None:
        return
    dropped = replace(
        columns[chosen],
        use="ignore",
        measure="",
        scale="",
        item=0,
        confidence="matched",
        why="chosen by you",
    )
    st.button(
        "Leave this column out",
        key=f"drop {key}",
        on_click=draft.restart,
        args=(mapping.with_column(dropped),),
    )


def _choose_rows(draft: Draft, group: ToRepair, file: CheckedFile, key: str) -> None:
    """Of rows that share an id and differ, which to keep; the others are left out."""
    unseen = hidden(file.fitted)
    columns = [column for column in file.columns if column.index not in unseen]
    gone: list[tuple[str, int]] = []
    for numbers in group.sets[:_SETS]:
        gone += _ask_which(numbers, file, columns, key)
    if len(group.sets) > _SETS:
        st.caption(f"The first {_SETS} of {len(group.sets)} ids are asked about; the others follow.")
    st.button(
        f"Leave out {wording.plural(len(gone), 'row', 'rows')}" if gone else "Leave out the other rows",
        key=f"rows {key}",
        type="primary",
        disabled=not gone,
        help="Everything on a row that is left out stays out of the figures.",
        on_click=_leave_out,
        args=(draft, gone),
    )


def _ask_which(
    numbers: tuple[int, ...], file: CheckedFile, columns: list[Column], key: str
) -> list[tuple[str, int]]:
    """Ask which of a few rows to keep, and say where they differ; the rows to leave out."""
    rows = [file.sheet.places.of(number) for number in numbers]
    keeps = {f"Keep row {row} of {sheet}": [(sheet, row)] for sheet, row in rows}
    options: dict[str, list[tuple[str, int]]] = {_AS_NOW: rows, **keeps, "Leave all of them out": []}
    chosen = st.selectbox(
        wording.capital(file.sheet.places.listed(numbers)),
        list(options),
        key=f"keep {numbers[0]} {numbers[-1]} {key}",
    )
    lines = [
        f"{header}: {' / '.join(text or 'blank' for text in texts)}"
        for header, texts in differing(numbers, file.sheet, columns)
    ]
    if lines:
        st.caption(f"They differ in {plain('; '.join(lines[:6]))}.")
    return [row for row in rows if row not in options[chosen or _AS_NOW]]


def _leave_out(draft: Draft, rows: list[tuple[str, int]]) -> None:
    draft.correct(draft.corrections.with_rows(draft.workbook, rows))


def _say_words(draft: Draft, group: ToRepair, file: CheckedFile, mapping: Mapping, key: str) -> None:
    """Ask what each wording means that is no known answer."""
    measure = _measure(group.measure, file.fitted)
    if measure is None:
        return
    columns = [column for column in file.fitted.columns if column.index in group.columns]
    answers = dict(choices(measure, columns))
    if not answers:
        return
    meanings: dict[str, float | None] = {label: code for code, label in answers.items()}
    meanings["Leave blank"] = None
    said: dict[str, float | None] = {}
    for one in unknown(group, file.sheet)[:_SETS]:
        chosen = st.selectbox(
            f"“{plain(one.text)}” in {wording.plural(one.n, 'cell', 'cells')} means",
            [_NOT_SAID, *meanings],
            key=f"word {words_of(one.text)} {key}",
        )
        if chosen in meanings:
            said[words_of(one.text)] = meanings[chosen]
    st.button(
        "Use these answers",
        key=f"words {key}",
        type="primary",
        disabled=not said,
        help="They go into the mapping, so the next file needs no asking.",
        on_click=draft.restart,
        args=(mapping.with_answers(measure.id, said.items()),),
    )


def _measure(measure_id: str, mapping: Mapping) -> Measure | None:
    known = registry().with_local((*mapping.own, *(e.measure() for e in mapping.locals if e.described)))
    return next((measure for measure in known if measure.id == measure_id), None)


def _show_words(file: CheckedFile, mapping: Mapping) -> None:
    """How answers in words were read, once for each questionnaire."""
    read = worded(file.sheet, file.fitted, registry().with_local(mapping.own))
    if not read:
        return
    with st.expander("How answers in words were read", icon=":material/translate:"):
        for entry in read:
            st.markdown(f"**{plain(entry.short)}**")
            st.markdown(
                "\n".join(
                    f"- {plain(one.text)}: {one.code} ({wording.plural(one.n, 'cell', 'cells')})"
                    for one in entry.wordings
                )
            )
        st.caption(
            "The numbers are those printed on the form. Questions worded the other way round are "
            "turned round when they are scored."
        )
