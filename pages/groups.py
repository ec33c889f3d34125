"""Services compared: do sites, practitioners or families of one kind differ by more than chance?"""

from typing import get_args

import streamlit as st

from evaluation.charts import access_table, difference_table, funnel_chart, group_dots, group_table
from evaluation.charts.groups import Order
from evaluation.groups.attributes import QUARTER
from pages.shared.figures import show_banner, show_chart, show_empty, show_notes, show_table
from pages.shared.looking import current, told
from pages.shared.texts import plain

MOST = 12  # groups that the chart draws before all are asked for

session = current()
st.title("Do groups differ?")
banner, choice, head = st.container(), st.container(), st.container()
offered = session.columns
exact = session.view.protection == "exact"
if exact and any(finding.period[1] for finding in session.evidence(parts=()).findings):
    offered.setdefault("Quarter of the second score", QUARTER)

if not offered:
    with banner:
        show_banner(session.evidence(parts=()))
    with head:
        st.warning(
            told(
                "The file has no column to compare groups by, such as a site, a programme or a language. Add "
                "one, say under Use my own data that it describes the family, and look again.",
                "Groups are compared among everybody, where that was published. Choose “Everybody” in the "
                "sidebar if somebody else is shown, or ask the service to publish a comparison.",
            ),
            icon=":material/group_off:",
        )
    st.stop()

with choice:
    left, right = st.columns(2)
    chosen = left.selectbox(
        "Compare by",
        list(offered),
        key="by",
        bind="query-params",
        persist_state="session",
        help="A column that describes the family, or where and by whom it was seen.",
    )
evidence = session.evidence(
    session.view.with_(group_by=offered.get(chosen or "", next(iter(offered.values())))), parts=()
)
found = evidence.groups
with banner:
    show_banner(evidence)
if found is None or not found.scales:
    with head:
        show_empty(evidence)
        show_notes(evidence)
    st.stop()

about = {scale.about: scale for scale in found.scales}
with choice:
    measure = right.selectbox(
        "Measure", list(about), key="groups of", bind="query-params", persist_state="session"
    )
scale = about.get(measure or "", found.scales[0])
with head:
    st.markdown(f"**{plain(scale.sentence)}**")
    if found.note:
        st.caption(plain(found.note))

many = len(scale.groups) > MOST
first, second = st.columns(2)
sort = first.segmented_control(
    "Order",
    list(get_args(Order)),
    default="name",
    format_func=lambda order: f"By {order}",
    key="order of groups",
    help="Never by result: an order of results would be a league table, and mostly of chance.",
)
every = many and second.checkbox(f"Show all {len(scale.groups)} groups in the chart", key="all groups")
order: Order = "size" if sort == "size" else "name"
dots = group_dots(found, scale, order=order, most=None if every else MOST)
if dots is not None:
    show_chart(dots, "groups", evidence, level=2)
for name, table in (
    ("group-outcomes", group_table(found, scale, order=order)),
    ("group-differences", difference_table(found, scale, order=order)),
):
    with st.container(border=True):
        show_table(table, name)

points = scale.funnel
if points is not None:
    st.header("Size and chance: a funnel plot")
    st.markdown(
        "Small groups vary more by chance alone. The funnel shows how far: a group inside it is within what "
        "chance would give, and one outside is worth a look, whatever its place among the others."
    )
    shown = found.attribute.unit or st.toggle(
        f"These are sites or people who do the work: draw the funnel by {plain(found.attribute.label)}",
        key="funnel",
    )
    if shown:
        adjusted = st.toggle(
            "Allow for groups that vary more than chance would make them (over-dispersion)",
            value=points.funnel.adjustable,
            disabled=not points.funnel.adjustable,
            key=f"overdispersion {scale.key} {found.attribute.name}",
        )
        chart = funnel_chart(found, scale, adjusted=adjusted)
        if chart is not None:
            show_chart(chart, "funnel", evidence)
            for note in chart.data.notes:
                st.caption(plain(note))

st.header("Access and outcome, side by side")
with st.container(border=True):
    show_table(access_table(found, scale, order=order), "group-access")

st.header("Before you quote this")
st.markdown("\n".join(f"- {plain(caveat.text)}" for caveat in found.caveats))
show_notes(evidence)
