"""Training in few words: its headlines, a part of a report on something else, and a line on one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import training as charts
from evaluation.reports.report import Bullets, Paragraph, Statement
from evaluation.reports.setting import Made, seen, some
from evaluation.reports.training.figures import short_table
from evaluation.reports.training.learnt import LEVELS_TOLD, results
from evaluation.reports.training.tables import courses_table
from evaluation.reports.training.words import CONTEXT, heading_of, level_name, limits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from evaluation.estimates import Rate
    from evaluation.findings.finding import Caveat
    from evaluation.reports.report import Block
    from evaluation.reports.setting import Setting
    from evaluation.reports.training.learnt import Results
    from evaluation.training.evidence import (
        Cohort,
        CourseFinding,
        Coverage,
        LearnerChange,
        ReferralTrend,
        TrainingEvidence,
        TrainingNeeds,
        TrainingReach,
    )

    Limited = (
        TrainingReach | CourseFinding | LearnerChange | Coverage | TrainingNeeds | Cohort | ReferralTrend
    )

# The contents that give the limits of what is said, and what they are about.
PARTS = {
    "training_reach": "Who came",
    "training_courses": "Courses",
    "training_learnt": "What learners said and learnt",
    "training_practice": "What changed at work",
    "training_coverage": "Workforce",
    "training_needs": "Needs",
    "training_cohort": "Trainees",
    "training_referrals": "Referrals",
}
_ON_A_PAGE = 6  # sentences that one page has room for beside a chart


def headlines(setting: Setting) -> Made:
    """The sentence on who came, then one on each thing that is known, with its level where it has one."""
    training = setting.training
    if training is None:
        return Made()
    said = tuple(dict.fromkeys(map(wording.sentence, _said(training))))
    return Made((Bullets(said),)) if said else Made()


def beside(setting: Setting) -> Made:
    """The same beside families' findings; nothing where a report on training alone begins with it."""
    return Made() if setting.alone else headlines(setting)


def short(setting: Setting) -> Made:
    """Who came, coverage and what learners said, for readers of a report on families."""
    training = setting.training
    if training is None:
        return Made()
    blocks: list[Block] = [] if _said_above(setting) else [*headlines(setting).blocks]
    if setting.shape == "slides":
        blocks += _pictures(training)
    if training.courses:
        blocks.append(courses_table(training.courses))
    table = short_table(training)
    blocks += [table] if table else []
    if training.referrals or training.context:
        blocks.append(Paragraph(CONTEXT))
    own = limits(caveats_of(training), training)
    blocks += [Bullets(own)] if own else []
    return Made(tuple(blocks))


def line(setting: Setting) -> Made:
    """Who came and how much of the workforce that is, for a report of one page."""
    training = setting.training
    if training is None:
        return Made()
    if not setting.alone:
        return Made((Paragraph(" ".join(_counted(training))),))
    said = [training.sentence, *([training.coverage.sentence] if training.coverage else [])]
    kept = tuple(dict.fromkeys(wording.sentence(text) for text in said if text))
    first = " ".join(kept)
    # The page is its own: there is room for who came, and for what else is known.
    more = tuple(text for text in dict.fromkeys(map(wording.sentence, _said(training))) if text not in kept)
    reach = training.reach
    chart = charts.reach_bars(reach, reach.breakdowns[0]) if reach and reach.breakdowns else None
    rest = Bullets(more[:_ON_A_PAGE]) if more else None
    return Made(some(Statement(first) if kept else None, seen(chart), rest))


def _counted(training: TrainingEvidence) -> tuple[str, ...]:
    """Who came, and how much of the workforce that is, in as few words as there are on one page."""
    covered = training.coverage
    return (
        wording.sentence(training.sentence),
        *((f"{wording.capital(wording.rate(covered.whole))} have come.",) if covered else ()),
    )


def says_all(setting: Setting) -> bool:
    """Whether a part of the report says everything on training in a line each."""
    opens = ("headlines", "summary") if setting.alone else ()
    return any(map(setting.holds, ("training_in_brief", "training_headlines", *opens)))


def _said_above(setting: Setting) -> bool:
    """Whether another part of a report on training alone begins with the same."""
    opens = setting.holds("headlines") or setting.holds("summary")
    return setting.alone and opens and setting.part.content not in {"headlines", "summary"}


