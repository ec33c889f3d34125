"""Erasing one family from all that is saved: where it is, what is written anew, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.store.catalogue import Erasure
from evaluation.store.contents import checked, contents_of, dataset_of, name_of_key
from evaluation.store.erasing import fingerprint_without, marks_of, rows_of, without, words_without
from evaluation.store.journal import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from evaluation.store.contents import Contents
    from evaluation.store.saved import Saved


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What erasing a family did, or would do: `print` it.

    `changed` are the names of the data sets written anew without it and `removed` of those in which
    nobody else was. `rows` is how many rows went, `searched` how many data sets were looked through.
    `without_ids` are the names of those in which rows have no ids, and `coded` of those whose ids are
    codes while no key was given: of neither can it be said that the family is not in it. `packs` are the
    titles of published packs: they hold no rows and stay. `done` is False while it is only looked at.
    """

    searched: int = 0
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rows: int = 0
    without_ids: tuple[str, ...] = ()
    coded: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    done: bool = False
    add: tuple[tuple[Contents, Mapping[str, str]], ...] = ()
    remove: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the family was in any data set."""
        return bool(self.remove)

    def change(self, token: str) -> Change:
        """The change to the store that erases it."""
        erasure = Erasure(id=token, erased_on=datetime.now(UTC), data_sets=len(self.remove))
        return Change(add=self.add, remove=self.remove, erasure=erasure)

    @property
    def said(self) -> tuple[str, ...]:
        """What was done, or would be, a sentence each."""
        sets = wording.plural(self.searched, "saved data set", "saved data sets")
        if self.found:
            said = [*self._changes()]
        else:
            so = ", so nothing was changed" if self.done else ""
            said = [f"No family of that id was found in {sets}{so}."]
        if self.without_ids:
            said.append(
                f"Without ids, so nobody can tell whether the family is in it: {_quoted(self.without_ids)}."
            )
        if self.coded:
            said.append(
                f"Codes stand for ids in {_quoted(self.coded)}: give the key that made them, or type a code."
            )
        return tuple(said)

    def _changes(self) -> Iterator[str]:
        rows = wording.plural(self.rows, "row", "rows")
        of = "it" if self.rows == 1 else "them"
        yield f"{rows} {'went' if self.done else 'will go'}, with all that was noted of {of}."
        if self.changed:
            were = "Written anew without the family" if self.done else "To be written anew without the family"
            yield f"{were}: {_quoted(self.changed)}."
        if self.removed:
            were = "Deleted" if self.done else "To be deleted"
            yield f"{were}, because no score of anybody else is in it: {_quoted(self.removed)}."
        if self.packs:
            yield (
                "Published before and left as they are, since they hold no rows, while their figures include "
                f"the family: {_quoted(self.packs)}. Withdraw and publish them again if they must not."
            )

    def __str__(self) -> str:
        return "\n".join(self.said)


def erase(family_id: str, id_key: str, keys: Sequence[bytes], saved: Mapping[Saved, Contents]) -> Erased:
    """What erasing a family from saved data sets comes to; nothing is written yet.

    Raises InputError where one of them can't be opened: the family may be in it.
    """
    by_name = {name_of_key(key): key for key in keys}
    marks = {name: marks_of(family_id, key, id_key) for name, key in by_name.items()}
    today = datetime.now(UTC).date()
    found = Erased(searched=len(saved))
    for entry, contents in saved.items():
        plain = checked(contents)
        mapping = plain["mapping"]
        if mapping["subjects"] == "one_per_row":
            found = replace(found, without_ids=(*found.without_ids, entry.name))
            continue
        key = plain["marks_key"]
        if key not in by_name:
            raise InputError(
                f"“{entry.name}” was marked with a key that is no longer in the store, so nobody can tell "
                "whether the family is in it: delete it, or put a copy of the keys in their place."
            )
        data, _ = dataset_of(contents, by_name.__getitem__, as_saved=True)
        rows = len(rows_of(data.responses, marks[key]))
        if not rows:
            if mapping["ids"] == "keyed" and not id_key:
                found = replace(found, coded=(*found.coded, entry.name))
            continue
        left = _without(data, marks[key], today)
        label = {"name": entry.name, "saved_on": entry.saved_on.isoformat(timespec="microseconds")}
        found = replace(found, rows=found.rows + rows, remove=(*found.remove, entry.id))
        if left is None:
            found = replace(found, removed=(*found.removed, entry.name))
        else:
            found = replace(
                found, changed=(*found.changed, entry.name), add=(*found.add, (contents_of(left), label))
            )
    return found


def _without(data: Dataset, marks: NDArray[np.uint64], today: date) -> Dataset | None:
    """The data set without a family; None where no score is left."""
    responses = without(data.responses, marks, today)
    try:
        left = Dataset.of(
            data.name,
            fingerprint_without(data.fingerprint, responses),
            data.mapping,
            responses,
            sample=data.sample,
        )
    except InputError:
        return None
    left.reading = words_without(data.reading)
    return left


def _quoted(names: Sequence[str]) -> str:
    return wording.listed([f"“{name}”" for name in names])
