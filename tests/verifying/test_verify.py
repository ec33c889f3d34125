"""A changed figure is found and named by its place, in every kind of file; words are told apart."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from pptx.chart.data import CategoryChartData

from evaluation.errors import InputError
from evaluation.reports import FORMATS
from evaluation.verifying import Verification, verify
from evaluation.verifying.carrying import carried_by
from evaluation.view import View
from tests.verifying.conftest import MADE_ON, NAME, OWN, Written, data

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.verifying import Difference


def checked(content: bytes, of: bytes, **how: Any) -> Verification:
    return verify(content, of, name=NAME, **how)


def saved(thing: Any) -> bytes:
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def fault(found: Verification) -> Difference:
    """The only place that does not follow."""
    (only,) = found.faults
    return only


def in_zip(content: bytes, edit: Callable[[str, bytes], bytes]) -> bytes:
    """A zip with its parts edited."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, edit(name, old.read(name)))
    return out.getvalue()


@pytest.mark.parametrize("kind", FORMATS)
def test_an_untouched_file_follows_from_its_data(written: Written, kind: str):
    found = checked(written.files[kind], written.data)
    assert found.differences == ()
    assert found.follows
    assert found.same_data
    assert found.agreeing > 20
    assert found.carried
    assert (found.provenance.plan, found.provenance.made_on) == (written.plan, MADE_ON)
    assert str(found).startswith(f"The report: all {found.agreeing:,} figures in the file follow from these")


@pytest.mark.parametrize("kind", FORMATS)
def test_one_changed_row_of_the_data_is_found_in_every_format(written: Written, kind: str):
    # Family A0 fell from 8 to 0; now it rises to 20.
    found = checked(written.files[kind], data(A0="20"))
    assert found.faults
    assert not found.follows
    assert not found.same_data
    assert "not those it was made from" in str(found)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_figures_from_another_file_are_told_and_no_fault(written: Written, kind: str):
    head, *rows = written.data.decode().split("\n")
    found = checked(written.files[kind], "\n".join([head, *reversed(rows)]).encode())
    assert found.follows
    assert not found.same_data
    assert "yet every figure is the same" in str(found)


def test_a_share_edited_in_word_is_named_by_its_place(written: Written):
    document = Document(io.BytesIO(written.files["docx"]))
    table = next(t for t in document.tables if any("%" in cell.text for cell in t.rows[1].cells))
    column = next(n for n, cell in enumerate(table.rows[1].cells) if "%" in cell.text)
    cell, label = table.rows[1].cells[column], table.rows[1].cells[0].text
    was, cell.text = cell.text, "99%"
    only = fault(checked(saved(document), written.data))
    assert (only.kind, only.printed, only.expected) == ("figure", "99%", was)
    assert label in only.where
    assert table.rows[0].cells[column].text in only.where


def test_a_share_edited_in_a_sentence_in_word(written: Written):
    document = Document(io.BytesIO(written.files["docx"]))
    said = next(p for p in document.paragraphs if re.search(r"\d+%", p.text))
    share = re.search(r"\d+%", said.text)
    assert share is not None
    other = "76%" if share.group() == "67%" else "67%"
    said.runs[0].text, rest = said.text.replace(share.group(), other, 1), said.runs[1:]
    for run in rest:
        run.text = ""
    only = fault(checked(saved(document), written.data))
    assert other in only.printed
    assert share.group() in only.expected
    assert only.where.startswith("under '")


