"""What differs between two data sets, line by line and in one sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from evaluation import wording
from evaluation.differing.changes import changes, in_words
from evaluation.differing.matching import filled_in
from evaluation.importing.renaming import compare_headers

if TYPE_CHECKING:
    from evaluation.dataset import Dataset
    from evaluation.differing.changes import Change, Kind
    from evaluation.importing.mapping import Mapping
    from evaluation.importing.renaming import HeaderChanges

# How many of each kind there are is said in these words and in this order; {one} is a family or a learner.
_WORDS: dict[Kind, tuple[str, str]] = {
    "new family": ("new {one}", "new {many}"),
    "family gone": ("{one} gone", "{many} gone"),
    "new referral": ("new referral", "new referrals"),
    "referral gone": ("referral gone", "referrals gone"),
    "new first score": ("new first score", "new first scores"),
    "new second score": ("new second score", "new second scores"),
    "new further score": ("new further score", "new further scores"),
    "new answers": ("new form with answers", "new forms with answers"),
    "score changed": ("changed score", "changed scores"),
    "score gone": ("score gone", "scores gone"),
    "answers changed": ("form with changed answers", "forms with changed answers"),
    "answers gone": ("form with answers gone", "forms with answers gone"),
    "date changed": ("changed date", "changed dates"),
    "stage changed": ("changed stage", "changed stages"),
    "detail changed": ("changed detail", "changed details"),
}


@dataclass(frozen=True, kw_only=True)
class Differences:
    """What differs between a data set and the one before it; `print` it, or take `to_dict()`.

    `followed` is False where no ids tell which family is which: then there are no `changes`. Nor are there
    where the two were read with different keys: `marked_alike` is then False.
    """

    name_before: str
    name: str
    same_file: bool
    noun: Literal["family", "learner"]
    followed: bool
    changes: tuple[Change, ...]
    columns: HeaderChanges
    totals: tuple[tuple[int, int], tuple[int, int]]  # families and questionnaires, before and now
    marked_alike: bool = True

    @property
    def nothing(self) -> bool:
        """Whether both hold the same families, scores, details and columns."""
        return self.followed and not self.changes and self.columns.same

    @property
    def counts(self) -> tuple[tuple[Kind, int], ...]:
        """How many differences of each kind there are, without kinds that have none."""
        kinds = Counter(change.kind for change in self.changes)
        return tuple((kind, kinds[kind]) for kind in _WORDS if kind in kinds)

    @property
    def sentence(self) -> str:
        """The differences in one sentence."""
        if not self.followed:
            return self._not_followed()
        if self.nothing and self.same_file:
            return "Nothing has changed: this is the same file."
        many = _many(self.noun)
        if self.nothing:
            return f"The same {many} and scores as before."
        said = [
            wording.plural(n, *(text.format(one=self.noun, many=many) for text in _WORDS[kind]))
            for kind, n in self.counts
        ]
        start = "The same file read another way" if self.same_file else "Compared with the file before"
        same = "" if self.changes else f"; the same {many} and scores"
        none = ""
        if self.totals[0][0] and dict(self.counts).get("family gone", 0) == self.totals[0][0]:
            none = f" No {self.noun} is in both files: look whether their ids have changed."
        return f"{start}: {', '.join((*said, *self._columns()))}{same}.{none}"

    def _columns(self) -> list[str]:
        pairs = self.columns.renamed
        taken = sum(pair.new.used for pair in pairs)
        unsure = len(pairs) - taken
        parts = (
            (taken, "column renamed", "columns renamed"),
            (unsure, "column probably renamed and not used", "columns probably renamed and not used"),
            (len(self.columns.new), "new column", "new columns"),
            (len(self.columns.missing), "column gone", "columns gone"),
        )
        return [wording.plural(n, one, many) for n, one, many in parts if n]

    def _not_followed(self) -> str:
        many = _many(self.noun)
        was, now = (
            f"{wording.plural(people, self.noun, many)} with {wording.plural(forms, 'score', 'scores')}"
            for people, forms in self.totals
        )
        why = (
            f"Without an id column nobody can tell which {many} are the same."
            if self.marked_alike
            else f"They were read in two places that mark {many} differently, so nobody can tell which are "
            "the same: upload one of the files again."
        )
        return f"Compared with the file before: there were {was}, there are {now} now. {why}"

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON (docs/json.md)."""
        return {
            "before": self.name_before,
            "after": self.name,
            "same_file": self.same_file,
            "followed": self.followed,
            "sentence": self.sentence,
            "counts": dict(self.counts),
            "changes": [
                asdict(change) | {"date": change.date.isoformat() if change.date else None}
                for change in self.changes
            ],
            "columns": {
                "renamed": [
                    {"before": pair.old.header, "after": pair.new.header, "used": pair.new.used}
                    for pair in self.columns.renamed
                ],
                "new": [column.header for column in self.columns.new],
                "missing": [column.header for column in self.columns.missing],
            },
        }

    def __str__(self) -> str:
        lines = [self.sentence, *(in_words(change, self.noun) for change in self.changes)]
        lines += [
            f"Column renamed: '{pair.old.header}' is '{pair.new.header}' now."
            if pair.new.used
            else f"Probably renamed, and not used until the mapping says so: '{pair.old.header}' to "
            f"'{pair.new.header}'."
            for pair in self.columns.renamed
        ]
        lines += [f"New column: '{column.header}'." for column in self.columns.new]
        lines += [f"Column gone: '{column.header}'." for column in self.columns.missing]
        return "\n".join(lines)


def differences(before: Dataset, after: Dataset) -> Differences:
    r"""What is new, changed or gone in a data set since the one before it.

    Families are matched by the marks of their ids, in whatever order they stand: both data sets must
    have been read with one key, as those of one run of the program are and those that one store keeps.

    >>> from evaluation import load
    >>> head = "Family ID,PHQ-9 before,PHQ-9 after"
    >>> spring = load(f"{head}\nA1,14,6\nA2,9,\n".encode(), name="spring.csv")
    >>> summer = load(f"{head}\nA3,20,\nA1,14,7\nA2,9,9\n".encode(), name="summer.csv")
    >>> differences(spring, summer).sentence
    'Compared with the file before: 1 new family, 1 new second score, 1 changed score.'
    """
    by_referral = all(data.mapping.first("episode") is not None for data in (before, after))
    old, new = (filled_in(data, by_referral=by_referral) for data in (before, after))
    with_ids = all(data.mapping.subjects == "id" for data in (before, after))
    alike = before.responses.episodes.marks.key == after.responses.episodes.marks.key
    found = tuple(changes(before, after, old, new, by_referral=by_referral))
    # Rows without ids can be told apart by their places alone, and only while nothing but rows was added.
    followed = alike and (with_ids or all(change.kind == "new family" for change in found))
    was = before.responses
    columns = compare_headers(_as_found(before), after.responses.columns)
    return Differences(
        name_before=before.name,
        name=after.name,
        same_file=before.fingerprint == after.fingerprint,
        noun=after.mapping.noun,
        followed=followed,
        marked_alike=alike,
        changes=found if followed else (),
        columns=columns,
        totals=(
            (len(np.unique(was.episodes.subject)), len(old.forms)),
            (len(np.unique(after.responses.episodes.subject)), len(new.forms)),
        ),
    )


def _many(noun: str) -> str:
    return {"family": "families", "learner": "learners"}[noun]


def _as_found(data: Dataset) -> Mapping:
    """A data set's mapping with its columns as they stood in its own file."""
    return replace(data.mapping, columns=data.responses.columns)
