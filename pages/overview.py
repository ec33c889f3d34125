"""Overview: did families get better, on what, how many, and how sure is that."""

import streamlit as st

from evaluation import wording
from evaluation.charts import flow, needs, outcome_bars
from pages.shared.figures import plain, show_banner, show_chart, show_notes
from pages.shared.session import current

session = current()
evidence = session.evidence()
many = evidence.nouns.many

st.title(f"Did {many} get better?")
show_banner(evidence)

steps = {step.key: step for step in evidence.flow.steps}
with st.grid(3):
    st.metric(steps["all"].label, wording.count(steps["all"].n), border=True)
    both = wording.count(steps["both"].n)
    share = evidence.flow.share("both")
    st.metric("With both scores on at least one measure", both if share is None else f"{both} ({wording.share(share)})",
              border=True)  # fmt: skip
    st.metric("Rows of the file used", f"{wording.count(evidence.source.used)} of {wording.count(evidence.source.rows)}",
              border=True)  # fmt: skip

if evidence.findings:
    chart = outcome_bars(evidence)
    if chart is not None:
        show_chart(chart, "outcomes")
    st.subheader("What changed, measure by measure")
    for finding in evidence.findings:
        with st.container(border=True):
            st.markdown(f"**{plain(finding.measure_name)}** — {plain(finding.asks)}")
            st.markdown(plain(finding.sentence))
            first = [c for c in finding.caveats if c.key != "no_comparison"]
            if first:
                st.caption(plain(first[0].text))
            st.page_link("pages/outcomes.py", label=f"More about {finding.title}", icon=":material/arrow_forward:",
                         query_params={"measure": finding.title})  # fmt: skip
    st.subheader("Before you quote these figures")
    st.markdown(plain(evidence.findings[0].caveats[0].text))
else:
    st.warning(
        f"No {many} here have two scores to compare, so change can't be shown yet. "
        + ("First scores are below." if evidence.needs else "Widen the filters, or check how the columns were read.")
    )

if evidence.needs:
    st.subheader("Where people started" if not evidence.findings else "First scores only")
    for profile in evidence.needs:
        st.markdown(plain(profile.sentence))
        chart = needs(profile)
        if chart is not None:
            show_chart(chart, f"needs-{profile.measure}-{profile.scale}-{profile.rater}")

st.subheader("Who is counted")
chart = flow(evidence)
if chart is not None:
    show_chart(chart, "flow")
show_notes(evidence)
