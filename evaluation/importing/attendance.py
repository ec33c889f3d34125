"""Attendance lists: sheets that say who came and hold no questionnaire, and what to say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluation.importing.vocabulary import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column

_MEETINGS = frozenset(
    "session sessions week workshop class meeting module date day attendance attended".split()
)
_LEAST = 2  # meetings that make a list
_SHORT = 6  # words of a header: more are a question's
# What stands in the cells: whether somebody came.
_CAME = frozenset(
    "y n yes no attended absent present dna apologies cancelled canceled came late left true false ✓ ✔ x ✗ √ "
    "1 0 / p a".split()
) | {"did not attend", "not attended", "n/a", "-"}


def attendance_said(sheet: str, columns: Iterable[Column], texts: Callable[[Column], NDArray[Any]]) -> str:
    """What to say of a sheet without a score that lists who came to what; "" for another sheet.

    `texts` gives a column's cells as text, "" for a blank one.
    """
    meetings = [column for column in columns if _meeting(column.header) and _says_who_came(texts(column))]
    if len(meetings) < _LEAST:
        return ""
    more = f" and {len(meetings) - 1} more" if len(meetings) > 1 else ""
    return (
        f"Sheet '{sheet}' is an attendance list: '{meetings[0].header}'{more} say who came, and no column "
        "holds a score, so there is nothing to evaluate. Upload the file that holds the questionnaires; to "
        "compare results by attendance, add a column such as 'Sessions attended' to it."
    )


def _meeting(header: str) -> bool:
    """Whether a header names a meeting: "Session 3", "12/01/2026"."""
    words = tokens(header)
    if len(words) > _SHORT:
        return False  # a question, which may speak of a workshop
    return bool(_MEETINGS & set(words)) or (len(words) >= 2 and all(word.isdecimal() for word in words))


def _says_who_came(cells: NDArray[Any]) -> bool:
    said = {str(cell).casefold() for cell in cells} - {""}
    return bool(said) and said <= _CAME
