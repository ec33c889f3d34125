"""Which row of a sheet holds the headers, and which rows above it hold group headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.importing.sheets import column_letter
from evaluation.importing.vocabulary import Tokens, occasion_in, role_named, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from evaluation.importing.sheets import Sheet

SEARCHED = 25  # rows from the top in which a header is looked for


def find_headers(sheet: Sheet, knows: Callable[[Tokens], bool]) -> tuple[int, ...]:
    """The Excel rows of the group header (if any) and the header of a sheet.

    `knows` says whether words name a measure. A header row is mostly text, has no repeated
    cells to speak of, holds words that Attune knows, and has values below it. Raises
    InputError when no row of the first 25 looks like one.
    """
    top = sheet.cells.head(SEARCHED)
    scores = [_header_score(top.iloc[i], sheet, i, knows) for i in range(len(top))]
    if not scores or max(scores) <= 0:
        raise InputError(
            f"No header row was found in sheet '{sheet.name}': the first rows hold no column names. "
            "Put one row of names (such as Family ID, PHQ-9 before, PHQ-9 after) above the data."
        )
    header = scores.index(max(scores))
    if header + 1 < len(top) and _is_second_row(top.iloc[header + 1]):
        return (header + 1, header + 2)
    group = header - 1
    if group >= 0 and _is_group(top.iloc[group], top.iloc[header], knows):
        return (group + 1, header + 1)
    return (header + 1,)


def headers_of(sheet: Sheet, rows: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """The (group, header) of each column; a group reaches over the blanks to its right."""
    try:
        names = [_text(cell) for cell in sheet.cells.iloc[rows[-1] - 1]]
    except IndexError as error:
        raise InputError(
            f"The header is said to be on row {rows[-1]}, but sheet '{sheet.name}' ends before it."
        ) from error
    groups = [""] * len(names)
    for row in rows[:-1]:
        last = ""
        for i, cell in enumerate(sheet.cells.iloc[row - 1]):
            last = _text(cell) or last
            if _text(cell) and not names[i]:
                # "Family ID" in a cell merged over both header rows: its name is above.
                names[i], last = _text(cell), ""
            elif last and names[i]:
                groups[i] = f"{groups[i]} {last}".strip()
    return tuple(zip(groups, names, strict=True))


def shown(group: str, name: str, index: int) -> str:
    """How a column's header is printed: with its group, or its letter when it has no name."""
    if not name:
        return f"(column {column_letter(index)}, no header)"
    return f"{group}: {name}" if group else name


def _text(cell: object) -> str:
    return " ".join(str(cell).split())


def _header_score(row: pd.Series, sheet: Sheet, i: int, knows: Callable[[Tokens], bool]) -> float:
    cells = [cell for cell in row if _text(cell)]
    texts = [_text(cell) for cell in cells if isinstance(cell, str) and not _numeric(cell)]
    if not texts or len(texts) < 0.6 * len(cells):
        return 0
    # A row that stands alone at the bottom is no header; an almost empty one is a title.
    below = sheet.cells.iloc[i + 1 : i + 6]
    filled = int((below.map(_text) != "").to_numpy().sum())
    if filled == 0 and i + 1 < len(sheet.cells):
        return 0
    known = sum(_known(tokens(text), knows) for text in texts)
    if len(texts) == 1 and sheet.cells.shape[1] > 1 and not known:
        return 0
    distinct = len(set(texts)) / len(texts)
    short = sum(len(text) <= 200 for text in texts) / len(texts)
    return (1 + known) * distinct * short + 0.2 * len(texts) - 0.05 * i


def _known(words: Tokens, knows: Callable[[Tokens], bool]) -> bool:
    if role_named(words) is not None or knows(words):
        return True
    occasion, rest = occasion_in(words)
    return bool(occasion and rest and len(words) <= 6)


def _numeric(cell: str) -> bool:
    try:
        float(cell.strip().replace(",", "."))
    except ValueError:
        return False
    return True


def _is_group(above: pd.Series, header: pd.Series, knows: Callable[[Tokens], bool]) -> bool:
    """Whether the row above groups columns: fewer cells than the header, naming occasions or measures."""
    words = [tokens(_text(cell)) for cell in above if _text(cell)]
    names = sum(bool(_text(cell)) for cell in header)
    if not words or len(words) >= names:
        return False
    first = next(i for i, cell in enumerate(above) if _text(cell))
    start = next(i for i, cell in enumerate(header) if _text(cell))
    if len(words) == 1 and first <= start:
        return False  # one cell over the whole table is its title
    telling = sum(bool(occasion_in(w)[0]) or knows(w) for w in words)
    return telling >= max(1, len(words) / 2) and all(len(w) <= 8 for w in words)


def _is_second_row(row: pd.Series) -> bool:
    """Whether the row below a header goes on with it: only words, and two different stages among them."""
    texts = [_text(cell) for cell in row if _text(cell)]
    if any(not isinstance(cell, str) or _numeric(cell) for cell in row if _text(cell)):
        return False
    stages = [occasion_in(tokens(text))[0] for text in texts]
    return len(set(stages) - {""}) > 1 and sum(map(bool, stages)) >= len(texts) / 2
