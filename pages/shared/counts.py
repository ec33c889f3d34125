"""Counts in the place of rows: what they are, in words, and what a page says that needs rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import streamlit as st

from evaluation import wording
from evaluation.charts import Table
from evaluation.charts.table import counted
from evaluation.findings.finding import FAMILY, LEARNER
from pages.shared.looking import lead
from pages.shared.texts import as_html, label, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.counting.cells import Cells
    from evaluation.dataset import Dataset
    from evaluation.dataset.counted_data import CountedData
    from pages.shared.session import Session


class SetAside(Protocol):
    """Rows set aside for one reason."""

    @property
    def reason(self) -> str:
        """Why."""

    @property
    def n(self) -> int:
        """How many."""

    @property
    def examples(self) -> tuple[tuple[str, int], ...]:
        """The file and row of the first few."""


def how_many(counts: CountedData) -> str:
    """How large counts are: "1,204 cells of 10,000 families"."""
    nouns = LEARNER if counts.noun == "learner" else FAMILY
    cells = wording.plural(counts.cells.size, "cell", "cells")
    return f"{cells} of {wording.plural(counts.cells.people, nouns.one, nouns.many)}"


def kept(cells: Cells) -> str:
    """Which columns were kept, as a sentence."""
    names = [label(one.name) for one in cells.attributes]
    return f"Columns kept: {wording.listed(names)}." if names else "No column was kept to filter by."


def took(counts: CountedData) -> str:
    """How long counting took and where, as a sentence; "" where it is not known."""
    if not counts.cells.seconds:
        return ""
    where = f" on {counts.engine}" if counts.engine else ""
    return f"Counted in {wording.lasting(counts.cells.seconds)}{where}."


def tell(session: Session) -> None:
    """Say in the sidebar what the open counts are, which columns they keep and how long counting took."""
    counts = session.counts
    if counts is None:
        return
    said = (f"{how_many(counts)}, no row.", kept(counts.cells), took(counts))
    st.caption(
        plain(" ".join(filter(None, said))),
        help="A cell is how many people are alike: in their scores, their month and the columns kept.",
    )


def with_rows(title: str, why: str) -> tuple[Session, Dataset]:
    """A lead's session and the data set in it, for a page that shows rows.

    Where the data in use are counts the page ends here: its title, `why` it needs rows, what to do next.
    """
    session = lead()
    if session.counts is not None:
        _say_why_not(session.counts, title, why)
        st.stop()
    return session, session.rows


def _say_why_not(counts: CountedData, title: str, why: str) -> None:
    st.title(title)
    st.info(
        plain(f"The data in use are counts: {how_many(counts)}, and no row. {why}"),
        icon=":material/grid_on:",
    )
    st.markdown(
        "To see this page, open the spreadsheet or table that the counts were made from. What counts can "
        "show is on the pages under Results."
    )
    left, right = st.columns(2)
    left.page_link("pages/import_data.py", label="Open a file with rows", icon=":material/upload:")
    right.page_link("pages/overview.py", label="What these counts show", icon=":material/home:")


def show_rows_counted() -> None:
    """How many rows of the table were counted, and why others were not: rows themselves are not here."""
    counts = lead().counts
    if counts is None:
        return
    st.title(f"{wording.count(counts.used)} of {wording.count(counts.rows)} rows were counted")
    st.caption(plain(f"{counts.name}. {how_many(counts)}, and no row. {took(counts)}"))
    if counts.aside:
        st.header("Set aside, and why")
        st.html(as_html(aside_table(counts.aside)))
    elif counts.used == counts.rows:
        st.markdown("No row was set aside.")
    else:
        st.markdown(
            "Why the others were not is in no file of counts: whoever made it sees it on this page, with the "
            "rows open."
        )
    notes = (*counts.problems, *counts.reading, *counts.notes)
    if notes:
        st.header("Good to know")
        st.markdown("\n".join(f"- {plain(note)}" for note in notes))


def aside_table(aside: Iterable[SetAside]) -> Table:
    """Rows set aside by reason, with where the first few are."""
    return Table(
        caption="Rows set aside, and why",
        columns=("Reason", "Rows", "Such as"),
        rows=tuple(
            (
                one.reason,
                counted(one.n),
                wording.listed(f"row {row} of {file}" for file, row in one.examples[:3]),
            )
            for one in aside
        ),
        name="set-aside",
    )
