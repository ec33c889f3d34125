"""What can be done with cells alone: attributes dropped, families chosen, services added up.

Whatever comes out is in one order, cells that are alike are one, and no value is listed that nobody has: the
same families give the same cells, whichever way they came together.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.counting.cells import NO_MONTH, Attribute, Cells, OverallCells, ScaleCells
from evaluation.counting.coding import STANDINGS
from evaluation.counting.days import NO_DAY
from evaluation.counting.tidying import coded, each_table, ends, runs, stacked, taken, tidy
from evaluation.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from evaluation.counting.tidying import Table

SERVICE = "Service"  # the attribute that says whose families they are, once services are added up
MONTHS = "months"  # what is told of them where some service has kept none


def folded(cells: Cells, keep: Collection[str], by_month: bool = True) -> Cells:
    """The cells told apart by these attributes alone, in their own order; without months unless `by_month`.

    Raises InputError for an attribute that they don't have.
    """
    for name in keep:
        _place(cells, name, "keep")
    places = [i for i, attribute in enumerate(cells.attributes) if attribute.name in keep]

    def fewer(table: Table) -> Table:
        month = table.month if by_month else np.full_like(table.month, NO_MONTH)
        return replace(table, value=table.value[:, places], month=month)

    attributes = tuple(cells.attributes[i] for i in places)
    by_month &= cells.by_month
    return tidy(replace(each_table(cells, fewer), attributes=attributes, by_month=by_month))


def filtered(
    cells: Cells, filters: Mapping[str, Sequence[str]], start: date | None = None, end: date | None = None
) -> Cells:
    """The cells of those with one of the values asked for of each attribute, in a period of whole months.

    "" asks for those without a value, as it does of rows. How many people are left is the least that there
    can be, where somebody is there more than once.
    Raises InputError for an attribute that they don't have, for a period that begins or ends within a
    month, and for any where no month is kept.
    """
    asked = {_place(cells, name, "filter by"): set(values) for name, values in filters.items() if values}
    first, last = _first_and_last(start, end)
    if (first is not None or last is not None) and not cells.by_month:
        raise InputError("These counts were made without months: leave out the period.")
    wanted = {
        place: np.array([*(value in values for value in cells.attributes[place].values), "" in values])
        for place, values in asked.items()
    }

    def fewer(table: Table) -> Table:
        kept = np.ones(len(table.n), bool)
        for place, allowed in wanted.items():
            kept &= allowed[table.value[:, place]]  # the last place is for those without a value
        if first is not None:
            kept &= table.month >= first
        if last is not None:
            kept &= (table.month <= last) & (table.month != NO_MONTH)
        return taken(table, np.flatnonzero(kept))

    less = each_table(cells, fewer)
    before, after = int(cells.overall.n.sum()), int(less.overall.n.sum())
    people = max(min(after, 1), after - (before - cells.people))
    return tidy(replace(less, people=people))


def _first_and_last(start: date | None, end: date | None) -> tuple[int | None, int | None]:
    """A period as its first and last month, counted from year 0; raises InputError for one of other days."""
    if (start is not None and start.day != 1) or (
        end is not None and end.day != monthrange(end.year, end.month)[1]
    ):
        raise InputError(
            "These counts are kept by month: choose a period of whole months, from a first day to a last."
        )
    first = None if start is None else 12 * start.year + start.month - 1
    last = None if end is None else 12 * end.year + end.month - 1
    return first, last


def _place(cells: Cells, name: str, what: str) -> int:
    names = [attribute.name for attribute in cells.attributes]
    if name not in names:
        listed = ", ".join(f"'{known}'" for known in names) or "none"
        raise InputError(f"There is no column '{name}' to {what}; these counts have: {listed}.")
    return names.index(name)


def dates_together(cells: Cells) -> Cells:
    """The cells with the first and last day of all second scores of the same attributes and month.

    A cell of one family has the day of its second score; what is handed on need not.
    """

    def wider(table: Table) -> Table:
        if isinstance(table, OverallCells) or not len(table.n):
            return table
        dated = table.latest != NO_DAY
        keys = [*table.value.T, table.month, dated]
        order, starts = runs(keys)
        run = np.empty(len(order), np.int64)
        run[order] = np.searchsorted(starts, np.arange(len(order)), side="right") - 1
        low, high = ends(table, order, starts)
        return replace(table, earliest=low[run], latest=high[run])

    return each_table(cells, wider)


def added(parts: Sequence[tuple[str, Cells]]) -> Cells:
    """The families of several services, told apart by the attribute `SERVICE` and whatever all have kept.

    `not_in_all` tells which attributes are dropped. Raises InputError where two services have one name, or
    where pairing or a questionnaire's definition differs, as counts of different things can't be added.
    """
    names = [name for name, _ in parts]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"Two services are called '{name}': give each a name of its own.")
    return together([named(cells, name) for name, cells in parts])


def not_in_all(parts: Sequence[tuple[str, Cells]]) -> tuple[str, ...]:
    """The attributes, and `MONTHS`, that some services have kept and others not: `added` drops them."""
    every = [cells for _, cells in parts]
    common = _common(every)
    kept = {attribute.name for cells in every for attribute in cells.attributes}
    months = len({cells.by_month for cells in every}) > 1
    return (*sorted(kept - set(common) - {SERVICE}), *((MONTHS,) if months else ()))


def named(cells: Cells, service: str) -> Cells:
    """The cells with the name of their service as one more attribute, in place of one of that name."""
    less = folded(cells, [a.name for a in cells.attributes if a.name != SERVICE])

    def one_more(table: Table) -> Table:
        return replace(table, value=np.c_[table.value, np.zeros(len(table.n), np.int32)])

    return replace(
        each_table(less, one_more), attributes=(*less.attributes, Attribute(name=SERVICE, values=(service,)))
    )


def together(every: Sequence[Cells]) -> Cells:
    """Several cells added up, whatever their order; those of other attributes than all have are folded.

    Months are kept where each of them has some. Raises InputError where they can't be added.
    """
    if not every:
        raise InputError("There are no counts to add up: give those of one service or more.")
    if len({cells.rule for cells in every}) > 1:
        raise InputError("Counts made with different pairing rules can't be added up: make them with one.")
    common = _common(every)
    by_month = all(cells.by_month for cells in every)
    alike = [_in_order(folded(cells, common, by_month=by_month), common) for cells in every]
    values = [sorted({v for cells in alike for v in cells.attributes[i].values}) for i in range(len(common))]
    attributes = tuple(
        Attribute(name=name, values=tuple(found)) for name, found in zip(common, values, strict=True)
    )
    alike = [coded(cells, attributes) for cells in alike]
    return tidy(
        Cells(
            rule=alike[0].rule,
            attributes=attributes,
            overall=stacked([cells.overall for cells in alike]),
            scales=tuple(_scale(alike, key) for key in sorted({_key(s) for c in alike for s in c.scales})),
            people=sum(cells.people for cells in alike),
            by_month=by_month,
            seconds=sum(cells.seconds for cells in alike),
        )
    )


def _common(every: Sequence[Cells]) -> list[str]:
    names = [{attribute.name for attribute in cells.attributes} for cells in every]
    found = sorted(set.intersection(*names)) if names else []
    return [name for name in found if name != SERVICE] + [name for name in found if name == SERVICE]


def _key(scale: ScaleCells) -> tuple[str, str, str]:
    return scale.measure.id, scale.scale.id, scale.rater


def _scale(every: Sequence[Cells], key: tuple[str, str, str]) -> ScaleCells:
    """The cells of one scale from all services: of whoever does not use it, families without a score."""
    using = [next((scale for scale in cells.scales if _key(scale) == key), None) for cells in every]
    known = [scale for scale in using if scale is not None]
    if any(scale.measure != known[0].measure for scale in known):
        raise InputError(
            f"Counts of {known[0].measure.short} made by different definitions of it can't be added up."
        )
    several = any(scale.pairs is not None for scale in known)
    whole = []
    for cells, scale in zip(every, using, strict=True):
        found = scale if scale is not None else _unscored(cells.overall, known[0])
        whole.append(_with_pairs(found) if several and found.pairs is None else found)
    return replace(
        stacked(whole),
        pairs=stacked([scale.pairs for scale in whole if scale.pairs is not None]) if several else None,
        most_pairs=max(scale.most_pairs for scale in known),
        most_first=max(scale.most_first for scale in known),
    )


def _unscored(overall: OverallCells, scale: ScaleCells) -> ScaleCells:
    n = len(overall.n)
    return ScaleCells(
        value=overall.value,
        month=overall.month,
        contacts=overall.contacts,
        n=overall.n,
        measure=scale.measure,
        scale=scale.scale,
        rater=scale.rater,
        standing=np.full(n, STANDINGS.index("neither"), np.uint8),
        first=np.full(n, np.nan),
        after=np.full(n, np.nan),
        earliest=np.full(n, NO_DAY, np.int32),
        latest=np.full(n, NO_DAY, np.int32),
    )


def _with_pairs(scale: ScaleCells) -> ScaleCells:
    """The cells with their change table apart, as those of goals have it."""
    return replace(scale, after=np.full(len(scale.n), np.nan), pairs=scale.as_pairs())


def _in_order(cells: Cells, names: Sequence[str]) -> Cells:
    """The cells with their attributes in this order."""
    places = [[attribute.name for attribute in cells.attributes].index(name) for name in names]
    turned = each_table(cells, lambda table: replace(table, value=table.value[:, places]))
    return replace(turned, attributes=tuple(cells.attributes[i] for i in places))
