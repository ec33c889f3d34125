"""Families who got worse by a definition with a source, so that somebody who knows them can look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.individual import pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evaluation.counting import Counted
    from evaluation.dataset import Dataset
    from evaluation.findings.finding import Finding
    from evaluation.following_up.cases import Cases
    from evaluation.view import View

ANY = "any_change"


@dataclass(frozen=True, kw_only=True)
class GotWorse:
    """A family whose second score is worse than its first by a definition with a source.

    `row` is Excel's row of the second score; `rule` names the definition.
    """

    sheet: str
    row: int
    scale: str
    rater: str
    worker: str
    before: float
    after: float
    date: date | None
    rule: str
    closed: bool | None


def got_worse(data: Dataset, view: View, cases: Cases) -> tuple[GotWorse, ...]:
    """Every pair that got worse by the view's definition on a scale where that has a source, newest first.

    Where no amount is published any fall would count, which on most questionnaires is chance, so such
    scales are left out (`without_rule`) unless the view itself asks for any change.
    """
    view = view.with_(protection="exact")
    counted = data.counted_under(view)
    found = [
        entry
        for finding in data.evidence(view).findings
        if _judged(finding, view)
        for entry in _of_finding(data, view, counted, finding, cases)
    ]
    return tuple(
        sorted(
            found, key=lambda w: (w.closed is True, -(w.date.toordinal() if w.date else 0), w.sheet, w.row)
        )
    )


def without_rule(data: Dataset, view: View) -> tuple[str, ...]:
    """The scales on which nobody can be listed, as no amount of change that counts is published."""
    findings = data.evidence(view.with_(protection="exact")).findings
    return tuple(dict.fromkeys(finding.title for finding in findings if not _judged(finding, view)))


def _judged(finding: Finding, view: View) -> bool:
    return view.improved == ANY or finding.headline_rule.split(":")[0] != ANY


def _of_finding(
    data: Dataset, view: View, counted: Counted, finding: Finding, cases: Cases
) -> Iterator[GotWorse]:
    judged = pairs_of(data, view, finding)
    worse = {(pair.before, pair.after) for pair in judged.pairs if pair.outcome == "worse"}
    if not worse:
        return
    i = counted.place(finding.measure, finding.scale, finding.rater)
    paired = counted.coded[i].paired
    keep = counted.mask(view.filters, view.start, view.end, i)
    for at in np.flatnonzero(keep[paired.episode]).tolist():
        before, after = float(paired.before[at]), float(paired.after[at])
        if (before, after) not in worse:
            continue
        case = cases[int(paired.episode[at])]
        sheet, row = data.responses.places.of(int(paired.row[at]))
        when = paired.date[at]
        yield GotWorse(
            sheet=sheet,
            row=row,
            scale=finding.title,
            rater=finding.rater,
            worker=case.worker,
            before=before,
            after=after,
            date=None if np.isnat(when) else when.astype("datetime64[D]").item(),
            rule=finding.rule(finding.headline_rule).label,
            closed=case.closed,
        )
