"""Who has no second score, how much could be regression to the mean, and how strong the evidence is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import charts
from evaluation.findings.evidence_standard import SOURCE as STANDARD_SOURCE
from evaluation.findings.evidence_standard import evidence_standard
from evaluation.findings.expected import EXPLAINED, HEADING, SOURCE, expected_sentence
from evaluation.findings.flows import untold
from evaluation.findings.missing import bounds_sentence, people, start_sentence, weighted_sentence
from pages.shared.figures import show_chart, show_table
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence, Finding


def show_missing(finding: Finding, evidence: Evidence) -> None:
    """Where those without a second score started, and how much they could change the share."""
    st.header("Who is missing, and how much could it matter?")
    said = (start_sentence(finding), bounds_sentence(finding), untold(finding.flow, people(finding).many))
    st.markdown("\n\n".join(plain(text) for text in said if text))
    table = charts.start_table(finding)
    if table is not None:
        with st.container(border=True):
            show_table(table, "without-second")
    makeup, weighted = charts.makeup_table(finding), weighted_sentence(finding)
    if makeup is not None or weighted:
        with st.expander("Who they are, and a sensitivity analysis", icon=":material/groups:"):
            if weighted:
                st.markdown(plain(weighted))
                st.caption(
                    "Each family with both scores stands for those like it without (inverse-probability "
                    "weights, Hájek's share). What is not in the file can't be put right this way."
                )
            if makeup is not None:
                show_table(makeup, "who-they-are")
    _definitions(finding, evidence)


def _definitions(finding: Finding, evidence: Evidence) -> None:
    """The share under every reasonable definition."""
    for found in evidence.multiverses:
        if (found.measure, found.scale) != (finding.measure, finding.scale):
            continue
        chart = charts.multiverse(found)
        if chart is not None:
            show_chart(chart, "definitions", evidence)
        else:
            st.markdown(plain(found.sentence))
        if found.note:
            st.caption(plain(found.note))


def show_expected(finding: Finding) -> None:
    """What regression to the mean alone would give; nothing where no firm figures are known."""
    sentence = expected_sentence(finding)
    if sentence:
        st.header(HEADING)
        st.markdown(f"{plain(EXPLAINED)}\n\n{plain(sentence)}")
        found = finding.expected
        sources = f" Reliability: {found.reliability_source}. Average: {found.norm_source}." if found else ""
        st.caption(plain(f"{SOURCE}.{sources}"))


def show_standard(finding: Finding) -> None:
    """What a child outcome meets of the evidence standard; nothing for other scores."""
    found = evidence_standard(finding)
    if found is not None:
        st.header("How strong is this evidence?")
        st.markdown(plain(found.verdict))
        with st.container(border=True):
            show_table(charts.standard_table(finding, found), "evidence-standard")
        st.caption(plain(f"{STANDARD_SOURCE}. Points marked Not verified were not read at the source."))
