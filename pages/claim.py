"""Check a sentence: do the data bear out what somebody wants to print, and how is it put honestly?"""

import streamlit as st

from evaluation.claims import LONGEST, check_claim, definitions_table
from pages.shared.claims import show_examples, show_honest, show_reading, show_verdict, stands_for
from pages.shared.figures import show_banner, show_empty, show_notes, show_table
from pages.shared.looking import current
from pages.shared.texts import plain

session = current()
evidence = session.evidence(parts=())

st.title("Can you print that sentence?")
show_banner(evidence)
if not evidence.findings:
    show_empty(evidence)
    show_notes(evidence)
    st.stop()

st.markdown(
    "Type a sentence about how many got better. It is compared with every definition and number that these "
    "data print, and stays in this tab."
)
# Kept in the session alone: a sentence nobody has decided to print is in no address.
claim = st.text_area(
    "Your sentence",
    key="claim",
    persist_state="session",
    max_chars=LONGEST,
    height=100,
    placeholder="Such as: 70% of families improved on PHQ-9",
)
show_examples(evidence)
if not (claim and claim.strip()):
    st.stop()

meant = stands_for(evidence)
answer = check_claim(claim, evidence, about=meant)
show_verdict(answer)
show_honest(answer)

st.header("How the sentence was read")
show_reading(answer)

table = definitions_table(answer)
if table is not None:
    st.header("By which definition does it hold?")
    st.markdown(
        "Each line counts the same people by another definition of better, or among more people. A figure "
        "that holds by one line only needs that line's words beside it."
    )
    with st.container(border=True):
        show_table(table, "claim-definitions")

st.caption(
    plain(
        "Attune reads figures, numbers in words up to ninety-nine, the names of questionnaires and the usual "
        "words for better and worse. It judges no cause: nobody here was compared with families who had no "
        "service."
    )
)
show_notes(evidence)
