"""Which rows of a sheet hold the headers, and which rows above or below them belong to these."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.importing.sheets import Together, column_letter
from evaluation.importing.vocabulary import Tokens, occasion_in, role_named, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.importing.sheets import Sheet

SEARCHED = 25  # rows from the top in which a header is looked for
_BELOW = 5  # rows below a header that must hold something
_MOST_GROUPS = 2  # rows of group headers above a header: a questionnaire's name over its stages
# Qualtrics puts the question's text below its name, and {"ImportId":"QID1"} below that
# (facts/users.md section 4.1).
_IMPORT_ID = re.compile(r'\{\s*"ImportId"', re.IGNORECASE)
_NUMBERED = re.compile(r"Q(ID)?\d+([_.#-]\d+)*(_TEXT)?", re.IGNORECASE)
# "2026-03-11 09:28": when a form came in, and no header.
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}")
# SurveyMonkey's second header row says what kind of answer a column holds (the same section).
_ANSWERS = frozenset({"response", "open-ended response"})
_RESPONDENT = ("respondent", "id")


def find_headers(sheet: Sheet, knows: Callable[[Tokens], bool]) -> tuple[int, ...]:
    """The Excel rows of a sheet's header: group headers (if any) first.

    `knows` says whether words name a measure. A header row is mostly text, has no repeated
    cells to speak of, holds words that Attune knows, and has values below it. Raises
    InputError when no row of the first 25 looks like one.
    """
    top = sheet.cells.head(SEARCHED + _BELOW).to_numpy(dtype=object).tolist()
    texts = [[_text(cell) for cell in row] for row in top]
    searched = range(min(SEARCHED, len(top)))
    ids = next((i for i in searched if _holds_import_ids(texts[i])), 0)
    if ids:
        start = next(i for i in range(ids) if any(texts[i]))
        return tuple(range(start + 1, ids + 2))
    scores = [_header_score(top, texts, i, knows) for i in searched]
    if not scores or max(scores) <= 0:
        raise InputError(
            f"No header row was found in sheet '{sheet.name}': the first rows hold no column names. "
            "Put one row of names (such as Family ID, PHQ-9 before, PHQ-9 after) above the data."
        )
    header = scores.index(max(scores))
    if header and _says_answers(top[header], texts[header], texts[header - 1]):
        header -= 1  # the row of answers can look more like a header than the questions above it
    if header + 1 < len(top) and (
        _is_second_row(top[header + 1], texts[header + 1])
        or _says_answers(top[header + 1], texts[header + 1], texts[header])
    ):
        return (header + 1, header + 2)
    groups: list[int] = []
    start = next((i for i, text in enumerate(texts[header]) if text), 0)
    for group in range(header - 1, max(header - 1 - _MOST_GROUPS, -1), -1):
        if not _is_group(texts[group], texts[group + 1], start, knows):
            break
        groups.insert(0, group + 1)
    return (*groups, header + 1)


def headers_of(sheet: Sheet, rows: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """The (group, header) of each column; a group reaches over the blanks to its right.

    Where group cells are merged, each reaches as far as it is merged and no further. Raises
    InputError where the sheet ends before these rows.
    """
    if isinstance(sheet, Together):
        return sheet.headers
    try:
        names = [_text(cell) for cell in sheet.cells.iloc[rows[-1] - 1]]
        above = [[_text(cell) for cell in sheet.cells.iloc[row - 1]] for row in rows[:-1]]
    except IndexError as error:
        raise InputError(
            f"The header is said to be on row {rows[-1]}, but sheet '{sheet.name}' ends before it."
        ) from error
    if above and any(_IMPORT_ID.match(name) for name in names):
        texts = above[1] if len(above) > 1 else [""] * len(names)
        return tuple(("", _telling(tag, text)) for tag, text in zip(above[0], texts, strict=True))
    groups = [""] * len(names)
    for row, texts in zip(rows[:-1], above, strict=True):
        reach = _merged_reach(sheet, row)
        last, end = "", len(names)
        for i, text in enumerate(texts):
            if text:
                last, end = text, reach.get(i, i) if reach else len(names)
            if text and not names[i]:
                # "Family ID" in a cell merged over both header rows: its name is above.
                names[i], last = text, ""
            elif last and names[i] and i <= end:
                groups[i] = f"{groups[i]} {last}".strip()
    return tuple(
        ("", group) if group and name.casefold() in _ANSWERS else (group, name)
        for group, name in zip(groups, names, strict=True)
    )


def header_row_like(sheet: Sheet, wanted: set[tuple[str, ...]]) -> tuple[int, int]:
    """The Excel row near the top that holds most of the wanted headers, and how many; (0, 0) for none."""
    best = (0, 0)
    for i in range(min(SEARCHED, len(sheet.cells))):
        names = {tokens(" ".join(str(cell).split())) for cell in sheet.cells.iloc[i]}
        there = len(wanted & names)
        if there > best[1]:
            best = (i + 1, there)
    return best


def rows_now(sheet: Sheet, rows: tuple[int, ...], wanted: set[tuple[str, ...]]) -> tuple[int, ...]:
    """The rows given, or those a few rows away that hold most of the wanted headers where these don't."""
    row = rows[-1]
    here: set[tuple[str, ...]] = set()
    if row <= len(sheet.cells):
        here = {tokens(name) for _, name in headers_of(sheet, rows)}
    found, there = header_row_like(sheet, wanted)
    if not found or len(wanted & here) >= len(wanted) / 2 or there < max(2, len(wanted) / 2):
        return rows
    moved = tuple(one + found - row for one in rows)
    return moved if min(moved) >= 1 else (found,)


