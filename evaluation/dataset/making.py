"""How the evidence of a view is made: its core once for all views that share it, then its parts."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from evaluation.disclosure import protect
from evaluation.findings.building import build, entries_of
from evaluation.findings.completing import bootstraps_of_finding, completed, missing_of_finding
from evaluation.findings.experience import left_out
from evaluation.findings.grouping import grouped
from evaluation.findings.multiverse import multiverses
from evaluation.findings.parts import PARTS, Made, NotAsked
from evaluation.findings.reaching import reach
from evaluation.findings.trajectory import trajectories
from evaluation.findings.trend import trends
from evaluation.tokens import tokens
from evaluation.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable

    from evaluation.dataset.evaluable import Evaluable
    from evaluation.findings.finding import Evidence, Finding
    from evaluation.findings.parts import Part
    from evaluation.view import View

_ARMS = frozenset({"treat", "treatment", "arm", "control", "randomised", "randomized", "allocation"})
_CORES = 6  # views whose evidence is kept without its parts, for pages that ask for others


@dataclass(eq=False)
class Cores:
    """The evidence of the views asked for last without its parts, and those parts that were made."""

    _kept: dict[str, Made] = field(default_factory=dict, repr=False)

    def of(self, data: Evaluable, view: View) -> Made:
        """What a view's evidence has apart from its parts, made once for all views that differ in these."""
        core = view.with_(every="auto", rebase=None, target=None, group_by="")
        key = json.dumps(core.to_dict(), sort_keys=True)
        if key not in self._kept:
            for old in list(self._kept)[: 1 - _CORES]:
                self._kept.pop(old, None)
            self._kept[key] = _core(data, core)
        return self._kept[key]


def exact(data: Evaluable, made: Made, view: View, parts: Collection[Part], of: str = "") -> Evidence:
    """The exact evidence of a view with the parts that are wanted, of all findings or of the one named."""
    counted, core = made.counted, replace(made.core, view=view)
    over_time = (view.every, view.rebase, view.target)

    def part(name: Part, make: Callable[[], Any], *key: Hashable) -> Any:
        return made.once((name, *key), make) if name in parts else NotAsked(name)

    def whole(finding: Finding) -> Finding:
        if of not in {"", finding.key}:
            return completed(finding, NotAsked("missing"), NotAsked("bootstraps"))
        return completed(
            finding,
            part("missing", lambda: missing_of_finding(counted, finding, view), finding.key),
            part("bootstraps", lambda: bootstraps_of_finding(counted, finding, view), finding.key),
        )

    return replace(
        core,
        findings=tuple(map(whole, core.findings)),
        trends=part("trends", lambda: trends(counted, core), over_time),
        trajectories=part("trajectories", lambda: trajectories(counted, data.arranged, core)),
        reach=part("reach", lambda: reach(counted, core, *data.describing)),
        multiverses=part(
            "multiverses", lambda: multiverses(core.findings, data.every_counting(counted), view)
        ),
        groups=made.once(("groups", view.group_by), lambda: grouped(counted, core)),
    )


def protected(data: Evaluable, made: Made, view: View) -> Evidence:
    """The evidence of a view with all its parts, after disclosure control."""
    counted = made.counted
    keep = counted.mask(view.filters, view.start, view.end)
    left_out_of = counted.left_out(view.filters, view.start, view.end)
    for one in data.latest:
        left_out_of[one.measure.id, one.scale.id, one.rater] = left_out(one, counted, view)
    return protect(
        exact(data, made, view, PARTS),
        left_out=counted.total - counted.number(keep),
        left_out_of=left_out_of,
    )


def _core(data: Evaluable, view: View) -> Made:
    counted, said = data.counted_for(view)
    undated = counted.undated
    # What was found while importing is for whoever imports: it may hold small counts and cells.
    notes = data.notes if view.protection == "exact" else ()
    notes += (said,) if said else ()
    if undated and (view.start or view.end):
        how_many = str(undated) if view.protection == "exact" else "Some"
        notes += (f"{how_many} have no date at all, so they are outside any period.",)
    found = build(
        counted,
        view,
        data.source,
        noun=data.noun,
        version=__version__,
        sample=data.sample,
        notes=notes + _arms(data, view),
        one_form=data.one_form,
        latest=data.latest,
    )
    if data.noun == "learner":  # national rules are about families
        return Made(found, counted)
    composites, said_of_them = data.national(counted, view, entries_of(counted, found.nouns))
    return Made(replace(found, composites=composites, notes=found.notes + said_of_them), counted)


def _arms(data: Evaluable, view: View) -> tuple[str, ...]:
    """A word about columns that look like the arms of a trial, whose values the figures pool."""
    return tuple(
        f"The column '{entry.name}' looks like a comparison between groups, and these figures pool them. "
        "A filter on it shows one at a time."
        for entry in data.filters
        if _ARMS & set(tokens(entry.name)) and not view.filters.get(entry.name)
    )
