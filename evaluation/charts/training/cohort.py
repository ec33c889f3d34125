"""A programme's trainees together: how many of each pathway have passed a unit or hold an accreditation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Cell, Table, counted, rate_cells, symbol_of
from evaluation.charts.training import words

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.training.evidence import Cohort, Pathway

_RATED, _PASSED = "Had a rated session", "Passed a rated session"


def progress_bars(found: Cohort, pathway: Pathway) -> Chart | None:
    """How many of a pathway have each unit, accreditation and rated session; None where none is shown."""
    steps = _steps(pathway)
    if all(words.drawn(rate) is None for _, rate in steps):
        return None
    texts = tuple(words.of(rate) for _, rate in steps)
    names = tuple(name for name, _ in steps)
    who = words.some(pathway.trainees, rounded=found.rounded)
    said = _title(pathway)
    return Chart(
        kind="bars",
        title=said,
        subtitle=f"{pathway.name} pathway: units, accreditation and rated sessions; {who} trainees",
        alt=f"{said}. {words.listed(names, texts)}",
        caption="Source: the programme's records of units, accreditation and ratings",
        how=(
            f"Who: trainees of the pathway, {who}, each counted once in a bar.",
            "Unit: passed, as the file says. Accreditation: achieved, as the file says.",
            "Rated session: at least one that an observer or supervisor rated, or passed.",
            "No interval is given: everybody is counted, and nothing is estimated from them.",
            *words.protection(rate for _, rate in steps),
        ),
        data=pathway_table(pathway),
        rows=tuple(map(Row, names)),
        series=(
            Series(
                name="Trainees",
                values=tuple(words.drawn(rate) for _, rate in steps),
                labels=texts,
                looks=(palette.COUNTED,) * len(steps),
                hovers=tuple(f"{name}: {text}" for name, text in zip(names, texts, strict=True)),
            ),
        ),
        axis="share",
    )


def pathway_table(pathway: Pathway) -> Table:
    """One row a unit, accreditation and rated session of a pathway: how many of its trainees."""
    return Table(
        caption=f"{pathway.name} pathway: how far trainees are",
        columns=("Step", "Trainees", "Out of", "Share"),
        rows=tuple(
            (
                name,
                counted(rate.n, symbol_of(rate)),
                counted(rate.of, symbol_of(rate)),
                words.count_and_share(rate)[1],
            )
            for name, rate in _steps(pathway)
        ),
        notes=(f"The units have {pathway.credits} credits together.",) if pathway.credits else (),
        name=f"{pathway.name} progress",
    )


def cohort_table(found: Cohort) -> Table:
    """One row a pathway: trainees, credits, and how many passed all that is counted of units and sessions."""
    return Table(
        caption="The programme's pathways",
        columns=("Pathway", "Trainees", "Credits", "Units", "Accredited", "Passed a rated session"),
        rows=tuple(
            (
                pathway.name,
                counted(pathway.trainees),
                counted(pathway.credits),
                "; ".join(f"{rate.rule}: {words.of(rate)}" for rate in pathway.units) or wording.UNAVAILABLE,
                "; ".join(f"{rate.rule}: {words.of(rate)}" for rate in pathway.awards) or wording.UNAVAILABLE,
                wording.UNAVAILABLE if pathway.passed is None else words.of(pathway.passed),
            )
            for pathway in found.pathways
        ),
        notes=("Numbers are rounded.",) if found.rounded else (),
        name="Pathways",
    )


def feedback_table(found: Cohort) -> Table | None:
    """What supervisors and parents said of trainees' work, by pathway; None where nobody was asked."""
    rows: list[tuple[Cell, ...]] = [
        (pathway.name, wording.capital(rate.outcome or rate.rule), *rate_cells(rate))
        for pathway in found.pathways
        for rate in pathway.feedback
    ]
    if not rows:
        return None
    return Table(
        caption="Feedback on trainees' work: share of the best answers",
        columns=("Pathway", "By", "Best answers", "Out of", "Counted among", "Share", "From", "To"),
        rows=tuple(rows),
        notes=("From and to: likely range of the share.",),
        name="Feedback",
    )


def _steps(pathway: Pathway) -> tuple[tuple[str, Rate], ...]:
    found: list[tuple[str, Rate | None]] = [
        *((f"Unit: {rate.rule}", rate) for rate in pathway.units),
        *((f"Accreditation: {rate.rule}", rate) for rate in pathway.awards),
        (_RATED, pathway.rated),
        (_PASSED, pathway.passed),
    ]
    return tuple((name, rate) for name, rate in found if rate is not None)


def _title(pathway: Pathway) -> str:
    """The accreditation of a pathway, else its last unit, in words."""
    told = pathway.awards or pathway.units[-1:]
    if not told or told[0].share is None:
        return f"{pathway.name} pathway: how far trainees are"
    done = "accredited in" if pathway.awards else "have passed"
    are = "are " if pathway.awards else ""
    return f"{pathway.name} pathway: {words.of(told[0])} {are}{done} {told[0].rule}"
