"""Reading .csv, .tsv and .txt files: every cell as text, every row with its own number."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.importing.encodings import decoded
from evaluation.importing.sheets import Sheet, column_letter, grid

if TYPE_CHECKING:
    from evaluation.importing.limits import Limits

# Separators looked for, with their names in words.
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}

# Fed to the parser after the last line: if it does not come back alone, a quotation mark is open.
_END = "-- end of the file --"
_SAMPLE_ROWS = 50
_SAMPLE_CHARACTERS = 200_000
# More lines than this in one cell are more likely a missing quotation mark than a long answer.
_LONG_ANSWER = 20
_EXAMPLES = 3


def read_text(data: bytes, name: str, limits: Limits) -> tuple[Sheet, tuple[str, ...]]:
    """Read delimited text into one sheet of str cells, with notes on how it was read.

    A row's number is that of its record, as Excel shows it: an answer of several lines in
    quotation marks is one row, a blank line is a row, and a first line "sep=;" is none.
    Raises InputError when the bytes are not text or the quotation marks don't match up.
    """
    reading = decoded(data, name)
    text, stated = _stated_separator(reading.text)
    separator = stated or likely_separator(text)
    rows, quoting = _rows(text, separator, name, limits)
    width = max(map(len, rows), default=0)
    limits.check_extent(name, 0, width, most_rows=limits.text_rows)
    limits.check_cells(name, len(rows) * width)
    named = SEPARATORS.get(separator, f"“{separator}”")
    how = f"Read as {reading.encoding} text, separated by {named}"
    how += " as its first line says." if stated else "."
    notes = [how, *reading.notes, *quoting, *_shifted_rows(rows), *_swallowed_lines(rows, text)]
    return Sheet(_sheet_name(name), grid(rows)), tuple(notes)


def likely_separator(text: str) -> str:
    r"""Return the separator under which most of the first 50 filled rows have one same width.

    >>> likely_separator("id;score;note\n1;2,5;fine\n2;3,5;good, thanks")
    ';'
    """
    best, best_score = ",", (0, 0)
    for separator in SEPARATORS:
        lines = io.StringIO(text[:_SAMPLE_CHARACTERS], newline="")
        try:
            filled = (row for row in csv.reader(lines, delimiter=separator) if any(row))
            widths = Counter(len(row) for row in islice(filled, _SAMPLE_ROWS))
        except csv.Error:
            continue
        score = max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
        if score > best_score:
            best, best_score = separator, score
    return best


def _stated_separator(text: str) -> tuple[str, str]:
    """Split off a first line such as "sep=;", which Excel obeys and does not show."""
    stated = re.match(r'"?sep=([^\r\n"])"?(\r\n|\r|\n|$)', text, flags=re.IGNORECASE)
    return (text[stated.end() :], stated[1]) if stated else (text, "")


def _rows(text: str, separator: str, name: str, limits: Limits) -> tuple[list[list[str]], list[str]]:
    """Parse every record; returns the rows and notes about quotation marks."""
    rows, whole = _parsed(text, separator, limits.text_rows, csv.QUOTE_MINIMAL)
    limits.check_extent(name, len(rows), 0, most_rows=limits.text_rows)
    if whole:
        return rows, _untidy_quotes(text, separator) if '"' in text else []
    opened = max(len(rows), 1)
    if '"' not in text:
        raise InputError(
            f"{name} has a cell of more than {csv.field_size_limit():,} characters in row {opened:,}, and "
            "Excel holds 32,767 at the most. Look for missing separators or line breaks, or save the file "
            "again as .xlsx, and upload it."
        )
    # A lone mark (6" of rain) is harmless if, read as an ordinary character, all rows line up.
    plain, whole = _parsed(text, separator, limits.text_rows, csv.QUOTE_NONE)
    if whole and len({len(row) for row in plain if any(row)}) == 1:
        note = (
            f"A quotation mark in row {opened:,} is never closed, so quotation marks were read as "
            "ordinary characters."
        )
        return plain, [note]
    raise InputError(
        f"{name} has a quotation mark in row {opened:,} that is never closed, so the rows after it "
        "can't be told apart. Delete it, or save the file again as .xlsx, and upload it."
    )


def _parsed(text: str, separator: str, most_rows: int, quoting: int) -> tuple[list[list[str]], bool]:
    """Return at most `most_rows` + 1 records, and whether each quotation mark was closed."""
    gap = "" if text.endswith(("\n", "\r")) else "\n"
    lines = chain(io.StringIO(text + gap, newline=""), [_END])
    try:
        records = csv.reader(
            lines,
            delimiter=separator,
            quoting=csv.QUOTE_NONE if quoting == csv.QUOTE_NONE else csv.QUOTE_MINIMAL,
        )
        rows = list(islice(records, most_rows + 2))
    except csv.Error:
        # The parser's own limit on one cell: far beyond Excel's, so a mark left open.
        return _rows_before_fault(text, separator), False
    if rows and rows[-1] == [_END]:
        return rows[:-1], True
    # Either too many rows, which the caller refuses, or the end was swallowed by an open mark.
    return rows, len(rows) > most_rows


def _untidy_quotes(text: str, separator: str) -> list[str]:
    """Note the first row where text follows a closing mark, as in 1,"oh"no: rows may have run together."""
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    whole = 0
    try:
        for _ in records:
            whole += 1
    except csv.Error:
        return [f"Row {whole + 1:,} has text after a closing quotation mark: check that its cells are right."]
    return []


def _rows_before_fault(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        # list.extend keeps what came before the fault; the faulty record counts as one more.
        rows.append([])
    return rows


def _shifted_rows(rows: list[list[str]]) -> list[str]:
    """Note rows with more filled cells than the usual width: an unquoted separator shifts answers."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return []
    usual = widths.most_common(1)[0][0]
    wide = [number for number, row in enumerate(rows, 1) if len(row) > usual and any(row[usual:])]
    if not wide:
        return []
    shown = ", ".join(f"{number:,}" for number in wide[:_EXAMPLES])
    more = "" if len(wide) <= _EXAMPLES else f" and {len(wide) - _EXAMPLES:,} more"
    which = f"Rows {shown}{more} have" if len(wide) > 1 else f"Row {shown} has"
    advice = "look for a separator inside an answer, which moves the answers after it."
    return [f"{which} more cells than the usual {usual}: {advice}"]


def _swallowed_lines(rows: list[list[str]], text: str) -> list[str]:
    """Note cells that hold very many lines, as happens when a quotation mark is closed too late."""
    if '"' not in text or text.count("\n") <= len(rows) + _LONG_ANSWER:
        return []
    found = (
        (f"{column_letter(column)}{number}", cell.count("\n") + 1)
        for number, row in enumerate(rows, 1)
        for column, cell in enumerate(row)
        if len(cell) > _LONG_ANSWER and cell.count("\n") >= _LONG_ANSWER
    )
    advice = "If that is not one long answer, look for a missing quotation mark there."
    return [
        f"The cell {at} holds {lines:,} lines of text. {advice}" for at, lines in islice(found, _EXAMPLES)
    ]


def _sheet_name(name: str) -> str:
    return re.sub(r"\.(csv|tsv|tab|txt|xlsx?|xlsm|xlsb|ods)$", "", name, flags=re.IGNORECASE) or name
