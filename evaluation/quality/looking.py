"""The quality of a whole file: whether its data can carry the conclusions, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.building import entries_of
from evaluation.findings.caveats import COMPLETE_ENOUGH, FEW
from evaluation.findings.finding import FAMILY, LEARNER, Nouns
from evaluation.following_up import USUAL_WEEKS, cases_of, totals, waiting
from evaluation.quality.forms import Forms, Part, forms_of
from evaluation.quality.held import Held, HeldBy, by_columns, by_month, by_questionnaire
from evaluation.quality.next_steps import Asked, NextStep, next_steps
from evaluation.view import View

if TYPE_CHECKING:
    from datetime import date

    from evaluation.dataset import Dataset
    from evaluation.following_up import Waiting


@dataclass(frozen=True, kw_only=True)
class Quality:
    """What is in a file and what isn't, exact, for whoever holds it: no evidence has any of it.

    `rows` are those used of all, `aside` why others are not. `held` says of each questionnaire whose second
    scores are there, `months` and `columns` the same on anything. `marks` are what the answer rests on.
    """

    nouns: Nouns
    answer: str
    marks: str
    rows: Part
    aside: tuple[tuple[str, int], ...]
    forms: tuple[Forms, ...]
    answers: Part
    held: tuple[Held, ...]
    months: tuple[Held, ...]
    columns: tuple[HeldBy, ...]
    steps: tuple[NextStep, ...]


def enough(both: Part) -> bool:
    """Whether both scores are held for so many of those who started that a result can be told plainly.

    >>> enough(Part(n=60, of=100)), enough(Part(n=20, of=20)), enough(Part(n=50, of=100))
    (True, False, False)
    """
    return both.n >= FEW and (both.share or 0) >= COMPLETE_ENOUGH


def quality_of(data: Dataset, view: View, *, today: date, weeks: int = USUAL_WEEKS) -> Quality:
    """The quality of a whole file, whatever the view leaves out; of the view only the pairing is taken.

    `today` and `weeks` say whose second score is due (`following_up.waiting`).
    """
    counted = data.counted_under(view)
    everybody = View(pairing=view.pairing, before=view.before, after=view.after)
    nouns = entries_of(counted, LEARNER if data.mapping.noun == "learner" else FAMILY)
    cases = cases_of(data.responses.episodes, today)
    due = waiting(counted, everybody, cases, data.responses.places, today=today, weeks=weeks)
    forms = forms_of(data.responses.blocks, data.scores, today)
    held = by_questionnaire(counted)
    rows = Part(n=data.ledger.used, of=data.ledger.rows)
    told = [form.answers for form in forms if form.answers]
    answers = Part(n=sum(part.n for part in told), of=sum(part.of for part in told))
    return Quality(
        nouns=nouns,
        answer=_answer(held, rows, answers, nouns),
        marks=(
            f"A questionnaire can carry a conclusion here when both scores are held for "
            f"{wording.share(COMPLETE_ENOUGH)} or more of those who started it and for {FEW} {nouns.many} or "
            "more. Both marks are Attune's own custom and no published rule: below them the results are "
            "shown all the same, with who is missing and how wide the likely range is said first."
        ),
        rows=rows,
        aside=data.ledger.reasons,
        forms=forms,
        answers=answers,
        held=held,
        months=by_month(counted),
        columns=by_columns(counted),
        steps=next_steps(data.repairs, _asked(due, nouns), forms),
    )


def _asked(due: tuple[Waiting, ...], nouns: Nouns) -> Asked:
    """How many could be asked for a second score; the file may not tell whose case is open."""
    every = totals(due)
    known = any(one.closed is not None for one in due)
    many = every.overdue + every.to_come + every.undated
    who = wording.plural(many, nouns.one, nouns.many) + (" with an open case" if known else "")
    return Asked(n=many, overdue=every.overdue, who=who)


def _answer(held: tuple[Held, ...], rows: Part, answers: Part, nouns: Nouns) -> str:
    """Whether the data can carry the conclusions, in a sentence or two."""
    good = sum(enough(line.both) for line in held)
    of_all = f"{wording.count(rows.n)} of {wording.count(rows.of)} rows are used"
    told = f" and {wording.share(answers.share)} of the questions are answered" if answers.of else ""
    rest = f"{of_all}{told}."
    if not held:
        return f"There is no score before and after to draw a conclusion from. {rest}"
    enough_of = f"{wording.share(COMPLETE_ENOUGH)} or more of the {nouns.many} who started have both scores"
    few = f"fewer than {FEW} {nouns.many} have both scores"
    if len(held) == 1:
        both = held[0].both
        only = f"only {wording.count(both.n)} of {wording.plural(both.of, nouns.one, nouns.many)} who started"
        said = (
            f"Yes: {enough_of}, and they are {FEW} or more" if good else f"With care: {only} have both scores"
        )
    elif good:
        how_many = f"all {good}" if good == len(held) else f"{good} of {len(held)}"
        said = "Yes" if good == len(held) else "In part"
        said += f": on {how_many} questionnaires {enough_of}, and they are {FEW} or more"
    elif all(line.both.n < FEW for line in held):
        said = f"With care: {few} on any of the {len(held)} questionnaires"
    else:
        said = f"With care: on each of the {len(held)} questionnaires {few}, or too few of those who started"
    return f"{said}; {rest}"
