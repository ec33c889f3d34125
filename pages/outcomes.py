"""Outcomes: one measure in depth, with everything behind its sentence."""

import streamlit as st

from evaluation import wording
from evaluation.charts import before_after, effect, flow, outcome_bar, transitions
from evaluation.findings.sentences import short_sentence, subtitle
from evaluation.reports.figures import rates, scores, sizes
from pages.shared.figures import plain, show_banner, show_chart, show_notes, show_table
from pages.shared.session import current

session = current()
evidence = session.evidence()
show_banner(evidence)

if not evidence.findings:
    st.title("Outcomes")
    st.warning(
        f"No {evidence.nouns.many} here have two scores to compare. Widen the filters in the sidebar, "
        "or see Rows used for what became of each row."
    )
    st.stop()

titles: dict[str, str] = {}
for entry in evidence.findings:
    shown = entry.title if entry.title not in titles else f"{entry.title} ({entry.rater})"
    titles[shown] = entry.key
chosen = st.selectbox("Measure", list(titles), key="measure", bind="query-params")
finding = evidence.finding(titles[chosen or next(iter(titles))])

st.title(plain(short_sentence(finding)))
st.caption(plain(subtitle(finding)))
st.markdown(f"{plain(finding.measure_name)}: {plain(finding.asks)}")
st.markdown(f"**{plain(finding.sentence)}**")

show_chart(outcome_bar(finding), "better")
chart = before_after(finding)
if chart is not None:
    show_chart(chart, "before-after")
chart = effect(finding)
if chart is not None:
    show_chart(chart, "effect")
chart = transitions(finding)
if chart is not None:
    show_chart(chart, "bands")

st.subheader("Under every definition of better")
with st.container(border=True):
    show_table(rates(finding), "rates")
st.subheader("Scores before and after")
with st.container(border=True):
    show_table(scores(finding), "scores")
table = sizes(finding)
if table is not None:
    st.subheader("Size of the change")
    with st.container(border=True):
        show_table(table, "sizes")

st.subheader("Who is counted")
chart = flow(finding)
if chart is not None:
    show_chart(chart, "flow")

st.subheader("How this was calculated")
rule = finding.rule(finding.headline_rule)
st.markdown(
    "\n".join(
        [
            f"- **Better means:** {plain(rule.text)}",
            f"- **Where that comes from:** {plain(rule.source or 'Attune')} ({plain(str(rule.status))})",
            f"- **Scores compared:** {plain(finding.pairing)}, always by the same rater.",
            f"- **Direction:** {finding.better} scores are better; the range is {finding.minimum:g} to {finding.maximum:g}.",
            f"- **Interval:** {wording.level(evidence.view.confidence)}, Wilson's for shares.",
            *[f"- **Published in:** {plain(text)}" for text in finding.citations],
            f"- **Licence:** {plain(finding.licence)}",
        ]
    )
)
st.subheader("Before you quote this")
for caveat in finding.caveats:
    st.markdown(f"- {plain(caveat.text)}")
show_notes(evidence)
