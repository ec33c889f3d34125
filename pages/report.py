"""Report: choose what goes in, look at it, download Word and Excel with the same figures."""

from datetime import date

import streamlit as st

from evaluation.charts import Chart, Table
from evaluation.findings.as_json import evidence_entries
from evaluation.reports import FORMATS, SECTIONS, build, file_name, render
from evaluation.reports.report import Bullets, Paragraph, Statement
from pages.shared.figures import markdown, plain, show_banner, show_chart
from pages.shared.session import current

session = current()
view = session.view

st.title("Make a report")
show_banner(session.evidence())
st.markdown("Choose what goes in, look at it below, and download it. Every file prints the figures of these pages.")

left, right = st.columns(2)
title = left.text_input("Title", value="Outcomes report", key="report title", persist_state="session", max_chars=120)
organisation = right.text_input("Organisation", key="report organisation", persist_state="session", max_chars=120)
measures = session.data.measures
short = dict(measures)
wanted = st.multiselect(
    "Measures",
    [name for _, name in measures],
    key="report measures",
    persist_state="session",
    placeholder="All measures",
)
sections = st.multiselect(
    "Sections",
    list(SECTIONS.values()),
    key="report sections",
    persist_state="session",
    placeholder="All sections",
)
own = st.text_area(
    "Your own words, printed under the summary (optional)",
    key="report words",
    persist_state="session",
    max_chars=4000,
)
chosen = tuple(measure for measure, name in measures if name in wanted)
evidence = session.evidence(view.with_(measures=chosen))
kept = tuple(key for key, heading in SECTIONS.items() if heading in sections) or None
made_on = date.today()
report = build(
    evidence,
    title=title or "Outcomes report",
    organisation=organisation,
    sections=kept,
    text={"summary": own} if own.strip() else None,
    made_on=made_on,
)
if view.protection == "exact":
    st.warning(
        "These figures are exact. Before a report leaves the service choose a preset under "
        "More choices, Small numbers, so that no family can be recognised from a small number.",
        icon=":material/visibility:",
    )

columns = st.columns(3)
for column, (key, kind) in zip(columns, FORMATS.items(), strict=False):
    column.download_button(
        f"Download {kind.name.lower().replace('word', 'Word').replace('excel', 'Excel')}",
        data=lambda key=key: render(report, key),
        file_name=file_name(evidence, key, made_on=made_on),
        mime=kind.mime,
        key=f"report {key}",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        width="stretch",
    )
columns[2].download_button(
    "Download the figures (JSON)",
    data=lambda: __import__("json").dumps(evidence_entries(evidence), indent=2, ensure_ascii=False),
    file_name="outcomes.json",
    mime="application/json",
    on_click="ignore",
    icon=":material/download:",
    width="stretch",
)

st.header("Preview")
with st.container(border=True):
    st.markdown(f"## {plain(report.title)}")
    st.caption(plain(report.subtitle))
    for notice in report.notices:
        st.info(plain(notice))
    place = 0
    for section in report.sections:
        st.markdown(f"{'###' if section.level == 1 else '####'} {plain(section.heading)}")
        for block in section.blocks:
            place += 1
            if isinstance(block, Chart):
                show_chart(block, f"preview-{place}", heading=False)
            elif isinstance(block, Table):
                with st.expander(plain(block.caption), icon=":material/table:"):
                    st.markdown(markdown(block))
            elif isinstance(block, Bullets):
                st.markdown("\n".join(f"- {plain(item)}" for item in block.items))
            elif isinstance(block, Statement):
                st.markdown(f"**{plain(block.text)}**")
            elif isinstance(block, Paragraph):
                st.markdown(plain(block.text))
    st.caption(plain(report.stamp))
