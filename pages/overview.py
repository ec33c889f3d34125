"""Overview: did families get better, on what, how many, and how sure is that."""

import streamlit as st

from evaluation import wording
from evaluation.charts import counted_in_words, flow, needs, outcome_bars, statement
from evaluation.findings.flows import told
from pages.shared.composites import show_composites
from pages.shared.experience import show_described, show_experience
from pages.shared.figures import show_banner, show_chart, show_empty, show_notes
from pages.shared.looking import current, looking
from pages.shared.measures import show_cards
from pages.shared.packs import PackSession
from pages.shared.texts import plain
from pages.shared.tour import offer_tour

session = current()
evidence = session.evidence(parts=())
many = evidence.nouns.many
chart = outcome_bars(evidence)

only_said = bool(evidence.experience) and not (evidence.findings or evidence.needs or evidence.described)

st.title("What was said about the service" if only_said else f"Did {many} get better?")
counted = counted_in_words(evidence)
if chart is not None:
    st.markdown(f"**{plain(statement(evidence.findings[0]))}.** {plain(counted)}.")
show_banner(evidence)
if isinstance(session, PackSession) and session.pack.words:
    st.markdown(plain(session.pack.words))
if looking().leads:
    offer_tour(evidence)

if chart is not None:
    show_chart(chart, "outcomes", evidence, level=2)
    st.header("What changed, measure by measure")
    show_cards(evidence)
    show_composites(evidence)
    st.header("Before you quote these figures")
    for caveat in evidence.findings[0].caveats:
        if caveat.key in {"no_comparison", "completion"}:
            st.markdown(plain(caveat.text))
elif not (only_said or evidence.described):
    show_empty(evidence)

show_experience(evidence, *(["Question by question"] if only_said else []))
show_described(evidence)
if evidence.needs:
    st.header("First scores only" if evidence.findings else f"Where {many} started")
    for profile in evidence.needs:
        st.markdown(plain(profile.sentence))
        drawn = needs(profile)
        if drawn is not None:
            show_chart(drawn, f"needs-{profile.measure}-{profile.scale}-{profile.rater}", evidence)

st.header("Who is counted")
rows, used = told(evidence.flow, evidence.source.rows), told(evidence.flow, evidence.source.used)
said = "" if only_said else f" {plain(counted)}."
st.markdown(f"{plain(wording.capital(used))} of {plain(rows)} rows of the file are used.{said}")
drawn = flow(evidence)
if drawn is not None and not only_said:
    show_chart(drawn, "flow", evidence)
if evidence.reach is not None:
    st.page_link(
        "pages/reach.py", label="Who they are, and where they started", icon=":material/arrow_forward:"
    )
show_notes(evidence)
