"""Builds all evidence on training of one view, exact; disclosure control comes next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.findings.caveats import NO_COMPARISON_LEARNING
from evaluation.findings.finding import Caveat
from evaluation.training.attendance import courses
from evaluation.training.change import changes
from evaluation.training.cohort import cohort
from evaluation.training.coverage import coverage
from evaluation.training.designs import never_again
from evaluation.training.evidence import TrainingEvidence, TrainingSource
from evaluation.training.needs import needs
from evaluation.training.reach import reach
from evaluation.training.referrals import referrals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.courses.records import File, Records
    from evaluation.importing.ledger import Ledger
    from evaluation.training.choices import TrainingView

UNMATCHED = Caveat(
    key="unmatched",
    text="Some rows are of people whom no booking, attendance list or list of learners has: their answers "
    "count, and they are not among those who came.",
)
UNDATED = Caveat(
    key="undated",
    text="Only some dates are looked at, so what has no date in the files is left out.",
)
NOBODY_CAME = Caveat(
    key="nobody_came",
    text="No file says who came to a course and when, so the workforce list and the referrals in these files "
    "have nothing to stand beside.",
)
NOTHING = "These files hold nothing on training that can be counted"


def build(records: Records, view: TrainingView, *, version: str) -> TrainingEvidence:
    """Everything that is said of a programme's files under one view, with exact figures.

    Training beside families' outcomes (`context`) needs their data too, so it is left empty here.
    """
    found = TrainingEvidence(
        view=view,
        version=version,
        fingerprint=records.fingerprint,
        sources=sources(records.files, records.ledgers),
        reach=reach(records, view),
        courses=courses(records, view),
        changes=changes(records, view),
        coverage=coverage(records, view),
        referrals=referrals(records, view),
        needs=needs(records, view),
        cohort=cohort(records, view),
        context=(),
        sentence="",
        caveats=(),
        sample=records.sample,
        notes=(*records.notes, *never_again(records, view)),
    )
    return replace(found, sentence=lead_sentence(found), caveats=_caveats(records, found))


def lead_sentence(evidence: TrainingEvidence) -> str:
    """The sentence to lead with: who came; without that how far trainees are; then what else there is."""
    reached = evidence.reach
    if reached is not None and (reached.people is None or reached.people > 0):
        return reached.sentence
    if evidence.cohort is not None:
        return evidence.cohort.sentence
    others = (*evidence.changes, *((reached,) if reached is not None else ()), *evidence.courses)
    return others[0].sentence if others else NOTHING


def sources(files: Sequence[File], ledgers: Sequence[Ledger]) -> tuple[TrainingSource, ...]:
    """Each file with its rows: those of its sheets together. A ledger's sheet begins with its file's name."""
    rows = {file.name: [0, 0, 0] for file in files}
    for ledger in ledgers:
        owner = next((name for name in rows if f"{ledger.sheet}, ".startswith(f"{name}, ")), "")
        if owner:
            for place, n in enumerate((ledger.rows, ledger.used, len(ledger.set_aside))):
                rows[owner][place] += n
    return tuple(
        TrainingSource(
            name=file.name,
            fingerprint=file.fingerprint,
            kinds=file.kinds,
            rows=rows[file.name][0],
            used=rows[file.name][1],
            set_aside=rows[file.name][2],
        )
        for file in files
    )


def _caveats(records: Records, found: TrainingEvidence) -> tuple[Caveat, ...]:
    """What has to be known of all of it; none holds a count."""
    dated = found.view.start is not None or found.view.end is not None
    days = (
        entry.day for entries in (records.bookings, records.attendances, records.answers) for entry in entries
    )
    alone = bool(records.headcounts and found.coverage is None) or bool(
        records.referrals and not found.referrals
    )
    holds = (
        (any(change.before is not None for change in found.changes), NO_COMPARISON_LEARNING),
        (bool(records.unmatched), UNMATCHED),
        (dated and any(day is None for day in days), UNDATED),
        (alone and (found.reach is None or not found.reach.people), NOBODY_CAME),
    )
    return tuple(caveat for true, caveat in holds if true)
