"""Answers to follow up: risk items that somebody should look at. Seen by the person whose data it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.alerts import asks_about_risk, unread, without_answers
from evaluation.charts import Table
from pages.shared.session import current
from pages.shared.texts import as_csv, as_html, plain

if TYPE_CHECKING:
    from evaluation.alerts import ToFollowUp


def listed(entries: tuple[ToFollowUp, ...], caption: str, name: str) -> Table:
    """The answers as a table of places in the file: no name and no id is in it."""
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
                str(entry.row),
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
        name=name,
    )


session = current()
data = session.data
found = data.to_follow_up
now = tuple(entry for entry in found if entry.latest is not False)
earlier = tuple(entry for entry in found if entry.latest is False)
totals = without_answers(data.responses, data.mapping)
unreadable = unread(data.responses, data.mapping)

if now:
    st.title(f"{wording.plural(len(now), 'answer asks', 'answers ask')} for a clinician’s look")
elif asks_about_risk(data.responses, data.mapping):
    st.title("No answer about risk was found that asks for a look")
else:
    st.title("No questionnaire in this file asks about risk")
st.caption(
    plain(
        f"{data.name}, sheet {data.ledger.sheet}. This page is for whoever holds the data: it is in no "
        "report and on no commissioner's page. It looks at the whole file, whatever is filtered elsewhere."
    )
)
st.markdown(
    "Some questions ask about risk: self-harm, or harm to the baby. Attune lists the answers above the mark, "
    "so that somebody who knows the family can look the same day. It is no assessment of risk, and an answer "
    "that is not listed is no sign of safety."
)
if now:
    st.html(as_html(listed(now, "Answers to follow up, the newest first", "now")))
if earlier:
    again = wording.plural(len(earlier), "earlier answer was", "earlier answers were")
    with st.expander(f"{again} above the mark too, and the question has been answered again since"):
        st.html(as_html(listed(earlier, "Earlier answers", "earlier")))
if found:
    st.download_button(
        "Download the whole list (CSV)",
        data=as_csv(listed(found, "Answers to follow up", "answers-to-follow-up")),
        file_name="answers-to-follow-up.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        help="Row numbers are those that Excel shows. The list holds no name and no id.",
    )
    st.header("Why these are listed")
    reasons = dict.fromkeys((entry.measure, entry.why, entry.source) for entry in found)
    st.markdown(
        "\n".join(f"- **{plain(short)}:** {plain(why)} ({plain(source)})" for short, why, source in reasons)
    )
if totals or unreadable or data.ledger.set_aside:
    st.header("What could not be looked through")
if totals:
    st.markdown(
        f"{plain(wording.listed(totals))}: in the file, or at one stage of it, there are totals, no answers, "
        "or the answers were not used, so what was said about risk can't be seen."
    )
if unreadable:
    st.markdown("Something was written that Attune can't read as an answer:")
    st.markdown("\n".join(f"- {plain(problem.message)}" for problem in unreadable))
if data.ledger.set_aside:
    rows = wording.plural(len(data.ledger.set_aside), "row was", "rows were")
    st.markdown(f"{rows} set aside. Those with answers were looked through; look at the others yourself.")
    st.page_link("pages/rows.py", label="Which rows, and why", icon=":material/fact_check:")
