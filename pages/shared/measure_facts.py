"""One questionnaire on its page: what it asks, how it is scored, what its scores mean, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import streamlit as st

from evaluation.charts import score_range
from evaluation.measures.description import about, of_scale, terms, title
from pages.shared.figures import show_chart
from pages.shared.texts import plain
from pages.shared.trust import fact, show_key, show_sources, together

if TYPE_CHECKING:
    from evaluation.measures.definition import Measure, Scale

_WHO = ("Answered by", "About", "Kind of outcome", "Ages")
_MADE = ("Scores", "Direction", "How it is made", "In words", "Unanswered questions")
_SHOWN_ELSEWHERE = (*_MADE, "Band", "Conversion")
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_measure(measure: Measure, *, in_data: str) -> None:
    """The whole of a questionnaire; `in_data` says where the open data have it, if they do."""
    lines = about(measure)
    st.title(plain(title(measure)))
    st.markdown(plain(measure.asks))
    if in_data:
        st.markdown(f":blue-badge[:material/table_chart: {in_data}]")
    st.markdown("\n".join(fact(line) for line in lines if line.heading in _WHO))
    show_template(measure)

    for scale in measure.scales:
        _show_scale(scale, measure)

    safety = [line for line in lines if line.heading == "Safety"]
    if safety:
        st.header("Answers that ask for a look the same day")
        st.markdown("\n".join(map(fact, safety)))
        st.caption("Attune lists them for whoever holds the data, and never in what is published.")

    st.header("How answers are read")
    st.markdown("\n".join(fact(line) for line in lines if line.heading not in {*_WHO, "Safety"}))
    show_sources(lines)
    _show_terms(measure)
    show_key()


def show_template(measure: Measure) -> None:
    """The workbook to type answers into."""
    from evaluation.reports.template import file_name, template  # noqa: PLC0415 openpyxl, for this page alone

    st.download_button(
        "Download a template to fill in (Excel)",
        data=template(measure),
        file_name=file_name(measure),
        mime=_EXCEL,
        key=f"template {measure.id}",
        icon=":material/download:",
        on_click="ignore",
        help="A workbook with a column for each answer, which Attune reads without any correction. "
        "It holds no question's wording.",
    )


def _show_scale(scale: Scale, measure: Measure) -> None:
    lines = of_scale(scale, measure)
    st.header(plain(f"{scale.title}: {scale.name}"))
    st.markdown("\n".join(fact(line) for line in lines if line.heading in _MADE))
    if scale.bands or scale.cut_offs:
        show_chart(score_range(measure, scale), f"range-{measure.id}-{scale.id}")
    bands = together(line for line in lines if line.heading == "Band")
    others = [line for line in lines if line.heading not in _SHOWN_ELSEWHERE]
    st.markdown("\n".join(map(fact, (*bands, *others))))
    for line in lines:
        if line.heading == "Conversion":
            with st.expander("The table from raw to converted scores", icon=":material/table:"):
                st.markdown(plain(line.text))
    show_sources(lines)


def _show_terms(measure: Measure) -> None:
    lines = terms(measure)
    notes = [line for line in lines if line.heading == "Note"]
    if notes:
        st.header("Good to know")
        st.markdown("\n".join(f"- {plain(line.text)}" for line in notes))
    st.header("Licence and publications")
    licence = lines[0]
    published = [
        f"- {plain(entry.text)}" + (f" [doi {plain(entry.doi)}]({_doi(entry.doi)})" if entry.doi else "")
        for entry in measure.citations
    ]
    st.markdown("\n".join([f"- **Licence:** {plain(licence.text)}", *published]))
    show_sources([licence])


def _doi(doi: str) -> str:
    return f"https://doi.org/{quote(doi, safe='/')}"