def shown(group: str, name: str, index: int) -> str:
    """How a column's header is printed: with its group, or its letter when it has no name."""
    if not name:
        return f"(column {column_letter(index)}, no header)"
    return f"{group}: {name}" if group else name


def _text(cell: object) -> str:
    return " ".join(str(cell).split())


def _holds_import_ids(texts: list[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and sum(bool(_IMPORT_ID.match(text)) for text in filled) > len(filled) / 2


def _telling(tag: str, text: str) -> str:
    """Of a column's name and its question, the one that says more: "Q12_3" says nothing."""
    return text if text and _NUMBERED.fullmatch(tag) else tag or text


def _says_answers(row: list[object], texts: list[str], above: list[str]) -> bool:
    """Whether a row below the questions says what kind of answer each column holds."""
    if not any(texts) or not _words_alone(row, texts):
        return False
    said = sum(text.casefold() in _ANSWERS for text in texts)
    tool = any(tokens(text) == _RESPONDENT for text in above)
    return said > sum(map(bool, texts)) / 2 or (said > 0 and tool) or (tool and not texts[0])


def _words_alone(row: list[object], texts: list[str]) -> bool:
    """Whether no cell of a row is a number, in itself or as text."""
    return all(
        isinstance(cell, str) and not _numeric(cell) for cell, text in zip(row, texts, strict=True) if text
    )


def _merged_reach(sheet: Sheet, row: int) -> dict[int, int]:
    """For the merged cells of a row (as in Excel): the last column of each, by its first column."""
    return {
        left: right for top, left, bottom, right in sheet.merged if top <= row - 1 <= bottom and right > left
    }


def _header_score(
    top: list[list[object]], texts: list[list[str]], i: int, knows: Callable[[Tokens], bool]
) -> float:
    filled = [(cell, text) for cell, text in zip(top[i], texts[i], strict=True) if text]
    words = [
        text
        for cell, text in filled
        if isinstance(cell, str) and not _numeric(cell) and not _MOMENT.match(text)
    ]
    if not words or len(words) < 0.6 * len(filled):
        return 0
    # A row that stands alone at the bottom is no header; an almost empty one is a title.
    below = texts[i + 1 : i + 1 + _BELOW]
    if not any(map(any, below)) and i + 1 < len(texts):
        return 0
    known = sum(_known(tokens(text), knows) for text in words)
    wider = any(sum(map(bool, row)) > 1 for row in below[:2])
    if len(words) == 1 and len(top[i]) > 1 and (not known or wider):
        return 0
    distinct = len(set(words)) / len(words)
    short = sum(len(text) <= 200 for text in words) / len(words)
    words_alone = len(words) / len(filled)
    return (1 + known) * distinct * short * words_alone + 0.2 * len(words) - 0.05 * i


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


def _is_group(above: list[str], below: list[str], start: int, knows: Callable[[Tokens], bool]) -> bool:
    """Whether a row groups the columns below: with fewer cells, which name occasions or measures.

    `start` is the first column with a header.
    """
    words = [tokens(text) for text in above if text]
    if not words or len(words) >= sum(map(bool, below)):
        return False
    first = next(i for i, text in enumerate(above) if text)
    if len(words) == 1 and first <= start:
        return False  # one cell over the whole table is its title
    telling = sum(bool(occasion_in(w)[0]) or knows(w) for w in words)
    return telling >= max(1, len(words) / 2) and all(len(w) <= 8 for w in words)


def _is_second_row(row: list[object], texts: list[str]) -> bool:
    """Whether the row below a header goes on with it: only words, and two different stages among them."""
    filled = [text for text in texts if text]
    if not _words_alone(row, texts):
        return False
    stages = [occasion_in(tokens(text))[0] for text in filled]
    return len(set(stages) - {""}) > 1 and sum(map(bool, stages)) >= len(filled) / 2
