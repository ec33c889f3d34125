"""The tables of the page Data quality: what is in the file, what isn't, and what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import Number, Table
from evaluation.charts.table import shared
from evaluation.quality import enough

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.charts.table import Cell
    from evaluation.importing.repairs import ToRepair
    from evaluation.quality import Forms, Held, HeldBy, Part, Quality


def _count(n: int) -> Cell:
    return Number(n, "count")


def _share(part: Part | None) -> Cell:
    """A share as a whole percentage, as every page prints it."""
    if part is None:
        return wording.NOT_APPLICABLE
    return shared(part.share, wording.NOT_APPLICABLE)


def held_table(found: Quality) -> Table:
    """Whether each questionnaire can carry a conclusion: begun, held twice, and the answer."""
    return Table(
        caption="Both scores, by questionnaire",
        columns=(
            "Questionnaire",
            "Rated by",
            "With a first score",
            "With both",
            "Share with both",
            "Can carry a conclusion",
        ),
        rows=tuple(
            (
                line.label,
                line.rater,
                _count(line.both.of),
                _count(line.both.n),
                _share(line.both),
                "yes" if enough(line.both) else "with care",
            )
            for line in found.held
        ),
        notes=(found.marks,),
        name="both-scores-by-questionnaire",
    )


def forms_table(forms: Iterable[Forms]) -> Table:
    """The forms of each questionnaire: scored, questions answered, dates."""
    return Table(
        caption="Forms, by questionnaire",
        columns=(
            "Questionnaire",
            "Rated by",
            "Forms",
            "Scored",
            "Questions answered",
            "Without a date",
            "Dated in the future",
        ),
        rows=tuple(
            (
                form.title,
                form.rater,
                _count(form.forms),
                _count(form.scored.n),
                _share(form.answers),
                _count(form.dated.of - form.dated.n),
                _count(form.ahead),
            )
            for form in forms
        ),
        notes=("Questions answered: of those that the file has a column for; where it holds totals, none.",),
        name="forms-by-questionnaire",
    )


def stages_table(forms: tuple[Forms, ...]) -> Table:
    """How many forms there are at each stage."""
    names = list(dict.fromkeys(stage.name for form in forms for stage in form.stages))
    rows = []
    for form in forms:
        there = {stage.name: stage.forms for stage in form.stages}
        rows.append((form.title, form.rater, *(_count(there.get(name, 0)) for name in names)))
    return Table(
        caption="Forms, by stage",
        columns=("Questionnaire", "Rated by", *(wording.capital(name) or "Stage not said" for name in names)),
        rows=tuple(rows),
        name="forms-by-stage",
    )


def skipped_table(forms: Iterable[Forms]) -> Table | None:
    """The questions left blank most, on each questionnaire; None where nobody skipped any."""
    rows = tuple(
        (
            form.title,
            form.rater,
            _count(skipped.question),
            _count(skipped.blank.n),
            _count(skipped.blank.of),
            _share(skipped.blank),
        )
        for form in forms
        for skipped in form.skipped
    )
    if not rows:
        return None
    return Table(
        caption="Questions left blank most",
        columns=("Questionnaire", "Rated by", "Question", "Left blank", "Of forms", "Share"),
        rows=rows,
        name="questions-left-blank",
    )


def aside_table(found: Quality) -> Table:
    """Rows used, and why others are not."""
    return Table(
        caption="Rows of the file",
        columns=("What became of them", "Rows"),
        rows=(("Used", _count(found.rows.n)), *((reason, _count(n)) for reason, n in found.aside)),
        name="rows-of-the-file",
    )


def repairs_table(repairs: Iterable[ToRepair]) -> Table:
    """What can't be used or may be wrong, and what would put it right."""
    return Table(
        caption="Answers, scores and dates that can't be used or may be wrong",
        columns=("What", "How many", "What to do", "Until then"),
        rows=tuple((one.heading, _count(one.n), one.do, one.then) for one in repairs),
        name="what-to-put-right",
    )


def months_table(found: Quality) -> Table:
    """Whose second scores are there, by the month of the first."""
    return _held("Second scores, by month of the first score", "Month", found.months, found, "months")


def column_table(found: Quality, by: HeldBy) -> Table:
    """Whose second scores are there, by a column of the file."""
    label = wording.capital(by.column.replace("_", " "))
    return _held(f"Second scores, by {label.lower()}", label, by.lines, found, by.column)


def _held(caption: str, head: str, lines: tuple[Held, ...], found: Quality, name: str) -> Table:
    return Table(
        caption=caption,
        columns=(
            head,
            f"{wording.capital(found.nouns.many)} with a first score",
            "With both",
            "Share with both",
        ),
        rows=tuple((one.label, _count(one.both.of), _count(one.both.n), _share(one.both)) for one in lines),
        notes=("Scores on at least one questionnaire, by any rater.",),
        name=f"second-scores-by-{name}",
    )
