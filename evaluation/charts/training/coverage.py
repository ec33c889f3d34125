"""How much of the workforce has come to a course: role by borough, printed and shaded, and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Cell, Table, counted, shared, symbol_of
from evaluation.charts.training import words
from evaluation.courses.boundaries import placed

if TYPE_CHECKING:
    from evaluation.courses.boundaries import Boundaries
    from evaluation.estimates import Rate
    from evaluation.training.evidence import Cover, Coverage

ALL_ROLES, ALL_BOROUGHS = "All roles", "All boroughs"
_STEPS = "Shaded in five equal steps of the share, which were not chosen from these figures."
_SYMBOLS = (
    f"{wording.HIDDEN} is not shaded, and {wording.UNAVAILABLE} says that no size of the workforce is given."
)


def coverage_heat(found: Coverage) -> Chart | None:
    """How many of each role in each borough have come to a course; None where no share is shown.

    The longer of roles and boroughs are the rows, so that the columns have room.
    """
    if not found.cells or all(words.drawn(cell.trained) is None for cell in found.cells):
        return None
    by_role = len(found.boroughs) <= len(found.roles)  # whether roles are the rows
    names, heads = (found.roles, found.boroughs) if by_role else (found.boroughs, found.roles)
    all_rows, all_columns = (ALL_ROLES, ALL_BOROUGHS) if by_role else (ALL_BOROUGHS, ALL_ROLES)
    rows = (*names, *((all_rows,) if len(names) > 1 else ()))
    columns = (*heads, *((all_columns,) if len(heads) > 1 else ()))
    held = {(cell.role, cell.borough): cell.trained for cell in _every(found)}

    def rate(row: str, column: str) -> Rate:
        role, borough = (row, column) if by_role else (column, row)
        return held["" if role == ALL_ROLES else role, "" if borough == ALL_BOROUGHS else borough]

    rates = [[rate(row, column) for row in rows] for column in columns]
    said = words.title(found.sentence)
    listed = [(f"{cell.role}, {cell.borough}", words.of(cell.trained)) for cell in found.cells]
    return Chart(
        kind="heat",
        title=said,
        subtitle=f"Share of the people who work in each role and borough; {_people(found)}",
        alt=(
            f"{said}. A table of roles and boroughs, shaded by share. "
            f"{words.listed([name for name, _ in listed], [text for _, text in listed])}"
        ),
        caption=f"Source: registers and the list of the workforce. {_STEPS}",
        how=_how(found),
        data=coverage_table(found),
        rows=tuple(map(Row, rows)),
        series=tuple(_column(name, rows, some) for name, some in zip(columns, rates, strict=True)),
        axis=f"Came to a course, of those who work there. {_SYMBOLS}",
    )


def coverage_map(found: Coverage, boundaries: Boundaries) -> Chart | None:
    """How many of each borough's workforce have come to a course, on a map; None where no share is shown.

    Boroughs that no area is named after are listed below it. Raises InputError where there is no other.
    """
    boroughs = [cell for cell in found.by_borough if cell.borough]
    if all(words.drawn(cell.trained) is None for cell in boroughs):
        return None
    held = placed(boundaries, (cell.borough for cell in boroughs))
    names = tuple(cell.borough for cell in boroughs)
    rates = [cell.trained for cell in boroughs]
    texts = tuple(map(words.of, rates))
    said = _across(names, rates) or words.title(found.sentence)
    off = f" Not in the boundary file: {wording.listed(held.unmatched)}." if held.unmatched else ""
    return Chart(
        kind="map",
        title=said,
        subtitle=f"Share of the people who work in each borough, all roles together; {_people(found)}",
        alt=f"{said}. A map of boroughs, shaded by share. {words.listed(names, texts)}{off}",
        caption=f"Source: registers, the list of the workforce and the boundary file given. {_STEPS}{off}",
        how=_how(found),
        data=coverage_table(found),
        rows=tuple(map(Row, names)),
        series=(_column("All roles", names, rates),),
        axis=f"Came to a course, of those who work there. {_SYMBOLS}",
        areas=tuple(held.areas[name].rings if name in held.areas else () for name in names),
        degrees=boundaries.degrees,
    )


def _across(names: tuple[str, ...], rates: list[Rate]) -> str:
    """The shares between which boroughs lie; "" where one is not shown, or two are the lowest or highest."""
    shares = [words.drawn(rate) for rate in rates]
    shown = sorted((share, place) for place, share in enumerate(shares) if share is not None)
    if len(shown) < len(names) or len({wording.share(share) for share, _ in shown}) < 2:
        return ""
    (lowest, low), (highest, high) = shown[0], shown[-1]
    printed = [wording.share(share) for share, _ in shown]
    if printed.count(printed[0]) > 1 or printed.count(printed[-1]) > 1:
        return ""
    about = "about " if rates[low].rounded else ""
    return (
        f"From {about}{wording.share(lowest)} of those who work in {names[low]} to {about}"
        f"{wording.share(highest)} in {names[high]} have come to a course"
    )


def coverage_table(found: Coverage) -> Table:
    """One row a role in a borough, then the totals: how many came, of how many, and their share."""
    return Table(
        caption="How much of the workforce has come to a course, by role and borough",
        columns=("Role", "Borough", "Have come", "Work there", "Share"),
        rows=tuple(_row(cell) for cell in _every(found)),
        notes=(
            "Work there: as the list of the workforce says. Each person who came is counted once.",
            *(
                (
                    (
                        f"{wording.capital(words.some(found.outside, rounded=found.rounded))} more came and "
                        "are in no role and borough of that list."
                    ),
                )
                if found.outside != 0
                else ()
            ),
        ),
        name="Coverage",
    )


def _every(found: Coverage) -> tuple[Cover, ...]:
    whole = type(found.cells[0])(role="", borough="", trained=found.whole) if found.cells else None
    return (*found.cells, *found.by_role, *found.by_borough, *((whole,) if whole else ()))


def _row(cell: Cover) -> tuple[Cell, ...]:
    rate = cell.trained
    none = symbol_of(rate)
    return (
        cell.role or ALL_ROLES,
        cell.borough or ALL_BOROUGHS,
        counted(rate.n, none),
        counted(rate.of, none),
        shared(words.drawn(rate), none),
    )


def _column(name: str, rows: tuple[str, ...], rates: list[Rate]) -> Series:
    texts = tuple(map(words.of, rates))
    return Series(
        name=name,
        values=tuple(words.drawn(rate) for rate in rates),
        labels=texts,
        looks=tuple(shaded(rate) for rate in rates),
        hovers=tuple(f"{row}, {name}: {text}" for row, text in zip(rows, texts, strict=True)),
    )


def shaded(rate: Rate) -> palette.Look:
    """The shade of a cell, by its share as it is printed; none where it is hidden or can't be had."""
    share = words.drawn(rate)
    return palette.NOBODY if share is None else palette.shade(wording.rounded(share, 2))


def _people(found: Coverage) -> str:
    whole = found.whole
    return f"{words.some(whole.of, rounded=whole.rounded, hidden=symbol_of(whole))} {whole.who}"


def _how(found: Coverage) -> tuple[str, ...]:
    return (
        "Have come: people who came to a course and whose role and borough are on record, each counted once.",
        f"Out of: {found.whole.who}, as the list of the workforce gives them.",
        f"{_STEPS} {_SYMBOLS}",
        "No interval is given: everybody is counted, and nothing is estimated from them.",
        *words.protection(cell.trained for cell in _every(found)),
    )
