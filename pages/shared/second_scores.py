"""Second scores that are missing, by worker and due date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.charts import Number, Table
from evaluation.following_up import USUAL_WEEKS, by_worker, totals, waiting
from pages.shared.figures import show_table
from pages.shared.whose import case, show_list, where

if TYPE_CHECKING:
    from evaluation.following_up import Cases, Waiting
    from pages.shared.session import Session

_ALL, _NOBODY = "All", "Nobody named"


def waiting_now(session: Session, cases: Cases) -> tuple[Waiting, ...]:
    """Those without a second score, with the weeks that are chosen on the page."""
    chosen = st.session_state.get("weeks") or st.query_params.get("weeks", "")
    weeks = int(chosen) if str(chosen).isdecimal() and 1 <= int(chosen) <= 260 else USUAL_WEEKS
    data, view = session.rows, session.view
    places = data.responses.places
    return waiting(data.counted_under(view), view, cases, places, today=date.today(), weeks=weeks)


def show_second_scores(session: Session, cases: Cases, found: tuple[Waiting, ...], many: str) -> None:
    """How many are waiting with each worker, and who they are."""
    st.number_input(
        "A second score is due this many weeks after the first",
        min_value=1,
        max_value=260,
        value=USUAL_WEEKS,
        step=1,
        key="weeks",
        bind="query-params",
        help="Your own choice: nobody has published when a second score is due. 26 weeks is where NHS "
        "England’s CQUIN for 2023/24 began to count open referrals.",
    )
    if not found:
        st.success(
            f"No {many} here have a first score without a second. The sidebar’s filters hold on this list.",
            icon=":material/check:",
        )
        return
    st.caption(
        "A questionnaire counts as done again when it has a second score by the same rater. The filters of "
        "the sidebar hold, its dates do not, as they are dates of second scores."
    )
    shown = found
    if cases.worker_column:
        with st.container(border=True):
            show_table(_workers(found, cases, many), "second-scores-by-worker")
        names = [worker.name or _NOBODY for worker in by_worker(found)]
        chosen = st.selectbox("Show those of", [_ALL, *names], key="waiting of")
        shown = tuple(one for one in found if chosen in {_ALL, one.worker or _NOBODY})
    open_ones = [one for one in shown if not one.closed]
    closed = [one for one in shown if one.closed]
    if open_ones:
        show_list(
            session, _table(session, open_ones, cases, "Second scores that are missing"), open_ones, "due"
        )
    if closed:
        without = wording.plural(len(closed), "closed case", "closed cases")
        with st.expander(f"{without} without a second score"):
            st.caption("A score after the end is a follow-up. What can still be found on paper can be added.")
            show_list(session, _table(session, closed, cases, "Closed cases"), closed, "closed")


def said(found: tuple[Waiting, ...], one: str, many: str) -> str:
    """How many are waiting, in a sentence."""
    every = totals(found)
    kind = " with an open case" if any(entry.closed is not None for entry in found) else ""
    has = "has" if every.overdue == 1 else "have"
    parts = [f"{wording.plural(every.overdue, one, many)}{kind} {has} a second score overdue"]
    if every.to_come:
        parts.append(
            f"{wording.count(every.to_come)} {'has' if every.to_come == 1 else 'have'} one due later"
        )
    if every.undated:
        parts.append(f"of {wording.count(every.undated)} the first score has no date")
    if every.closed:
        closed = wording.plural(every.closed, "closed case has", "closed cases have")
        parts.append(f"{closed} none")
    return f"{wording.listed(parts)}."


def _workers(found: tuple[Waiting, ...], cases: Cases, many: str) -> Table:
    return Table(
        caption=f"{wording.capital(many)} without a second score, by worker",
        columns=(
            wording.capital(cases.worker_column.replace("_", " ")),
            "Overdue",
            "Due later",
            "First score without a date",
            "Closed cases",
        ),
        rows=tuple(
            (
                worker.name or _NOBODY,
                *(
                    Number(n, "count")
                    for n in (worker.overdue, worker.to_come, worker.undated, worker.closed)
                ),
            )
            for worker in by_worker(found)
        ),
        notes=("In order of name. A gap is no verdict on whoever works with a family.",),
        name="second-scores-by-worker",
    )


def _table(session: Session, entries: list[Waiting], cases: Cases, caption: str) -> Table:
    """One row a family and day of first scores."""
    worker = (wording.capital(cases.worker_column.replace("_", " ")),) if cases.worker_column else ()
    return Table(
        caption=caption,
        columns=("Row", "Questionnaires", *worker, "First score", "Weeks since", "Due", "Case"),
        rows=tuple(
            (
                where(session, one),
                _forms(one),
                *((one.worker or _NOBODY,) if worker else ()),
                wording.day(one.first) if one.first else "no date",
                wording.UNAVAILABLE if one.weeks is None else Number(one.weeks, "count"),
                "–" if one.due is None else f"{wording.day(one.due)}{', overdue' if one.overdue else ''}",
                case(one.closed),
            )
            for one in entries
        ),
        name=caption.lower().replace(" ", "-"),
    )


def _forms(one: Waiting) -> str:
    raters = dict.fromkeys(rater for _, rater in one.forms)
    parts = [f"{wording.listed(form for form, by in one.forms if by == rater)} ({rater})" for rater in raters]
    return "; ".join(parts)
