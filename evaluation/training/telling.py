"""Evidence on training in lines of text, for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.courses.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeAlias

    from evaluation.findings.finding import Caveat
    from evaluation.training.evidence import LearnerChange, TrainingEvidence

    Said: TypeAlias = tuple[str, tuple[Caveat, ...]]  # a sentence with what has to be known of it


def training_lines(evidence: TrainingEvidence) -> list[str]:
    """Every sentence, those on learning under Kirkpatrick's level, with what has to be known of each.

    What has to be known of all answers of a level, or of all boroughs' referrals, is told once before them.
    """
    lines: list[str] = []
    if evidence.reach is not None:
        lines += _told([(evidence.reach.sentence, evidence.reach.caveats)])
    for course in evidence.courses:
        lines += _told([(f"{course.name}: {course.sentence}", course.caveats)])
    for level, (name, asks) in LEVELS.items():
        changes = (change for change in evidence.changes if change.level == level)
        found = [(_with_place(change), change.caveats) for change in changes]
        lines += _told(found, f"Level {level}, {name.lower()}: {asks}")
    lines += _told([(one.sentence, one.caveats) for one in evidence.referrals], "Referrals")
    lines += _told([(one.sentence, one.caveats) for one in evidence.context], "Beside families")
    for one in (evidence.coverage, evidence.needs, evidence.cohort):
        lines += _told([(one.sentence, one.caveats)] if one is not None else [])
    return lines


def _told(entries: Sequence[Said], heading: str = "") -> list[str]:
    if not entries:
        return []
    texts = [list(_texts(caveats)) for _, caveats in entries]
    shared = [text for text in texts[0] if all(text in other for other in texts)] if len(texts) > 1 else []
    lines = [heading] if heading else []
    lines += [f"  {text}" for text in shared]
    for (sentence, _), own in zip(entries, texts, strict=True):
        lines += [sentence, *(f"  {text}" for text in own if text not in shared)]
    return lines


def _texts(caveats: Iterable[Caveat]) -> Iterable[str]:
    return (caveat.text for caveat in caveats if caveat.key != "disclosure")


def _with_place(change: LearnerChange) -> str:
    where = ", ".join(part for part in (change.course, change.session) if part)
    return f"{where}: {change.sentence}" if where else change.sentence
