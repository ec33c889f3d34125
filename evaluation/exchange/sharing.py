"""Sharing: from a data set and a view to what a network is sent, and nothing that the view does not show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.counting.folding import dates_together, filtered, folded
from evaluation.dataset.counted_data import CountedData
from evaluation.dataset.cuts import refuse_unknown
from evaluation.dataset.dataset import Dataset
from evaluation.dataset.filters import may_be_offered
from evaluation.errors import InputError
from evaluation.exchange.contribution import Contribution
from evaluation.measures.editions import edition
from evaluation.names import checked_name
from evaluation.packs.unnamed import unnamed
from evaluation.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from evaluation.counting.cells import Cells
    from evaluation.dataset.evaluable import Evaluable
    from evaluation.findings.finding import Evidence
    from evaluation.measures.definition import Measure
    from evaluation.view import View

_OF_ALL = "All figures"  # how what is hidden of everybody begins


def share(
    data: Evaluable,
    view: View,
    *,
    service: str,
    keep: Iterable[str] = (),
    by_month: bool = False,
    made_on: date,
) -> Contribution:
    """What a service sends to a network: exact counts under "exact", else the printed figures alone.

    Exact counts are of those whom the view keeps, without columns and months unless these are asked for.
    Raises InputError where there is no name, where a column can't be handed on, or where columns or months
    are asked for of printed figures.
    """
    name, columns = checked_name(service), tuple(dict.fromkeys(keep))
    view = view.with_(group_by="")
    refuse_unknown(data, view)
    for column in (*columns, *(column for column, values in view.filters.items() if values)):
        _refuse_unshared(data, column)
    if view.protection != "exact":
        if columns or by_month:
            raise InputError(
                "Columns and months are kept in exact counts alone, and this view hides small numbers: leave "
                "them out, or choose exact figures."
            )
        return _printed(data, view, name, made_on)
    counted, source = data.counted_under(view), data.source
    cells = _whole(data, view, columns)
    if by_month and not cells.by_month:
        raise InputError("No months are kept in these counts, so none can be handed on: leave them out.")
    cells = filtered(cells, view.filters, view.start, view.end)
    took = round(cells.seconds) if isinstance(data, CountedData) else 0
    cells = replace(_looked_at(dates_together(folded(cells, columns, by_month)), view), seconds=took)
    return Contribution(
        service=name,
        fingerprint=data.fingerprint,
        version=__version__,
        made_on=made_on,
        view=_of_both(data, view),
        noun=data.noun,
        one_form=data.one_form,
        sample=data.sample,
        rows=source.rows,
        used=source.used,
        set_aside=source.set_aside,
        editions=_editions(scale.measure for scale in cells.scales),
        pairing=counted.rule,
        engine=data.engine if isinstance(data, CountedData) else "",
        cells=cells,
    )


def _refuse_unshared(data: Evaluable, column: str) -> None:
    """Raises InputError for a column that is not there, or is personal or a trainee's."""
    offered = [name for name in data.names if _may_be_shared(data, name)]
    if column not in offered:
        listed = wording.listed(f"'{name}'" for name in offered) or "none"
        raise InputError(f"'{column}' can't be handed on with counts; the columns that can: {listed}.")


def _may_be_shared(data: Evaluable, name: str) -> bool:
    return may_be_offered(data.mapping, name) if isinstance(data, Dataset) else True


def _whole(data: Evaluable, view: View, columns: tuple[str, ...]) -> Cells:
    """All families of a data set by what is kept and what the view filters by, if by no more."""
    if isinstance(data, CountedData):
        return data.cells
    if not isinstance(data, Dataset):
        raise TypeError("neither rows nor counts can be shared of these data")
    from evaluation.warehouse.counting import count  # noqa: PLC0415 narwhals is loaded for counts alone
    from evaluation.warehouse.of_dataset import held  # noqa: PLC0415 as above

    by = dict.fromkeys((*columns, *(name for name, values in view.filters.items() if values)))
    return count(held(data), data.counted_under(view).rule, keep=tuple(by))


def _of_both(data: Evaluable, view: View) -> View:
    """The view with what the counts were narrowed to before, as they are of those alone."""
    before = data.narrowed if isinstance(data, CountedData) else None
    if before is None:
        return view
    return view.with_(
        filters={**before.filters, **view.filters},
        measures=view.measures or before.measures,
        raters=view.raters or before.raters,
        start=max(filter(None, (view.start, before.start)), default=None),
        end=min(filter(None, (view.end, before.end)), default=None),
    )


def _looked_at(cells: Cells, view: View) -> Cells:
    """The scales that the view looks at, and no time that counting took: the same data give the same."""
    kept = tuple(scale for scale in cells.scales if view.looks_at(scale.measure.id, scale.rater))
    return replace(cells, scales=kept, seconds=0)


def _printed(data: Evaluable, view: View, service: str, made_on: date) -> Contribution:
    """The evidence of a view under its preset, and of its other words only what is printed."""
    counted = data.counted_under(view)
    evidence = _printed_alone(unnamed(data.evidence(view), service))
    evidence = replace(evidence, view=_of_both(data, evidence.view))
    named = {entry.measure for entry in (*evidence.findings, *evidence.needs, *evidence.described)}
    scored = [coded.paired.scores.measure for coded in counted.coded]
    return Contribution(
        service=service,
        fingerprint=data.fingerprint,
        version=__version__,
        made_on=made_on,
        view=evidence.view,
        noun=data.noun,
        one_form=data.one_form,
        sample=data.sample,
        rows=evidence.source.rows,
        used=evidence.source.used,
        set_aside=evidence.source.set_aside,
        editions=_editions(measure for measure in scored if measure.id in named),
        pairing=counted.rule,
        evidence=evidence,
    )


def _printed_alone(evidence: Evidence) -> Evidence:
    """Findings, first scores and the flow: a network adds up nothing else, so nothing else is sent."""
    findings = tuple(
        replace(f, missing=replace(f.missing, makeup=())) if f.missing else f for f in evidence.findings
    )
    sent = {entry.title for entry in (*findings, *evidence.needs, *evidence.described)}
    return replace(
        evidence,
        findings=findings,
        suppressions=tuple(text for text in evidence.suppressions if text.startswith((_OF_ALL, *sent))),
        composites=(),
        experience=(),
        trends=(),
        trajectories=(),
        groups=None,
        multiverses=(),
        reach=None,
        notes=(),
    )


def _editions(measures: Iterable[Measure]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({measure.id: edition(measure) for measure in measures}.items()))
