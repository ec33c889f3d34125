"""A workbook to type a questionnaire's answers into: what it asks for is what importing reads.

It holds no question's wording. The example rows are set aside when the file is imported
(`evaluation.importing.strays`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from evaluation import wording
from evaluation.charts import palette
from evaluation.measures import NOT_STATED, phrases
from evaluation.measures.coding import possible, scored, words
from evaluation.reports.archive import legal, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from evaluation.measures.definition import Items, Measure, Scale

ANSWERS = "Answers"
HELP = "How to fill this in"
_FONT = "Arial"
_ROWS = 5000  # below the header for which what may be typed is checked
_LONGEST_LIST = 255  # characters that Excel takes for a list of choices
_RATERS = ("parent", "mother", "father", "carer", "practitioner", "observer")
_TOLD = (  # of how answers are read, what whoever types them needs
    "Reversed when scored",
    "Printed the other way round",
    "In a file",
    "Left out of the score",
    "Not applicable",
)
_STAGES = ("Before", "Review", "After", "Follow-up")
_EXAMPLE_DATES = (date(2026, 1, 12), date(2026, 6, 15))


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column of the sheet: its header, what to write there, the choices or bounds, an example.

    `low` and `high` bound a number, `whole` says that it has no decimals; `choices` are words.
    """

    header: str
    write: str
    examples: tuple[str | float | date, ...]
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    whole: bool = True
    strict: bool = True  # whether anything else is refused or only asked about
    dated: bool = False


def file_name(measure: Measure) -> str:
    """What the workbook is called.

    >>> from evaluation.measures import registry
    >>> file_name(registry().get("phq9"))
    'template-phq9.xlsx'
    """
    return f"template-{measure.id.replace('_', '-')}.xlsx"


def template(measure: Measure) -> bytes:
    """The workbook as .xlsx: a sheet to fill in and one that says how; the same measure, the same bytes.

    >>> from evaluation.measures import registry
    >>> template(registry().get("phq9"))[:2]
    b'PK'
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    fields = columns(measure)
    _answers(book.create_sheet(ANSWERS), fields)
    _help(book.create_sheet(HELP), measure, fields)
    properties = book.properties
    properties.title = legal(f"{measure.short}: template for answers")
    properties.creator, properties.language = "Attune", "en-GB"
    out = BytesIO()
    book.save(out)
    return settled(out.getvalue(), None)


def columns(measure: Measure) -> tuple[Field, ...]:
    """The columns of the sheet, from the family's code to the last answer or score."""
    learner = measure.domain == "learning"
    who = "learner" if learner else "family"
    post_only = measure.domain == "experience"
    stages = ("After", "After") if post_only else ("Before", "After")
    usual = measure.rater if measure.rater != NOT_STATED else _RATERS[0]
    raters = ("learner", "supervisor") if learner else tuple(dict.fromkeys((usual, *_RATERS)))
    return (
        Field(
            header=f"{wording.capital(who)} ID",
            write=f"A code of your own for each {who}, the same one every time. Never a name, a date of "
            "birth or an NHS number.",
            examples=(f"{wording.EXAMPLE_ROW} 1", f"{wording.EXAMPLE_ROW} {2 if post_only else 1}"),
        ),
        Field(header="Date", write="The day it was filled in.", examples=_EXAMPLE_DATES, dated=True),
        Field(
            header="Stage",
            write=f"{wording.listed(_STAGES, 'or')}: where in the work it was filled in.",
            examples=stages,
            choices=_STAGES,
        ),
        Field(
            header="Completed by",
            write="Who answered."
            + (f" Left blank it is taken to be the {usual}." if usual == measure.rater else ""),
            examples=(usual, usual),
            choices=raters,
            strict=False,
        ),
        *_scored(measure),
    )


def _scored(measure: Measure) -> Iterator[Field]:
    items = measure.items
    if items is not None:
        goals = any(scale.score == "each" for scale in measure.scales)
        for item in range(1, items.count + 1):
            yield _item(f"{measure.short} {'goal ' if goals else 'Q'}{item}", item, measure, items)
        if goals:
            return
    for scale in measure.scales:
        if items is None or scale.score in {"single", "entered"}:
            yield _score(scale)


