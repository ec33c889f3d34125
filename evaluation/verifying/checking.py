"""Verifying: is a report's file what these data give, under the choices that it was made with?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from evaluation.errors import InputError
from evaluation.reports import build, render
from evaluation.reports.origin import SAMPLE
from evaluation.reports.plan import Plan
from evaluation.reports.provenance import MadeOfTraining, Provenance
from evaluation.sources import AtScale, open_data
from evaluation.training.alone import alone
from evaluation.training.choices import TrainingView
from evaluation.verifying.carrying import carried
from evaluation.verifying.comparing import compared
from evaluation.verifying.opened import opened
from evaluation.verifying.passages import plain
from evaluation.verifying.reading import passages_of
from evaluation.verifying.verification import Verification
from evaluation.version import __version__
from evaluation.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evaluation.findings.finding import Evidence
    from evaluation.opening import Source
    from evaluation.training.evidence import TrainingEvidence
    from evaluation.verifying.passages import Passage

    Training = TrainingEvidence | Callable[[TrainingView], TrainingEvidence]

PORTFOLIO = "portfolio"  # what a trainee's portfolio carries in place of a layout
_STAMP = re.compile(
    r"Attune (\S+)(?=, (?:data|training) f)(?:, data fingerprint ([0-9a-f]{12}))?"
    r"(?:, training fingerprint ([0-9a-f]{12}))?"
)
_DAY = re.compile(
    r"\b(\d{1,2} (?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December) \d{4})\b"
)


def verify(
    report: bytes | Path | str,
    data: Source | None,
    *,
    training: Training | None = None,
    report_name: str = "",
    view: View | None = None,
    plan: Plan | None = None,
    made_on: date | None = None,
    **how: Unpack[AtScale],
) -> Verification:
    """Whether the figures in a report's file follow from data, place by place.

    `data` is None for a report on training alone. `training` is what is said of the training files, or what
    says it under the choices that the file carries; it is needed where the report has a part about training.

    The choices are those that the file carries; `view`, `plan` and `made_on` stand before them, and serve
    where a program has dropped them. `How` has what may be told about reading the data, as it was told when
    the report was made. Raises InputError, in one sentence, where the file or the data can't be used.
    """
    content, name = _content(report, report_name)
    file = opened(content, name)
    held, printed = carried(file), passages_of(file)
    made = _settled(held, printed, name, view, plan, made_on)
    sample = any(SAMPLE in plain(passage.text) for passage in printed)
    told = _told(training, made, name)
    if not made.fingerprint and told is not None:
        evidence = alone(told)
    elif data is None:
        raise InputError(f"{name} was made of data on those followed too: give that file.")
    else:
        evidence = open_data(data, made.view, sample=sample, **how).evidence(made.view)
    expected = passages_of(opened(_made_again(evidence, told, made, file.kind), name))
    found = compared(printed, expected, _own(made.plan), lines=file.kind == "pdf")
    return Verification(
        file=name,
        format=file.kind,
        provenance=made,
        carried=held is not None,
        fingerprint=evidence.source.fingerprint,
        training_fingerprint=told.fingerprint if told else "",
        version=__version__,
        agreeing=found.agreeing,
        own=found.own,
        differences=found.differences,
    )


def _content(report: bytes | Path | str, name: str) -> tuple[bytes, str]:
    if isinstance(report, bytes):
        return report, name or "The report"
    path = Path(report)
    try:
        return path.read_bytes(), name or path.name
    except OSError as error:
        raise InputError(f"The report '{path}' can't be opened: {error.strerror}.") from error


def _settled(
    held: Provenance | None,
    printed: Sequence[Passage],
    name: str,
    view: View | None,
    plan: Plan | None,
    made_on: date | None,
) -> Provenance:
    """What the file was made of: as it carries it, else as its words and whoever asks say."""
    if held is not None and held.plan.layout == PORTFOLIO:
        raise InputError(f"{name} is a trainee’s portfolio and no report: make it again and compare the two.")
    if held is not None:
        return replace(held, view=view or held.view, plan=plan or held.plan, made_on=made_on or held.made_on)
    stamp = next((found for p in printed if (found := _STAMP.search(plain(p.text)))), None)
    if stamp is None:
        raise InputError(f"{name} does not say that Attune made it, so there is nothing to verify it by.")
    if view is None and plan is None:
        raise InputError(
            f"{name} no longer says which choices it was made with, which some programs drop when they save: "
            "give them with --view, and --plan where the report was arranged."
        )
    trained = stamp.group(3)
    return Provenance(
        version=stamp.group(1),
        fingerprint=stamp.group(2) or "",
        view=view or View(),
        plan=plan or Plan(),
        made_on=made_on or _day(printed),
        training=MadeOfTraining(trained, TrainingView()) if trained else None,
    )


def _told(training: Training | None, made: Provenance, name: str) -> TrainingEvidence | None:
    """What is said of training under the file's choices; None where the report says nothing of it."""
    if made.training is None:
        return None
    if training is None:
        raise InputError(
            f"{name} was made of training files too (fingerprint {made.training.fingerprint[:12]}): give "
            "them with --training."
        )
    return training(made.training.view) if callable(training) else training


def _day(printed: Sequence[Passage]) -> date | None:
    """The day on which a report says that it was made."""
    for passage in printed:
        made = re.search(r"\bmade on\b", f"{passage.where} {passage.text}", re.IGNORECASE)
        found = _DAY.search(plain(passage.text)) if made else None
        if found:
            return datetime.strptime(found.group(1), "%d %B %Y").date()
    return None


def _made_again(evidence: Evidence, training: TrainingEvidence | None, made: Provenance, kind: str) -> bytes:
    """The file that these data give; its stamp is the file's own, since both are compared by themselves."""
    source = replace(evidence.source, fingerprint=_whole(made.fingerprint, evidence.source.fingerprint))
    stamped = replace(evidence, version=made.version, source=source)
    if training is not None and made.training is not None:
        known = _whole(made.training.fingerprint, training.fingerprint)
        training = replace(training, version=made.version, fingerprint=known)
    return render(build(stamped, training=training, plan=made.plan, made_on=made.made_on), kind)


def _whole(known: str, found: str) -> str:
    """The file's fingerprint, whole where its beginning is that of the data."""
    return found if known and found.startswith(known) else known or found


def _own(plan: Plan) -> frozenset[str]:
    """What a service wrote itself, paragraph by paragraph and line by line."""
    texts = [plan.title, plan.organisation]
    for part in plan.parts:
        texts += [part.heading, part.text, *part.text.split("\n\n"), *part.text.splitlines()]
    return frozenset(text for text in map(plain, texts) if text)