def _pictures(training: TrainingEvidence) -> tuple[Block, ...]:
    """A picture a slide: who came, what of the workforce that is, and who moved up."""
    reach = training.reach
    drawn = [
        charts.reach_bars(reach, reach.breakdowns[0]) if reach and reach.breakdowns else None,
        charts.coverage_heat(training.coverage) if training.coverage else None,
    ]
    for course, level, way, changes in results(training, LEVELS_TOLD):
        moved = charts.moved_bars(changes)
        if moved is not None:
            head = f"{course}: {level_name(level).lower()}, {heading_of(way)}"
            data = replace(moved.data, caption=f"{head}: moved")
            drawn.append(replace(moved, data=data))
    return some(*map(seen, drawn))


def _said(training: TrainingEvidence) -> Iterable[str]:
    """Every part's sentence in the order of a report; of several questions how many went which way."""
    yield training.sentence
    for course in training.courses:
        yield f"{course.name}: {course.sentence}"
    for found in results(training, LEVELS_TOLD):
        yield together(found)
    for one in (training.coverage, training.needs, training.cohort, *training.referrals):
        if one is not None:
            yield one.sentence


def together(found: Results) -> str:
    """One course's results of one level and design in a line: nothing is pooled, questions are counted."""
    course, level, way, changes = found
    if len(changes) == 1:
        return changes[0].sentence
    head = f"{level_name(level)}, {course}"
    many = f"{len(changes)} questions, {heading_of(way)}"
    moved = [pair for change in changes if (pair := _ends(change)) is not None]
    if moved:
        ahead = sum(up > down for up, down in moved)
        by = "moved up than down" if changes[0].rates else "gave the best answers after than before"
        on = _of_all(ahead, len(moved), shown=len(moved) < len(changes))
        return f"{head}: {many}; more {by} on {on} ({_answers(changes)})"
    shares = [share for change in changes if (share := _shown(change.after.top)) is not None]
    if changes[0].before is not None or not shares:
        return f"{head}: {many} ({_answers(changes)})"
    about = "about " if any(change.rounded for change in changes) else ""
    told = _between(wording.share(min(shares)), wording.share(max(shares)))
    on = f" to the {len(shares)} that can be shown" if len(shares) < len(changes) else ""
    return f"{head}: {many}; {about}{told} gave one of the best answers{on} ({_answers(changes)})"


def _of_all(ahead: int, many: int, *, shown: bool) -> str:
    """How many of the questions, in words where it is all or none; `shown`: of those that can be shown.

    >>> [_of_all(ahead, many, shown=False) for ahead, many in ((2, 2), (3, 3), (2, 3), (0, 3))]
    ['both', 'all 3', '2 of 3', 'none']
    >>> _of_all(1, 1, shown=True), _of_all(2, 3, shown=True)
    ('the 1 that can be shown', '2 of the 3 that can be shown')
    """
    if shown:
        some_of = "" if ahead == many else f"{ahead or 'none'} of "
        return f"{some_of}the {many} that can be shown"
    if ahead == many:
        return "both" if many == 2 else f"all {many}"
    return f"{ahead} of {many}" if ahead else "none"


def _answers(changes: Sequence[LearnerChange]) -> str:
    """How many gave the answers that are told of, from the fewest to the most of a question."""
    known = [change.n for change in changes if change.n is not None]
    about = "about " if any(change.rounded for change in changes) else ""
    paired = changes[0].who if changes[0].rates else "who answered afterwards"
    told = _between(wording.count(min(known)), wording.count(max(known))) if known else wording.HIDDEN
    return f"{about if known else ''}{told} {paired}"


def _between(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _ends(change: LearnerChange) -> tuple[float, float] | None:
    """The shares whose order says which way a question went: up and down, or after and before."""
    if change.rates:
        up, down = change.rate("improved"), change.rate("worse")
    else:
        up, down = change.after.top, change.before.top if change.before else None
    if up is None or down is None:
        return None
    first, second = _shown(up), _shown(down)
    return None if first is None or second is None else (first, second)


def _shown(rate: Rate) -> float | None:
    return None if rate.n is None else rate.share


def caveats_of(training: TrainingEvidence, told: Collection[str] = ()) -> tuple[Caveat, ...]:
    """The limits of everything that a sentence is said of, but what parts of those contents tell in full."""
    at_work = [found for found in training.changes if found.level > 2]
    kinds: dict[str, Sequence[Limited | None]] = {
        "training_reach": (training.reach,),
        "training_courses": training.courses,
        "training_learnt": [found for found in training.changes if found.level <= 2],
        "training_practice": at_work,
        "training_coverage": (training.coverage,),
        "training_needs": (training.needs,),
        "training_cohort": (training.cohort,),
        "training_referrals": training.referrals,
    }
    left = [found for kind, some_of in kinds.items() if kind not in told for found in some_of]
    return tuple(caveat for found in left if found is not None for caveat in found.caveats)
