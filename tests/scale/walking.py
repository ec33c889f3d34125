"""The same evaluation from a file in memory and from an engine, view after view."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from evaluation.evaluating import Evaluation
from evaluation.sources import counted
from evaluation.view import View, whole_months
from evaluation.warehouse.of_dataset import held
from tests.scale.comparing import differences, numbers_in

if TYPE_CHECKING:
    from evaluation.dataset import Dataset, Evaluable
    from evaluation.warehouse.engines import Engine


def views_of(data: Evaluable) -> dict[str, View]:
    """Unfiltered, under a filter, in a period of whole months, and with small numbers hidden.

    Data without a column to filter by, or without dates, have no such view.
    """
    found = {"all": View()}
    column = next((entry for entry in data.offered if len(entry.values) > 1), None)
    if column is not None:
        found["filtered"] = View(filters={column.name: column.values[:1]})
    periods = [one.period for one in data.evidence(View(), parts=()).findings]
    first = min((start for start, _ in periods if start), default=None)
    last = max((end for _, end in periods if end), default=None)
    if first and last and first < last:
        start, end = whole_months(*middle(first, last))
        found["period"] = View(start=start, end=end)
    found["hidden"] = View(protection="nhs", filters=found.get("filtered", View()).filters)
    return found


def middle(first: date, last: date) -> tuple[date, date]:
    """The middle third of a period."""
    third = timedelta(days=(last - first).days // 3)
    return first + third, last - third


def unlike(one: Evaluable, other: Evaluable, view: View) -> list[str]:
    """Where two data sets give different numbers under a view, one line each."""
    return unlike_what_was(evaluated(one, view), other, view)


def evaluated(data: Evaluable, view: View) -> dict[str, Any]:
    """All that is said of a data set under a view."""
    return Evaluation(data, data.evidence(view)).to_dict()


def unlike_what_was(file: dict[str, Any], other: Evaluable, view: View) -> list[str]:
    """The same, where the first was evaluated before."""
    table = evaluated(other, view)
    assert numbers_in(table) > 10
    return differences(file, table)


def counted_by(data: Dataset, engine: Engine) -> Evaluable:
    """The responses of a file that was read, counted by an engine."""
    return counted(held(data, engine), View())