def _item(header: str, item: int, measure: Measure, items: Items) -> Field:
    codes = [float(code) for code in possible(item, items, items.stored)]
    labels = words(item, items)
    said = list({code: word for word, code in reversed(labels.items())}.values())[::-1]
    extra = list(items.omitted[:1])
    if any(item == one for one, _ in items.not_applicable):
        extra.append("not applicable")
    by_label = items.by_label or items.ask_stored  # what a number would stand for has to be asked
    numbers = [] if by_label else [f"{code:g}" for code in codes]
    texts = [wording.capital(word) for word in (*said, *extra)]
    steps = {round(after - before, 9) for before, after in pairwise(codes)}
    even = len(steps) <= 1 and not texts
    scored = "The score of the answer, not its place on the form: " if items.stored == "scored" else ""
    return Field(
        header=header,
        write=scored + _allowed(texts, codes, by_label=by_label, even=even),
        examples=_before_and_after(item, measure, items),
        choices=() if even else (*texts, *numbers),
        low=codes[0],
        high=codes[-1],
        whole=all(code.is_integer() for code in codes),
    )


def _before_and_after(item: int, measure: Measure, items: Items) -> tuple[str | float, str | float]:
    """An answer near the worse end and one near the better: an example shows a family getting better."""
    word_of = {code: wording.capital(word) for word, code in reversed(words(item, items).items())}
    codes = np.array([code for code in possible(item, items, items.stored) if code in word_of or not word_of])
    sign = next((scale.sign for scale in measure.scales if item in scale.items), 1)
    worst_first = codes[np.argsort(sign * scored(codes, item, items, items.stored), kind="stable")]
    # Not all alike, where there are enough to choose from.
    inward = item % 2 if len(codes) > 2 else 0
    before, after = float(worst_first[inward]), float(worst_first[-1 - inward])
    return word_of.get(before, before), word_of.get(after, after)


def _allowed(texts: list[str], codes: list[float], *, by_label: bool, even: bool) -> str:
    """What may be written as an answer, in words."""
    listed = wording.listed((f"{code:g}" for code in codes), "or")
    if even and len(codes) > 6:
        listed = f"a number from {codes[0]:g} to {codes[-1]:g}"
    if not texts:
        return f"{wording.capital(listed)}."
    words_ = wording.listed((f"“{text}”" for text in texts), "or")
    return f"{words_}." if by_label else f"{words_}; or its number: {listed}."


def _score(scale: Scale) -> Field:
    low, high = scale.minimum, scale.maximum
    whole = scale.step >= 1
    texts = tuple(wording.capital(word) for word, _ in scale.labels)
    middle = low + round((high - low) / 2 / scale.step) * scale.step
    return Field(
        header=scale.title,
        write=f"The score, {low:g} to {high:g}{'' if whole else ', decimals allowed'}."
        + (f" In words: {phrases.coded(scale.labels)}." if texts else ""),
        examples=(low, middle) if scale.better == "higher" else (high, middle),
        choices=(*texts, *(f"{low + i:g}" for i in range(int(high - low) + 1))) if texts and whole else (),
        low=low,
        high=high,
        whole=whole,
    )


def _answers(sheet: Worksheet, fields: tuple[Field, ...]) -> None:
    fill = PatternFill("solid", fgColor=palette.BLUE[1:])
    edge = Border(right=Side(style="thin", color=palette.PAPER[1:]))
    for place, field in enumerate(fields, 1):
        head = _put(sheet, 1, place, field.header)
        head.font = Font(name=_FONT, size=11, bold=True, color=palette.PAPER[1:])
        head.fill, head.border = fill, edge
        head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left")
        for row, value in enumerate(field.examples, 2):
            cell = _put(sheet, row, place, value)
            cell.font = Font(name=_FONT, size=11, italic=True, color=palette.QUIET[1:])
            cell.alignment = Alignment(horizontal="left")
        letter = get_column_letter(place)
        dimension = sheet.column_dimensions[letter]
        longest = max(len(str(value)) for value in (*field.examples, *field.choices))
        dimension.width = 24 if place == 1 else max(14, min(30, longest + 4))
        dimension.number_format = "@" if place == 1 else "dd/mm/yyyy" if field.dated else "General"
        _checked(sheet, f"{letter}2:{letter}{_ROWS + 1}", field)
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    _page(sheet)


def _checked(sheet: Worksheet, cells: str, field: Field) -> None:
    """Let the program offer the choices, refuse what can't be, and say what may be written."""
    rule = _rule(field)
    rule.allow_blank = True
    rule.promptTitle, rule.prompt = field.header[:32], field.write[:255]
    rule.showInputMessage = True
    if rule.type is not None:
        rule.errorTitle, rule.error = field.header[:32], field.write[:225]
        rule.errorStyle = "stop" if field.strict else "warning"
        rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    rule.add(cells)


