"""Episodes: one family's referral or one learner's enrolment, and the attributes that describe it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.errors import InputError
from evaluation.importing.marks import Marks, hashed
from evaluation.importing.privacy.banding import bands_of_births
from evaluation.importing.privacy.keeping import is_birth, is_id_of_episode, kept_texts
from evaluation.importing.vocabulary import role_named, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column
    from evaluation.importing.rows import Rows


@dataclass(frozen=True, eq=False)
class Coded:
    """One attribute as numbers: its values, and each episode's place among them (-1: none)."""

    values: tuple[str, ...]
    code: NDArray[np.signedinteger]


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
    marks: Marks = field(default_factory=Marks)

    def __len__(self) -> int:
        return len(self.subject)

    @property
    def names(self) -> tuple[str, ...]:
        """The attributes that describe episodes."""
        return tuple(map(str, self.attributes.columns))

    @property
    def weight(self) -> None:
        """Each entry is one episode."""
        return

    def people(self, keep: NDArray[np.bool_]) -> int:
        """How many people these episodes are of."""
        return len(np.unique(self.subject[keep]))

    def most_each(self, entry: NDArray[np.int64]) -> int:
        """How often the same person is behind the episodes at these places, at most; 1 without any."""
        return int(np.bincount(self.subject[entry]).max()) if len(entry) else 1

    @property
    def has_contacts(self) -> bool:
        """Whether the dates that the national pairing rule needs are there."""
        return not (np.isnat(self.first_contact).all() or np.isnat(self.second_contact).all())

    @cached_property
    def once(self) -> bool:
        """Whether nobody is there more than once."""
        return len(np.unique(self.subject)) == len(self.subject)

    @cached_property
    def dated(self) -> dict[str, NDArray[np.bool_]]:
        """Which episodes have a date of each kind: first_contact, second_contact, end."""
        kinds = {
            "first_contact": self.first_contact,
            "second_contact": self.second_contact,
            "end": self.end,
        }
        return {kind: ~np.isnat(dates) for kind, dates in kinds.items()}

    def coded(self, name: str) -> Coded:
        """An attribute as numbers, looked up in its texts once; raises KeyError where there is none."""
        if name not in self._coded:
            code, values = pd.factorize(self.attributes[name].to_numpy(dtype=object))
            small = np.min_scalar_type(-max(len(values), 1))
            self._coded[name] = Coded(tuple(map(str, values)), code.astype(small))
        return self._coded[name]

    @cached_property
    def _coded(self) -> dict[str, Coded]:
        return {}


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
            column_of_use = next(filter(dated_column, mapping.using("episode")), None)
        if column_of_use is not None:
            dated[use] = _picked(rows.dates(column_of_use), codes, len(names), pick)
    attributes = {}
    for column in mapping.using("attribute", "episode"):
        if column.use == "episode" and (dated_column(column) or is_id_of_episode(column)):
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
        _marks(people, np.asarray(names, dtype=object), codes, rows),
    ), codes


def _marks(
    people: NDArray[np.object_], names: NDArray[np.object_], codes: NDArray[np.int64], rows: Rows
) -> Marks:
    row = np.zeros(len(names), dtype=np.int64)
    used = np.flatnonzero(codes >= 0)[::-1]
    row[codes[used]] = rows.number[used]  # of several the last to be written stays, which is the first
    of_people = hashed(people, rows.marks_key)
    one_each = rows.mapping.first("episode") is None  # then an episode is called what its subject is
    return Marks(of_people, of_people if one_each else hashed(names, rows.marks_key), row, rows.marks_key)


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


def dated_column(column: Column) -> bool:
    """Whether a column's header names a date, of a start or another."""
    named = role_named(tokens(column.header.rpartition(": ")[2]))
    return named is not None and named.role in {"start", "date"}


def _one_spelling(texts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Values that differ by capitals alone ("North", "north") in their commonest spelling.

    Apart they would be compared with each other, and the rarer one could be too small to show.
    """
    spelt = spellings(
        {str(text): int(n) for text, n in pd.Series(texts, dtype=object).value_counts().items()}
    )
    if all(text == chosen for text, chosen in spelt.items()):
        return texts
    return np.array([spelt[str(text)] for text in texts], dtype=object)


def spellings(counts: Mapping[str, int]) -> dict[str, str]:
    """The commonest spelling of each text among those that differ from it by capitals alone.

    >>> spellings({"North": 3, "north": 1, "South": 2})
    {'North': 'North', 'north': 'North', 'South': 'South'}
    """
    chosen: dict[str, str] = {}
    for text, _ in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        chosen.setdefault(text.casefold(), text)
    return {text: chosen[text.casefold()] for text in counts}


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
