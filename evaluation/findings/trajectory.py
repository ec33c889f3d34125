"""More than two scores on one scale: where people stood at each stage, and what was kept later.

Everybody with a score at a stage stands beside the same people throughout (the complete series):
the first line also changes with who is left, the second doesn't but is of fewer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.change import offered_rules, rules_for
from evaluation.findings.finding import Caveat
from evaluation.findings.of_scale import OfScale, names_of
from evaluation.findings.sentences import verbs
from evaluation.findings.trajectory_words import trajectory_sentence
from evaluation.stages import BASELINE, END, FOLLOW_UP
from evaluation.trajectories import SeriesTable, keeping, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from evaluation.change import Rule
    from evaluation.counting import Counted
    from evaluation.estimates import Estimate, Rate
    from evaluation.findings.finding import Evidence, Finding, RuleInWords
    from evaluation.measures.definition import Better
    from evaluation.trajectories.arranging import Arranged, Arrangement
    from evaluation.trajectories.series import By
    from evaluation.view import View


@dataclass(frozen=True, kw_only=True)
class TrajectoryPoint:
    """One stage: how many have a score there, their average and how many are beyond the cut-off.

    `mean` is in points of the scale (None: hidden, or the steps are unequal), `beyond` None without
    a cut-off. `near` is the smallest number, other than none, by which those counted here differ
    from another group whose figures are published: disclosure control asks for it and empties it.
    """

    label: str
    n: int | None
    mean: Estimate | None
    beyond: Rate | None
    near: int = 0


@dataclass(frozen=True, kw_only=True)
class Later:
    """What became at a follow-up of those who had got better by the end.

    `unknown` is how many of them have no score there; they are in neither rate.
    """

    label: str
    kept: Rate
    lost: Rate
    improved: int | None
    unknown: int | None


@dataclass(frozen=True, kw_only=True)
class Trajectory(OfScale):
    """One scale at three stages or more, or its first, second and third score and so on.

    `points` are of everybody with a score there, `complete` of those alone who have one at every
    point (`n_complete` of them; None: hidden).
    """

    measure_name: str
    better: Better
    ordinal: bool
    by: By
    points: tuple[TrajectoryPoint, ...]
    complete: tuple[TrajectoryPoint, ...]
    n_complete: int | None
    later: tuple[Later, ...]
    beyond_words: str  # "scored 10 or more (caseness)"; empty without a cut-off
    rule: RuleInWords
    got_better: str  # "got reliably better"
    start: str  # the stage that "later" compares with, and the one by which they had got better
    end: str
    more: int | None  # how many have scores after the last point
    sentence: str
    caveats: tuple[Caveat, ...]

    @property
    def key(self) -> str:
        """A stable name for links and file names: measure, scale, rater and kind."""
        return f"{super().key}-by-{self.by}"


def trajectories(
    counted: Counted, arranged: Sequence[Arranged], evidence: Evidence
) -> tuple[Trajectory, ...]:
    """The trajectories of every finding of a view, exact, in the findings' order.

    `arranged` has one entry a scale of `counted`, in its order: the scores of that scale side by
    side. None where nobody has more than two scores.
    """
    found = []
    for finding in evidence.findings:
        i = counted.place(finding.measure, finding.scale, finding.rater)
        made = (_trajectory(counted, i, one, finding, evidence.view) for one in arranged[i])
        found += [entry for entry in made if entry is not None]
    return tuple(found)


def _trajectory(
    counted: Counted, i: int, arrangement: Arrangement, finding: Finding, view: View
) -> Trajectory | None:
    keep = counted.mask(view.filters, view.start, view.end, i)
    chosen = keep[arrangement.episode]
    scale = counted.coded[i].paired.scores.scale
    scores = arrangement.scores[chosen]
    table = SeriesTable.from_scores(scores, better=scale.better)
    stages = arrangement.names
    if sum(bool(np.isfinite(scores[:, place]).any()) for place in range(len(stages))) <= 2:
        return None
    rules = (*rules_for(scale), *offered_rules(scale, counted.table(i, keep), view))
    rule = next(entry for entry in rules if entry.id == finding.headline_rule)
    cut_off = scale.cut_off
    if finding.ordinal and cut_off is None and not _later_places(stages):
        return None
    outside = arrangement.scores[~chosen]
    many = finding.nouns.many
    complete = table.complete
    ends = _ends(stages)
    made = Trajectory(
        **names_of(finding),
        measure_name=finding.measure_name,
        better=finding.better,
        ordinal=finding.ordinal,
        by=arrangement.by,
        points=tuple(
            TrajectoryPoint(
                label=label,
                n=point.n,
                mean=None if finding.ordinal else point.mean,
                beyond=point.beyond,
                near=_least(near),
            )
            for label, point, near in zip(
                stages,
                points(table, f"{many} with a score there", cut_off=cut_off, confidence=view.confidence),
                _near_points(table, outside, finding.n or 0),
                strict=True,
            )
        ),
        complete=tuple(
            TrajectoryPoint(
                label=label,
                n=point.n,
                mean=None if finding.ordinal else point.mean,
                beyond=point.beyond,
                near=_least(_near_complete(table, outside, finding.n or 0)),
            )
            for label, point in zip(
                stages,
                points(complete, f"{many} with every score", cut_off=cut_off, confidence=view.confidence),
                strict=True,
            )
        ),
        n_complete=complete.n,
        later=tuple(
            _later(table, rule, stages, ends, place, finding, view) for place in _later_places(stages)
        ),
        beyond_words=f"scored {cut_off.reach(scale.better)} ({cut_off.label})" if cut_off else "",
        rule=finding.rule(finding.headline_rule),
        got_better=_better(finding),
        start=stages[ends[0]] if ends else "",
        end=stages[ends[1]] if ends else "",
        more=int(arrangement.more[chosen].sum()),
        sentence="",
        caveats=(),
        most_each=counted.episodes.most_each(arrangement.episode[chosen]) or 1,
    )
    return said_again(replace(made, caveats=_caveats(made, finding)))


def said_again(found: Trajectory) -> Trajectory:
    """The same with its sentence made from the numbers that it holds, exact or protected."""
    return replace(found, sentence=trajectory_sentence(found))


def _ends(stages: tuple[str, ...]) -> tuple[int, int] | None:
    """The places of the baseline and the end, where both are named."""
    start = next((i for i, stage in enumerate(stages) if stage.startswith(BASELINE)), None)
    end = next((i for i, stage in enumerate(stages) if stage.startswith(END)), None)
    return None if start is None or end is None else (start, end)


def _later_places(stages: tuple[str, ...]) -> tuple[int, ...]:
    """The follow-ups after an end that follows a baseline."""
    if _ends(stages) is None:
        return ()
    return tuple(i for i, stage in enumerate(stages) if stage.startswith(FOLLOW_UP))


def _later(
    table: SeriesTable,
    rule: Rule,
    stages: tuple[str, ...],
    ends: tuple[int, int] | None,
    place: int,
    finding: Finding,
    view: View,
) -> Later:
    start, end = ends or (0, 0)
    improved = f"{finding.nouns.many} who {_better(finding)} by the {stages[end]}"
    who = f"{improved} and have a score at {stages[place]}"
    found = keeping(table, rule, start=start, end=end, later=place, who=who, confidence=view.confidence)
    return Later(
        label=stages[place],
        kept=found.kept,
        lost=found.lost,
        improved=found.improved,
        unknown=found.unknown,
    )


def _better(finding: Finding) -> str:
    """What is said of those who improved, without the two scores that "before" and "after" name."""
    return verbs(finding)[0].removesuffix(" after than before")


def _least(differences: list[int]) -> int:
    return min((abs(number) for number in differences if number), default=0)


def _near_points(table: SeriesTable, outside: NDArray[np.float64], paired: int) -> list[list[int]]:
    """By how many those at each point differ from who is paired with another, and from the unfiltered."""
    width = table.scores.shape[1]
    found = []
    for place in range(width):
        n = table.having(place)
        others = [table.having(place, other) for other in range(width) if other != place]
        left = int(np.isfinite(outside[:, place]).sum())
        found.append([*(n - other for other in others if other), n - paired, left])
    return found


def _near_complete(table: SeriesTable, outside: NDArray[np.float64], paired: int) -> list[int]:
    """By how many the complete series differ from every larger group they lie in."""
    width, n = table.scores.shape[1], table.complete.n
    groups = [table.having(place) for place in range(width)]
    groups += [table.having(a, b) for a in range(width) for b in range(a)]
    left = int(np.isfinite(outside).all(axis=1).sum())
    return [*(group - n for group in groups), paired - n, left]


def _caveats(found: Trajectory, finding: Finding) -> tuple[Caveat, ...]:
    many = found.nouns.many
    at = "stage" if found.by == "stage" else "score"
    few = found.n_complete if found.n_complete and found.n_complete < 30 else None
    texts = {
        "no_comparison": next((c.text for c in finding.caveats if c.key == "no_comparison"), ""),
        "who": f"Of everybody with a score, other {many} are counted at each {at}: averages also differ by "
        f"who is left. The complete series are the same {many} throughout, who may be unlike those who left.",
        "few_complete": f"Only {few} have every score, so the likely range of their averages is wide."
        if few
        else "",
        "order": "Scores are in order of time; how far apart they lie differs."
        if found.by == "number"
        else "",
        "more": f"{found.more} have more scores than are shown." if found.more else "",
        "kept": "Kept means still better than at baseline by the same definition; lost that it no longer is, "
        "which can be by a point. Those without a later score are in neither."
        if found.later
        else "",
        "repeats": next((c.text for c in finding.caveats if c.key in {"repeats", "goals"}), ""),
        "ordinal": next((c.text for c in finding.caveats if c.key == "ordinal"), ""),
    }
    return tuple(Caveat(key=key, text=text) for key, text in texts.items() if text)
