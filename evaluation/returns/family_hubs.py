"""England's Best Start Family Hubs and Healthy Babies return: parent-infant and perinatal section ("PPS").

What it asks for is in facts/measures.md section 1 (S7): a pre and a post score of each user, one row a
measure, in the quarter in which the post score was recorded, with the user's characteristics. The
system's own template for uploads was not seen: these are the fields that its guidance names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluation.dataset.filters import may_be_shown
from evaluation.errors import InputError
from evaluation.findings.of_scale import rated_by
from evaluation.returns.accepted import LISTED, OLDEST_CHILD, OTHER, UNLIKE
from evaluation.returns.ages import child_age, span
from evaluation.returns.filed import Entry, FamilyHubs, LeftOut
from evaluation.returns.quarter import Quarter
from evaluation.tokens import tokens
from evaluation.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.dataset import Dataset
    from evaluation.measures.definition import Measure
    from evaluation.pairing import Paired

# Protected characteristics (Equality Act 2010, section 4), as headers name them.
_CHARACTERISTICS = frozenset(
    "age sex gender ethnicity ethnic race disability disabled religion belief faith orientation sexuality "
    "marital marriage partnership pregnancy pregnant maternity".split()
)
NO_PRE, NO_POST = "there is no pre score", "there is no post score"
UNDATED = "its post score has no date, so its quarter is not known"
ANOTHER = "its post score is of another quarter"
NOT_LISTED = "the measure is not in the return's list"
OLDER = "KPCS is for parents of children from 0 to 12 months, and this child is older"
MAYBE_OLDER = "KPCS is for parents of children from 0 to 12 months, and this child may be older"
_NOT_OF_USERS = frozenset({"experience", "learning"})
SAMPLE = "These are made-up sample data of no real person: there is nothing to send."
UNSEEN = (
    "The return's own template for uploads was not seen: these are the fields that its guidance names. "
    "Compare them with the form before you enter or upload anything."
)


def characteristics(data: Dataset) -> tuple[str, ...]:
    """The columns of a data set that say a protected characteristic, by their headers."""
    return tuple(
        name
        for name in map(str, data.responses.episodes.attributes.columns)
        if may_be_shown(data.mapping, name) and _CHARACTERISTICS & set(tokens(name))
    )


def quarters(data: Dataset, view: View) -> tuple[Quarter, ...]:
    """The quarters in which second scores of pairs were recorded, the latest first."""
    months = {
        month
        for coded in data.counted_under(view).coded
        for month in np.unique(coded.paired.date.astype("datetime64[M]")).tolist()
        if month is not None
    }
    return tuple(sorted({Quarter.of(month) for month in months}, reverse=True))


def family_hubs(
    data: Dataset,
    quarter: Quarter,
    *,
    view: View | None = None,
    columns: tuple[str, ...] | None = None,
    other: bool = True,
) -> FamilyHubs:
    """The return of a quarter, from the pairs that the figures are made of.

    `view` gives the pairing rule, filters, questionnaires and raters; its dates are not used. `columns` are
    the characteristics (those of `characteristics` unless given), and `other` puts questionnaires that are
    not in the return's list under "Other". Raises InputError for a column that the data don't have.
    """
    chosen = characteristics(data) if columns is None else columns
    known = set(map(str, data.responses.episodes.attributes.columns))
    for name in chosen:
        if name not in known or not may_be_shown(data.mapping, name):
            raise InputError(f"The data have no column '{name}' to go with the return.")
    making = _Making(data, quarter, view or View(), chosen, other=other)
    entries: list[tuple[int, int, Entry]] = []
    left_out: list[LeftOut] = []
    for made in making.all():
        if isinstance(made, LeftOut):
            left_out.append(made)
        else:
            entries.append(made)
    entries.sort(key=lambda one: (one[1], one[2].measure == OTHER, one[2].measure, one[2].score, one[2].row))
    return FamilyHubs(
        quarter=quarter,
        columns=chosen,
        entries=_numbered(entries),
        left_out=tuple(sorted(left_out, key=lambda left: (left.reason, left.sheet, left.row, left.score))),
        notes=_notes(quarter, {entry.measure for _, _, entry in entries}, making),
    )


@dataclass(frozen=True)
class _Making:
    data: Dataset
    quarter: Quarter
    view: View
    columns: tuple[str, ...]
    other: bool

    def all(self) -> Iterator[LeftOut | tuple[int, int, Entry]]:
        """Each user's scores on each scale: an entry with its subject and first row, or left out."""
        counted = self.data.counted_under(self.view)
        keep = counted.mask(self.view.filters, None, None)
        for coded in counted.coded:
            paired = coded.paired
            if self.view.looks_at(paired.scores.measure.id, paired.scores.rater):
                yield from self._of_scale(paired, keep)

    def _of_scale(
        self, paired: Paired, keep: np.ndarray[tuple[int], np.dtype[np.bool_]]
    ) -> Iterator[LeftOut | tuple[int, int, Entry]]:
        entry, whole = paired.scores, self.not_taken(paired.scores.measure, paired.scores.scale.unit)
        pairs = {int(episode): at for at, episode in enumerate(paired.episode)}
        rows = {int(e): int(r) for e, r in zip(entry.episode[::-1], entry.row[::-1], strict=True)}
        for episode in np.flatnonzero(keep & paired.has_score).tolist():
            at = pairs.get(episode)
            row = rows[episode] if at is None else int(paired.row[at])
            if whole:
                reason = whole
            elif at is None:
                reason = NO_POST if paired.has_before[episode] else NO_PRE
            else:
                reason = self._not_this(paired, at, episode)
            sheet, place = self.data.responses.places.of(row)
            if reason or at is None:
                yield LeftOut(sheet=sheet, row=place, score=entry.scale.title, reason=reason)
                continue
            listed = LISTED.get(entry.measure.id)
            attributes = self.data.responses.episodes.attributes
            made = Entry(
                user=0,
                measure=listed.name if listed else OTHER,
                score=entry.scale.title,
                rater=rated_by(entry.rater),
                before=float(paired.before[at]),
                after=float(paired.after[at]),
                quarter=self.quarter,
                characteristics=tuple(str(attributes[name].iloc[episode]) for name in self.columns),
                sheet=sheet,
                row=place,
                check=self._doubt(entry.measure.id, episode),
            )
            yield int(self.data.responses.episodes.subject[episode]), int(paired.first_row[episode]), made

    def not_taken(self, measure: Measure, unit: str) -> str:
        """Why the return takes no score of a measure at all; empty where it does."""
        if measure.id in UNLIKE:
            return UNLIKE[measure.id]
        if measure.id in LISTED:
            return ""
        if unit == "goal" or measure.domain in _NOT_OF_USERS or not self.other:
            return NOT_LISTED
        return ""

    def _not_this(self, paired: Paired, at: int, episode: int) -> str:
        """Why a pair of scores is not in the return; empty where it is."""
        day = paired.date[at]
        if np.isnat(day):
            return UNDATED
        if Quarter.of(day.astype("datetime64[D]").astype(object)) != self.quarter:
            return ANOTHER
        listed = LISTED.get(paired.scores.measure.id)
        if listed is None:
            return ""
        if not (listed.takes(float(paired.before[at])) and listed.takes(float(paired.after[at]))):
            return f"the return takes {listed.name} from {listed.low:g} to {listed.high:g}"
        age = self._child(episode)
        return OLDER if listed.id == "kpcs" and age is not None and age[0] > OLDEST_CHILD else ""

    def _doubt(self, measure: str, episode: int) -> str:
        """What to look at before a line is sent."""
        age = self._child(episode)
        return MAYBE_OLDER if measure == "kpcs" and age is not None and age[1] > OLDEST_CHILD else ""

    @cached_property
    def child(self) -> str:
        """The column of the child's age; empty where there is none."""
        return child_age(map(str, self.data.responses.episodes.attributes.columns))

    def _child(self, episode: int) -> tuple[float, float] | None:
        """A child's youngest and oldest age in months."""
        if not self.child:
            return None
        return span(str(self.data.responses.episodes.attributes[self.child].iloc[episode]), self.child)


