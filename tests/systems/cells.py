"""A made-up programme's files as plain cells, read without Attune, to count independently of it."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import openpyxl
from scipy import stats

from data_samples.training import committed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cells = dict[Any, Any]
Pair = tuple[int, int]


@cache
def rows(name: str, file: str, *, sheet: str = "", header: int = 1) -> list[Cells]:
    """The rows below the header row, by header; headers and texts without odd spaces, blank is None."""
    path = committed(name) / file
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        grid = [list(row) for row in (book[sheet] if sheet else book.worksheets[0]).values]
    else:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            grid = [list(row) for row in csv.reader(opened)]
    headers = [tidy(cell) for cell in grid[header - 1]]
    return [dict(zip(headers, map(tidy, row), strict=True)) for row in grid[header:]]


def tidy(cell: Any) -> Any:
    """A text with single plain spaces, None where it is blank; anything else as it is."""
    return (" ".join(cell.split()) or None) if isinstance(cell, str) else cell


def code(cell: object) -> str:
    """An id or an address however it was typed; "" where there is none."""
    return str(cell).casefold() if cell else ""


def day(cell: object) -> date:
    """The day of a date, a moment or a text such as 31/01/2025 10:20:30."""
    if isinstance(cell, datetime):
        return cell.date()
    return datetime.strptime(str(cell)[:10], "%d/%m/%Y").date()


def answer(cell: object, words: Sequence[str] = ()) -> int:
    """An answer as a number: a number, "4 - Quite" or one of the words, lowest first; 0 where it is blank."""
    if cell is None:
        return 0
    if str(cell) in words:
        return words.index(str(cell)) + 1
    return int(str(cell).split(" - ")[0])


def moves(pairs: Iterable[Pair]) -> tuple[int, int, int]:
    """How many went up, stayed and went down."""
    found = Counter((after > before) - (after < before) for before, after in pairs)
    return found[1], found[0], found[-1]


def sign_p(pairs: Iterable[Pair]) -> float:
    """SciPy's binomial test of those who moved up among those who moved."""
    up, _, down = moves(pairs)
    return float(stats.binomtest(up, up + down).pvalue)


def wilcoxon_p(pairs: Iterable[Pair]) -> float:
    """SciPy's signed-rank test: those who stayed left out, ties, normal with its correction."""
    gains = [after - before for before, after in pairs]
    return float(stats.wilcoxon(gains, correction=True, method="approx").pvalue)
