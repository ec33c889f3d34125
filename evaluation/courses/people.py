"""Whose each row is: ids as the files give them, addresses as codes, the two joined where a row has both.

Codes are made in memory with a key (`importing.privacy.pseudonyms`); no address and no name is kept.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.privacy import shapes
from evaluation.importing.privacy.personal import kind_of
from evaluation.importing.privacy.pseudonyms import pseudonyms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.courses.sheet_rows import SheetRows

# What form and booking tools write where nobody gave an address.
_NOBODY = frozenset(
    {"anonymous", "anon", "info requested", "not given", "not provided", "private", "guest", "no"}
)
# Words of ids that are no names: "Trainee A", "Practitioner Two".
_TOLD_APART = frozenset(
    "learner trainee participant delegate student practitioner person staff worker candidate code".split()
)
_ROSTER = frozenset({"bookings", "register", "learners"})  # kinds of sheet that say who is a learner


class People:
    """The learners of all sheets: `learner` gives that of each row, "" for one that nobody signed.

    `known` are those that a booking, an attendance list or a list of learners has.
    """

    def __init__(self, sheets: Sequence[SheetRows], key: bytes) -> None:
        key = key or secrets.token_bytes(32)
        self.notes: list[str] = []
        given = [_given(sheet, key) for sheet in sheets]
        spellings: dict[str, Counter[str]] = {}
        held: dict[str, set[str]] = {}
        order = sorted(range(len(sheets)), key=lambda place: sheets[place].use.kind not in _ROSTER)
        for place in order:
            ids, codes = given[place]
            for row in sheets[place].in_use:
                if ids[row]:
                    spellings.setdefault(folded(ids[row]), Counter())[ids[row]] += 1
                    if codes[row]:
                        held.setdefault(codes[row], set()).add(folded(ids[row]))
        spelt = {one: max(counts, key=lambda text: counts[text]) for one, counts in spellings.items()}
        shared = {code for code, owners in held.items() if len(owners) > 1}
        whose = {code: spelt[next(iter(owners))] for code, owners in held.items() if len(owners) == 1}
        if shared:
            one = len(shared) == 1
            self.notes.append(
                f"{len(shared)} e-mail address{'' if one else 'es'} stand{'s' if one else ''} beside several "
                f"learners' ids, so {'it joins' if one else 'they join'} none of them: give each learner an "
                "address of their own."
            )
        self._rows = [
            [
                spelt.get(folded(one), one) if one else whose.get(code, code)
                for one, code in zip(ids, codes, strict=True)
            ]
            for ids, codes in given
        ]
        self.known = {
            self._rows[place][row]
            for place, sheet in enumerate(sheets)
            if sheet.use.kind in _ROSTER
            for row in sheet.in_use
        } - {""}
        self.rosters = any(sheet.use.kind in _ROSTER for sheet in sheets)

    def learner(self, sheet: int) -> list[str]:
        """The learner of each row of a sheet, by its place among them."""
        return self._rows[sheet]


def folded(text: str) -> str:
    """An id as it is compared: without case and spaces, "12.0" as 12.

    >>> folded(" pw-007 ") == folded("PW-007"), folded("12.0")
    (True, '12')
    """
    plain = "".join(unicodedata.normalize("NFC", text).split()).casefold()
    return plain[:-2] if plain.endswith(".0") and plain[:-2].isdigit() else plain


def _given(sheet: SheetRows, key: bytes) -> tuple[list[str], list[str]]:
    """The id that each row gives and the code of its address, "" for none."""
    ids, addresses = sheet.texts_of("learner"), sheet.texts_of("email")
    column = sheet.use.first("learner")
    if column is not None and kind_of(sheet.cells(column), use="id") == "name":
        coded = pseudonyms(np.array(ids, dtype=object), key).tolist()
        ids = coded
    else:
        # An address in the place of an id is one all the same.
        moved = [shapes.email(text) for text in ids]
        addresses = [
            one if is_one else other for one, other, is_one in zip(ids, addresses, moved, strict=True)
        ]
        ids = [
            "" if is_one or text.casefold() in _NOBODY else text
            for text, is_one in zip(ids, moved, strict=True)
        ]
        ids = _without_names(ids, key)
    addresses = ["" if text.casefold() in _NOBODY else text for text in addresses]
    return ids, pseudonyms(np.array(addresses, dtype=object), key).tolist() if addresses else []


def _without_names(ids: list[str], key: bytes) -> list[str]:
    """Ids with a code in place of each that is written as a name is: two words or more of letters alone."""
    named = [
        len(text.split()) > 1 and shapes.name(text.title()) and not _TOLD_APART & set(text.casefold().split())
        for text in ids
    ]
    if not any(named):
        return ids
    coded = pseudonyms(np.array(ids, dtype=object), key).tolist()
    return [code if is_name else text for text, code, is_name in zip(ids, coded, named, strict=True)]
