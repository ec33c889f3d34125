"""The hand-kept workbook: titles, merged group headings, odd cells, totals at the foot, a page of notes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from data_samples.files import cells, check_rows, save_workbook
from data_samples.service import SERVICE
from data_samples.wide import scores_frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from data_samples.families import Families

Cell = str | int | float | date | None
_FORMS = ("phq9", "kpcs", "pir_gas", "mors_sf")
_SCORES = ("phq9", "kpcs", "pir_gas", "mors_warmth", "mors_invasion")
_SCORE_HEADERS = ("PHQ-9", "KPCS ", "PIR-GAS", "MORS\xa0warmth", "MORS invasion")
_FAMILY_HEADERS = (
    "Family no.",
    "Mother's initials",
    "Postcode",
    "Site",
    "Programme ",
    "Worker",
    "Referral date",
    "First contact",
    "Second\xa0contact",
    "End date",
    "No. of contacts",
    "Status",
    "Severe mental illness",
    "Background of severe abuse, neglect or loss",
    "Deprivation quintile (1 = most deprived)",
    "Baby's age at start (months)",
)
_BEFORE = len(_FAMILY_HEADERS) + 1  # the column (from 1) where the "Before" group starts
_AFTER = _BEFORE + 1 + len(_SCORES)
_WIDTH = _AFTER + len(_SCORES)
_FEWEST_TO_SPOIL = 12  # smaller workbooks are left without planted mistakes
# How a missing score is written by hand, and how often.
_MISSING: tuple[tuple[Cell, float], ...] = ((None, 0.70), ("n/a", 0.14), ("DNA", 0.10), (999, 0.06))


def write_workbook(families: Families, out: Path) -> None:
    """Write the workbook as .xlsx; scores that were never given are blank, "n/a", "DNA" or 999."""
    check_rows(len(families) + 6)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Families")
    _headings(sheet)
    sums: list[float] = [0.0] * _WIDTH
    counts = [0] * _WIDTH
    adds_up = {11, *range(_BEFORE + 1, _AFTER), *range(_AFTER + 1, _WIDTH + 1)}
    for row in _rows(families):
        sheet.append(row)
        for column in adds_up:
            value = row[column - 1]
            if isinstance(value, int | float):
                sums[column - 1] += value
                counts[column - 1] += 1
    sheet.append(_foot("Total", sums, adds_up))
    averages = [round(total / many, 1) if many else 0.0 for total, many in zip(sums, counts, strict=True)]
    sheet.append(_foot("Average", averages, adds_up))
    _notes(book.create_sheet("Notes"))
    save_workbook(book, out)


def _headings(sheet: WriteOnlyWorksheet) -> None:
    bold = Font(bold=True)

    def heading(text: str | None) -> SheetCell:
        cell = WriteOnlyCell(sheet, value=text)
        cell.font = bold
        cell.alignment = Alignment(horizontal="center", wrap_text=True)
        return cell

    groups: list[str | None] = [None] * _WIDTH
    groups[_BEFORE - 1], groups[_AFTER - 1] = "Before", "After"
    for first, last in ((_BEFORE, _AFTER - 1), (_AFTER, _WIDTH)):
        # openpyxl writes these; its stubs do not know of them.
        merged = sheet.merged_cells  # type: ignore[attr-defined]
        merged.ranges.add(f"{get_column_letter(first)}3:{get_column_letter(last)}3")
    sheet.append([heading(f"{SERVICE.name}: families (made-up data, no real people)")])
    sheet.append(["Kept by hand. Please add new families at the bottom."])
    sheet.append([heading(text) for text in groups])
    headers = (*_FAMILY_HEADERS, "Date", *_SCORE_HEADERS, "Date", *_SCORE_HEADERS)
    sheet.append([heading(text) for text in headers])


def _rows(families: Families) -> Iterator[list[Cell]]:
    frame = _by_hand(families)
    planted = _planted(len(frame))
    rng = families.stream("workbook")
    ways = [way for way, _ in _MISSING]
    chances = [chance for _, chance in _MISSING]
    score_columns = [*range(_BEFORE + 1, _AFTER), *range(_AFTER + 1, _WIDTH + 1)]
    written = rng.choice(len(ways), (len(frame), len(score_columns)), p=chances)
    spaces = rng.random(len(frame))
    for number, values in enumerate(zip(*(cells(frame[name]) for name in frame.columns), strict=True)):
        row: list[Cell] = list(values)
        for place, column in enumerate(score_columns):
            if row[column - 1] is None:
                row[column - 1] = ways[written[number, place]]
        if spaces[number] < 0.06:
            row[3] = f"{row[3]} "
        elif spaces[number] < 0.10:
            row[4] = f"\xa0{row[4]}"
        for column, value in planted.get(number, ()):
            row[column - 1] = value
        yield row


def _by_hand(families: Families) -> pd.DataFrame:
    """The tidy columns in the workbook's order, with the identifying ones a careful importer leaves out."""
    tidy = scores_frame(families, _FORMS)
    rng = families.stream("identities")
    inward = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))
    letters = inward[rng.integers(0, len(inward), (len(tidy), 2))]
    digits = rng.integers(0, 10, len(tidy))
    frame = pd.DataFrame(
        {
            "id": tidy["family_id"],
            "initials": [f"Made-up {_initial(place)}" for place in range(len(tidy))],
            # ZZ99 is the area used in NHS records for "no fixed abode"; it is nowhere.
            "postcode": [f"ZZ99 {digit}{a}{b}" for digit, (a, b) in zip(digits, letters, strict=True)],
        }
    )
    family = ["site", "programme", "practitioner", "referral_date", "first_contact", "second_contact"]
    family += ["end_date", "contacts", "status", "severe_mental_illness", "abuse_neglect_loss"]
    family += ["deprivation_quintile", "baby_age_months"]
    before = ["before_date", *(f"{score}_before" for score in _SCORES)]
    after = ["after_date", *(f"{score}_after" for score in _SCORES)]
    return pd.concat([frame, tidy[[*family, *before, *after]]], axis=1)


def _initial(place: int) -> str:
    """Letters in place of initials: A, B … Z, AA … ZZ, then from A again."""
    return get_column_letter(place % 702 + 1)


def _planted(count: int) -> dict[int, list[tuple[int, Cell]]]:
    """The mistakes every hand-kept workbook has: row from 0, then (column from 1, value)."""
    if count < _FEWEST_TO_SPOIL:
        return {}
    phq_before, kpcs_after = _BEFORE + 1, _AFTER + 2
    return {
        1: [(phq_before, "n/a")],
        count // 6: [(_AFTER + 1, "DNA")],
        count // 4: [(phq_before, "12 (approx)")],
        count // 3: [(phq_before, 31)],
        count // 2: [(1, f"F{count // 2 - 3:04d}")],  # the number of a family four rows up
        count * 2 // 3: [(kpcs_after, 999)],
        count * 3 // 4: [(1, None)],
        count - 2: [(1, f" F{count - 1:04d}\xa0")],
    }


def _foot(label: str, values: list[float], columns: set[int]) -> list[Cell]:
    row: list[Cell] = [None] * _WIDTH
    row[0] = label
    for column in columns:
        row[column - 1] = values[column - 1]
    return row


def _notes(sheet: WriteOnlyWorksheet) -> None:
    for line in (
        "Notes",
        "All of this is made up. No family, parent, baby or worker in it exists.",
        "Before = at or soon after the first contact. After = at the end of the work.",
        "DNA = did not attend. 999 = not known.",
        "PIR-GAS is scored by the worker; the other scores are the parent's own answers.",
    ):
        sheet.append([line])
