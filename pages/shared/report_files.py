"""The files that a report can be taken away as: what each is good for, made when somebody asks for it."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.findings.as_json import evidence_entries
from evaluation.reports import FORMATS, render
from evaluation.reports.everything import everything, name_of, name_of_everything
from evaluation.training.as_json import training_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from streamlit.delta_generator import DeltaGenerator

    from evaluation.findings.finding import Evidence
    from evaluation.reports import Report
    from evaluation.training.evidence import TrainingEvidence

# The words of a button and the line below it, by format.
_SEND = {
    "pdf": ("PDF", "To send, print and publish."),
    "docx": ("Word", "To paste into your own report."),
    "html": ("Web page", "One file that opens anywhere, also on a phone."),
}
_EDIT = {
    "pptx": ("PowerPoint", "A finding a slide, with charts to edit."),
    "xlsx": ("Excel", "A table a sheet, with charts."),
}
_FIGURES = {
    "png": ("Pictures (PNG)", "Each chart, for documents and social media."),
    "svg": ("Drawings (SVG)", "Each chart, sharp at any size, for designers."),
    "csv": ("Tables (CSV)", "Each table, for any spreadsheet."),
    "json": ("Report (JSON)", "Its words and tables, for other programs."),
}


def show_files(report: Report, evidence: Evidence, training: TrainingEvidence | None = None) -> None:
    """The documents at once, figures and data a click away."""
    send, edit = st.columns([len(_SEND), len(_EDIT)])
    for place, heading, kinds in ((send, "Documents to send", _SEND), (edit, "To edit", _EDIT)):
        with place:
            st.markdown(f"**{heading}**")
            _show_buttons(kinds, report, evidence, primary=kinds is _SEND)
    with st.expander("Figures and data, or everything in one file", icon=":material/folder_zip:"):
        _show_buttons(_FIGURES, report, evidence)
        left, right = st.columns(2)
        _button(
            left,
            "Everything (ZIP)",
            "All of these in one file. It takes some seconds.",
            data=partial(everything, report, evidence, training),
            file_name=name_of_everything(report, evidence),
            mime="application/zip",
            key="report everything",
        )
        _button(
            right,
            "Findings (JSON)",
            "The figures as `python -m evaluation evaluate --json` writes them, without its lists of rows "
            "that could not be used.",
            data=lambda: json.dumps(
                evidence_entries(evidence) | ({"training": training_entries(training)} if training else {}),
                indent=2,
                ensure_ascii=False,
            ),
            file_name="outcomes.json",
            mime="application/json",
            key="report findings",
        )


def _show_buttons(
    kinds: Mapping[str, tuple[str, str]],
    report: Report,
    evidence: Evidence,
    *,
    primary: bool = False,
) -> None:
    for place, (kind, (name, use)) in zip(st.columns(len(kinds)), kinds.items(), strict=True):
        _button(
            place,
            name,
            use,
            data=partial(render, report, kind),
            file_name=name_of(report, evidence, kind),
            mime=FORMATS[kind].mime,
            key=f"report {kind}",
            primary=primary,
        )


def _button(
    place: DeltaGenerator,
    name: str,
    use: str,
    *,
    data: Callable[[], bytes | str],
    file_name: str,
    mime: str,
    key: str,
    primary: bool = False,
) -> None:
    place.download_button(
        f"Download {name}",
        data=data,
        file_name=file_name,
        mime=mime,
        key=key,
        type="primary" if primary else "secondary",
        on_click="ignore",
        width="stretch",
    )
    place.caption(use)
