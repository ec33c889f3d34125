"""What a mapping leaves out or coarsens, in words: headers only, never a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluation.importing.mapping import Mapping

_OPENINGS = ("Kept of ", "Codes made with a key ", "Left out because they look like personal data: ")


def privacy_notes(mapping: Mapping) -> tuple[str, ...]:
    """What is kept in bands, as districts and as codes, and last what is left out."""
    notes = []
    for keep, words in (("age band", "only an age band"), ("district", "only the district of the postcode")):
        kept = [f"'{c.header}'" for c in mapping.using("attribute") if c.keep == keep]
        if kept:
            notes.append(f"{_OPENINGS[0]}{', '.join(kept)}: {words}.")
    ids = mapping.first("id")
    if mapping.ids == "keyed" and ids is not None:
        notes.append(f"{_OPENINGS[1]}stand for the ids in '{ids.header}'.")
    private = [f"'{c.header}'" for c in mapping.using("private")]
    if private:
        notes.append(f"{_OPENINGS[2]}{', '.join(private)}.")
    return tuple(notes)


def is_privacy_note(note: str) -> bool:
    """Whether a note is one of these."""
    return note.startswith(_OPENINGS)


def hidden(mapping: Mapping) -> frozenset[int]:
    """The columns, by place, of which no preview shows a cell: personal, in bands, or with codes for ids."""
    return frozenset(
        column.index
        for column in mapping.columns
        if column.use == "private"
        or column.keep
        or column.personal
        or (column.use == "id" and mapping.ids == "keyed")
    )
