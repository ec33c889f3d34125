"""A table too large to upload: looked at and counted where it lies, by whoever sits at this machine."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from evaluation import wording
from evaluation.charts import Table
from evaluation.charts.table import counted as cell
from evaluation.errors import InputError
from evaluation.importing.sheets import Sheet
from evaluation.sources import counted
from evaluation.view import View
from pages.shared.counts import aside_table, how_many, took
from pages.shared.dropping import show_error
from pages.shared.looking import lead, looking
from pages.shared.mapping_editor import edit
from pages.shared.texts import as_html, label, plain
from pages.shared.uploading import saved_mapping

if TYPE_CHECKING:
    from evaluation.importing.mapping import Mapping
    from evaluation.warehouse.held import Held
    from evaluation.warehouse.sizes import Sizes
    from pages.shared.session import Session

_ENGINES = {"DuckDB": "duckdb", "Spark": "spark"}
_PATH, _WRONG, _SIZES, _TURN = "large path", "large wrong", "large sizes", "large turn"


def show_large() -> None:
    """Ask where a table lies, show what is recognised in it, and count it there.

    A path is read for whoever sits at this machine alone: everybody else is asked for none.
    """
    if not looking().audience.on_this_machine:
        return
    session = lead()
    with st.expander(
        "A table too large to upload", icon=":material/database:", expanded=session.table is not None
    ):
        st.markdown(
            "Parquet files on this machine are counted where they lie, and only counts come back. Ten "
            "million families take a few minutes."
        )
        left, right = st.columns([3, 1])
        left.text_input(
            "Path to the Parquet files",
            key=_PATH,
            persist_state="session",
            placeholder="/data/scores/*.parquet",
            help="A file, a folder, or a pattern with * for several files of one table.",
        )
        engines = [name for name, module in (("DuckDB", "duckdb"), ("Spark", "pyspark")) if find_spec(module)]
        right.selectbox("Counted by", engines, key="large engine", persist_state="session")
        given = st.file_uploader("A mapping saved earlier (optional)", type=["json"], key="large mapping")
        st.button(
            "Look",
            key="look at table",
            icon=":material/search:",
            on_click=_look,
            args=(given.getvalue() if given is not None else None,),
        )
        if _WRONG in st.session_state:
            show_error(st.session_state[_WRONG])
        if session.table is not None:
            _show_table(session, session.table)


def _look(given: bytes | None = None, mapping: Mapping | None = None) -> None:
    """Open the table of the path, recognised anew or under a mapping."""
    from evaluation.warehouse import hold  # noqa: PLC0415 most never open a large table

    session = lead()
    if not looking().audience.on_this_machine:
        return
    _forget(session)
    path = str(st.session_state.get(_PATH, "")).strip()
    if not path:
        st.session_state[_WRONG] = "Type the path to the Parquet files first."
        return
    engine = _ENGINES[st.session_state["large engine"]]
    try:
        under = saved_mapping(given) if given is not None else mapping
        own = tuple(session.own.values())
        session.table = hold(path, engine=engine, mapping=under, measures=own, name=_called(path))
    except InputError as error:
        st.session_state[_WRONG] = str(error)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _called(path: str) -> str:
    """What a table is called: as its file or folder is, without the pattern."""
    given = Path(path)
    return given.parent.name if "*" in given.name else given.name


def _forget(session: Session) -> None:
    """Let go of a table that was looked at, and of what was kept beside it."""
    for key in (_WRONG, _SIZES):
        st.session_state.pop(key, None)
    if session.table is not None:
        session.table.engine.close()
        session.table = None


def _show_table(session: Session, table: Held) -> None:
    st.subheader("What was recognised")
    st.markdown(
        plain(
            f"{table.name}: {wording.count(table.used)} of {wording.count(table.rows)} rows can be used, on "
            f"{table.engine.name}."
        )
    )
    if table.aside:
        st.html(as_html(aside_table(table.aside)))
    for text in (*table.problems, *table.notes):
        st.caption(plain(text))
    turn = st.session_state.get(_TURN, 0)
    blank = pd.DataFrame(columns=range(len(table.mapping.columns)))
    corrected = edit(table.mapping, Sheet(table.mapping.sheet, blank), key=f"large columns {turn}")
    if corrected != table.mapping:
        st.button(
            "Look again with these corrections",
            key="look again",
            icon=":material/refresh:",
            on_click=_look,
            kwargs={"mapping": corrected},
        )
    st.subheader("What to keep")
    kept = st.multiselect(
        "Columns to filter and compare by",
        list(table.attributes),
        default=list(table.attributes),
        format_func=label,
        key=f"large keep {turn}",
        placeholder="None: everybody together",
        help="Each column divides the counts further. Fewer columns make fewer cells.",
    )
    with st.container(horizontal=True):
        counting = st.button("Count", key="count table", type="primary", icon=":material/calculate:")
        asking = st.button("What does each column cost?", key="size table", icon=":material/grid_on:")
    if asking or counting:
        st.session_state.pop(_SIZES, None)
    if asking:
        _measure(table, tuple(kept))
    if counting:
        _count(session, table, tuple(kept))
    if _SIZES in st.session_state:
        st.html(as_html(st.session_state[_SIZES]))


def _measure(table: Held, kept: tuple[str, ...]) -> None:
    """How many cells there would be without each column kept."""
    from evaluation.warehouse.counting import sizes  # noqa: PLC0415 as above

    try:
        with st.spinner("Counting cells"):
            found = sizes(table, keep=kept)
    except InputError as error:
        show_error(str(error))
        return
    st.session_state[_SIZES] = _costs(found)


def _too_many(table: Held, kept: tuple[str, ...]) -> bool:
    """Whether these columns make more cells than are kept; then that is said, with what each costs."""
    from evaluation.warehouse.counting import MOST_CELLS, sizes  # noqa: PLC0415 as above

    try:
        found = sizes(table, keep=kept)
    except InputError:
        return False
    if found.cells <= MOST_CELLS:
        return False
    show_error(
        f"Counted by these columns the table makes {wording.count(found.cells)} cells, and at most "
        f"{wording.count(MOST_CELLS)} are kept: take out one of the columns above, and count again."
    )
    st.session_state[_SIZES] = _costs(found)
    return True


def _costs(found: Sizes) -> Table:
    return Table(
        caption=f"{wording.plural(found.cells, 'cell', 'cells')} with all columns chosen",
        columns=("Without the column", "Cells"),
        rows=tuple((label(name), cell(n)) for name, n in found.without),
        name="cells",
    )


def _count(session: Session, table: Held, kept: tuple[str, ...]) -> None:
    """Count the table, step by step; its counts are then looked at like those of a file."""
    with st.status("Counting the table where it lies", expanded=True) as status:
        st.write(
            plain(f"Scoring, pairing and counting {wording.count(table.used)} rows on {table.engine.name}.")
        )
        try:
            found = counted(table, View(), kept)
        except InputError as error:
            status.update(label="The table was not counted", state="error")
            if not _too_many(table, kept):
                show_error(str(error))
            return
        st.write(plain(f"{took(found)} Working out the figures."))
        found.evidence(View(), parts=())
        status.update(label=plain(f"{how_many(found)}. {took(found)}"), state="complete")
    _forget(session)
    session.looked_at = found
    st.rerun()
