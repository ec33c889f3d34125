"""Findings as the command line says them: in sentences, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.expected import expected_sentence
from evaluation.findings.flows import told
from evaluation.findings.missing import bounds_sentence, start_sentence

if TYPE_CHECKING:
    from evaluation.dataset import CountedData
    from evaluation.findings.finding import Evidence


def table_lines(data: CountedData) -> list[str]:
    """What is to be known of a table that was counted where it is: its cells, and rows set aside."""
    kept = wording.listed(data.names) or "no column"
    of = "families or referrals" if data.noun == "family" else "learners"
    cells = f"{data.cells.size:,} cells of {data.cells.episodes:,} {of}, told apart by {kept}"
    lines = [f"Counted in {data.cells.seconds:.1f} s: {cells}.", *data.messages]
    for entry in data.aside:
        rows = "1 row was" if entry.n == 1 else f"{entry.n:,} rows were"
        file, row = entry.examples[0] if entry.examples else ("", 0)
        first = f" (the first: row {row} of {file})" if file else ""
        lines.append(f"{rows} set aside{first}: {entry.reason}.")
    return lines


def evidence_lines(evidence: Evidence) -> list[str]:
    """All findings of a view in sentences, a line each."""
    source = evidence.source
    lines = [
        (
            f"{source.name}: {told(evidence.flow, source.used)} of {told(evidence.flow, source.rows)} rows "
            f"used, {told(evidence.flow, source.set_aside)} set aside."
        ),
        *(f"  {step.label}: {told(evidence.flow, step.n)}" for step in evidence.flow.steps),
        "",
    ]
    for finding in evidence.findings:
        lines.append(finding.sentence)
        effect = finding.effects[0] if finding.effects else None
        if effect is not None and effect.value is not None:
            lines.append(
                f"  Effect: {wording.decimal(effect.value, 2)} "
                f"({wording.level(effect.confidence)} interval {wording.interval(effect.low, effect.high)}; "
                f"change divided by the {effect.standardiser})"
            )
        lines += [f"  {caveat.text}" for caveat in finding.caveats]
        missing = (start_sentence(finding), bounds_sentence(finding), expected_sentence(finding))
        lines += [*(f"  {text}" for text in missing if text), ""]
    for composite in evidence.composites:
        lines += [composite.sentence, *(f"  {caveat.text}" for caveat in composite.caveats), ""]
    for described in evidence.described:
        lines += [described.sentence, *(f"  {caveat.text}" for caveat in described.caveats), ""]
    for said in evidence.experience:
        lines += [said.sentence, *(f"  {question.sentence}" for question in said.questions)]
        lines += [*(f"  {caveat.text}" for caveat in said.caveats), ""]
    lines += [f"Definitions: {found.sentence}" for found in evidence.multiverses]
    lines += [f"  {note}" for note in dict.fromkeys(found.note for found in evidence.multiverses) if note]
    lines += [f"Over time: {trend.sentence}" for trend in evidence.trends]
    lines += [f"More than two scores: {entry.sentence}" for entry in evidence.trajectories]
    if evidence.groups is not None:
        by = evidence.groups.attribute.label.lower()
        lines += [f"By {by}: {scale.sentence}" for scale in evidence.groups.scales]
        limits = (evidence.groups.note, *(caveat.text for caveat in evidence.groups.caveats))
        lines += [f"  {text}" for text in limits if text]
    lines += [needs.sentence for needs in evidence.needs]
    lines += [f"Note: {note}" for note in evidence.notes]
    return lines
