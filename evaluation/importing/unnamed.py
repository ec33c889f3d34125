"""What a column holds where its header does not say: stages and questionnaires are told by their entries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.naming import UNKNOWN
from evaluation.importing.values import numbers
from evaluation.importing.vocabulary import BASELINE, END, occasion_named
from evaluation.measures import shared_by

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evaluation.importing.contents import Body
    from evaluation.importing.mapping import Column
    from evaluation.measures import Registry


def by_entries(columns: list[Column], body: Body, registry: Registry) -> list[Column]:
    """The columns, with those of stages and of questionnaires that no header names."""
    return raw_totals(_measures(_stages(columns, body), body, registry), body, registry)


def unknown(column: Column) -> bool:
    """Whether nothing is known of a column but its content."""
    return column.use == "ignore" and column.confidence == "needs you" and column.why == UNKNOWN


def mostly(texts: Sequence[str], test: Callable[[str], object], share: float) -> bool:
    """Whether a share of texts or more pass a test; False where there are none."""
    return bool(texts) and sum(bool(test(text)) for text in texts) >= share * len(texts)


def measure_said(text: str, registry: Registry) -> str:
    """The id of the measure that a text names, or of the name that several share; "" for none.

    >>> from evaluation.measures import registry
    >>> measure_said("PHQ-9", registry()), measure_said("Attendance", registry())
    ('phq9', '')
    """
    measure, shared = registry.find(text), shared_by(text)
    if measure is not None:
        return measure.id
    return shared.id if shared is not None and shared.id in registry.shared else ""


def raw_totals(columns: list[Column], body: Body, registry: Registry) -> list[Column]:
    """Whether totals are raw where each row names its questionnaire and one of those is converted.

    As where a header names it, whole numbers throughout suggest raw totals.
    """
    named = next((c for c in columns if c.use == "measure"), None)
    scores = [c for c in columns if c.use == "score" and not c.measure and not c.entered]
    if named is None or not scores:
        return columns
    entries = body.frame.iloc[:, named.index].astype(str)
    converts = {text for text in entries.unique() if _converted(measure_said(text, registry), registry)}
    rows = body.frame[entries.isin(converts)]
    changed = {}
    for column in scores:
        values = numbers(rows.iloc[:, column.index], decimal_comma=body.decimal_comma).values
        values = values[np.isfinite(values)]
        if len(values):
            raw = bool(np.all(values == np.floor(values)))
            changed[column.index] = replace(column, entered="raw" if raw else "converted")
    return [changed.get(c.index, c) for c in columns]


def _converted(measure_id: str, registry: Registry) -> bool:
    found = next((measure for measure in registry if measure.id == measure_id), None)
    return found is not None and any(scale.convert for scale in found.scales)


def _stages(columns: list[Column], body: Body) -> list[Column]:
    """A column whose every entry is a stage, the first and the last among them, where none is named so."""
    if any(c.use == "occasion" or (c.use in {"score", "item"} and c.occasion) for c in columns):
        return columns
    for column in columns:
        said = {occasion_named(text) for text in body.sample(column.index)} if unknown(column) else set()
        if {BASELINE, END} <= said and "" not in said:
            why = "its entries are stages of the work"
            return _with(columns, replace(column, use="occasion", confidence="suggested", why=why))
    return columns


def _measures(columns: list[Column], body: Body, registry: Registry) -> list[Column]:
    """A column half of whose entries are questionnaires, where scores lack theirs and none is named so."""
    scores = [c for c in columns if c.use in {"score", "item"}]
    if not scores or any(c.use == "measure" or (c in scores and c.measure) for c in columns):
        return columns
    for column in columns:
        texts = body.sample(column.index) if unknown(column) else []
        if mostly(texts, lambda text: measure_said(text, registry), 0.5):
            why = "its entries are questionnaires"
            return _with(columns, replace(column, use="measure", confidence="suggested", why=why))
    return columns


def _with(columns: list[Column], changed: Column) -> list[Column]:
    return [changed if c.index == changed.index else c for c in columns]
