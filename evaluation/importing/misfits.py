"""Where a mapping and a file's headers disagree: what is said of it, and when the mapping is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evaluation.importing.mapping import Column
    from evaluation.importing.renaming import HeaderChanges

_NAMED = 6  # columns that a sentence names


def header_notes(changes: HeaderChanges, new_scores: Iterable[Column]) -> list[str]:
    """What is missing, probably renamed, or new and not used; `new_scores` look like scores."""
    notes = []
    if changes.missing:
        notes.append(f"The mapping names columns that this file does not have: {_headers(changes.missing)}.")
    if changes.renamed:
        pairs = wording.listed(
            f"'{pair.old.header}' to '{pair.new.header}'" for pair in changes.renamed[:_NAMED]
        )
        notes.append(
            f"Probably renamed: {pairs}{_more(changes.renamed)}. Not used until the mapping says so: "
            "put the new header into it in place of the old one."
        )
    asked = {pair.new.index for pair in changes.renamed}
    scores = [column for column in new_scores if column.index not in asked]
    if scores:
        notes.append(f"Not in the mapping, so not used, though they look like scores: {_headers(scores)}.")
    return notes


def refuse_misfit(changes: HeaderChanges, where: str, *, needs_id: bool) -> None:
    """Raise InputError where a mapping is for another file, or its id column is not there any more.

    `where` names the sheet and the file in words.
    """
    lost = (*changes.missing, *(pair.old for pair in changes.renamed))
    if not changes.has_scores:
        found = f"{len(changes.found)} of the {wording.plural(changes.wanted, 'column', 'columns')}"
        raise InputError(
            f"This mapping is for another file: {found} that it uses {_is(changes.found)} in {where}, and "
            f"none of its scores{_instead(changes, {'score', 'item'})}. Use this file's own mapping, or none."
        )
    ids = [column for column in lost if column.use == "id"]
    if needs_id and ids and not any(column.use == "id" for column in changes.found):
        raise InputError(
            f"The mapping's id column '{ids[0].header}' is not in {where}{_instead(changes, {'id'})}. "
            "Put the header that it has now into the mapping."
        )


def _is(columns: tuple[Column, ...]) -> str:
    return "is" if len(columns) == 1 else "are"


def _instead(changes: HeaderChanges, uses: set[str]) -> str:
    """The columns that have probably taken the place of some, in brackets; "" for none."""
    pairs = [pair for pair in changes.renamed if pair.old.use in uses]
    said = wording.listed(f"'{pair.new.header}' for '{pair.old.header}'" for pair in pairs[:2])
    return f" (probably renamed: {said}{_more(pairs, 2)})" if pairs else ""


def _headers(columns: Iterable[Column]) -> str:
    listed = list(columns)
    return ", ".join(f"'{column.header}'" for column in listed[:_NAMED]) + _more(listed)


def _more(listed: Sequence[object], named: int = _NAMED) -> str:
    left = len(listed) - named
    return f" and {left} more" if left > 0 else ""
