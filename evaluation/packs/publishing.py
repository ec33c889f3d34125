"""Publishing: from a data set and a view to an evidence pack, with what is hidden in it and why.

Every cut is protected by itself first (`evaluation.disclosure.protect`). Then cuts are compared: none that
a few families tell from another, or from several together, is published (`disclosure.differencing`), and
no small number follows from printed figures side by side (`disclosure.auditing`).
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.disclosure import PRESETS
from evaluation.disclosure.auditing import Relation, audited
from evaluation.disclosure.differencing import EVERYBODY
from evaluation.disclosure.withholding import without_averages_over_time
from evaluation.errors import InputError
from evaluation.packs.deciding import Decisions
from evaluation.packs.in_step import grouped_as_cuts, rates_as_grouped
from evaluation.packs.members import Members
from evaluation.packs.pack import ALL, Cut, Pack, Withheld
from evaluation.packs.reasons import from_audit
from evaluation.packs.training import publishable
from evaluation.packs.unnamed import unnamed
from evaluation.training.alone import alone
from evaluation.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from evaluation.dataset import Evaluable
    from evaluation.disclosure.auditing import AlsoHidden
    from evaluation.disclosure.presets import Preset
    from evaluation.findings.finding import Evidence
    from evaluation.findings.grouped import Grouped
    from evaluation.training.evidence import TrainingEvidence
    from evaluation.view import View

MOST_VALUES = 60  # of a column that a pack can be published by
EVERYBODY_LABEL = "Everybody"
_NO_TITLE = "Give the pack a title: it is what whoever opens it reads first."
_EXACT = "Exact figures can't be published: choose how small numbers are hidden (nhs or strict) first."


def publish(
    dataset: Evaluable,
    view: View,
    *,
    by: Iterable[str] = (),
    title: str,
    organisation: str = "",
    words: str = "",
    made_on: date,
    training: TrainingEvidence | None = None,
) -> Pack:
    """A pack of a view: everybody, and those with each value of the columns in `by`, as fixed cuts.

    `training` is protected evidence on training, by the same rule for small numbers as the view's.
    Raises InputError where the view shows exact figures or several values of a column, where a column is
    not there, has too many values or is filtered by already, or where there is no title.
    """
    if not title.strip():
        raise InputError(_NO_TITLE)
    if view.protection == "exact":
        raise InputError(_EXACT)
    columns = _columns(dataset, view, by)
    on_training = publishable(training, view, title.strip())
    everybody = dataset.evidence(view.with_(group_by=""))
    view, preset = everybody.view, PRESETS[view.protection]
    counted = dataset.counted_under(view)
    members = Members.of(counted, view, columns)
    grouped = {column: _grouped(dataset, view, column) for column in columns}
    decisions = Decisions.made(counted, members, everybody, grouped, dataset.latest, preset)
    shown = {EVERYBODY: everybody}
    for place in members.places:
        if place.key not in decisions.gone:
            cut = dataset.evidence(view.with_(filters={**view.filters, place.column: (place.value,)}))
            cut = decisions.applied(place.key, _alone(cut), preset)
            shown[place.key] = rates_as_grouped(cut, grouped[place.column], place.value)
    keep = counted.mask(view.filters, view.start, view.end)
    shown, also = audited(shown, _relations(members, members.weights(keep), shown), preset)
    return Pack(
        id=secrets.token_urlsafe(12),
        title=title.strip(),
        organisation=organisation.strip(),
        words=words.strip(),
        made_on=made_on,
        version=__version__,
        preset=view.protection,
        cuts=_cuts(members, {key: unnamed(found, title.strip()) for key, found in shown.items()}),
        comparisons=tuple(
            grouped_as_cuts(
                found, {p.value: shown[p.key] for p in members.of_column(column) if p.key in shown}
            )
            for column, found in grouped.items()
        ),
        withheld=_withheld(members, shown, decisions, also, preset),
        sample=dataset.sample,
        training=on_training,
    )


def publish_training(
    training: TrainingEvidence,
    *,
    title: str,
    organisation: str = "",
    words: str = "",
    made_on: date,
) -> Pack:
    """A pack of protected evidence on training alone, for a provider that follows no families.

    Raises InputError where it shows exact figures, or where there is no title.
    """
    if not title.strip():
        raise InputError(_NO_TITLE)
    everybody = alone(training)
    if everybody.view.protection == "exact":
        raise InputError(_EXACT)
    return Pack(
        id=secrets.token_urlsafe(12),
        title=title.strip(),
        organisation=organisation.strip(),
        words=words.strip(),
        made_on=made_on,
        version=__version__,
        preset=everybody.view.protection,
        cuts=(Cut(key=ALL, label=EVERYBODY_LABEL, evidence=unnamed(everybody, title.strip())),),
        comparisons=(),
        withheld=(),
        sample=training.sample,
        training=publishable(training, everybody.view, title.strip()),
    )


def _columns(dataset: Evaluable, view: View, by: Iterable[str]) -> tuple[str, ...]:
    """The columns to publish by; raises InputError for one that can't be used."""
    columns = tuple(dict.fromkeys(by))
    offered = {entry.name: entry.values for entry in dataset.offered}
    for column in columns:
        if column not in offered:
            listed = ", ".join(f"'{name}'" for name in offered) or "none"
            raise InputError(f"A pack can't be published by '{column}'; the columns it can be: {listed}.")
        if view.filters.get(column):
            raise InputError(
                f"The view keeps one value of '{column}' already, so a pack can't be published by it."
            )
        if len(offered[column]) > MOST_VALUES:
            raise InputError(
                f"'{column}' has {len(offered[column])} values; a pack is published by columns with "
                f"{MOST_VALUES} or fewer."
            )
    return columns


