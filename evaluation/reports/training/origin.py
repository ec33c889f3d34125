"""Where figures on training come from: the files, the choices made, the rule for small numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts.table import Table
from evaluation.courses.vocabulary import ATTRIBUTES
from evaluation.disclosure import PRESETS
from evaluation.reports import origin
from evaluation.training.alone import alone

if TYPE_CHECKING:
    from evaluation.training.choices import TrainingView
    from evaluation.training.evidence import TrainingEvidence


def training_notices(training: TrainingEvidence) -> tuple[str, ...]:
    """What an export of training alone says at its top."""
    return origin.notices(alone(training), training)


def training_source_line(training: TrainingEvidence) -> str:
    """Which training files, choices and version a figure was made of, in one line."""
    chosen = "; ".join(
        f"{name[:1].lower()}{name[1:]}: {value.rstrip('.')}"
        for name, value in training_choices(training.view).printed()
    )
    sample = f"{origin.SAMPLE} " if training.sample else ""
    return f"{sample}{origin.stamp(alone(training), training)}. Choices: {chosen}."


def training_choices(view: TrainingView) -> Table:
    """The training view in words.

    >>> from evaluation.training.choices import TrainingView
    >>> training_choices(TrainingView(by="role")).printed()[2]
    ('Learners compared by', 'Role')
    """
    held = "Any date" if view.start is None and view.end is None else wording.period(view.start, view.end)
    by = "Session" if view.by == "session" else ATTRIBUTES.get(view.by, "Nothing")
    rows = (
        ("Courses", wording.listed(view.courses) or "All that were found"),
        ("Held", held),
        ("Learners compared by", by),
        ("Level of intervals", wording.level(view.confidence)),
        ("Small numbers", PRESETS[view.protection].words),
    )
    return Table(
        caption="The choices made on training",
        columns=("Choice", "Value"),
        rows=rows,
        name="Training choices",
    )
