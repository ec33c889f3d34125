"""What was said about the service, under disclosure control."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from evaluation.change import wilson
from evaluation.disclosure.coarse import coarse_caveats, months, protected_flow
from evaluation.disclosure.presets import hidden_cells, rounded
from evaluation.disclosure.rates import hidden_rate
from evaluation.findings.caveats import few_answered
from evaluation.findings.experience import said_again
from evaluation.findings.rounding import WHOLE_FROM, stepped
from evaluation.wording import HIDDEN

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Rate
    from evaluation.findings.experience import Experience, Question


def protected_experience(found: Experience, preset: Preset, record: list[str], *, hide: bool) -> Experience:
    """Answers under a preset, the sentences made again; `hide` withholds every figure."""
    about = f"{found.title} ({found.rater})"
    small = replace(preset, threshold=preset.threshold * found.most_each)
    withheld = hide or (found.n or 0) < small.threshold
    if withheld:
        if not hide:
            record.append(f"{about}: fewer than {small.threshold} have answered.")
        questions = tuple(_withheld(question) for question in found.questions)
    else:
        questions = tuple(protected_question(question, small) for question in found.questions)
        if any(rate.hidden == HIDDEN for question in questions for rate in question.answers):
            record.append(f"{about}: answers with a number below {small.threshold}.")
    flow = protected_flow(found.flow, preset, hide=withheld)
    return said_again(
        replace(
            found,
            n=None if withheld else rounded(found.n or 0, preset),
            period=(None, None) if withheld else months(found.period),
            questions=questions,
            flow=flow,
            caveats=coarse_caveats(found.caveats, {"answered": few_answered(flow)}, preset),
        )
    )


def protected_question(question: Question, preset: Preset) -> Question:
    """One question: small answers hidden, and with them what would give them away.

    Answers that are shown leave open how many were given: beside the number of forms the exact one
    would tell how many did not know.
    """
    unsure = question.unsure or 0
    of = sum(rate.n or 0 for rate in question.answers)
    shown_unsure = None if unsure < preset.threshold else rounded(unsure, preset)
    if of < preset.threshold:
        return replace(_withheld(question), unsure=shown_unsure)
    shown = _shown(question.answers, preset)
    if not _left_open(question.answers, shown, preset):
        shown = tuple(replace(hidden_rate(rate), of=rounded(of, preset)) for rate in question.answers)
    return replace(question, answers=shown, unsure=shown_unsure)


def _withheld(question: Question) -> Question:
    return replace(question, answers=tuple(hidden_rate(rate) for rate in question.answers), unsure=None)


def _shown(answers: tuple[Rate, ...], preset: Preset) -> tuple[Rate, ...]:
    """Answers add up to their denominator, so one is never hidden alone, nor a few together.

    The best answer, the one to report, stays where it can.
    """
    counts = [rate.n or 0 for rate in answers]
    hide = [count < preset.threshold for count in counts]
    if sum(hide) == 1 and not hide[0] and len(hide) > 2:
        hide[min((n, i) for i, n in enumerate(counts) if i and not hide[i])[1]] = True
    elif sum(hide) == 1:
        hide = hidden_cells(counts, preset)
    if any(hide) and sum(n for n, gone in zip(counts, hide, strict=True) if gone) < preset.threshold:
        hide = [True] * len(hide)
    of = rounded(sum(counts), preset)
    return tuple(
        replace(hidden_rate(rate), of=of) if gone else _coarse(rate, of, preset)
        for rate, gone in zip(answers, hide, strict=True)
    )


def _coarse(rate: Rate, of: int, preset: Preset) -> Rate:
    """Counts to the base and the interval of these; so is the share, which of few is to 5 points instead.

    Of few the share of rounded counts could be far off; of many the exact one could give the counts away.
    """
    n, exact = rounded(rate.n or 0, preset), rate.of or 0
    share = (rate.share or 0.0) if exact < WHOLE_FROM else n / of
    low, high = _interval(n, of, rate.confidence)
    share, low, high = (stepped(value, exact) for value in (share, low, high))
    return replace(rate, n=n, of=of, low=low, high=high, printed_share=share)


def _left_open(answers: tuple[Rate, ...], shown: tuple[Rate, ...], preset: Preset) -> bool:
    """Whether numbers near by would be published alike, each hidden one and the total being others."""
    if all(rate.n is None for rate in shown):
        return True
    told, gaps = _print(shown), [i for i, rate in enumerate(shown) if rate.n is None]
    reach = preset.base - 1
    values: list[set[int]] = [set() for _ in answers]
    totals: set[int] = set()
    for other in product(*(range(max((r.n or 0) - reach, 0), (r.n or 0) + reach + 1) for r in answers)):
        total = sum(other)
        if rounded(total, preset) != shown[0].of:
            continue
        if _print(_shown(_of_split(answers, other, total), preset)) == told:
            totals.add(total)
            for i, n in enumerate(other):
                values[i].add(n)
            if len(totals) > 1 and all(len(values[i]) > 1 for i in gaps):
                return True
    return False


def _print(rates: tuple[Rate, ...]) -> tuple[tuple[object, ...], ...]:
    return tuple((r.n, r.of, r.share, r.low, r.high) for r in rates)


def _of_split(answers: tuple[Rate, ...], split: tuple[int, ...], of: int) -> tuple[Rate, ...]:
    return tuple(replace(rate, n=n, of=of) for rate, n in zip(answers, split, strict=True))


@lru_cache(maxsize=65536)
def _interval(n: int, of: int, confidence: float) -> tuple[float, float]:
    return wilson(n, of, confidence)
