"""Answers about risk that somebody should look at the same day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.alerts import unread, without_answers
from evaluation.charts import Table
from pages.shared.texts import plain
from pages.shared.whose import show_list, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.alerts import ToFollowUp
    from pages.shared.session import Session


def show_risk(session: Session, found: Sequence[ToFollowUp]) -> None:
    """The answers above the mark, those that a later one has replaced apart, and what can't be seen."""
    now = [entry for entry in found if entry.latest is not False]
    earlier = [entry for entry in found if entry.latest is False]
    st.markdown(
        "Some questions ask about risk: self-harm, or harm to the baby. Attune lists the answers above the "
        "mark, so that somebody who knows the family can look the same day. It is no assessment of risk, and "
        "an answer that is not listed is no sign of safety."
    )
    if now:
        show_list(session, _table(session, now, "Answers to follow up, the newest first"), now, "risk")
    if earlier:
        again = wording.plural(len(earlier), "earlier answer was", "earlier answers were")
        with st.expander(f"{again} above the mark too, and the question has been answered again since"):
            show_list(session, _table(session, earlier, "Earlier answers"), earlier, "earlier risk")
    if found:
        with st.expander("Why these are listed", icon=":material/help:"):
            reasons = dict.fromkeys((entry.measure, entry.why, entry.source) for entry in found)
            st.markdown("\n".join(f"- **{plain(a)}:** {plain(b)} ({plain(c)})" for a, b, c in reasons))
    _show_unseen(session)


def _table(session: Session, entries: Sequence[ToFollowUp], caption: str) -> Table:
    return Table(
        caption=caption,
        columns=(
            "Row",
            "Questionnaire",
            "Question",
            "Answer scores",
            "Given by",
            "Stage",
            "Date",
            "In figures",
        ),
        rows=tuple(
            (
                where(session, entry),
                entry.measure,
                str(entry.question),
                f"{entry.answer:g}",
                entry.rater,
                entry.occasion or "–",
                wording.day(entry.date) if entry.date else "–",
                "yes" if entry.used else "no, the row is set aside",
            )
            for entry in entries
        ),
        name="answers-to-follow-up",
    )


def _show_unseen(session: Session) -> None:
    """Answers that nobody can see in the file: totals alone, words that can't be read, rows set aside."""
    data = session.rows
    totals = without_answers(data.responses, data.mapping)
    unreadable = unread(data.responses, data.mapping)
    if totals or unreadable or data.ledger.set_aside:
        st.markdown("### What could not be looked through")
    if totals:
        st.markdown(
            f"{plain(wording.listed(totals))}: in the file, or at one stage of it, there are totals, no "
            "answers, or the answers were not used, so what was said about risk can't be seen."
        )
    if unreadable:
        st.markdown("Something was written that Attune can't read as an answer:")
        st.markdown("\n".join(f"- {plain(problem.message)}" for problem in unreadable))
    if data.ledger.set_aside:
        rows = wording.plural(len(data.ledger.set_aside), "row was", "rows were")
        st.markdown(f"{rows} set aside. Those with answers were looked through; look at the others yourself.")
        st.page_link("pages/rows.py", label="Which rows, and why", icon=":material/fact_check:")
