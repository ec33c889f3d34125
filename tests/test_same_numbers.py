"""One number, everywhere the same: page, Word, Excel, web, JSON and command line, exact and protected."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from evaluation import charts, reports, wording
from evaluation.command_line import main
from evaluation.evaluating import evaluate
from evaluation.findings.as_json import composite_entry, finding_entry
from evaluation.findings.flows import told
from evaluation.findings.missing import bounds_sentence, start_sentence
from evaluation.reports import figures
from evaluation.reports.composites import composite_table
from evaluation.view import View
from tests.reports import reading, web_reading

if TYPE_CHECKING:
    from pathlib import Path

    from evaluation.findings.finding import Evidence

FILE = "families_wide.xlsx"
PRESETS = {"exact": "Exact, for your own eyes", "nhs": "NHS: hide under 5"}
excel_dump, word_dump = cache(reading.excel_dump), cache(reading.word_dump)  # each file is read once
read_page = cache(web_reading.read_page)
excel_tables, word_tables = cache(reading.excel_tables), cache(reading.word_tables)
CELL = re.compile(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", re.DOTALL)


@dataclass(frozen=True)
class Everywhere:
    """The same evidence as each surface gives it out."""

    evidence: Evidence
    pages: dict[str, str]  # the pages of each measure and of reach, Markdown's marks taken out
    cells: dict[str, list[str]]  # the table cells of the same, and of the overview
    overview: str
    docx: bytes
    xlsx: bytes
    html: bytes
    json: dict[str, Any]
    printed: str


@pytest.fixture(scope="module", params=list(PRESETS))
def everywhere(
    request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Everywhere:
    folder = tmp_path_factory.mktemp("same")
    path = root / "data_samples" / FILE
    view = View(protection=request.param)
    view_file = folder / "view.json"
    view_file.write_text(json.dumps(view.to_dict()), "utf-8")
    asked = ["evaluate", str(path), "--view", str(view_file)]
    assert main([*asked, "--json", str(folder / "out.json")]) == 0
    found = evaluate(path, view=view)
    evidence = found.evidence
    report = reports.build(evidence, made_on=date(2026, 11, 22))
    pages, cells, overview = on_screen(root, path, PRESETS[request.param], evidence)
    return Everywhere(
        evidence,
        pages,
        cells,
        overview,
        reports.render(report, "docx"),
        reports.render(report, "xlsx"),
        reports.render(report, "html"),
        json.loads((folder / "out.json").read_text("utf-8")),
        str(found),
    )


def on_screen(
    root: Path, path: Path, preset: str, evidence: Evidence
) -> tuple[dict[str, str], dict[str, list[str]], str]:
    """What the pages say after the file was uploaded and the preset chosen."""
    app = AppTest.from_file(str(root / "dashboard.py"), default_timeout=60).run()
    app.switch_page("pages/import_data.py").run()
    app.file_uploader("upload").upload(path.name, path.read_bytes()).run()
    app.button("show my results").click().run()
    app.switch_page("pages/overview.py").run()
    app.selectbox("numbers").set_value(preset).run()
    overview = said(app)
    pages, cells = {}, {"overview": [cell for html in app.html for cell in CELL.findall(html.value)]}
    app.switch_page("pages/reach.py").run()
    pages["reach"] = said(app)
    cells["reach"] = [cell for html in app.html for cell in CELL.findall(html.value)]
    app.switch_page("pages/outcomes.py").run()
    for finding in evidence.findings:
        app.selectbox("measure").set_value(finding.title).run()
        pages[finding.key] = said(app)
        cells[finding.key] = [cell for html in app.html for cell in CELL.findall(html.value)]
    assert not app.exception
    return pages, cells, overview


def said(app: AppTest) -> str:
    kinds = ("title", "markdown", "caption")
    texts = [element.value for kind in kinds for element in getattr(app, kind)]
    texts += [chart.proto.alt for chart in app.get("plotly_chart")]
    return "\n".join(texts).replace("\\", "")


def word_text(docx: bytes) -> str:
    """The words of a document, without what each paragraph is."""
    return "\n".join(line.split("] ", 1)[-1] for line in word_dump(docx).splitlines())


def test_every_sentence_is_the_same_everywhere(everywhere: Everywhere) -> None:
    word = word_text(everywhere.docx)
    web = "\n".join(line for _, line in read_page(everywhere.html).lines)
    for finding in everywhere.evidence.findings:
        assert finding.sentence in everywhere.pages[finding.key]
        assert finding.sentence in word
        assert finding.sentence in web
        assert finding.sentence in everywhere.printed
        entry = next(e for e in everywhere.json["scales"] if e["key"] == finding.key)
        assert entry["sentence"] == finding.sentence


def test_every_table_has_the_same_cells_on_the_page_in_word_and_in_excel(everywhere: Everywhere) -> None:
    word = {table.title: table for table in word_tables(everywhere.docx)}
    excel = {table.title: table for table in excel_tables(everywhere.xlsx)}
    web = {table.title: table for table in read_page(everywhere.html).tables}
    for finding in everywhere.evidence.findings:
        for table in (figures.rates(finding), figures.scores(finding), figures.sizes(finding)):
            if table is None:
                continue
            assert word[table.caption].rows == excel[table.caption].rows == table.printed()
            assert web[table.caption] == word[table.caption]
            wanted = [*table.columns, *(cell for row in table.printed() for cell in row)]
            assert contains(everywhere.cells[finding.key], wanted), table.caption


def test_national_rules_are_the_same_everywhere(everywhere: Everywhere) -> None:
    word = word_text(everywhere.docx)
    tables = [{t.title: t for t in f} for f in (word_tables(everywhere.docx), excel_tables(everywhere.xlsx))]
    assert everywhere.evidence.composites
    for composite in everywhere.evidence.composites:
        for surface in (everywhere.overview, word, everywhere.printed):
            assert composite.sentence in surface
        entry = next(e for e in everywhere.json["composites"] if e["key"] == composite.key)
        assert entry == json.loads(json.dumps(composite_entry(composite)))
        table = composite_table(composite)
        assert [found[table.caption].rows for found in tables] == [table.printed()] * 2
        cells = [*table.columns, *(cell for row in table.printed() for cell in row)]
        assert contains(everywhere.cells["overview"], cells)


def test_who_is_missing_is_told_alike_everywhere(everywhere: Everywhere) -> None:
    word = word_text(everywhere.docx)
    evidence = everywhere.evidence
    for finding in evidence.findings:
        entry = next(e for e in everywhere.json["scales"] if e["key"] == finding.key)
        said = [text for text in (start_sentence(finding), bounds_sentence(finding)) if text]
        assert entry["missing"]["sentences"][: len(said)] == said
        for text in said:
            for surface in (everywhere.pages[finding.key], word, everywhere.printed):
                assert text in surface
    for found in evidence.multiverses:
        for surface in (word, everywhere.printed, "\n".join(everywhere.pages.values())):
            assert found.sentence in surface
    table = charts.bounds_table(evidence)
    assert table is not None
    for tables in (word_tables(everywhere.docx), excel_tables(everywhere.xlsx)):
        assert next(t.rows for t in tables if t.title == table.caption) == table.printed()


def test_who_is_reached_is_told_alike_everywhere(everywhere: Everywhere) -> None:
    found = everywhere.evidence.reach
    assert found is not None
    word = word_text(everywhere.docx)
    for surface in (everywhere.pages["reach"], word, everywhere.json["reach"]["sentence"]):
        assert found.sentence in surface
    first = charts.first_scores_table(found)
    assert first is not None
    tables = [first, *(charts.reach_table(found, makeup) for makeup in found.makeups)]
    for surface in (word_tables(everywhere.docx), excel_tables(everywhere.xlsx)):
        read = {table.title: table.rows for table in surface}
        assert all(read[table.caption] == table.printed() for table in tables)
    for table in tables[:2]:  # of the columns the page shows the one that is chosen
        wanted = [*table.columns, *(cell for row in table.printed() for cell in row)]
        assert contains(everywhere.cells["reach"], wanted), table.caption


def contains(cells: list[str], run: list[str]) -> bool:
    """Whether a run of cells stands somewhere among others, in order and together."""
    wanted = [escape(text) for text in run]
    return any(cells[i : i + len(wanted)] == wanted for i in range(len(cells) - len(wanted) + 1))


def test_every_headline_rate_is_printed_alike_in_words(everywhere: Everywhere) -> None:
    word = word_dump(everywhere.docx)
    for finding in everywhere.evidence.findings:
        for rate in finding.headline():
            text = wording.rate(rate)
            assert text in everywhere.pages[finding.key]  # the chart's alternative text
            assert text in word


def test_json_holds_the_findings_as_they_are(everywhere: Everywhere) -> None:
    entries = [json.loads(json.dumps(finding_entry(f))) for f in everywhere.evidence.findings]
    assert everywhere.json["scales"] == entries
    steps = {step["key"]: step["n"] for step in everywhere.json["flow"]["steps"]}
    assert steps == {step.key: step.n for step in everywhere.evidence.flow.steps}


def test_who_is_counted_is_the_same_everywhere(everywhere: Everywhere) -> None:
    counts = [wording.count(s.n) for s in everywhere.evidence.flow.steps]
    for tables in (word_tables(everywhere.docx), excel_tables(everywhere.xlsx)):
        rows = next(t.rows for t in tables if t.title == "Who is counted")
        assert [row[2] for row in rows if row[0] == "Step"] == counts
    flow = everywhere.evidence.flow
    for step in flow.steps:
        text = told(flow, step.n)
        assert text.startswith("about ") is (flow.rounded and step.n is not None)
        assert f"{step.label}: {text}" in everywhere.overview
        assert f"{step.label}: {text}" in everywhere.printed


def test_a_hidden_number_is_nowhere(root: Path, tmp_path: Path) -> None:
    """The same odd count of one outcome, hidden by the preset, is in no surface's words or cells."""
    rows = [f"F{i},15,{15 if i < 3 else 22 if i < 34 else 4}" for i in range(75)]
    path = tmp_path / "small.csv"
    path.write_text("Family ID,PHQ-9 before,PHQ-9 after\n" + "\n".join(rows) + "\n", "utf-8")
    exact = evaluate(path).evidence.findings[0]
    small = exact.rate(exact.headline_rule, "no_change")
    other = exact.rate(exact.headline_rule, "worse")
    assert small is not None
    assert other is not None
    assert (small.n, other.n, exact.n) == (3, 31, 75)
    found = evaluate(path, view=View(protection="nhs"))
    report = reports.build(found.evidence, made_on=date(2026, 11, 22))
    pages, cells, overview = on_screen(root, path, PRESETS["nhs"], found.evidence)
    written = "\n".join(
        [
            word_dump(reports.render(report, "docx")),
            excel_dump(reports.render(report, "xlsx")),
            json.dumps(found.to_dict()),
            str(found),
            overview,
            *pages.values(),
            *(cell for row in cells.values() for cell in row),
        ]
    )
    # 41 families improved and 31 worsened: neither, nor the three, nor their shares of 75 may be read.
    for secret in ("31 of", "41 of", "3 of 75", "4% no", "41 families", "31 families", "3 families"):
        assert secret not in written, secret
    finding = found.evidence.findings[0]
    hidden = finding.rate(finding.headline_rule, "no_change")
    assert hidden is not None
    assert hidden.n is None
    assert "[c]" in written


def test_a_spreadsheet_cell_holds_no_more_than_it_prints(everywhere: Everywhere) -> None:
    from openpyxl import load_workbook

    numbers = [
        cell.value
        for sheet in load_workbook(io.BytesIO(everywhere.xlsx)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, float)
    ]
    assert numbers
    assert all(abs(number * 100 - round(number * 100)) < 1e-9 for number in numbers)
