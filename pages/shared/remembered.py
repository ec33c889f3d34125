"""What a mapping made before spares a person: one click, and what differs from the last time."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.charts import Table
from evaluation.dataset import Dataset
from evaluation.differing import called, differences
from evaluation.importing.renaming import compare_headers
from evaluation.reports.csv_files import as_csv
from pages.shared.session import held
from pages.shared.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from evaluation.differing import Differences
    from evaluation.importing import Column, Mapping
    from evaluation.importing.recalling import Recalled
    from pages.shared.session import Draft

_SHOWN = 200  # differences that the screen lists
_NAMED = 8  # columns that a sentence names


def details(draft: Draft) -> AbstractContextManager[object]:
    """Where the table of columns goes: folded away where nothing in it needs a look."""
    if draft.recalled is None or not draft.recalled.settled:
        return nullcontext()
    return st.expander("What was recognised, to look at or to change", icon=":material/tune:")


def show_recalled(draft: Draft) -> None:
    """Say that a mapping made before is used, and ask about columns that are new or probably renamed."""
    if draft.recalled is None:
        return
    changes = draft.recalled.changes
    if draft.recalled.settled:
        st.success(
            "These headers were seen before: your earlier corrections are used.", icon=":material/history:"
        )
    else:
        here = wording.plural(changes.wanted, "column", "columns")
        st.info(
            "Headers like these were seen before: your earlier corrections are used for "
            f"{len(changes.found)} of {here}. What has changed needs a look.",
            icon=":material/history:",
        )
    mapping = draft.corrected or draft.mapping
    changed = _asked(draft.recalled, mapping, draft.key)
    if changed != mapping:
        draft.restart(changed)
        st.rerun()
    if changes.missing:
        st.markdown(f"**Missing:** {_headers(changes.missing)}. What they held is not in the figures.")
    others = [column for column in changes.new if not column.used]
    if others:
        st.markdown(f"**New and not used:** {_headers(others)}.")


def _asked(recalled: Recalled, mapping: Mapping, key: str) -> Mapping:
    """A mapping after the questions about its columns, each a box that nobody has ticked yet."""
    for pair in recalled.changes.renamed:
        taken = recalled.takes(mapping, pair)
        ticked = st.checkbox(
            plain(pair.question), value=taken, key=f"same {key} {pair.old.index} {pair.new.index}"
        )
        if ticked != taken:
            mapping = recalled.with_pair(mapping, pair, same=ticked)
    if recalled.new_in_use:
        taken = recalled.takes_new(mapping)
        many = wording.plural(len(recalled.new_in_use), "new column", "new columns")
        ticked = st.checkbox(
            f"Use {many} as recognised: {_headers(recalled.new_in_use)}", value=taken, key=f"new {key}"
        )
        if ticked != taken:
            mapping = recalled.with_new(mapping, used=ticked)
    return mapping


def show_differences(draft: Draft, data: Dataset) -> None:
    """What differs from the data set that is open, where the two are of one kind."""
    before = held().dataset
    if not isinstance(before, Dataset):  # none is open, or counts are
        return
    found = _compared(draft, before, data)
    if found is None:
        return
    if found.nothing:
        st.info(plain(found.sentence), icon=":material/done_all:")
        return
    st.info(plain(found.sentence), icon=":material/difference:")
    list_differences(found)


def list_differences(found: Differences) -> None:
    """Each difference with its place, and all of them as a download."""
    if not found.changes:
        return
    table = _table(found)
    with st.expander("Each difference", icon=":material/list:"):
        st.dataframe(
            {name: [row[i] for row in table.rows[:_SHOWN]] for i, name in enumerate(table.columns)},
            hide_index=True,
            alt="What is new, changed or gone, each with its sheet and row, and what it was before",
        )
        if len(table.rows) > _SHOWN:
            st.caption(f"The first {_SHOWN} of {wording.count(len(table.rows))}; the download has them all.")
        st.download_button(
            "Download the differences (CSV)",
            data=as_csv(table),
            file_name="differences.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            help="For whoever holds the data: each line is about one family. It holds no name and no id.",
        )


def _compared(draft: Draft, before: Dataset, data: Dataset) -> Differences | None:
    """The differences, worked out once; None where the open data are another kind of file."""
    if not compare_headers(before.mapping, data.responses.columns).fits:
        return None
    if draft.compared is None or draft.compared[0] is not before or draft.compared[1] is not data:
        draft.compared = (before, data, differences(before, data))
    return draft.compared[2]


def _table(found: Differences) -> Table:
    return Table(
        caption="What differs from the file before",
        columns=("What", "Sheet", "Row", "About", "Rated by", "Stage", "Date", "Before", "After"),
        rows=tuple(
            (
                called(change.kind, found.noun),
                change.sheet,
                str(change.row),
                change.about,
                change.rater,
                change.occasion,
                wording.day(change.date) if change.date else "",
                change.before,
                change.after,
            )
            for change in found.changes
        ),
        name="differences",
    )


def _headers(columns: Iterable[Column]) -> str:
    listed = [f"'{column.header}'" for column in columns]
    more = f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
    return plain(", ".join(listed[:_NAMED]) + more)
