"""Report: choose what goes in, look at it, download Word and Excel with the same figures."""

import json
from datetime import date
from functools import partial

import streamlit as st

from evaluation.findings.as_json import evidence_entries
from evaluation.reports import FORMATS, SECTIONS, build, file_name, render
from pages.shared.figures import show_banner, show_empty
from pages.shared.looking import current
from pages.shared.packs import PackSession
from pages.shared.place import saved_organisation
from pages.shared.preview import show_preview

session = current()
view = session.view

st.title("Make a report")
begun = session.evidence(parts=())
show_banner(begun)
if not (begun.findings or begun.experience or begun.described):
    show_empty(begun)
st.markdown(
    "Download it as it is, or choose below what goes in. Every file prints the figures of these pages."
)
downloads = st.container()

st.header("What goes in")
left, right = st.columns(2)
published = session.pack if isinstance(session, PackSession) else None
if published is not None:  # its title and words are the publisher's, and all of its measures stay together
    title, organisation = published.title, published.organisation
    wanted = []
else:
    title = left.text_input(
        "Title", value="Outcomes report", key="report title", persist_state="session", max_chars=120
    )
    organisation = right.text_input(
        "Organisation",
        value=saved_organisation(),
        key="report organisation",
        persist_state="session",
        max_chars=120,
    )
    wanted = left.multiselect(
        "Measures",
        [name for _, name in session.measures],
        key="report measures",
        persist_state="session",
        placeholder="All measures",
    )
sections = right.multiselect(
    "Sections",
    list(SECTIONS.values()),
    key="report sections",
    persist_state="session",
    placeholder="All sections",
)
own = (
    published.words
    if published is not None
    else st.text_area(
        "Your own words, printed under the summary (optional)",
        key="report words",
        persist_state="session",
        max_chars=4000,
    )
)
columns = session.columns
compared = left.selectbox(
    "Groups compared by",
    ["No comparison", *columns],
    key="report groups",
    persist_state="session",
    help="Adds a section with the groups of one column side by side, as on the page Services compared.",
    disabled=not columns,
)
evidence = session.evidence(
    view.with_(
        measures=tuple(measure for measure, name in session.measures if name in wanted),
        group_by=columns.get(compared or "", ""),
    )
)
made_on = date.today()
report = build(
    evidence,
    title=title,
    organisation=organisation,
    sections=tuple(key for key, heading in SECTIONS.items() if heading in sections) or None,
    text={"summary": own} if own.strip() else None,
    made_on=made_on,
)

with downloads:
    places = st.columns(3)
    for column, (key, words) in zip(places, {"docx": "Word", "xlsx": "Excel"}.items(), strict=False):
        column.download_button(
            f"Download {words}",
            data=partial(render, report, key),
            file_name=file_name(evidence, key, made_on=made_on),
            mime=FORMATS[key].mime,
            key=f"report {key}",
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            width="stretch",
        )
    places[2].download_button(
        "Download JSON",
        data=lambda: json.dumps(evidence_entries(evidence), indent=2, ensure_ascii=False),
        file_name="outcomes.json",
        mime="application/json",
        key="report json",
        help="The figures for other programs, as `python -m evaluation evaluate --json` writes them, "
        "without its lists of rows and cells that could not be used.",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
    if view.protection == "exact":
        st.warning(
            "These figures are exact. Before a report leaves the service choose a preset under "
            "More choices, Small numbers, so that no family can be recognised from a small number.",
            icon=":material/visibility:",
        )

st.header("Preview")
show_preview(report, evidence)
