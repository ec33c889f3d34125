"""Lists of single families for whoever holds the file: places in it on screen, with ids while it is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import streamlit as st

from pages.shared.downloads import show_list_download
from pages.shared.texts import as_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.charts import Table
    from pages.shared.session import Session

SHOWN = 50  # rows that the screen lists


class Placed(Protocol):
    """What stands on a row of the file."""

    @property
    def sheet(self) -> str:
        """Its sheet."""

    @property
    def row(self) -> int:
        """Its row as Excel shows it."""


def show_list(session: Session, table: Table, placed: Sequence[Placed], key: str) -> None:
    """A table of rows with the families' ids where the file is open in this tab, and its download without.

    `placed` says of which row of the file each row of the table is.
    """
    shown = replace(table, rows=table.rows[:SHOWN])
    st.html(as_html(_with_ids(session, shown, placed[:SHOWN])))
    show_list_download(
        table, SHOWN, label="Download the whole list (CSV)", key=key, lacks="no name and no id"
    )


def _with_ids(session: Session, table: Table, placed: Sequence[Placed]) -> Table:
    file = session.file
    if file is None or file.workbook.fingerprint != session.data.fingerprint:  # not what these rows are of
        return table
    places = session.rows.responses.places
    ids = file.ids([places.number(one.sheet, one.row) for one in placed])
    if not any(ids):
        return table
    rows = tuple((row[0], found, *row[1:]) for row, found in zip(table.rows, ids, strict=True))
    return replace(table, columns=(table.columns[0], "Id in the file", *table.columns[1:]), rows=rows)


def where(session: Session, one: Placed) -> str:
    """A row of the file, with its sheet where several are read together."""
    several = len(session.rows.responses.places.sheets) > 1
    return f"{one.row} of {one.sheet}" if several else str(one.row)


def case(closed: bool | None) -> str:
    """How a case stands, in a word."""
    return "not known" if closed is None else "closed" if closed else "open"
