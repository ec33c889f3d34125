"""Texts that files may hold in names of courses, questions and roles go through every format unharmed."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from evaluation import reports
from evaluation.reports.csv_files import safe
from evaluation.training.alone import alone
from evaluation.training.as_json import training_entries
from tests.reports.conftest import MADE_ON
from tests.reports.hostile import TEXTS
from tests.reports.training.conftest import training
from tests.reports.web_reading import read_page

if TYPE_CHECKING:
    from evaluation.training.evidence import TrainingEvidence

# Two reports hold all of them between them, in places that differ.
HALVES = {"first": list(TEXTS.values())[::2], "second": list(TEXTS.values())[1::2]}


def saying(texts: list[str]) -> TrainingEvidence:
    """The evidence with such texts as the names of courses, sessions, questions, roles, places and files."""
    words = cycle(texts)
    told = training()
    assert told.reach is not None
    assert told.coverage is not None
    assert told.needs is not None
    assert told.cohort is not None
    course, role, place = next(words), next(words), next(words)
    breakdowns = tuple(
        replace(b, parts=tuple(replace(part, value=f"{next(words)}{k}") for k, part in enumerate(b.parts)))
        for b in told.reach.breakdowns
    )
    changes = tuple(
        replace(
            found,
            course=course,
            session=next(words),
            question=replace(found.question, text=f"{next(words)} {k}", topic=next(words)),
            groups=tuple(replace(g, value=f"{next(words)}{i}") for i, g in enumerate(found.groups)),
            sentence=f"{next(words)} {k}",
        )
        for k, found in enumerate(told.changes)
    )
    coverage = replace(
        told.coverage,
        roles=(role, "Midwife"),
        cells=tuple(replace(c, role=role if c.role != "Midwife" else c.role) for c in told.coverage.cells),
        by_role=tuple(
            replace(c, role=role if c.role != "Midwife" else c.role) for c in told.coverage.by_role
        ),
    )
    one = told.courses[0]
    courses = (
        replace(
            one,
            name=course,
            sessions=tuple(replace(s, session=f"{next(words)}{s.order}") for s in one.sessions),
        ),
    )
    return replace(
        told,
        sources=tuple(replace(source, name=next(words), kinds=(next(words),)) for source in told.sources),
        reach=replace(told.reach, breakdowns=breakdowns),
        courses=courses,
        changes=changes,
        coverage=coverage,
        referrals=tuple(replace(found, borough=place) for found in told.referrals),
        needs=replace(
            told.needs, topics=tuple(replace(t, topic=next(words), package=course) for t in told.needs.topics)
        ),
        cohort=replace(
            told.cohort,
            pathways=tuple(replace(p, name=f"{next(words)}{k}") for k, p in enumerate(told.cohort.pathways)),
        ),
        notes=(next(words),),
        context=(),
    )


@pytest.fixture(scope="module", params=list(HALVES))
def report(request: pytest.FixtureRequest) -> reports.Report:
    told = saying(HALVES[request.param])
    return reports.build(alone(told), training=told, plan=reports.Plan(layout="training"), made_on=MADE_ON)


@pytest.mark.parametrize("kind", ["docx", "pdf", "pptx"])
def test_documents_can_be_written(report: reports.Report, kind: str) -> None:
    assert reports.render(report, kind)


def test_nothing_runs_in_a_web_page(report: reports.Report) -> None:
    page = reports.render(report, "html")
    assert b"<script>alert" not in page
    assert b"<img src=x" not in page
    assert read_page(page).tables


def test_nothing_is_a_formula_in_a_workbook(report: reports.Report) -> None:
    book = load_workbook(io.BytesIO(reports.render(report, "xlsx")))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    links = [cell.hyperlink for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [link for link in links if link is not None and "http://x" in str(link.target)]


def test_nothing_is_a_formula_in_csv_nor_in_a_files_name(report: reports.Report) -> None:
    with zipfile.ZipFile(io.BytesIO(reports.render(report, "csv"))) as held:
        for name in held.namelist():
            assert name.replace("-", "").replace(".", "").isalnum()
            if name.endswith(".csv"):
                for row in csv.reader(io.StringIO(held.read(name).decode("utf-8-sig"))):
                    assert all(cell == safe(cell) or _number(cell) for cell in row)


def test_json_holds_every_text_whole() -> None:
    told = saying([text for name, text in TEXTS.items() if name != "halves of pairs"])
    plain = json.loads(json.dumps(training_entries(told)))
    assert plain["courses"][0]["name"] == told.courses[0].name
    report = reports.build(alone(told), training=told, made_on=MADE_ON)
    assert json.loads(reports.render(report, "json"))["title"] == "Training"


def _number(cell: str) -> bool:
    try:
        float(cell.rstrip("%").replace(",", ""))
    except ValueError:
        return False
    return True
