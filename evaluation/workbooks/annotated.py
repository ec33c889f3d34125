"""The annotated workbook: the file again, with a comment on every cell at fault and words beside each row."""

from __future__ import annotations

from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from evaluation import wording
from evaluation.importing.repairs import here
from evaluation.importing.sheets import column_place
from evaluation.importing.spots import spots
from evaluation.reports.archive import settled
from evaluation.workbooks.checked_file import LEFT_OUT
from evaluation.workbooks.inert import CUT, LONGEST, inert, kept, laid_out, sheet_names

if TYPE_CHECKING:
    from typing import Any

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from evaluation.importing.ledger import Spot
    from evaluation.importing.repairs import ToRepair
    from evaluation.workbooks.checked_file import CheckedFile, Part

README = "Read me"
HEADER = "What to look at"
_FONT = "Arial"
_AT_FAULT = PatternFill("solid", fgColor="FFF2CC")
_ASIDE = PatternFill("solid", fgColor="E7E6E6")
_COMMENTS = 5000  # more make Excel slow to open; the last column says the same in words
_WIDTHS = (46, 10, 52, 44, 60)  # of the columns of the first sheet
_PLACES = 12  # of a group that the first sheet names
_WIDE = 60
_HOW = (
    "Cells at fault are yellow and have a comment; rows set aside are grey. The last column of each "
    f"sheet, “{HEADER}”, says the same in words. Rows and columns are where they are in your file."
)


