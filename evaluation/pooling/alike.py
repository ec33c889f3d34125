"""What must be alike before services' figures of one scale are put together, and who is left out where not.

The largest set of like services is pooled; the others are named with what differs. Nobody is left out
unsaid.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.of_scale import rated_by
from evaluation.pooling.findings import LeftOut, NotPooled
from evaluation.pooling.results import edition_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.exchange import Contribution
    from evaluation.findings.finding import Evidence, Finding
    from evaluation.pooling.results import Key

ANOTHER_EDITION = "its questionnaire is defined otherwise there (another edition)"
COMPUTED = (
    "its threshold is computed from each service's own scores, so it is another one in each; share the "
    "counts again with a published definition of better, or any change"
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Entry:
    """What one service says of one scale."""

    contribution: Contribution
    evidence: Evidence
    finding: Finding

    @property
    def service(self) -> str:
        """The service's name."""
        return self.contribution.service

    @property
    def exact(self) -> bool:
        """Whether its figures are exact."""
        return self.evidence.view.protection == "exact"

    @property
    def narrowed(self) -> bool:
        """Whether its view leaves some of its families out."""
        view = self.contribution.view
        return any(view.filters.values()) or view.start is not None or view.end is not None


@dataclass(frozen=True, kw_only=True, eq=False)
class Set:
    """The services whose figures of one scale can be put together, and those that cannot."""

    key: Key
    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]
    without_pairs: tuple[LeftOut, ...] = ()

    @property
    def apart(self) -> bool:
        """Whether anybody who has pairs on the scale by this rater is left out."""
        return bool(self.left_out)


@dataclass(frozen=True)
class _Kind:
    """What of an entry has to be the same: edition and direction of the scale and definition of better."""

    edition: str
    better: str
    rule: str
    lead: str
    label: str
    leads: str
    counted: str


def sets_of(
    given: Sequence[tuple[Contribution, Evidence]],
) -> tuple[tuple[Set, ...], tuple[NotPooled, ...]]:
    """Each scale and rater with those who can be pooled, and the scales on which nobody can."""
    by_key: dict[Key, list[Entry]] = {}
    for contribution, evidence in given:
        for finding in evidence.findings:
            key = (finding.measure, finding.scale, finding.rater)
            entry = Entry(contribution=contribution, evidence=evidence, finding=finding)
            by_key.setdefault(key, []).append(entry)
    sets, none = [], []
    for key, entries in by_key.items():
        found = _set(key, entries)
        if isinstance(found, Set):
            edition = edition_in(found.entries[0].contribution, key[0])
            sets.append(replace(found, without_pairs=_without_pairs(key, edition, given)))
        else:
            none.append(found)
    return tuple(sets), tuple(none)


def _without_pairs(
    key: Key, edition: str, given: Sequence[tuple[Contribution, Evidence]]
) -> tuple[LeftOut, ...]:
    """The services that use a scale, with a first score alone."""

    def reason(contribution: Contribution) -> str:
        same = edition_in(contribution, key[0]) == edition
        return "nobody there has both scores" + ("" if same else f", and {ANOTHER_EDITION}")

    return tuple(
        LeftOut(service=contribution.service, reason=reason(contribution))
        for contribution, evidence in given
        if any((one.measure, one.scale, one.rater) == key for one in evidence.needs if one.alone)
    )


def _set(key: Key, entries: list[Entry]) -> Set | NotPooled:
    title = f"{entries[0].finding.title} ({rated_by(key[2])})"
    names = tuple(entry.service for entry in entries)
    if any(_computed(entry.finding) for entry in entries) and len(entries) > 1:
        alike = [entry for entry in entries if not _computed(entry.finding)]
        if not alike:
            return NotPooled(title=title, services=names, reason=COMPUTED)
        gone = [
            LeftOut(service=entry.service, reason=COMPUTED) for entry in entries if _computed(entry.finding)
        ]
        return _largest(key, title, alike, gone)
    return _largest(key, title, entries, [])


def _largest(key: Key, title: str, entries: list[Entry], gone: list[LeftOut]) -> Set | NotPooled:
    """The largest set of like services; of two as large, the one with more people, then by name."""
    kinds: dict[_Kind, list[Entry]] = {}
    for entry in entries:
        kinds.setdefault(_kind(entry), []).append(entry)
    best = min(
        kinds,
        key=lambda kind: (
            -len(kinds[kind]),
            -sum(entry.finding.n or 0 for entry in kinds[kind]),
            kinds[kind][0].service,
        ),
    )
    if len(kinds) > 1 and len(kinds[best]) == 1:
        differing = wording.listed(dict.fromkeys(_differs(kind, best) for kind in kinds if kind != best))
        names = tuple(entry.service for entry in entries)
        return NotPooled(title=title, services=names, reason=f"no two services have it alike: {differing}")
    left = [
        LeftOut(service=entry.service, reason=_differs(kind, best))
        for kind, members in kinds.items()
        if kind != best
        for entry in members
    ]
    return Set(
        key=key,
        entries=tuple(kinds[best]),
        left_out=tuple(sorted([*gone, *left], key=lambda entry: entry.service)),
    )


def _computed(finding: Finding) -> bool:
    return next((r.status == "computed" for r in finding.rules if r.id == finding.headline_rule), False)


def _kind(entry: Entry) -> _Kind:
    finding = entry.finding
    labels = {rule.id: rule.label for rule in finding.rules}
    label = labels.get(finding.headline_rule, "")
    return _Kind(
        edition=edition_in(entry.contribution, finding.measure),
        better=finding.better,
        rule=finding.headline_rule,
        lead=finding.lead_rule,
        label=label,
        leads=labels.get(finding.lead_rule, label),
        counted="goals" if finding.nouns.many == "goals" else "people",
    )


def _differs(kind: _Kind, pooled: _Kind) -> str:
    """What is otherwise in one kind than in the one that is pooled."""
    if kind.edition != pooled.edition:
        return ANOTHER_EDITION
    if kind.better != pooled.better:
        return f"{kind.better} scores are better there, and {pooled.better} ones elsewhere"
    if kind.counted != pooled.counted:
        return f"{kind.counted} are counted there, and {pooled.counted} elsewhere"
    if (kind.rule, kind.label) != (pooled.rule, pooled.label):
        return (
            f"it counts as better there: {kind.label or kind.rule}; elsewhere: {pooled.label or pooled.rule}"
        )
    return f"its sentence leads with another definition of better there: {kind.leads}"
