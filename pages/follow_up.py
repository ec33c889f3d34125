"""Families to follow up: answers about risk, missing second scores, who got worse. For leads alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.alerts import asks_about_risk
from evaluation.charts import Table
from evaluation.errors import InputError
from evaluation.following_up import cases_of, got_worse, without_rule
from pages.shared.counts import with_rows
from pages.shared.risk import show_risk
from pages.shared.second_scores import said, show_second_scores, waiting_now
from pages.shared.texts import plain
from pages.shared.whose import case, show_list, where

if TYPE_CHECKING:
    from evaluation.following_up import Cases, GotWorse
    from pages.shared.session import Session


def show_worse(session: Session, found: tuple[GotWorse, ...], cases: Cases) -> None:
    """Who got worse by a definition with a source, the newest first."""
    st.markdown(
        "Second scores that are worse than the first by at least the amount that the definition in the "
        "sidebar counts. A worse score is a reason to ask, no verdict on anybody: some scores get worse by "
        "chance."
    )
    rules = dict.fromkeys(f"{one.scale}: {one.rule}" for one in found)
    left = without_rule(session.rows, session.view)
    if rules:
        st.caption(plain(f"Worse means: {'; '.join(rules)}."))
    if left:
        st.caption(
            plain(
                f"Not looked at: {wording.listed(left)}. No amount of change that counts is published for "
                "them; choose another definition of better in the sidebar to list those who got worse by it."
            )
        )
    open_ones = [one for one in found if not one.closed]
    closed = [one for one in found if one.closed]
    if open_ones:
        show_list(
            session,
            _worse_table(session, open_ones, cases, "Got worse, the newest first"),
            open_ones,
            "worse",
        )
    elif closed:
        st.success("Nobody with an open case got worse by such an amount.", icon=":material/check:")
    else:
        st.success("Nobody here got worse by such an amount.", icon=":material/check:")
    if closed:
        with st.expander(f"{wording.plural(len(closed), 'score', 'scores')} of closed cases"):
            show_list(
                session, _worse_table(session, closed, cases, "Got worse, closed cases"), closed, "worse then"
            )


def _worse_table(session: Session, found: list[GotWorse], cases: Cases, caption: str) -> Table:
    worker = (wording.capital(cases.worker_column.replace("_", " ")),) if cases.worker_column else ()
    return Table(
        caption=caption,
        columns=("Row", "Scale", "Rated by", *worker, "Before", "After", "Second score", "Case"),
        rows=tuple(
            (
                where(session, one),
                one.scale,
                one.rater,
                *((one.worker or "–",) if worker else ()),
                f"{one.before:g}",
                f"{one.after:g}",
                wording.day(one.date) if one.date else "no date",
                case(one.closed),
            )
            for one in found
        ),
        name=caption.lower().replace(",", "").replace(" ", "-"),
    )


session, data = with_rows(
    "Families to follow up",
    "Who gave an answer about risk, or has no second score yet, is seen from rows alone: look where the "
    "rows are kept.",
)
nouns = session.nouns
risk = data.to_follow_up
now = [entry for entry in risk if entry.latest is not False]
asks = asks_about_risk(data.responses, data.mapping)
cases = cases_of(data.responses.episodes, date.today())
try:
    lacking = waiting_now(session, cases)
    worse = got_worse(data, session.view, cases)
except InputError as error:
    st.title("Families to follow up")
    st.warning(plain(str(error)), icon=":material/warning:")
    st.stop()

if now:
    st.title(f"{wording.plural(len(now), 'answer asks', 'answers ask')} for a clinician’s look")
elif asks:
    st.title("No answer about risk was found that asks for a look")
else:
    st.title("No questionnaire in this file asks about risk")
st.markdown(
    f"- {plain(said(lacking, nouns.one, nouns.many))}\n"
    f"- {wording.plural(len(worse), 'second score is', 'second scores are')} worse than the first by an "
    "amount that counts."
)
st.caption(
    plain(
        f"{data.name}, sheet {data.ledger.sheet}. This page is for whoever holds the data: it is in no "
        "report and on no commissioner's page. Ids are shown while the file is open in this tab, and are "
        "in no download."
    )
)
if asks or risk:
    st.header("Answers about risk")
    st.caption("Of the whole file, whatever is filtered elsewhere.")
    show_risk(session, risk)
st.header("Missing second scores")
show_second_scores(session, cases, lacking, nouns.many)
st.header("Got worse")
show_worse(session, worse, cases)
