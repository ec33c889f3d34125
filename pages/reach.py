"""Who we reach: how many have scores, who they are, where they started, and whether access is equal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.charts import access_bars, first_scores_table, needs, reach_bars, reach_table
from evaluation.findings.of_scale import rated_by
from pages.shared.figures import show_banner, show_chart, show_notes, show_table
from pages.shared.looking import current, told
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.findings.reach import Makeup, Reach
    from pages.shared.looking import Shown


def show_makeup(session: Shown, found: Reach) -> Makeup | None:
    """Who they are by one column, and of whom scores are held; the column chosen."""
    many = found.nouns.many
    st.header(f"Who the {many} are")
    if not found.makeups:
        st.info(
            "With small numbers hidden and filters or dates chosen, no table by column is shown: two "
            "together would soon describe a single family. Take the filters off to see them."
            if found.narrowed and session.view.protection != "exact"
            else told(
                f"The file has no column that describes the {many}, such as a site, a language or a "
                "borough. Add one, say under Use my own data that it describes them, and look again.",
                f"Nothing was published that describes the {many} shown here.",
            ),
            icon=":material/group_off:",
        )
        return None
    about = {makeup.attribute.label: makeup for makeup in found.makeups}
    chosen = st.selectbox(
        "Look by",
        list(about),
        key="reach by",
        bind="query-params",
        persist_state="session",
        help="A column that describes those followed. Columns that say who did the work are not among them.",
    )
    makeup = about.get(chosen or "", found.makeups[0])
    drawn = reach_bars(found, makeup)
    if drawn is not None:
        show_chart(drawn, "reach", evidence)
    st.header("Is access equal?")
    st.markdown(
        f"Whose scores are held, by {plain(makeup.attribute.label.lower())}. Where a group’s bars are "
        "shorter, it is less often asked or answers less often, and the results say less about it."
    )
    drawn = access_bars(found, makeup)
    if drawn is not None:
        show_chart(drawn, "access", evidence)
    else:
        with st.container(border=True):
            show_table(reach_table(found, makeup), "reach-access")
    return makeup


def show_outcome(session: Shown, makeup: Makeup) -> None:
    """Whether the groups of a column got better alike: the sentences of Groups compared."""
    groups = session.evidence(session.view.with_(group_by=makeup.attribute.name), parts=()).groups
    if groups is None or not groups.scales:
        return
    st.header("Is outcome equal?")
    st.markdown("\n".join(f"- {plain(scale.sentence)}" for scale in groups.scales))
    if groups.note:
        st.caption(plain(groups.note))
    st.page_link(
        "pages/groups.py",
        label=plain(f"Compare {makeup.attribute.many}"),
        icon=":material/arrow_forward:",
        query_params={"by": makeup.attribute.label},
    )


def show_first(found: Reach) -> None:
    """Where everybody with a first score started, scale by scale."""
    st.header(f"Where the {found.nouns.many} started")
    table = first_scores_table(found)
    if table is None:
        st.info(
            told(
                "Nobody here has a first score that can be used. See Rows used for what became of each row.",
                "No first scores were published of those shown here.",
            ),
            icon=":material/hourglass_empty:",
        )
        return
    with st.container(border=True):
        show_table(table, "first-scores")
    about = {f"{wording.capital(one.title)}, {rated_by(one.rater)}": one for one in found.first if one.bins}
    if about:
        chosen = st.selectbox("First scores on", list(about), key="first scores of")
        drawn = needs(about.get(chosen or "", next(iter(about.values()))))
        if drawn is not None:
            show_chart(drawn, "first", evidence)


session = current()
evidence = session.evidence(parts=("reach",))
found = evidence.reach
if found is None:
    st.title("Who we reach")
    show_banner(evidence)
    st.warning(
        "No questionnaire of this file gives a score, so there are no first scores to show. What was said "
        "about the service is on the page Overview.",
        icon=":material/warning:",
    )
    st.stop()

st.title(plain(f"{found.sentence}."))
show_banner(evidence)
makeup = show_makeup(session, found)
if makeup is not None:
    show_outcome(session, makeup)
show_first(found)
st.header("Before you quote this")
said = (*(caveat.text for caveat in found.caveats), *found.left_out)
st.markdown("\n".join(f"- {plain(text)}" for text in said))
show_notes(evidence)
