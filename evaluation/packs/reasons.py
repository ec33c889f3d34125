"""Why something is not published, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.disclosure.withholding import scale_of

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset
    from evaluation.disclosure.printed import Block
    from evaluation.findings.experience import Experience
    from evaluation.findings.finding import Evidence
    from evaluation.findings.of_scale import OfScale

_PARTS = {
    "rates": "outcomes",
    "bins": "how many have which score",
    "moves": "moves between bands",
    "missing": "who has no second score",
    "trend": "over time",
    "first": "first scores",
    "answers": "answers to question {}",
    "flow": "who is not counted",
    "size": "all figures",
}


def from_audit(block: Block, evidence: Evidence, preset: Preset) -> tuple[str, str]:
    """What was hidden because a small number would follow from figures side by side, and that reason."""
    kind, of, part = block
    why = f"Beside the other figures it would give a number below {preset.threshold} away."
    if kind == "composite":
        titles = [found.title for found in evidence.composites if (found.key,) == of]
        return f"{titles[0] if titles else of[0]}: shares", why
    text = _PARTS[kind].format(part)
    entries: list[OfScale | Experience] = [*evidence.findings, *evidence.described, *evidence.experience]
    entries += evidence.reach.first if evidence.reach else evidence.needs
    titles = [f"{entry.title} ({entry.rater})" for entry in entries if scale_of(entry) == of]
    return (f"{titles[0]}: {text}" if titles else wording.capital(text)), why