class _Marks:
    """What is said of each cell and row: the words beside the row, and the comments, by their place."""

    def __init__(self, found: CheckedFile) -> None:
        self.rows: dict[tuple[str, int], list[str]] = {}
        self.cells: dict[tuple[str, int, int], list[str]] = {}
        self.aside = {(entry.sheet, entry.row) for entry in found.ledger.set_aside}
        self.unshown: set[tuple[str, int, int]] = set()
        self._comments = 0
        for entry in found.ledger.set_aside:
            self.rows[entry.sheet, entry.row] = [f"Set aside: {_running(entry.reason)}."]
        for group in found.repairs:
            for problem in group.problems:
                said = here(problem)
                for spot in spots(problem, found.sheet, found.fitted.columns):
                    self._mark(spot, said, group)

        self.touched = {*self.rows, *((sheet, row) for sheet, row, _ in self.cells)}

    def _mark(self, spot: Spot, said: str, group: ToRepair) -> None:
        row = (spot.sheet, spot.row)
        if not spot.letter:
            if row not in self.aside:
                self.rows.setdefault(row, []).append(f"{said}.")
            self.cells.setdefault((*row, -1), []).append(f"{said}. {group.do}")
            return
        place = (*row, column_place(spot.letter))
        self.cells.setdefault(place, []).append(f"{said}. {group.do}")
        if group.repair == "not kept":
            self.unshown.add(place)
        if row not in self.aside or group.repair != "no id":
            self.rows.setdefault(row, []).append(f"{spot.letter}{spot.row}: {_running(said)}.")

    def comment(self, words: list[str]) -> Comment | None:
        """A comment with these words, or none where there are too many already."""
        self._comments += 1
        if self._comments > _COMMENTS:
            return None
        text = "\n".join(dict.fromkeys(words))
        found = Comment(text, "Attune")
        found.width, found.height = 320, 30 + 18 * (len(text) // 45 + 1)
        return found


def annotated(found: CheckedFile) -> bytes:
    """The sheets that were read as an .xlsx, each cell at fault with a comment.

    Rows and columns stay where they were. Nothing in it is a live formula or a link.
    """
    book = ExcelWorkbook(write_only=True)
    marks = _Marks(found)
    names = sheet_names([part.name for part in found.parts], taken=(README,))
    _read_me(book, found, marks, names)
    for part in found.parts:
        _sheet(book, names[part.name], part, marks)
    book.properties.creator, book.properties.language = "Attune", "en-GB"
    book.properties.title = "What to look at in the file"
    out = BytesIO()
    book.save(out)
    return settled(out.getvalue(), None)


def _sheet(book: ExcelWorkbook, name: str, part: Part, marks: _Marks) -> None:
    sheet = book.create_sheet(name)
    laid_out(sheet)
    width = part.sheet.columns
    sheet.freeze_panes = f"A{part.header + 1}"
    for place in range(width):
        sheet.column_dimensions[get_column_letter(place + 1)].width = 14
    sheet.column_dimensions[get_column_letter(width + 1)].width = _WIDE
    for row in range(1, part.sheet.rows + 1):
        values = part.row(row)
        if row == part.header:
            sheet.append([*(_bold(sheet, value) for value in values), _bold(sheet, HEADER)])
        elif (part.name, row) in marks.touched or _too_long(values):
            sheet.append(_marked(sheet, part.name, row, values, marks))
        else:
            sheet.append([kept(sheet, value) for value in values])


def _marked(sheet: WriteOnlyWorksheet, name: str, row: int, values: list[Any], marks: _Marks) -> list[Any]:
    """The cells of a row of which something is said, and the words beside it."""
    aside = (name, row) in marks.aside
    said = list(marks.rows.get((name, row), []))
    of_row = [*marks.cells.get((name, row, -1), []), *(said[:1] if aside else [])]
    first = next((place for place, value in enumerate(values) if str(value).strip()), 0)
    cells: list[Any] = []
    for place, value in enumerate(values):
        of_cell = marks.cells.get((name, row, place), [])
        words = [*of_cell, *of_row] if place == first else of_cell
        if not words and not aside:
            cells.append(kept(sheet, value))
            continue
        cell = inert(sheet, LEFT_OUT if (name, row, place) in marks.unshown else value)
        if of_cell or aside:
            cell.fill = _AT_FAULT if of_cell else _ASIDE
        if words:
            cell.comment = marks.comment(words)
        cells.append(cell)
    if _too_long(values):
        said.append(f"A text was too long for Excel and ends with{CUT}.")
    last = _text(sheet, " ".join(dict.fromkeys(said)))
    last.fill = _ASIDE if aside else _AT_FAULT
    return [*cells, last]


def _bold(sheet: WriteOnlyWorksheet, value: Any) -> Cell:
    cell = inert(sheet, value)
    cell.font = Font(name=_FONT, size=11, bold=True)
    return cell


def _too_long(values: list[Any]) -> bool:
    return any(isinstance(value, str) and len(value) > LONGEST for value in values)


def _read_me(book: ExcelWorkbook, found: CheckedFile, marks: _Marks, names: dict[str, str]) -> None:
    """The first sheet: what was found, grouped by what would repair it, and how the others are marked."""
    sheet = book.create_sheet(README)
    laid_out(sheet)
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    title = inert(sheet, f"What to look at in {found.workbook.name}")
    title.font = Font(name=_FONT, size=16, bold=True)
    sheet.append([title])
    many = len(marks.cells)
    lines = [
        found.sentence,
        found.corrections.said,
        _HOW,
        f"Only the first {wording.count(_COMMENTS)} cells have a comment." if many > _COMMENTS else "",
        f"Columns that hold personal data, or of which only bands are kept, say {LEFT_OUT}.",
        "Sheets that were not read are not here.",
        "This workbook holds your data: keep it as you keep the file.",
    ]
    row = 1
    for line in (*filter(None, lines), ""):
        row += 1
        sheet.append([_text(sheet, line, wrapped=False)] if line else [])
    if not found.repairs:
        sheet.append([_text(sheet, "Nothing to put right.", wrapped=False)])
    else:
        heads = ("What is wrong", "How many", "What to do", "Until then", "Where")
        sheet.append([_text(sheet, head, bold=True) for head in heads])
    row += 1
    for group in found.repairs:
        texts = (group.heading, group.do, group.then, _where(group, found, names))
        row += 1
        _room(sheet, row, (texts[0], "", *texts[1:]))
        cells = [_text(sheet, text) for text in texts]
        number = inert(sheet, group.n)
        number.alignment = Alignment(vertical="top", horizontal="left")
        sheet.append([cells[0], number, *cells[1:]])
    if found.ledger.set_aside:
        sheet.append([])
        sheet.append([_text(sheet, "Why rows were set aside", bold=True), _text(sheet, "Rows", bold=True)])
        for reason, n in found.ledger.reasons:
            sheet.append([_text(sheet, reason), inert(sheet, n)])


def _text(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False, wrapped: bool = True) -> Cell:
    cell = inert(sheet, text)
    cell.font = Font(name=_FONT, size=11, bold=bold)
    cell.alignment = Alignment(wrap_text=wrapped, vertical="top")
    return cell


def _room(sheet: Any, row: int, texts: tuple[str, ...]) -> None:
    """Make a row as high as its wrapped text: programs other than Excel don't do so themselves."""
    lines = [len(wrap(text, int(width * 0.95))) for text, width in zip(texts, _WIDTHS, strict=True)]
    sheet.row_dimensions[row].height = 15 * max(lines)


def _where(group: ToRepair, found: CheckedFile, names: dict[str, str]) -> str:
    """Where a group's cells are, the first of them by name, sheet by sheet."""
    by_sheet: dict[str, list[str]] = {}
    n = 0
    for problem in group.problems:
        for spot in spots(problem, found.sheet, found.fitted.columns):
            n += 1
            if n <= _PLACES:
                place = f"{spot.letter}{spot.row}" if spot.letter else f"row {spot.row}"
                by_sheet.setdefault(names[spot.sheet], []).append(place)
    parts = [f"{name}: {', '.join(places)}" for name, places in by_sheet.items()]
    more = [f"and {wording.count(n - _PLACES)} more"] if n > _PLACES else []
    return "; ".join([*parts, *more])


def _running(reason: str) -> str:
    return reason[:1].lower() + reason[1:] if reason[1:2].islower() or reason[1:2] == " " else reason