def _rule(field: Field) -> DataValidation:
    listed = ",".join(field.choices)
    if field.dated:
        return DataValidation(type="date", operator="between", formula1="36526", formula2="73050")
    if field.choices and len(listed) <= _LONGEST_LIST and not any("," in word for word in field.choices):
        return DataValidation(type="list", formula1='"' + listed.replace('"', '""') + '"')
    if field.choices or field.low is None:
        return DataValidation()
    kind: Any = "whole" if field.whole else "decimal"
    return DataValidation(
        type=kind, operator="between", formula1=f"{field.low:g}", formula2=f"{field.high:g}"
    )


def _help(sheet: Worksheet, measure: Measure, fields: tuple[Field, ...]) -> None:
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 84
    sheet.sheet_view.showGridLines = False
    _put(sheet, 1, 1, f"How to fill in {measure.short}").font = Font(
        name=_FONT, size=16, bold=True, color=palette.BLUE[1:]
    )
    row = 2
    for heading, lines in (
        ("What to do", _steps(measure)),
        ("What goes in each column", _grouped(fields)),
        ("What Attune makes of it", tuple(_scores(measure))),
        ("Licence and source", tuple(_terms(measure))),
    ):
        row += 1
        _put(sheet, row, 1, heading).font = Font(name=_FONT, size=13, bold=True, color=palette.BLUE[1:])
        sheet.row_dimensions[row].height = 30
        sheet.cell(row, 1).alignment = Alignment(vertical="bottom")
        for name, text in lines:
            row += 1
            for place, said in ((1, name), (2, text)):
                cell = _put(sheet, row, place, said)
                cell.font = Font(name=_FONT, size=11, bold=place == 1)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            sheet.row_dimensions[row].height = 15 * max(len(text) // 88 + 1, len(name) // 28 + 1)
    _page(sheet)


def _page(sheet: Worksheet) -> None:
    """A4, landscape, as wide as the page, for those who print."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _steps(measure: Measure) -> tuple[tuple[str, str], ...]:
    who = "learner" if measure.domain == "learning" else "family"
    return (
        ("One row each time", f"Use one row of the sheet “{ANSWERS}” for each time it was filled in."),
        ("Before and after", f"A {who} with answers before and after has two rows, with the same code."),
        (
            "The example",
            "Type over the two example rows or delete them. Attune leaves them out if they stay.",
        ),
        ("Not answered", "Leave the cell empty. Don't write 0, 9 or 99 for it."),
        ("The questions", "They are not in this workbook: use the questionnaire itself."),
        ("When it is filled in", "Open Attune, choose Use my own data, and drop this file there."),
    )


def _grouped(fields: tuple[Field, ...]) -> tuple[tuple[str, str], ...]:
    """What to write in each column; neighbours that ask for the same stand on one line."""
    groups: list[tuple[str, str, str]] = []
    for field in fields:
        if groups and groups[-1][2] == field.write:
            groups[-1] = (groups[-1][0], field.header, field.write)
        else:
            groups.append((field.header, field.header, field.write))
    return tuple((first if first == last else f"{first} to {last}", text) for first, last, text in groups)


def _scores(measure: Measure) -> Iterator[tuple[str, str]]:
    for scale in measure.scales:
        whole = f"{wording.capital(phrases.made(scale, measure))}; {scale.minimum:g} to {scale.maximum:g}."
        some = scale.score in {"sum", "mean", "mean_x10"}
        unanswered = f" Of its questions {phrases.needed(scale)}." if some else ""
        yield scale.title, f"{whole} {phrases.direction(scale)}.{unanswered}"
    if measure.items is not None:
        for heading, text in phrases.answers(measure.items):
            if heading in _TOLD:
                yield heading, wording.sentence(text)


def _terms(measure: Measure) -> Iterator[tuple[str, str]]:
    yield "Licence", measure.licence.text
    sources = [measure.items.source if measure.items is not None else "", measure.licence.source]
    sources += [scale.source for scale in measure.scales]
    for source in dict.fromkeys(filter(None, sources)):
        yield "Where this comes from", source
    for citation in measure.citations:
        yield "Published in", citation.text + (f" doi {citation.doi}" if citation.doi else "")


def _put(sheet: Worksheet, row: int, column: int, value: str | float | date) -> Cell:
    """Write a cell; text stays text whatever it begins with."""
    cell = cast("Cell", sheet.cell(row, column))
    cell.font = Font(name=_FONT, size=11)
    if isinstance(value, str):
        cell.value = legal(value)
        cell.data_type = "s"
        return cell
    cell.value = int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    return cell
