"""What of each cut is not published, because of the other cuts: decided from exact counts, scale by scale."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from evaluation.disclosure.coarse import DETAILED
from evaluation.disclosure.differencing import EVERYBODY, hidden_cuts
from evaluation.disclosure.withholding import (
    scale_of,
    without_averages,
    without_first_averages,
    without_first_scores,
    without_missing,
    without_scales,
)
from evaluation.findings.described import Described
from evaluation.findings.finding import GOAL
from evaluation.packs.in_step import groups_of
from evaluation.packs.members import Populations

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from evaluation.counting import Counted
    from evaluation.disclosure.presets import Preset
    from evaluation.disclosure.withholding import Scale
    from evaluation.findings.finding import Evidence, Finding
    from evaluation.findings.grouped import Grouped
    from evaluation.findings.latest import Latest
    from evaluation.packs.members import Members
    from evaluation.tallies import Entries

_Who: TypeAlias = "tuple[NDArray[np.bool_], Entries]"  # some of those counted, and of which they are some
_WHOLE, _AVERAGES, _MISSING, _FIRST, _FIRST_AVERAGES = (
    "whole",
    "averages",
    "missing",
    "first",
    "first averages",
)
_WHAT = {
    _WHOLE: "{}",
    _AVERAGES: "{}: averages and effect size",
    _MISSING: "{}: who has no second score",
    _FIRST: "{}, first scores",
    _FIRST_AVERAGES: "{}, first scores: averages",
}


@dataclass(eq=False)
class Decisions:
    """The cuts of which nothing is published (`gone`), the scales of others on which less is, and why.

    An entry of `record` is the cut's key, what is hidden, and the reason.
    """

    members: Members
    gone: set[str] = field(default_factory=set)
    less: dict[tuple[str, str], set[Scale]] = field(default_factory=dict)  # by cut and what is hidden
    record: list[tuple[str, str, str]] = field(default_factory=list)

    @classmethod
    def made(
        cls,
        counted: Counted,
        members: Members,
        everybody: Evidence,
        grouped: Mapping[str, Grouped],
        latest: tuple[Latest, ...],
        preset: Preset,
    ) -> Decisions:
        """The decisions for all cuts of a view; `grouped` are its comparisons, already protected."""
        made = cls(members)
        made._cuts(counted, everybody, grouped, preset)
        places = {scale_of_scores(counted, i): i for i in range(len(counted.coded))}
        entries: list[Finding | Described] = [*everybody.findings, *everybody.described]
        for entry in entries:
            made._scale(counted, places[scale_of(entry)], entry, everybody, grouped, preset)
        for needs in everybody.reach.first if everybody.reach else everybody.needs:
            made._first(counted, places[scale_of(needs)], everybody, needs.title, scale_of(needs), preset)
        for one in latest:
            made._answers(counted, one, everybody, preset)
        return made

    def applied(self, key: str, evidence: Evidence, preset: Preset) -> Evidence:
        """The evidence of one cut with what is decided of it hidden."""

        def of(what: str) -> set[Scale]:
            return self.less.get((key, what), set())

        evidence = without_scales(evidence, of(_WHOLE), preset)
        evidence = without_averages(evidence, of(_AVERAGES))
        evidence = without_missing(evidence, of(_MISSING))
        evidence = without_first_scores(evidence, of(_FIRST), preset)
        return without_first_averages(evidence, of(_FIRST_AVERAGES))

    def _cuts(
        self, counted: Counted, everybody: Evidence, grouped: Mapping[str, Grouped], preset: Preset
    ) -> None:
        hidden = set()
        for place in self.members.places:
            groups = groups_of(grouped[place.column], place.value)
            hidden |= {place.key} if any(group.among.n is None for group in groups.values()) else set()
            makeups = everybody.reach.makeups if everybody.reach else ()
            for makeup in makeups:
                hidden |= {
                    place.key
                    for part in makeup.parts
                    if (makeup.attribute.name, part.value) == (place.column, place.value)
                    if part.among.n is None
                }
        view = everybody.view
        keep = counted.mask(view.filters, view.start, view.end)
        of_all = everybody.flow.n("all") is None
        who = keep, counted.episodes
        found = self._found(who, preset.threshold, hidden | ({EVERYBODY} if of_all else set()))
        self.gone = set(found)
        self.record += [
            (key, "All figures", _why(preset.threshold, everybody.nouns.many, beside))
            for key, beside in found.items()
            if key != EVERYBODY
        ]

    def _scale(
        self,
        counted: Counted,
        i: int,
        entry: Finding | Described,
        everybody: Evidence,
        grouped: Mapping[str, Grouped],
        preset: Preset,
    ) -> None:
        view, scale = everybody.view, scale_of(entry)
        who = Populations.of(counted, i, view)
        least = preset.threshold * (1 if entry.nouns == GOAL else counted.most_each(i, who.keep))
        of_groups = {
            place.key: groups_of(grouped[place.column], place.value).get(scale)
            for place in self.members.places
        }
        small = {key for key, group in of_groups.items() if group is not None and group.n is None}
        base = {EVERYBODY} if entry.n is None else set()
        gone = self.gone | small | base
        hidden = self._hide(_WHOLE, (who.pairs, who.entries), least, gone, scale, entry.title)
        no_average = {key for key, group in of_groups.items() if group is not None and group.effect is None}
        if isinstance(entry, Described) or entry.ordinal:
            no_average = set()
        base = {EVERYBODY} if entry.description.mean_before is None else set()
        wide = DETAILED * least
        gone = hidden | no_average | base
        hidden = self._hide(_AVERAGES, (who.pairs, who.entries), wide, gone, scale, entry.title)
        if isinstance(entry, Described) or entry.missing is None:
            return
        base = {EVERYBODY} if entry.missing.without.n is None else set()
        self._hide(_MISSING, (who.without, who.entries), wide, hidden | base, scale, entry.title)

    def _first(
        self, counted: Counted, i: int, everybody: Evidence, title: str, scale: Scale, preset: Preset
    ) -> None:
        who = Populations.of(counted, i, everybody.view)
        least = preset.threshold * counted.most_each(i, who.keep)
        first = who.first, who.entries
        hidden = self._hide(_FIRST, first, least, self.gone, scale, title)
        self._hide(_FIRST_AVERAGES, first, DETAILED * least, hidden, scale, title)

    def _answers(self, counted: Counted, one: Latest, everybody: Evidence, preset: Preset) -> None:
        view, n = everybody.view, len(counted.episodes)
        keep = counted.mask(view.filters, view.start, view.end, when=one.dates(n))
        forms = np.zeros(n, bool)
        forms[one.episode] = True
        scale = (one.measure.id, one.scale.id, one.rater)
        who = keep & forms, counted.episodes
        self._hide(_WHOLE, who, preset.threshold, self.gone, scale, one.measure.short)

    def _hide(
        self, what: str, who: _Who, least: int, gone: Collection[str], scale: Scale, title: str
    ) -> set[str]:
        """Decides for one scale and one thing; returns every cut in which that is hidden."""
        found = self._found(who, least, gone)
        for key, beside in found.items():
            if key == EVERYBODY or key in self.gone:
                continue
            self.less.setdefault((key, what), set()).add(scale)
            if key not in gone:
                text = _WHAT[what].format(f"{title} ({scale[2]})")
                self.record.append((key, text, _why(least, "families", beside)))
        return set(found)

    def _found(self, who: _Who, least: int, gone: Collection[str]) -> dict[str, str]:
        """Every cut that is hidden, and the label of the one for whose sake where there is one."""
        labels = {place.key: place.label for place in self.members.places}
        more = hidden_cuts(self.members.cuts, self.members.weights(*who), least, gone)
        return dict.fromkeys(gone, "") | {one.key: labels.get(one.beside, "") for one in more}


def scale_of_scores(counted: Counted, i: int) -> Scale:
    """What the i-th scores are of: measure, scale and rater."""
    entry = counted.coded[i].paired.scores
    return entry.measure.id, entry.scale.id, entry.rater


def _why(least: int, many: str, beside: str) -> str:
    if beside:
        return f"Fewer than {least} {many} part it from “{beside}”, and comparing the two could find them."
    return f"Fewer than {least} {many}, or so few beside it that what is shown would give them away."
