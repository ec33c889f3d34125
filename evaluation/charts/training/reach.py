"""Who came to training: bars and a table of each breakdown, and the roles that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Table, counted
from evaluation.charts.training import words
from evaluation.trends.periods import Period

if TYPE_CHECKING:
    from evaluation.training.evidence import Breakdown, Part, TrainingReach

MONTH = "month"
_ONCE = "Each person is counted once in a bar, however often they came."


def in_order(breakdown: Breakdown) -> tuple[Part, ...]:
    """Months in the order of time; all else by how many, those hidden by name, those not recorded last.

    The order is made of printed counts, so that it says nothing of what is hidden.
    """
    if breakdown.id == MONTH:
        return tuple(sorted(breakdown.parts, key=lambda part: (not part.recorded, part.value)))
    return tuple(
        sorted(
            breakdown.parts,
            key=lambda part: (not part.recorded, part.people.n is None, -(part.people.n or 0), part.value),
        )
    )


def month(value: str) -> str:
    """A month of a breakdown in words; what is no month as it is.

    >>> month("2025-01"), month("Not recorded")
    ('January 2025', 'Not recorded')
    """
    year, _, number = value.partition("-")
    if not (year.isdigit() and number.isdigit() and len(year) == 4 and 1 <= int(number) <= 12):
        return value
    return Period("month", int(year) * 12 + int(number) - 1).label


def reach_bars(found: TrainingReach, breakdown: Breakdown) -> Chart | None:
    """How many people came of each value of an attribute; None where none is shown.

    Of more than 12 months the latest are drawn, of other values the largest.
    """
    parts = in_order(breakdown)
    shown = parts[-words.MOST_ROWS :] if breakdown.id == MONTH else parts[: words.MOST_ROWS]
    if all(part.people.n is None for part in shown):
        return None
    names = tuple(map(_name, shown))
    texts = tuple(words.with_share(part.people) for part in shown)
    label = breakdown.label.lower()
    whole = words.some(found.people, rounded=found.rounded)
    left = len(parts) - len(shown)
    more = f" {left} more are in the table." if left else ""
    said = _title(found, breakdown, shown)
    return Chart(
        kind="bars",
        title=said,
        subtitle=f"People who came to a course, by {label}; {_people(found, whole)}, each counted once",
        alt=f"{said}. A bar for each {label}. {words.listed(names, texts)}{more}",
        caption=f"Source: bookings and registers of the courses. {_order(breakdown)}",
        how=(
            f"Who: everybody who came to a course in the period, {_people(found, whole)}. {_ONCE}",
            f"Share: of everybody who came, those not recorded among them. {_adding(breakdown)}",
            words.NO_INTERVAL,
            *words.protection(part.people for part in shown),
        ),
        data=reach_table(found, breakdown),
        rows=tuple(map(Row, names)),
        series=(
            Series(
                name="People",
                values=tuple(part.people.n for part in shown),
                labels=texts,
                looks=tuple(palette.COUNTED if p.recorded else palette.NOT_COUNTED for p in shown),
                hovers=tuple(f"{name}: {text}" for name, text in zip(names, texts, strict=True)),
            ),
        ),
        axis=words.PEOPLE,
    )


def reach_table(found: TrainingReach, breakdown: Breakdown) -> Table:
    """Each value of an attribute: people counted once, their share, and places on course days."""
    return Table(
        caption=f"Who came, by {breakdown.label.lower()}",
        columns=(breakdown.label, "People", "Share of all who came", "Places"),
        rows=tuple(
            (_name(part), *words.count_and_share(part.people), counted(part.places))
            for part in in_order(breakdown)
        ),
        notes=(
            (
                f"{wording.capital(_people(found, words.some(found.people, rounded=found.rounded)))} took "
                f"{words.some(found.places, rounded=found.rounded)} places. A place is a person on a day of "
                f"a course. {_adding(breakdown)}"
            ),
        ),
        name=f"Who came by {breakdown.label}",
    )


def missing_roles_table(found: TrainingReach) -> Table | None:
    """The roles that training is meant for and that few or none came from; None where none is missing."""
    if not found.missing_roles:
        return None
    return Table(
        caption="Roles from which few or none came",
        columns=("Role", "People who came", "Expected by"),
        rows=tuple((one.role, counted(one.people), one.expected) for one in found.missing_roles),
        name="Missing roles",
    )


def _people(found: TrainingReach, whole: str) -> str:
    return f"{whole} {'person' if found.people == 1 else 'people'}"


def _name(part: Part) -> str:
    return month(part.value)


def _order(breakdown: Breakdown) -> str:
    return "In order of time" if breakdown.id == MONTH else "Largest first; those not recorded last"


def _adding(breakdown: Breakdown) -> str:
    if breakdown.adds:
        return "Each person is in one bar."
    return "Somebody can be in more than one bar, so bars are not to be added up."


def _title(found: TrainingReach, breakdown: Breakdown, shown: tuple[Part, ...]) -> str:
    """Which of those recorded is the largest, where its share is shown and no other is as large."""
    known = [part for part in shown if part.recorded and part.people.n is not None]
    largest = max(known, key=lambda part: part.people.n or 0, default=None)
    label = breakdown.label
    tied = largest is None or sum(part.people.n == largest.people.n for part in known) > 1
    if largest is None or tied or len(known) < 2 or largest.people.share is None:
        return f"Who came, by {label.lower()}"
    about = "about " if found.rounded else ""
    share = (
        f"{about}{wording.share(largest.people.share)} of {about}{wording.count(largest.people.of)} people"
    )
    if breakdown.id == MONTH:
        return f"Most people came in {_name(largest)}: {share}"
    return f"{label}: the largest group is {_name(largest)}, {share}"
