"""A contribution opened again: exact counts as a data set, of which evidence is made as of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.dataset.counted_data import Aside, CountedData
from evaluation.errors import InputError

if TYPE_CHECKING:
    from evaluation.exchange.contribution import Contribution
    from evaluation.view import View


def counted_data(contribution: Contribution) -> CountedData:
    """The data set that its counts are; raises InputError where it holds printed figures alone."""
    if contribution.cells is None or contribution.used is None:
        raise InputError(
            f"The file of '{contribution.service}' holds printed figures alone, of which no others can be "
            "made: pool it with those of other services, or ask for a file of exact counts."
        )
    whose = narrowed_to(contribution.view)
    aside = contribution.set_aside or 0
    return CountedData(
        name=contribution.service,
        fingerprint=contribution.fingerprint,
        cells=contribution.cells,
        rows=contribution.used + aside,
        used=contribution.used,
        aside=(Aside(reason="set aside when the counts were made", n=aside),) if aside else (),
        people_are=contribution.noun,
        rated_once=contribution.one_form,
        notes=(f"These counts are of those with {whose} alone.",) if whose else (),
        reading=(contribution.warning,),
        sample=contribution.sample,
        narrowed=contribution.view,
        engine=contribution.engine,
    )


def narrowed_to(view: View) -> str:
    """Whom a view keeps, in words; "" for everybody.

    >>> from evaluation.view import View
    >>> narrowed_to(View(filters={"Site": ("North", "South")}))
    'Site: North or South'
    """
    parts = [
        f"{name}: {wording.listed(values, 'or')}" for name, values in sorted(view.filters.items()) if values
    ]
    if view.start or view.end:
        parts.append(f"second scores {wording.period(view.start, view.end)}")
    return "; ".join(parts)
