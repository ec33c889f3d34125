"""How pages name a finding in a list or a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.findings.lengths import lengths
from evaluation.findings.of_scale import rated_by
from evaluation.findings.sentences import sentence
from pages.shared.texts import plain
from pages.shared.words import show_words

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence, Finding


def titles(evidence: Evidence) -> dict[str, Finding]:
    """Each finding by the title that tells it apart: with its rater where two share a scale."""
    scales = [finding.title for finding in evidence.findings]
    return {
        f.title if scales.count(f.title) == 1 else f"{f.title}, {rated_by(f.rater)}": f
        for f in evidence.findings
    }


def same_period(evidence: Evidence) -> str:
    """The period of the second scores in words, where all findings share one that is known; else empty."""
    periods = {finding.period for finding in evidence.findings}
    return wording.period(*periods.pop()) if len(periods) == 1 and periods != {(None, None)} else ""


def show_cards(evidence: Evidence) -> None:
    """One card for each finding: its sentence, what it rests on, and the way to the whole of it."""
    period = same_period(evidence)
    if period:
        st.caption(plain(f"Second scores: {period}. Among those with both scores on the measure."))
    with st.grid(2, min_column_width=360, gap="small"):
        for title, finding in titles(evidence).items():
            with st.container(border=True, height="stretch"):
                st.markdown(f"### {plain(wording.capital(finding.concept))}")
                st.markdown(plain(sentence(finding, dated=not period)))
                st.caption(plain(f"{finding.measure_name}. {finding.asks}"))
                for caveat in [c for c in finding.caveats if c.key != "no_comparison"][:1]:
                    st.caption(plain(caveat.text))
                with st.expander("Words to copy", icon=":material/content_copy:"):
                    show_words(lengths(finding))
                st.page_link(
                    "pages/outcomes.py",
                    label=plain(f"More about {title}"),
                    icon=":material/arrow_forward:",
                    query_params={"measure": title},
                )
