"""Outcomes: one measure in depth, with everything behind its sentence."""

import streamlit as st

from evaluation import wording
from evaluation.charts import before_after, effect, flow, how, likert, outcome_bar, transitions
from evaluation.findings.lengths import lengths
from evaluation.findings.sentences import short_sentence, subtitle
from evaluation.reports.figures import rates, scores, sizes
from evaluation.reports.statistics import WITHHELD, statistics
from pages.shared.families import show_families
from pages.shared.figures import show_banner, show_chart, show_empty, show_notes, show_table
from pages.shared.looking import current
from pages.shared.measures import titles
from pages.shared.missing import show_expected, show_missing, show_standard
from pages.shared.texts import plain
from pages.shared.trajectories import show_more_scores
from pages.shared.words import show_words

session = current()
evidence = session.evidence(parts=())

if not evidence.findings:
    st.title("Outcomes")
    show_banner(evidence)
    show_empty(evidence)
    show_notes(evidence)
    st.stop()

by_title = titles(evidence)
head = st.container()
chosen = st.selectbox("Measure", list(by_title), key="measure", bind="query-params")
finding = by_title.get(chosen or "", evidence.findings[0])
# What is shown of one measure only is worked out for that one.
evidence = session.evidence(parts=("missing", "bootstraps", "multiverses", "trajectories"), of=finding.key)
finding = evidence.finding(finding.key)
with head:
    st.title(plain(wording.capital(short_sentence(finding))))
    st.caption(plain(subtitle(finding)))
show_banner(evidence)
st.markdown(f"**{plain(finding.sentence)}**")
st.markdown(plain(" ".join(dict.fromkeys((wording.sentence(finding.measure_name), finding.asks)))))

st.header("What changed")
for name, chart in (
    ("better", outcome_bar(finding) if finding.rates else None),
    ("before-after", likert(finding) or before_after(finding)),
    ("effect", effect(finding)),
    ("bands", transitions(finding)),
):
    if chart is not None:
        show_chart(chart, name, evidence)

st.header("Before you quote this")
st.markdown("\n".join(f"- {plain(caveat.text)}" for caveat in finding.caveats))

st.header("Words to copy")
show_words(lengths(finding))
st.page_link(
    "pages/claim.py",
    label="Check a sentence of your own before you print it",
    icon=":material/arrow_forward:",
)

st.header("The figures")
for name, table in (("rates", rates(finding)), ("scores", scores(finding)), ("sizes", sizes(finding))):
    if table is not None:
        with st.container(border=True):
            show_table(table, name)

with st.expander("For statisticians", icon=":material/query_stats:"):
    table = statistics(finding)
    if table is not None:
        show_table(table, "statistics")
    else:
        st.markdown(WITHHELD)

show_more_scores(session, evidence, finding)
show_families(evidence, finding)

st.header("Who is counted")
chart = flow(finding)
if chart is not None:
    show_chart(chart, "flow", evidence)

show_missing(finding, evidence)
show_expected(finding)
show_standard(finding)

st.header("How this was calculated")
rule = finding.rule(finding.headline_rule)
lead = finding.rule(finding.lead_rule) if finding.lead_rule else None
known = how.known(rule.status)
known = known[:1].lower() + known[1:]
st.markdown(
    "\n".join(
        [
            f"- **Better means:** {plain(rule.text)}",
            f"- **Where that comes from:** {plain(rule.source or 'Attune')} ({plain(known)})",
            *([f"- **{plain(lead.label)}:** {plain(lead.text)} {plain(lead.source)}"] if lead else []),
            f"- **Scores compared:** {plain(finding.pairing)}, always by the same rater.",
            (
                f"- **Direction:** {finding.better} scores are better; "
                f"the range is {finding.minimum:g} to {finding.maximum:g}."
            ),
            f"- **Interval:** {wording.level(evidence.view.confidence)}, Wilson's for shares.",
            *[f"- **Published in:** {plain(text)}" for text in finding.citations],
            *([f"- **Licence:** {plain(finding.licence)}"] if finding.licence else []),
        ]
    )
)
show_notes(evidence)