def _numbered(entries: list[tuple[int, int, Entry]]) -> tuple[Entry, ...]:
    """The entries by user, who are numbered in the order in which the file has them."""
    order: dict[int, int] = {}
    for subject, _, _ in entries:
        order.setdefault(subject, len(order) + 1)
    ranked = sorted(entries, key=lambda one: order[one[0]])
    return tuple(replace(entry, user=order[subject]) for subject, _, entry in ranked)


def _notes(quarter: Quarter, measures: set[str], making: _Making) -> tuple[str, ...]:
    """What to know before the return is sent."""
    notes = [
        *((SAMPLE,) if making.data.sample else ()),
        UNSEEN,
        (
            f"Quarters are named by their months: the guidance as it was read doesn't say whether they are "
            f"numbered by calendar or financial year. {quarter.words} is {quarter.financial} where years "
            "begin in April."
        ),
        "A post score can be recorded at any time, typically within 6 months of the intervention.",
        "Users have running numbers, which are others in the next file: the ids of your file are not kept.",
    ]
    if "KPCS" in measures and not making.child:
        notes.append("KPCS is for parents of children from 0 to 12 months: no column says how old they are.")
    if "PSS-10" in measures:
        notes.append("PSS-10 is for people of 12 years or more. Ages are kept in bands: check it yourself.")
    if "CPRS-SF" in measures:
        notes.append("CPRS-SF has two scores and the return has one row a measure: ask which is meant.")
    if "SWEMWBS" in measures:
        notes.append(
            "SWEMWBS is in converted points (7 to 35), as Attune scores it: the guidance as it was read "
            "doesn't say whether raw or converted ones are meant."
        )
    if OTHER in measures:
        notes.append('Questionnaires that are not in the return\'s list are under "Other", named beside it.')
    return tuple(notes)
