"""Names that a person gives to things: what they may hold."""

from __future__ import annotations

import unicodedata

from evaluation.errors import InputError

_LONGEST = 100  # characters of a name


def checked_name(text: str) -> str:
    """A name as it is kept; raises InputError where it is empty, too long or holds what nobody can see.

    >>> checked_name("  Spring   2026 ")
    'Spring 2026'
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise InputError("Give it a name, such as “Spring 2026”.")
    if len(name) > _LONGEST:
        raise InputError(f"The name has {len(name)} characters; use {_LONGEST} at most.")
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in name):
        raise InputError("The name holds a character that can't be seen: type it again.")
    return name
