"""Family by family: one mark for each pair of scores, for leads alone and never in an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.errors import InputError
from pages.shared.figures import show_chart
from pages.shared.looking import lead, looking
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence, Finding
    from pages.shared.session import Session

_HEADINGS = {"family": "Family by family", "learner": "Learner by learner", "goal": "Goal by goal"}


def show_families(evidence: Evidence, finding: Finding) -> None:
    """The pictures of single families, drawn when a lead asks for them; nothing for anybody else."""
    if not looking().leads:
        return
    many = finding.nouns.many
    st.header(_HEADINGS.get(finding.nouns.one, "One by one"))
    if lead().counts is not None:
        st.info(
            f"The data in use are counts, which hold no single {plain(finding.nouns.one)}: open the file "
            "with the rows to see these pictures.",
            icon=":material/grid_on:",
        )
        return
    st.markdown(
        "One mark for each pair of scores, to see who moved and how far. These pictures show single "
        f"{plain(many)}: they are for you, in no report, and nobody you publish to can see them."
    )
    if not st.toggle(f"Show single {plain(many)}", key=f"families-{finding.key}"):
        return
    _show(lead(), evidence, finding)


def _show(session: Session, evidence: Evidence, finding: Finding) -> None:
    # Here and not above: a process that serves published packs imports no room that holds rows.
    from evaluation.individual import paired_lines, pairs_of, scatter  # noqa: PLC0415

    try:
        found = pairs_of(session.rows, evidence.view, finding)
    except InputError as error:
        st.info(plain(str(error)), icon=":material/visibility_off:")
        return
    for name, draw in (("scatter", scatter), ("lines", paired_lines)):
        try:
            chart = draw(found)
        except InputError as error:
            st.info(plain(str(error)), icon=":material/filter_alt:")
            continue
        show_chart(chart, f"families-{name}", evidence)
