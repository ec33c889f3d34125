"""Codes in place of ids: made from each id with a key, so that the same id and key give the same code.

A code is the beginning of HMAC-SHA-256(key, id). Without the key nobody can work out a code, nor
try all ids to find whose it is; whoever has the key can, so the key is kept apart from the data
and the data remain personal data.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.errors import InputError
from evaluation.importing.privacy.personal import id_candidate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column, Mapping

# Base 32 without I, L, O and U, which are read for 1, 0 and V (Douglas Crockford's alphabet).
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 12  # characters of 5 bits: two of a million ids share a code with a chance of 1 in 2 million
_SHORTEST = 16  # characters of a key: what is shorter can be tried out
_TEN_DIGITS = re.compile(r"(\d{3})-?(\d{3})-?(\d{4})")


def new_key() -> str:
    """A key nobody can guess: 32 characters, in fours to be copied by hand.

    >>> len(new_key()), new_key() == new_key()
    (39, False)
    """
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(32))
    return "-".join(drawn[i : i + 4] for i in range(0, 32, 4))


def read_key(text: str) -> bytes:
    r"""The key that a text holds, without spaces and line ends around it.

    Raises InputError when it is too short to be safe.

    >>> read_key(" seven grey herons\n")
    b'seven grey herons'
    """
    plain = unicodedata.normalize("NFC", text).strip()
    if len(plain) < _SHORTEST:
        raise InputError(
            f"The key for the ids is too short ({len(plain)} of at least {_SHORTEST} characters): give one "
            "that nobody can guess, and keep it for next time."
        )
    return plain.encode()


def pseudonyms(ids: NDArray[np.object_], key: bytes) -> NDArray[np.object_]:
    """The code of each id, "" for a blank one; case, spaces and the dashes of an NHS number don't matter.

    >>> made = pseudonyms(np.array(["943 476 5919", "943-476-5919", "A12", "a12", ""], object), b"k" * 16)
    >>> len(made[0]), made[0] == made[1], made[2] == made[3], made[0] == made[2], made[4]
    (12, True, True, False, '')
    """
    distinct, place = np.unique(ids.astype(str), return_inverse=True)
    codes = np.array([_code(text, key) for text in distinct], dtype=object)
    found: NDArray[np.object_] = codes[place]
    return found


def with_coded_ids(mapping: Mapping) -> Mapping:
    """The mapping with codes in place of ids; NHS numbers or e-mails left out are the ids where none are.

    People's names are never taken by themselves: two families may share one.
    """
    mapping = replace(mapping, ids="keyed")
    candidate = id_candidate(mapping)
    alone = mapping.subjects == "id" and mapping.first("id") is None
    if not alone or candidate is None or candidate.personal == "name":
        return mapping
    return mapping.with_column(as_id(candidate))


def as_id(column: Column) -> Column:
    """A column of personal data as the id, of which only codes are kept."""
    why = "used only through a code made from it with a key"
    return replace(column, use="id", confidence="suggested", why=why)


def _code(text: str, key: bytes) -> str:
    plain = _plain(text)
    if not plain:
        return ""
    digest = hmac.new(key, plain.encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - 5 * _LENGTH)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))


def _plain(text: str) -> str:
    """An id as it is compared: without case and spaces, "226.0" as 226, an NHS number without dashes."""
    plain = "".join(unicodedata.normalize("NFC", text).split()).casefold()
    if plain.endswith(".0") and plain[:-2].isdigit():
        plain = plain[:-2]
    ten = _TEN_DIGITS.fullmatch(plain)
    return "".join(ten.groups()) if ten else plain
