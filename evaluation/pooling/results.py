"""The evidence behind a network: each service's own, and that of all who shared exact counts together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from evaluation.counting.folding import added
from evaluation.dataset.counted_data import CountedData
from evaluation.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from evaluation.counting.cells import Cells, ScaleCells
    from evaluation.exchange import Contribution
    from evaluation.findings.finding import Evidence, Finding

Key = tuple[str, str, str]  # measure, scale, rater


def choices(view: View) -> View:
    """A contribution's view without what it has narrowed already: the definition of better, and its level."""
    return View(
        improved=view.improved,
        method=view.method,
        cut_off=view.cut_off,
        percent=view.percent,
        confidence=view.confidence,
    )


def evidence_of(contribution: Contribution) -> Evidence:
    """What one service's contribution says, protected where it was; exact counts without their long parts."""
    if contribution.evidence is not None:
        return contribution.evidence
    data = data_of([contribution], lambda _: True)
    return data.evidence(choices(contribution.view), parts=())


def data_of(contributions: Sequence[Contribution], kept: Callable[[Key], bool]) -> CountedData:
    """The families of services that shared exact counts as one data set, of those scales that are `kept`.

    Each has the attribute "Service". What is called or explained otherwise in another version of Attune
    makes no other questionnaire: editions are compared before.
    """
    known: dict[Key, ScaleCells] = {}

    def alike(cells: Cells) -> Cells:
        scales = []
        for scale in cells.scales:
            key = (scale.measure.id, scale.scale.id, scale.rater)
            if kept(key):
                first = known.setdefault(key, scale)
                scales.append(replace(scale, measure=first.measure, scale=first.scale))
        return replace(cells, scales=tuple(scales))

    held = [(one.service, alike(one.cells)) for one in contributions if one.cells is not None]
    return CountedData(
        name=contributions[0].service if len(contributions) == 1 else f"{len(contributions)} services",
        fingerprint="+".join(sorted(one.fingerprint for one in contributions)),
        cells=held[0][1] if len(held) == 1 else added(held),
        rows=sum(one.rows or 0 for one in contributions),
        used=sum(one.used or 0 for one in contributions),
        people_are=contributions[0].noun,
        rated_once=all(one.one_form for one in contributions),
        sample=any(one.sample for one in contributions),
    )


def edition_in(contribution: Contribution, measure: str) -> str:
    """The edition of a questionnaire that a service scored by; "" where it does not use it."""
    return dict(contribution.editions).get(measure, "")


def of_several_editions(contributions: Sequence[Contribution]) -> frozenset[Key]:
    """The scales whose exact counts were scored by several editions, whether or not anybody has a pair."""
    editions: dict[Key, set[str]] = {}
    for one in contributions:
        for scale in one.cells.scales if one.cells is not None else ():
            key = (scale.measure.id, scale.scale.id, scale.rater)
            editions.setdefault(key, set()).add(edition_in(one, scale.measure.id))
    return frozenset(key for key, found in editions.items() if len(found) > 1)


@dataclass(eq=False)
class Unions:
    """The findings of services together, worked out once for each set of them.

    `apart` are the scales on which somebody is left out, or has first scores by another edition: what the
    others say of these is counted apart.
    """

    contributions: tuple[Contribution, ...]
    apart: frozenset[Key]
    _made: dict[str, Evidence] = field(default_factory=dict)

    @cached_property
    def everyone(self) -> CountedData | None:
        """All services' families as one data set, less scales that are apart; None unless all are exact."""
        if any(one.cells is None for one in self.contributions):
            return None
        return data_of(self.contributions, lambda key: key not in self.apart)

    def finding(self, services: Collection[str], key: Key) -> Finding | None:
        """What these services say of a scale together; None unless all of them shared exact counts.

        Who does not use a scale is in its flow all the same, as in one file of all, unless it is apart.
        """
        chosen = [one for one in self.contributions if one.service in services]
        if any(one.cells is None for one in chosen):
            return None
        evidence = self.evidence(choices(chosen[0].view))
        if evidence is None or key in self.apart:
            alone = data_of(chosen, lambda one: one == key)
            evidence = alone.evidence(choices(chosen[0].view), parts=())
        return next((f for f in evidence.findings if (f.measure, f.scale, f.rater) == key), None)

    def evidence(self, view: View) -> Evidence | None:
        """What all services say together under a definition of better; None unless all are exact."""
        asked = str(view)
        if asked not in self._made:
            data = self.everyone
            if data is None:
                return None
            self._made[asked] = data.evidence(view, parts=())
        return self._made[asked]
