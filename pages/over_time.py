"""Over time: is it getting better from quarter to quarter, or is that chance?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.charts import trend_means, trend_shares, trend_table
from evaluation.findings.trend_words import (
    assurance_sentence,
    completion_sentence,
    how_made,
    mean_sentence,
)
from pages.shared.figures import show_banner, show_chart, show_empty, show_notes, show_table
from pages.shared.looking import current, told
from pages.shared.packs import PackSession
from pages.shared.texts import plain

if TYPE_CHECKING:
    from datetime import date

    from evaluation.view import Every, View

STEPS: dict[Every, str] = {"auto": "Chosen from the data", "month": "Months", "quarter": "Quarters"}


def ask(view: View) -> View:
    """The view with the steps, the new limits and the target that are chosen."""
    with st.expander("Steps, new limits, target", icon=":material/tune:"):
        left, middle, right = st.columns(3)
        step = left.selectbox(
            "One point is",
            list(STEPS.values()),
            key="step",
            bind="query-params",
            disabled=view.protection != "exact",
            help="Months are chosen where at least 10 have both scores in most of them, else quarters of the "
            "financial year. With small numbers hidden it is always quarters, as months could be compared "
            "with them to find a family.",
        )
        anew: date | None = middle.date_input(
            "Average and limits anew from",
            None,
            key="limits from",
            bind="query-params",
            format="DD/MM/YYYY",
            help="The day from which the service worked differently, such as a new clinic. Choose it for "
            "what you know happened then, never for how the chart looks.",
        )
        target = right.number_input(
            "Target: share who get better (%)",
            min_value=1,
            max_value=100,
            value=None,
            step=5,
            key="target",
            bind="query-params",
            help="Optional. The page says whether it lies above, below or within the limits of chance.",
        )
    every = next((name for name, words in STEPS.items() if words == step), "auto")
    return view.with_(every=every, rebase=anew, target=target)


session = current()
view = session.view
st.title("Is it getting better over time?")
banner, head, chosen_measure = st.container(), st.container(), st.container()
# What was published stays as it was published.
evidence = session.evidence(view if isinstance(session, PackSession) else ask(view), parts=("trends",))
with banner:
    show_banner(evidence)

if not evidence.findings:
    with head:
        show_empty(evidence)
        show_notes(evidence)
    st.stop()
if not evidence.trends:
    with head:
        st.warning(
            "Nothing can be shown by quarter: the numbers with both scores in each are too small."
            if evidence.suppressions
            else told(
                "The file has no dates for second scores, so they can't be put in order of time. Add a "
                "column with the date of each second score (or of each questionnaire), say under Use my own "
                "data that it is a date, and look again.",
                "Nothing was published of change over time for those shown here.",
            ),
            icon=":material/event_busy:",
        )
        show_notes(evidence)
    st.stop()

with head:
    st.markdown("\n".join(f"- {plain(trend.sentence)}" for trend in evidence.trends))
with chosen_measure:
    st.header("One measure in depth")
    about = {trend.about: trend for trend in evidence.trends}
    chosen = st.selectbox("Measure", list(about), key="over time")
trend = about.get(chosen or "", evidence.trends[0])

shares, means = trend_shares(trend), trend_means(trend)
if shares is not None:
    show_chart(shares, "over-time", evidence)
said = (assurance_sentence(trend), mean_sentence(trend), completion_sentence(trend))
st.markdown("\n".join(f"- {plain(text)}" for text in said if text))
if means is not None:
    show_chart(means, "average-over-time", evidence)
with st.container(border=True):
    show_table(trend_table(trend), "table-over-time")

st.header("Before you quote this")
st.markdown("\n".join(f"- {plain(caveat.text)}" for caveat in trend.caveats))

st.header("How this was calculated")
st.markdown("\n".join(f"- {plain(text)}" for text in how_made(trend)))
show_notes(evidence)
