"""What a file was made of travels in it: through every writer's package, whatever it says."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from docx import Document
from openpyxl import Workbook, load_workbook
from pptx import Presentation

from evaluation.errors import InputError
from evaluation.reports.archive import settled
from evaluation.reports.plan import Part, Plan
from evaluation.reports.provenance import Provenance
from evaluation.verifying import carried_by
from evaluation.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = "]]> <script>alert(1)</script> & \"' =1+1 \u202e\x00 😀 {{ " + "x" * 10_000
MADE = Provenance(
    version="1.0",
    fingerprint="ab" * 32,
    view=View(filters={"Site": (HOSTILE,)}),
    plan=Plan(layout="annual", title=HOSTILE, parts=(Part(id="learnt", text=HOSTILE),)),
    made_on=date(2026, 11, 22),
)


def written_by_python_docx() -> bytes:
    out = io.BytesIO()
    Document().save(out)  # its template has a custom XML part of its own
    return out.getvalue()


def written_by_python_pptx() -> bytes:
    out = io.BytesIO()
    show = Presentation()
    show.slides.add_slide(show.slide_layouts[0])
    show.save(out)
    return out.getvalue()


def written_by_xlsxwriter() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write(0, 0, "PHQ-9")
    book.close()
    return out.getvalue()


def written_by_openpyxl() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


WRITERS = {
    "docx": written_by_python_docx,
    "pptx": written_by_python_pptx,
    "xlsx": written_by_xlsxwriter,
    "openpyxl": written_by_openpyxl,
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_an_office_file_carries_anything_and_gives_it_back(write: Callable[[], bytes]):
    plain = write()
    carrying = settled(plain, MADE.made_on, MADE.to_json())
    assert carried_by(carrying, "report") == MADE
    assert carried_by(settled(plain, MADE.made_on), "report") is None
    assert carrying == settled(plain, MADE.made_on, MADE.to_json())


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_what_is_carried_is_declared_and_related_as_office_programs_ask(write: Callable[[], bytes]):
    with zipfile.ZipFile(io.BytesIO(settled(write(), None, MADE.to_json()))) as package:
        names = package.namelist()
        types = package.read("[Content_Types].xml").decode()
        links = next(package.read(n).decode() for n in names if n.count("/") == 2 and _main(n))
    assert len(set(names)) == len(names)
    items = [name for name in names if name.startswith("customXml/item") and "Props" not in name]
    for item in items:
        number = item.removeprefix("customXml/item").removesuffix(".xml")
        assert f'PartName="/customXml/itemProps{number}.xml"' in types
        assert f'Target="../customXml/item{number}.xml"' in links
        assert f"customXml/_rels/item{number}.xml.rels" in names


def _main(name: str) -> bool:
    return name.endswith(("document.xml.rels", "presentation.xml.rels", "workbook.xml.rels"))


def test_it_stays_when_other_programs_open_and_save_the_file():
    document = Document(io.BytesIO(settled(written_by_python_docx(), None, MADE.to_json())))
    document.add_paragraph("More words.")
    show = Presentation(io.BytesIO(settled(written_by_python_pptx(), None, MADE.to_json())))
    for opened in (document, show):
        out = io.BytesIO()
        opened.save(out)
        assert carried_by(out.getvalue(), "report") == MADE
    assert load_workbook(io.BytesIO(settled(written_by_xlsxwriter(), None, MADE.to_json()))).worksheets


def test_a_damaged_origin_is_said_in_a_sentence():
    broken = settled(written_by_python_docx(), None, '{"attune": ')
    with pytest.raises(InputError, match="carries about its origin is damaged"):
        carried_by(broken, "report")


def test_what_is_no_office_file_can_carry_nothing():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("table.csv", "a,b")
    with pytest.raises(ValueError, match="only an office file"):
        settled(out.getvalue(), None, MADE.to_json())
