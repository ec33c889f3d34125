"""Episodes: one family's referral or one learner's enrolment, and the attributes that describe it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.errors import InputError
from evaluation.importing.privacy.banding import bands_of_births
from evaluation.importing.privacy.keeping import is_birth, is_id_of_episode, kept_texts
from evaluation.importing.vocabulary import role_named, tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column
    from evaluation.importing.rows import Rows

# The key of the marks: new each time the program starts and written nowhere, so no id can be found from one.
_SECRET = secrets.token_urlsafe(12)


@dataclass(frozen=True, eq=False)
class Marks:
    """What tells whether episodes of two files read in one run are the same, without their ids.

    Keyed hashes, one entry an episode: `subject` is of whose it is and `episode` of which of theirs.
    `row` is the first row of each, as `Places` numbers rows.
    """

    subject: NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))
    episode: NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))
    row: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))


@dataclass(frozen=True, eq=False)
class Episodes:
    """One entry an episode. Ids are dropped here: what follows knows episodes by number and by mark.

    `subject` numbers the people, so that one with two episodes is counted once where people
    are counted. Dates are NaT where unknown. `attributes` holds one text column an attribute.
    """

    subject: NDArray[np.int64]
    attributes: pd.DataFrame
    first_contact: NDArray[np.datetime64]
    second_contact: NDArray[np.datetime64]
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    marks: Marks = Marks()

    def __len__(self) -> int:
        return len(self.subject)

    @property
    def has_contacts(self) -> bool:
        """Whether the dates that the national pairing rule needs are there."""
        return not (np.isnat(self.first_contact).all() or np.isnat(self.second_contact).all())


def episodes_of(
    key: NDArray[np.object_], live: NDArray[np.bool_], rows: Rows
) -> tuple[Episodes, NDArray[np.int64]]:
    """Number the episodes of the rows in use; the second result is each row's number (-1: not in use).

    Of attributes only what may be kept is (`privacy.keeping`). Raises InputError where ages can't be
    worked out.
    """
    mapping = rows.mapping
    codes = np.full(len(key), -1, dtype=np.int64)
    codes[live], names = pd.factorize(key[live], sort=True)
    people = np.array([str(name).split("\x1f")[0] for name in names], dtype=object)
    subject, _ = pd.factorize(people)
    dated = {}
    for use, pick in (("first_contact", "min"), ("second_contact", "min"), ("start", "min"), ("end", "max")):
        dated[use] = np.full(len(names), "NaT", dtype="datetime64[s]")
        column_of_use = mapping.first(use)
        if column_of_use is None and use == "start":  # the date that tells referrals apart is one
            column_of_use = next(filter(_dated, mapping.using("episode")), None)
        if column_of_use is not None:
            dated[use] = _picked(rows.dates(column_of_use), codes, len(names), pick)
    attributes = {}
    for column in mapping.using("attribute", "episode"):
        if column.use == "episode" and (_dated(column) or is_id_of_episode(column)):
            continue  # the day of a referral is nearly as telling as an id
        if is_birth(column, rows.body.iloc[:, column.index]):
            born = _picked(rows.dates(column), codes, len(names), "min")
            attributes[column.header] = bands_of_births(born, _at(dated, rows, column), column.header)
        else:
            attributes[column.header] = _agreed(_one_spelling(kept_texts(rows, column)), codes, len(names))
    return Episodes(
        subject.astype(np.int64),
        pd.DataFrame(attributes, index=range(len(names)), dtype=object),
        dated["first_contact"],
        dated["second_contact"],
        dated["start"],
        dated["end"],
        _marks(people, np.asarray(names, dtype=object), codes, rows.number),
    ), codes


def _marks(
    people: NDArray[np.object_],
    names: NDArray[np.object_],
    codes: NDArray[np.int64],
    number: NDArray[np.int64],
) -> Marks:
    row = np.zeros(len(names), dtype=np.int64)
    used = np.flatnonzero(codes >= 0)[::-1]
    row[codes[used]] = number[used]  # of several the last to be written stays, which is the first
    return Marks(_hashed(people), _hashed(names), row)


def _hashed(texts: NDArray[np.object_]) -> NDArray[np.uint64]:
    """Texts as 64-bit keyed hashes (SipHash), which nobody without the key can turn back."""
    found: NDArray[np.uint64] = pd.util.hash_array(texts, hash_key=_SECRET)
    return found


def _picked(
    days: NDArray[np.datetime64], codes: NDArray[np.int64], n: int, pick: str
) -> NDArray[np.datetime64]:
    """Each episode's first or last of the dates on its rows."""
    live = codes >= 0
    found = np.full(n, "NaT", dtype="datetime64[s]")
    picked = pd.Series(days[live]).groupby(codes[live]).agg(pick)
    found[picked.index.to_numpy()] = picked.to_numpy().astype("datetime64[s]")
    return found


def _at(dated: dict[str, NDArray[np.datetime64]], rows: Rows, column: Column) -> NDArray[np.datetime64]:
    """The date at which an episode's ages are counted: of the first contact, else of the start."""
    first = np.where(np.isnat(dated["first_contact"]), dated["start"], dated["first_contact"])
    if np.isnat(first).all():
        raise InputError(
            f"Of '{column.header}' only the age at the first contact can be kept, and sheet '{rows.sheet}' "
            "has no date of first contact or start: name one, or leave the dates of birth out."
        )
    return first


def _dated(column: Column) -> bool:
    named = role_named(tokens(column.header.rpartition(": ")[2]))
    return named is not None and named.role in {"start", "date"}


def _one_spelling(texts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Values that differ by capitals alone ("North", "north") in their commonest spelling.

    Apart they would be compared with each other, and the rarer one could be too small to show.
    """
    counts = pd.Series(texts, dtype=object).value_counts()
    spelt: dict[str, str] = {}
    for value, _ in sorted(counts.items(), key=lambda entry: (-entry[1], str(entry[0]))):
        spelt.setdefault(str(value).casefold(), str(value))
    if len(spelt) == len(counts):
        return texts
    return np.array([spelt[str(text).casefold()] for text in texts], dtype=object)


def _agreed(texts: NDArray[np.object_], codes: NDArray[np.int64], n: int) -> NDArray[np.object_]:
    """Each episode's value: the commonest non-blank one, ties to the first in the alphabet.

    Row order must not matter, so "the first one seen" would not do.
    """
    agreed = np.full(n, "", dtype=object)
    keep = (codes >= 0) & (texts != "")
    if n and np.bincount(codes[keep], minlength=n).max() <= 1:  # one row an episode: nothing to agree on
        agreed[codes[keep]] = texts[keep]
        return agreed
    frame = pd.DataFrame({"code": codes[keep], "text": texts[keep]})
    counted = frame.groupby(["code", "text"], sort=True).size().reset_index(name="n")
    chosen = counted.sort_values(["code", "n", "text"], ascending=[True, False, True]).drop_duplicates("code")
    agreed[chosen["code"].to_numpy()] = chosen["text"].to_numpy(dtype=object)
    return agreed
