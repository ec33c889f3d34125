"""The tables of training that stand beside no chart: single rates, courses, sizes of change, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts.table import Cell, Table, counted, measured, rate_cells, shared, symbol_of
from evaluation.reports.training.words import asked_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evaluation.estimates import Estimate, Rate
    from evaluation.training.evidence import (
        Breakdown,
        CourseFinding,
        LearnerChange,
        TrainingEvidence,
    )


def rates_table(
    caption: str, about: str, rates: Iterable[tuple[str, Rate]], *, name: str, notes: tuple[str, ...] = ()
) -> Table:
    """One row a rate: its name, number, out of, of whom and share, with its interval where it has one."""
    known = list(rates)
    given = [rate for _, rate in known if rate.low is not None]
    sampled = bool(given)
    kinds = dict.fromkeys(f"{rate.interval} {wording.level(rate.confidence)}" for rate in given)
    ends = f"From and to: the likely range of the share ({wording.listed(kinds)} interval)."
    return Table(
        caption=caption,
        columns=(about, "Number", "Out of", "Counted among", "Share", *(("From", "To") if sampled else ())),
        rows=tuple((label, *_cells(rate, sampled=sampled)) for label, rate in known),
        notes=(*((ends,) if sampled else ()), *notes),
        name=name,
    )


def _cells(rate: Rate, *, sampled: bool) -> tuple[Cell, ...]:
    *first, low, high = rate_cells(rate)
    if not sampled:
        return tuple(first)
    counts_all = rate.low is None and not rate.hidden and not rate.rounded
    return (*first, *((wording.NOT_APPLICABLE,) * 2 if counts_all else (low, high)))


def courses_table(courses: Sequence[CourseFinding]) -> Table:
    """One row a course: when, days held, who booked, came, answered and completed."""
    keys = ("booked", "came", "answered")
    return Table(
        caption="Courses: booked, came, completed and answered",
        columns=(
            "Course",
            "When",
            "Days held",
            "Booked",
            "Came",
            "Answered",
            "Came to all",
            "Share",
        ),
        rows=tuple(
            (
                found.name,
                _when(found),
                counted(found.held),
                *(_step(found, key) for key in keys),
                *_completed(found.completed),
            )
            for found in courses
        ),
        notes=(
            (
                "Learners, each counted once a course. Answered: a form afterwards. Came to all: to every "
                "session, with the share of those who came at all."
            ),
        ),
        name="Courses",
    )


def _when(found: CourseFinding) -> str:
    return wording.NOT_APPLICABLE if found.period == (None, None) else wording.period(*found.period)


def _step(found: CourseFinding, key: str) -> Cell:
    known = {step.key: step.n for step in found.flow.steps}
    return counted(known[key]) if key in known else wording.NOT_APPLICABLE


def _completed(rate: Rate | None) -> tuple[Cell, ...]:
    if rate is None:
        return (wording.NOT_APPLICABLE,) * 2
    return (counted(rate.n, symbol_of(rate)), shared(rate.share, symbol_of(rate)))


def parts_table(found: Breakdown, caption: str, *, name: str) -> Table:
    """Those who came by one attribute: people counted once, their share, and places."""
    adds = "" if found.adds else " A person can be in several rows, so they don't add up."
    return Table(
        caption=caption,
        columns=(found.label, "People", "Out of", "Share", "Places"),
        rows=tuple(
            (
                part.value,
                counted(part.people.n, symbol_of(part.people)),
                counted(part.people.of, symbol_of(part.people)),
                shared(part.people.share, symbol_of(part.people)),
                counted(part.places),
            )
            for part in found.parts
        ),
        notes=(f"People who came, each counted once. Places: a person on a course day.{adds}",),
        name=name,
    )


def sizes_table(changes: Sequence[LearnerChange], caption: str) -> Table | None:
    """Average gains, differences of shares and tests, a row each; None where there are none."""
    rows: list[tuple[Cell, ...]] = []
    for found in changes:
        about = (asked_of(found), found.question.text)
        if found.mean_gain is not None:
            rows.append((*about, "Average gain, in steps of the answers", *_estimate(found.mean_gain)))
        if found.difference is not None:
            rows.append((*about, "Share of best answers after, less before", *_estimate(found.difference)))
        for test in found.tests:
            said = wording.UNAVAILABLE
            if test.statistic is not None:
                value = wording.decimal(test.statistic, 1).removesuffix(".0")
                said = f"{test.symbol} = {value} of {wording.count(test.n)}, {test.p_words}"
            rows.append((*about, test.title, said, *(wording.NOT_APPLICABLE,) * 2, test.how))
    if not rows:
        return None
    return Table(
        caption=caption,
        columns=("Course", "Question", "Figure", "Value", "From", "To", "How"),
        rows=tuple(rows),
        notes=(
            (
                "Positive is better. A difference of shares is in percentage points. A p value says how "
                "surprising these answers would be if nothing but chance moved them; it says nothing of the "
                "size of a change or of its cause."
            ),
        ),
        name="Size of change",
    )


def _estimate(found: Estimate) -> tuple[Cell, ...]:
    ends = (found.value, found.low, found.high)
    if found.name == "difference":
        cells: tuple[Cell, ...] = tuple(points(value) for value in ends)
    else:
        cells = tuple(measured(value, 1) for value in ends)
    return (*cells, f"{wording.level(found.confidence)} interval, {found.interval}")


def points(value: float | None) -> Cell:
    """A difference of shares in percentage points.

    >>> points(0.45).text, points(-0.046).text
    ('45', '-5')
    """
    return measured(None if value is None else value * 100, 0)


def files_table(training: TrainingEvidence) -> Table:
    """Each training file: what it was taken for, its fingerprint, and its rows in = used + set aside."""
    return Table(
        caption="The training files behind this report",
        columns=("File", "What it holds", "Fingerprint (SHA-256)", "Rows", "Used", "Set aside"),
        rows=tuple(
            (
                source.name,
                wording.listed(source.kinds) or wording.UNAVAILABLE,
                source.fingerprint,
                counted(source.rows),
                counted(source.used),
                counted(source.set_aside),
            )
            for source in training.sources
        ),
        notes=(f"Fingerprint of all of them together: {training.fingerprint}.",),
        name="Training files",
    )
