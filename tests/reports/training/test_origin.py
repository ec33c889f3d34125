"""A figure on training names the training files, the choices and the version it was made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from evaluation.charts.training import change_bars
from evaluation.reports.citation import citation
from evaluation.reports.figure import figure_file, figure_name, source_line
from tests.training_made_up import training_evidence

EVIDENCE = training_evidence()
CHART: Any = change_bars(EVIDENCE.changes[0])


def test_a_figure_names_the_files_fingerprint_the_view_and_the_version():
    said = source_line(EVIDENCE)
    assert f"training fingerprint {EVIDENCE.fingerprint[:12]}" in said
    assert EVIDENCE.version in said
    assert "learners compared by: Role" in said
    assert source_line(EVIDENCE) in citation(CHART, EVIDENCE, date(2026, 3, 31), "Us")


def test_a_made_up_figure_says_so_in_its_name_and_its_workbook():
    sample = replace(EVIDENCE, sample=True)
    assert figure_name(CHART, "png", sample).startswith("made-up-sample-")
    book = load_workbook(BytesIO(figure_file(CHART, "xlsx", sample)))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("Made-up sample data" in text for text in cells)
    assert "Learners compared by" in cells
