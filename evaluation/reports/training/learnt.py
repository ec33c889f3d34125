"""What learners said and learnt, and what changed at work: by level of Kirkpatrick, designs apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import training as charts
from evaluation.reports.report import Bullets, Paragraph, Section
from evaluation.reports.setting import Made, seen, some
from evaluation.reports.training.figures import (
    gains_table,
    groups_shown,
    groups_table,
    moves_table,
    results_table,
)
from evaluation.reports.training.tables import sizes_table
from evaluation.reports.training.words import (
    asked_of,
    compared,
    heading_of,
    level_line,
    level_name,
    limits,
    way_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.charts.chart import Chart
    from evaluation.courses.vocabulary import Level
    from evaluation.reports.report import Block
    from evaluation.reports.setting import Setting
    from evaluation.reports.training.words import Way
    from evaluation.training.evidence import LearnerChange, TrainingEvidence

_TOO_SMALL = "Groups of learners are not compared here: none is large enough for its figures to be shown."
_AT_COURSE: tuple[Level, ...] = (1, 2)  # what learners say of a course and what they learnt
_AT_WORK: tuple[Level, ...] = (3, 4)  # what they do at work, and what becomes of it
LEVELS_TOLD: tuple[Level, ...] = (*_AT_COURSE, *_AT_WORK)
Results = tuple[str, "Level", "Way", tuple["LearnerChange", ...]]


def learnt(setting: Setting) -> Made:
    """Reaction and learning: a section for each course, level and design."""
    return _made(setting, _AT_COURSE)


def practice(setting: Setting) -> Made:
    """Behaviour and results: the same of what changed at work."""
    return _made(setting, _AT_WORK)


def results(training: TrainingEvidence, levels: Sequence[Level]) -> tuple[Results, ...]:
    """The comparisons that may stand together: of one course, level and design, in the evidence's order."""
    found: dict[tuple[Level, str, Way, bool], list[LearnerChange]] = {}
    for change in training.changes:
        if change.level in levels:
            key = (change.level, change.course, way_of(change), bool(change.rates))
            found.setdefault(key, []).append(change)
    order = sorted(found, key=lambda key: key[0])  # stable: courses and designs stay in order
    return tuple((key[1], key[0], key[2], tuple(found[key])) for key in order)


def _made(setting: Setting, levels: Sequence[Level]) -> Made:
    training = setting.training
    if training is None:
        return Made()
    found = results(training, levels)
    return Made(
        sections=tuple(
            _section(one, training, place, whole=setting.whole) for place, one in enumerate(found, 1)
        )
    )


def _section(found: Results, training: TrainingEvidence, place: int, *, whole: bool) -> Section:
    """One section; the `whole` has tests, and who moved from which answer to which, too."""
    course, level, way, changes = found
    head = f"{course}: {level_name(level).lower()}, {heading_of(way)}"
    own = tuple(dict.fromkeys(text for change in changes for text in limits(change.caveats, training)))
    table = results_table(changes, f"{head}: results")
    moved = seen(charts.moved_bars(changes)) if len(changes) > 1 and whole else None
    blocks: list[Block] = [
        Paragraph(f"{level_line(level)} {compared(way)}"),
        Bullets(tuple(wording.sentence(change.sentence) for change in changes)),
        *some(replace(moved, data=table) if moved else None),
        table,
    ]
    blocks += answer_charts(found)
    if whole:
        for change in changes:
            blocks += _details(change, f"{asked_of(change)}, {heading_of(way)}")
        blocks += some(sizes_table(changes, f"{head}: size of the change"))
    else:
        hidden = any(change.groups for change in changes) and not any(map(groups_shown, changes))
        blocks += some(
            groups_table(changes, head),
            Paragraph(_TOO_SMALL) if hidden else None,
            gains_table(changes, head),
        )
    blocks += some(Bullets(own) if own else None)
    return Section(id=f"training-level-{level}-{place}", heading=head, level=2, blocks=tuple(blocks))


def _details(found: LearnerChange, about: str) -> tuple[Block, ...]:
    """Which answers were given, who moved from which to which, and who moved by group."""
    answers = charts.distribution_table(found)
    groups = seen(charts.groups_moved(found)) if found.groups else None
    by = charts.groups_table(found) if found.groups else None
    table = replace(by, caption=f"{about}: {by.caption}") if by else None
    return some(
        replace(answers, caption=f"{about}: {answers.caption}") if answers else None,
        moves_table(found, about),
        replace(groups, data=table) if groups and table else None,
        table,
    )


def answer_charts(found: Results) -> tuple[Chart, ...]:
    """Which answers were given before and after, each chart over a table of a name of its own.

    In a report no two tables share a name.
    """
    course, level, way, changes = found
    head = f"{course}: {level_name(level).lower()}, {heading_of(way)}"
    drawn = filter(None, map(seen, charts.changes_bars(changes)))
    return tuple(
        replace(chart, data=replace(chart.data, caption=f"{head}: share of each answer, figure {number}"))
        for number, chart in enumerate(drawn, 1)
    )
