"""What the makers of a report's contents are given, and the small things that they share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.training.alone import is_alone

if TYPE_CHECKING:
    from datetime import date

    from evaluation.charts.chart import Chart
    from evaluation.findings.finding import Caveat, Evidence, Finding
    from evaluation.reports.layouts import LayoutPart, Shape
    from evaluation.reports.report import Block, Section
    from evaluation.training.evidence import TrainingEvidence

# Contents that tell a finding with its definition and limits, and those that give its figures alone.
_TELL = {"outcomes", "outcomes_short"}
_MENTION = {"summary", "headlines", "training_in_brief", "training_families", "worse", "words", "missing"}


@dataclass(frozen=True)
class Made:
    """What a part holds beside the service's own words: blocks under its heading, sections below it."""

    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Setting:
    """The evidence, the part that is made and the other parts that are printed.

    `training` is None where the report says nothing of training.
    """

    evidence: Evidence
    part: LayoutPart
    printed: tuple[LayoutPart, ...]
    shape: Shape
    made_on: date | None
    training: TrainingEvidence | None = None

    @property
    def alone(self) -> bool:
        """Whether the report is about training and nothing else."""
        return is_alone(self.evidence)

    @property
    def whole(self) -> bool:
        """Whether the report has room for everything: charts and tables of the same, and details."""
        return self.shape == "long"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that the part is about."""
        return selected(self.part, self.evidence)

    @property
    def rest(self) -> int:
        """How many findings a part that stops early leaves to a later one."""
        if self.part.stop is None:
            return 0
        return len(selected(replace(self.part, stop=None), self.evidence)) - len(self.findings)

    def holds(self, content: str) -> bool:
        """Whether a part of that content is printed."""
        return any(part.content == content for part in self.printed)

    @property
    def told(self) -> frozenset[str]:
        """Keys of the findings that have their definition and limits beside them."""
        parts = [part for part in self.printed if part.content in _TELL]
        return frozenset(finding.key for part in parts for finding in selected(part, self.evidence))

    @property
    def untold(self) -> tuple[Finding, ...]:
        """Findings whose figures are printed without their definition and limits."""
        if not any(part.content in _MENTION for part in self.printed):
            return ()
        told = self.told
        return tuple(finding for finding in self.evidence.findings if finding.key not in told)


def selected(part: LayoutPart, evidence: Evidence) -> tuple[Finding, ...]:
    """The findings of a part's domains, from its `start` to before its `stop`, in the evidence's order."""
    found = [f for f in evidence.findings if not part.domains or f.domain in part.domains]
    return tuple(found[part.start : part.stop])


def common(evidence: Evidence) -> tuple[Caveat, ...]:
    """Caveats that hold, word for word, for every finding: printed once."""
    if not evidence.findings:
        return ()
    first, *others = evidence.findings
    return tuple(c for c in first.caveats if all(c in other.caveats for other in others))


def apart(finding: Finding, evidence: Evidence) -> tuple[Caveat, ...]:
    """The finding's own caveats: those that do not hold for every finding."""
    shared = {caveat.key for caveat in common(evidence)}
    return tuple(caveat for caveat in finding.caveats if caveat.key not in shared)


def sentences(caveats: tuple[Caveat, ...]) -> tuple[str, ...]:
    """The caveats as sentences."""
    return tuple(wording.sentence(caveat.text) for caveat in caveats)


def elsewhere(evidence: Evidence) -> tuple[str, ...]:
    """The sentences of what is no finding: scores without a better end, answers, first scores alone."""
    said = (
        *(found.sentence for found in evidence.described),
        *(found.sentence for found in evidence.experience),
        *(found.sentence for found in evidence.needs),
    )
    return tuple(map(wording.sentence, said))


def seen(chart: Chart | None) -> Chart | None:
    """The chart, unless disclosure control has left nothing of it to draw: its table says so."""
    drawn = chart is not None and any(v is not None for series in chart.series for v in series.values)
    return chart if drawn else None


def some(*blocks: Block | None) -> tuple[Block, ...]:
    """The blocks that there are."""
    return tuple(block for block in blocks if block is not None)