def test_a_figure_that_change_tracking_put_in_is_read_too(written: Written):
    def track(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        added = b'<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>91% improved</w:t></w:r></w:ins></w:p>'
        return part.replace(b"<w:sectPr", added + b"<w:sectPr", 1)

    only = fault(checked(in_zip(written.files["docx"], track), written.data))
    assert (only.kind, only.printed) == ("added", "91% improved")


def test_words_edited_without_a_figure_are_told_and_no_fault(written: Written):
    document = Document(io.BytesIO(written.files["docx"]))
    added = document.paragraphs[-1].insert_paragraph_before("Thank you to everybody who took part.")
    assert added.text
    found = checked(saved(document), written.data)
    assert found.follows
    assert [(entry.kind, entry.printed) for entry in found.differences] == [("extra", added.text)]
    assert "which is no fault" in str(found)


def test_words_that_turn_a_figure_round_are_a_fault(written: Written):
    document = Document(io.BytesIO(written.files["docx"]))
    said = next(p for p in document.paragraphs if re.search(r"\d.* worse", p.text))
    was, said.text = said.text, said.text.replace(" worse", " better", 1)
    only = fault(checked(saved(document), written.data))
    assert (only.kind, only.printed, only.expected) == ("meaning", said.text, was)


def test_what_was_taken_out_is_told_and_no_fault(written: Written):
    document = Document(io.BytesIO(written.files["docx"]))
    document.tables[0]._tbl.getparent().remove(document.tables[0]._tbl)
    found = checked(saved(document), written.data)
    assert found.follows
    assert {entry.kind for entry in found.differences} == {"gone"}


def test_a_services_own_words_are_counted_apart(written: Written):
    found = checked(written.files["docx"], written.data)
    # "Our 2026", "300", "47"
    assert found.own == 3
    assert "3 figures stand in the service's own words" in str(found)
    document = Document(io.BytesIO(written.files["docx"]))
    own = next(p for p in document.paragraphs if p.text == OWN.split("\n\n", maxsplit=1)[0])
    own.text = "We saw 3,000 families & <b>47</b> babies."
    assert fault(checked(saved(document), written.data)).expected == OWN.split("\n\n", maxsplit=1)[0]


def test_a_cell_edited_in_excel_is_named_by_its_place(written: Written):
    content, spots = written.files["xlsx"], list[tuple[int, str]]()

    def edit(name: str, part: bytes) -> bytes:
        # As Excel saves it: openpyxl would drop what the file carries.
        cell = re.search(rb'<c r="([A-Z]+\d+)"[^>]*><v>0\.\d+</v>', part)
        if spots or cell is None or not name.startswith("xl/worksheets/sheet"):
            return part
        spots.append((int(re.sub(r"\D", "", name)), cell.group(1).decode()))
        return part.replace(cell.group(), re.sub(rb"<v>.*</v>", b"<v>0.987</v>", cell.group()))

    only = fault(checked(in_zip(content, edit), written.data))
    ((number, spot),) = spots
    assert only.kind == "figure"
    assert only.printed in {"99%", "0.99", "1.0"}
    sheet = load_workbook(io.BytesIO(content)).worksheets[number - 1].title
    assert f"sheet '{sheet}', cell {spot}" in only.where


def test_a_row_added_below_an_excel_table_is_found(written: Written):
    book = load_workbook(io.BytesIO(written.files["xlsx"]))
    sheet = book.worksheets[-1]
    sheet.cell(sheet.max_row + 1, 1).value = "And 91% of all"
    found = checked(saved(book), written.data, plan=written.plan, made_on=MADE_ON)
    assert ("added", "And 91% of all") in [(entry.kind, entry.printed) for entry in found.faults]


def test_a_number_changed_in_a_powerpoint_chart_is_named_by_slide_and_series(written: Written):
    show = Presentation(io.BytesIO(written.files["pptx"]))
    number, chart = next(
        (n, shape.chart)
        for n, slide in enumerate(show.slides, 1)
        for shape in slide.shapes
        if shape.has_chart
    )
    plot = chart.plots[0]
    values = [list(series.values) for series in plot.series]
    was, values[0][0] = values[0][0], 0.01
    changed = CategoryChartData()
    changed.categories = list(plot.categories)
    for series, row in zip(plot.series, values, strict=True):
        changed.add_series(series.name, row)
    chart.replace_data(changed)
    found = checked(saved(show), written.data)
    assert not found.follows
    named = [e for e in found.faults if e.printed == "0.01" and "series" in e.where]
    assert named
    assert named[0].where.startswith(f"slide {number}, chart")
    assert float(named[0].expected) == pytest.approx(was)


def test_a_number_edited_in_a_web_page(written: Written):
    page = written.files["html"].decode()
    share = re.search(r"<td[^>]*>(\d+%)</td>", page)
    assert share is not None
    edited = page[: share.start(1)] + "99%" + page[share.end(1) :]
    only = fault(checked(edited.encode(), written.data))
    assert (only.printed, only.expected) == ("99%", share.group(1))
    assert only.where.startswith("table '")


def test_a_number_edited_in_json_is_named_by_its_path(written: Written):
    text = written.files["json"].decode()
    plain = json.loads(text)
    paths: list[str] = []

    def edit(value: Any, path: str) -> Any:
        if isinstance(value, dict):
            return {
                k: v if k == "provenance" else edit(v, f"{path}.{k}" if path else k) for k, v in value.items()
            }
        if isinstance(value, list):
            return [edit(entry, f"{path}[{n}]") for n, entry in enumerate(value)]
        if isinstance(value, (int, float)) and not isinstance(value, bool) and not paths:
            paths.append(path)
            return 987654
        return value

    only = fault(checked(json.dumps(edit(plain, "")).encode(), written.data))
    assert (only.where, only.printed) == (paths[0], "987654")


def test_a_number_edited_in_a_csv_file_is_named_by_file_row_and_column(written: Written):
    edited: list[tuple[str, str, str]] = []

    def edit(name: str, part: bytes) -> bytes:
        rows = (
            list(csv.reader(io.StringIO(part.decode("utf-8-sig"))))
            if "table" in name and name.endswith(".csv")
            else []
        )
        for row in rows[1:]:
            for column, text in enumerate(row):
                if column and not edited and re.fullmatch(r"0\.\d+|\d+%?", text):
                    edited.append((name, rows[0][column], text))
                    row[column] = "987654"
                    out = io.StringIO()
                    csv.writer(out).writerows(rows)
                    return out.getvalue().encode()
        return part

    only = fault(checked(in_zip(written.files["csv"], edit), written.data))
    ((name, column, text),) = edited
    assert (only.printed, only.expected) == ("987654", text)
    assert name in only.where
    assert column in only.where


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_another_picture_in_a_zip_of_figures_is_a_fault(written: Written, kind: str):
    other = in_zip(written.files[kind], lambda name, part: part + b" " if name.endswith(kind) else part)
    assert {entry.kind for entry in checked(other, written.data).faults} == {"picture"}


@pytest.mark.parametrize("kind", FORMATS)
def test_what_a_file_was_made_of_can_be_read_back(written: Written, kind: str):
    held = carried_by(written.files[kind], "report")
    assert held is not None
    assert held.plan == written.plan
    assert held.view == View()


def test_a_file_that_lost_what_it_carries_asks_for_the_choices(written: Written):
    bare = in_zip(
        written.files["docx"], lambda name, part: b"<a/>" if name.startswith("customXml/item") else part
    )
    with pytest.raises(InputError, match="no longer says which choices it was made with"):
        checked(bare, written.data)
    found = checked(bare, written.data, plan=written.plan, made_on=MADE_ON)
    assert found.follows
    assert found.same_data
    assert "those given were taken instead" in str(found)


def test_another_view_gives_other_figures(written: Written):
    found = checked(written.files["docx"], written.data, view=View(confidence=0.8))
    assert not found.follows


def test_a_version_that_differs_is_told(written: Written, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("evaluation.verifying.checking.__version__", "9.9")
    found = checked(written.files["xlsx"], written.data)
    assert found.follows
    assert "checked with 9.9" in str(found)


def test_the_answer_as_json_holds_every_difference(written: Written):
    found = checked(written.files["docx"], data(A0="20"))
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["follows"] is False
    assert len(plain["differences"]) == len(found.differences)
    assert plain["data"]["same"] is False
    assert "more (--json lists them)" in str(replace(found, differences=found.differences * 20))
