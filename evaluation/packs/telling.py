"""A pack in lines of text: what is published and what is hidden, and the sentences of one cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.disclosure.presets import PRESETS
from evaluation.training.telling import training_lines

if TYPE_CHECKING:
    from evaluation.findings.composite import Composite
    from evaluation.findings.described import Described
    from evaluation.findings.finding import Finding
    from evaluation.packs.pack import Cut, Pack


def described(pack: Pack) -> list[str]:
    """What is published, and everything that is hidden with its reason, a line each."""
    lines = [PRESETS[pack.preset].words, "", "Published:"]
    for cut in pack.cuts:
        shown = sum(finding.n is not None for finding in cut.evidence.findings)
        of = len(cut.evidence.findings)
        lines.append(
            f"  {cut.label} ({cut.key}): {wording.plural(shown, 'score', 'scores')} of {of} with figures"
        )
    if pack.training is not None:
        lines.append(f"  Training: {wording.plural(len(pack.training.courses), 'course', 'courses')}")
    by = [found.attribute.label for found in pack.comparisons]
    if by:
        lines.append(f"  Side by side: {wording.listed(by)}")
    lines += ["", "Hidden, because of other figures in the pack:"]
    lines += [f"  {entry}" for entry in pack.withheld] or ["  nothing"]
    lines += ["", "Hidden in each cut for itself:"]
    own = [f"  {cut.label}: {line}" for cut in pack.cuts for line in cut.evidence.suppressions]
    own += [f"  {line}" for line in (pack.training.suppressions if pack.training else ())]
    return lines + (own or ["  nothing"])


def sentences(pack: Pack, cut: Cut) -> list[str]:
    """The sentences of one cut, with what a reader has to know of them."""
    evidence = cut.evidence
    lines = [f"{cut.label}, published {wording.day(pack.made_on)}", PRESETS[pack.preset].words, ""]
    if pack.sample:
        lines.insert(1, "Made-up sample data.")
    told: list[Finding | Composite | Described] = [*evidence.findings, *evidence.composites]
    for finding in [*told, *evidence.described]:
        limits = [caveat.text for caveat in finding.caveats if caveat.key != "disclosure"]
        lines += [finding.sentence, *(f"  {text}" for text in limits), ""]
    for said in evidence.experience:
        lines += [said.sentence, *(f"  {question.sentence}" for question in said.questions), ""]
    lines += [needs.sentence for needs in evidence.needs]
    lines += [f"Over time: {trend.sentence}" for trend in evidence.trends]
    if cut is pack.cuts[0] and pack.training is not None:
        lines += ["", "Training", *training_lines(pack.training)]
    return [*lines, *(f"Note: {note}" for note in evidence.notes)]
