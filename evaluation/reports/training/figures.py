"""What learners answered as one table: a row a question of one course, level and design."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from evaluation import wording
from evaluation.charts import training as charts
from evaluation.charts.table import Cell, Table, counted, shared, symbol_of
from evaluation.reports.training.tables import points
from evaluation.reports.training.words import asked_of, heading_of, level_name, way_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.estimates import Rate
    from evaluation.training.evidence import AnswersAt, LearnerChange, TrainingEvidence


T = TypeVar("T")


def results_table(changes: Sequence[LearnerChange], caption: str) -> Table:
    """One row a question: who moved, or of two groups and of one answer alone the shares of best answers.

    How many were asked stands in every row. `changes` are of one course, level and design.
    """
    if all(found.rates for found in changes):
        return _moved_table(changes, caption)
    if all(found.before is not None for found in changes):
        return _groups_table(changes, caption)
    return _after_table(changes, caption)


def _moved_table(changes: Sequence[LearnerChange], caption: str) -> Table:
    """The charts' own table, with how many of those asked answered beside each question.

    How it was asked stands in the heading, since all of one table were asked alike.
    """
    table = charts.moved_table(changes)
    asked = table.columns.index("How asked")
    return replace(
        table,
        caption=caption,
        columns=(*_without(table.columns, asked), "Answered", "Asked"),
        rows=tuple(
            (*_without(row, asked), *_answered(found.answered))
            for row, found in zip(table.rows, changes, strict=True)
        ),
        notes=(*table.notes, *_about(changes)),
    )


def _without(cells: tuple[T, ...], place: int) -> tuple[T, ...]:
    return (*cells[:place], *cells[place + 1 :])


def _groups_table(changes: Sequence[LearnerChange], caption: str) -> Table:
    return Table(
        caption=caption,
        columns=(
            "Course",
            "Question",
            "Forms before",
            "Best answers before",
            "Forms after",
            "Best answers after",
            "Difference",
            "From",
            "To",
            "Asked",
        ),
        rows=tuple(_groups_row(found) for found in changes),
        notes=(
            "The difference is in percentage points, with its interval.",
            *(() if changes[0].paired else ("Two groups, not the same people.",)),
            *_about(changes),
        ),
        name="Two groups",
    )


def _groups_row(found: LearnerChange) -> tuple[Cell, ...]:
    before, after, gap = found.before, found.after, found.difference
    ends = (gap.value, gap.low, gap.high) if gap else (None, None, None)
    none = wording.HIDDEN if found.rounded else wording.UNAVAILABLE
    return (
        asked_of(found),
        found.question.text,
        *(_top(before) if before else (none, none)),
        *_top(after),
        *(none if value is None else points(value) for value in ends),
        _answered(found.answered)[1],
    )


def _top(found: AnswersAt) -> tuple[Cell, Cell]:
    return (counted(found.n), shared(found.top.share, symbol_of(found.top)))


def _after_table(changes: Sequence[LearnerChange], caption: str) -> Table:
    return Table(
        caption=caption,
        columns=("Course", "Question", "Best answers", "Out of", "Share", "From", "To", "Answered", "Asked"),
        rows=tuple(_after_row(found) for found in changes),
        notes=(_interval(changes[0].after.top), *_about(changes)),
        name="Answers afterwards",
    )


def _after_row(found: LearnerChange) -> tuple[Cell, ...]:
    top = found.after.top
    symbol = symbol_of(top)
    return (
        asked_of(found),
        found.question.text,
        counted(top.n, symbol),
        counted(top.of, symbol),
        *(shared(value, symbol) for value in (top.share, top.low, top.high)),
        *_answered(found.answered),
    )


def _answered(rate: Rate) -> tuple[Cell, Cell]:
    return (counted(rate.n, symbol_of(rate)), counted(rate.of, symbol_of(rate)))


def _interval(rate: Rate) -> str:
    level = wording.level(rate.confidence)
    return f"From and to: the likely range of the share ({rate.interval} {level} interval)."


def _about(changes: Sequence[LearnerChange]) -> tuple[str, ...]:
    return ("Counts are rounded.",) if any(found.rounded for found in changes) else ()


def groups_table(changes: Sequence[LearnerChange], head: str) -> Table | None:
    """Who moved in each group, question by question; None where no group is compared or shown."""
    tables = [(found, charts.groups_table(found)) for found in changes if groups_shown(found)]
    if not tables:
        return None
    first = tables[0][1]
    return replace(
        first,
        caption=f"{head}: who moved up, by {first.columns[0].lower()}",
        columns=("Question", *first.columns),
        rows=tuple((_asked(found), *row) for found, table in tables for row in table.rows),
    )


def groups_shown(found: LearnerChange) -> bool:
    """Whether disclosure control leaves a figure of any group."""
    return any(rate.share is not None for group in found.groups for rate in group.rates)


def gains_table(changes: Sequence[LearnerChange], head: str) -> Table | None:
    """Average gains, question by question; None where there are none."""
    table = charts.gain_table(changes)
    if table is None:
        return None
    asked = table.columns.index("How asked")
    return replace(
        table,
        caption=f"{head}: average gain, in points of the answers",
        columns=_without(table.columns, asked),
        rows=tuple(_without(row, asked) for row in table.rows),
    )


def _asked(found: LearnerChange) -> str:
    return f"{found.session}: {found.question.text}" if found.session else found.question.text


def moves_table(found: LearnerChange, about: str) -> Table | None:
    """From which answer to which learners moved; None where that is not held, or held back."""
    if not found.moves:
        return None
    befores = tuple(dict.fromkeys(move.before for move in found.moves))
    afters = tuple(dict.fromkeys(move.after for move in found.moves))
    counts = {(move.before, move.after): move.n for move in found.moves}
    return Table(
        caption=f"{about}: {found.question.text}: answer before (rows) and after (columns)",
        columns=("Before", *(f"After: {after}" for after in afters)),
        rows=tuple(
            (before, *(counted(counts.get((before, after), 0)) for after in afters)) for before in befores
        ),
        notes=(f"Number of {found.who}.",),
        name="Answers moved",
    )


def short_table(training: TrainingEvidence) -> Table | None:
    """Every question in a row or two: how it was asked, which share, of how many asked; None without any.

    Rows of different designs stand apart by their second column and are never added up.
    """
    if not training.changes:
        return None
    rows = [row for found in training.changes for row in _short_rows(found)]
    rates = [found.rates[0] if found.rates else found.after.top for found in training.changes]
    return Table(
        caption="What learners said and learnt, question by question",
        columns=(
            "Question",
            "Level, and how it was asked",
            "What",
            "Number",
            "Out of",
            "Share",
            "From",
            "To",
            "Asked",
        ),
        rows=tuple(rows),
        notes=(
            _interval(rates[0]),
            (
                "Asked: how many were asked for the later answer. Designs are not to be compared with each "
                "other."
            ),
            *_about(training.changes),
        ),
        name="Learners",
    )


def _short_rows(found: LearnerChange) -> tuple[tuple[Cell, ...], ...]:
    about = (
        f"{asked_of(found)}: {found.question.text}",
        f"{level_name(found.level)}, {heading_of(way_of(found))}",
    )
    asked = counted(found.answered.of, symbol_of(found.answered))
    if found.rates:
        names = {"improved": "Moved up", "no_change": "Stayed", "worse": "Moved down"}
        told = tuple((names[rate.outcome], rate) for rate in found.rates)
    elif found.before is not None:
        told = (("Best answers before", found.before.top), ("Best answers after", found.after.top))
    else:
        told = (("Best answers", found.after.top),)
    return tuple((*about, what, *_of_rate(rate), asked) for what, rate in told)


def _of_rate(rate: Rate) -> tuple[Cell, ...]:
    symbol = symbol_of(rate)
    return (
        counted(rate.n, symbol),
        counted(rate.of, symbol),
        *(shared(value, symbol) for value in (rate.share, rate.low, rate.high)),
    )
