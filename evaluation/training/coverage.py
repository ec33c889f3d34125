"""How much of the workforce has come, by role and borough, against how many work there."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.courses.vocabulary import UNRECORDED
from evaluation.groups import in_order
from evaluation.training import coverage_words as words
from evaluation.training.alike import counted_spellings, key
from evaluation.training.came import came
from evaluation.training.evidence import Cover, Coverage
from evaluation.training.figures import everybody

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.courses.records import Headcount, Records
    from evaluation.training.alike import Of
    from evaluation.training.choices import TrainingView

_WHO = "people who work there"
_Name = tuple[str, ...]
_Cell = tuple[_Name, _Name]  # role and borough, by the names that all their spellings share


def coverage(records: Records, view: TrainingView) -> Coverage | None:
    """Who came of each role in each borough of the workforce list; None without a list, or without courses.

    People are counted once. Totals are of the roles and boroughs with a headcount alone, so that they add
    up; whoever came and is in none of these is `outside`. Headcounts of one sheet add up; of several sheets
    the last one's stands.
    """
    if not records.headcounts or not (records.bookings or records.attendances):
        return None
    sizes, several = _sizes(records.headcounts)
    roles = _names((entry.role for entry in records.headcounts), "role")
    boroughs = _names((entry.borough for entry in records.headcounts), "borough")
    trained: Counter[_Cell] = Counter()
    people = came(records, view).people
    for learner_id in people:
        learner = records.learner(learner_id)
        if learner.role and learner.borough:
            trained[key(learner.role, "role"), key(learner.borough, "borough")] += 1
    given = {cell: trained[cell] for cell in sizes}

    def together(role: _Name = (), borough: _Name = ()) -> Cover:
        found = [cell for cell in sizes if role in {(), cell[0]} and borough in {(), cell[1]}]
        n, of = sum(given[cell] for cell in found), sum(sizes[cell] for cell in found)
        return _cover(roles.get(role, ""), boroughs.get(borough, ""), n, of)

    caveats = (words.HEADCOUNTS, words.MATCHED, *((words.SEVERAL_LISTS,) if several else ()))
    made = Coverage(
        roles=tuple(roles.values()),
        boroughs=tuple(boroughs.values()),
        cells=tuple(
            _cover(roles[role], boroughs[borough], trained[role, borough], sizes.get((role, borough)))
            for role in roles
            for borough in boroughs
        ),
        by_role=tuple(together(role=role) for role in roles),
        by_borough=tuple(together(borough=borough) for borough in boroughs),
        whole=together().trained,
        outside=len(people) - sum(given.values()),
        sentence="",
        caveats=caveats,
    )
    made = replace(made, caveats=words.coverage_caveats(made))
    return replace(made, sentence=words.coverage_sentence(made))


def _sizes(headcounts: Iterable[Headcount]) -> tuple[dict[_Cell, int], bool]:
    """How many work in each role and borough, and whether several sheets say so of the same."""
    sheets: dict[_Cell, dict[tuple[str, str], int]] = defaultdict(dict)
    for entry in headcounts:
        cell = (key(entry.role or UNRECORDED, "role"), key(entry.borough or UNRECORDED, "borough"))
        sheet = (entry.origin.file, entry.origin.sheet)
        sheets[cell][sheet] = sheets[cell].get(sheet, 0) + entry.people
    return {cell: by[max(by)] for cell, by in sheets.items()}, any(len(by) > 1 for by in sheets.values())


def _names(texts: Iterable[str], of: Of) -> dict[_Name, str]:
    """The names to print, in order, by the name that their spellings share."""
    spelt = set(counted_spellings((text or UNRECORDED for text in texts), of).values())
    return {key(text, of): text for text in in_order(spelt)}


def _cover(role: str, borough: str, n: int, of: int | None) -> Cover:
    return Cover(role=role, borough=borough, trained=everybody(n, of, _WHO))
