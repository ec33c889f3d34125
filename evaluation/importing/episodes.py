"""Episodes: one family's referral or one learner's enrolment, and the attributes that describe it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.importing.texts import texts_of
from evaluation.importing.vocabulary import role_named, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column, Mapping


@dataclass(frozen=True, eq=False)
class Episodes:
    """One entry an episode. Ids are dropped here: what follows knows episodes by number only.

    `subject` numbers the people, so that one with two episodes is counted once where people
    are counted. Dates are NaT where unknown. `attributes` holds one text column an attribute.
    """

    subject: NDArray[np.int64]
    attributes: pd.DataFrame
    first_contact: NDArray[np.datetime64]
    second_contact: NDArray[np.datetime64]
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]

    def __len__(self) -> int:
        return len(self.subject)

    @property
    def has_contacts(self) -> bool:
        """Whether the dates that the national pairing rule needs are there."""
        return not (np.isnat(self.first_contact).all() or np.isnat(self.second_contact).all())


def episodes_of(
    key: NDArray[np.object_],
    live: NDArray[np.bool_],
    body: pd.DataFrame,
    mapping: Mapping,
    read_dates: Callable[[Column], NDArray[np.datetime64]],
) -> tuple[Episodes, NDArray[np.int64]]:
    """Number the episodes of the rows in use; the second result is each row's number (-1: not in use)."""
    codes = np.full(len(key), -1, dtype=np.int64)
    codes[live], names = pd.factorize(key[live], sort=True)
    subject, _ = pd.factorize(np.array([str(name).split("\x1f")[0] for name in names], dtype=object))
    attributes = {}
    for column in mapping.using("attribute", "episode"):
        if column.use == "episode" and _dated(column):
            continue  # the day of a referral is nearly as telling as an id
        texts = _one_spelling(texts_of(body.iloc[:, column.index]))
        attributes[column.header] = _agreed(texts, codes, len(names))
    dated = {}
    for use, pick in (("first_contact", "min"), ("second_contact", "min"), ("start", "min"), ("end", "max")):
        dated[use] = np.full(len(names), "NaT", dtype="datetime64[s]")
        column_of_use = mapping.first(use)
        if column_of_use is None and use == "start":  # the date that tells referrals apart is one
            column_of_use = next(filter(_dated, mapping.using("episode")), None)
        if column_of_use is not None:
            values = pd.Series(read_dates(column_of_use)[live])
            picked = values.groupby(codes[live]).agg(pick)
            dated[use][picked.index.to_numpy()] = picked.to_numpy().astype("datetime64[s]")
    return Episodes(
        subject.astype(np.int64),
        pd.DataFrame(attributes, index=range(len(names)), dtype=object),
        dated["first_contact"],
        dated["second_contact"],
        dated["start"],
        dated["end"],
    ), codes


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
    if keep.sum() == len(np.unique(codes[keep])):  # one row an episode: nothing to agree on
        agreed[codes[keep]] = texts[keep]
        return agreed
    frame = pd.DataFrame({"code": codes[keep], "text": texts[keep]})
    counted = frame.groupby(["code", "text"], sort=True).size().reset_index(name="n")
    chosen = counted.sort_values(["code", "n", "text"], ascending=[True, False, True]).drop_duplicates("code")
    agreed[chosen["code"].to_numpy()] = chosen["text"].to_numpy(dtype=object)
    return agreed