def _grouped(dataset: Evaluable, view: View, column: str) -> Grouped:
    found = dataset.evidence(view.with_(group_by=column)).groups
    if found is None:  # a view that asks for groups has them
        raise InputError(f"The data have no groups by '{column}'.")
    return found


def _alone(evidence: Evidence) -> Evidence:
    """A cut without what would cut it again, or compares groups that no cut is made of.

    Stages inside stages and averages of single quarters are told of everybody alone.
    """
    findings = tuple(
        replace(f, missing=replace(f.missing, makeup=())) if f.missing else f for f in evidence.findings
    )
    return without_averages_over_time(replace(evidence, findings=findings, trajectories=()))


def _relations(
    members: Members, weights: NDArray[np.int64], shown: Mapping[str, Evidence]
) -> tuple[Relation, ...]:
    """The published cuts that lie within a published one, and whether that leaves anybody."""
    found = []
    rows = dict(zip(members.cuts.keys, members.cuts.members, strict=True))
    for whole, inside in members.nested:
        parts = tuple(key for key in inside if key in shown)
        if whole in shown and parts:
            rest = rows[whole] & ~np.any([rows[key] for key in parts], axis=0)
            found.append(Relation(whole, parts, rest=bool(weights[rest].any())))
    return tuple(found)


def _cuts(members: Members, shown: Mapping[str, Evidence]) -> tuple[Cut, ...]:
    everybody = Cut(key=ALL, label=EVERYBODY_LABEL, evidence=shown[EVERYBODY])
    return (
        everybody,
        *(
            Cut(key=p.key, label=p.label, evidence=shown[p.key], column=p.column, value=p.value)
            for p in members.places
            if p.key in shown
        ),
    )


def _withheld(
    members: Members,
    shown: Mapping[str, Evidence],
    decisions: Decisions,
    also: tuple[AlsoHidden, ...],
    preset: Preset,
) -> tuple[Withheld, ...]:
    """What is hidden because of other figures, and why; of one cut alone its evidence says so itself."""
    labels = {EVERYBODY: EVERYBODY_LABEL, **{place.key: place.label for place in members.places}}
    found = list(decisions.record)
    found += [(entry.key, *from_audit(entry.block, shown[entry.key], preset)) for entry in also]
    entries = [Withheld(cut=labels[key], what=what, reason=why) for key, what, why in found]
    order = {label: number for number, label in enumerate(labels.values())}
    return tuple(sorted(dict.fromkeys(entries), key=lambda entry: order[entry.cut]))
