"""What learners answered before and after, under disclosure control."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.coarse import averages_told, months, short
from evaluation.disclosure.presets import hidden_cells, rounded
from evaluation.disclosure.rates import protected_rates
from evaluation.disclosure.training.counts import coarse_share, coarse_steps, groups_of_rates, hidden_share
from evaluation.findings.rounding import stepped
from evaluation.training.answers_at import best, grid
from evaluation.training.change_caveats import change_caveats
from evaluation.training.change_words import change_sentence

if TYPE_CHECKING:
    from evaluation.courses.vocabulary import Question
    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Estimate
    from evaluation.training.evidence import AnswersAt, GroupMoved, LearnerChange


def protected_change(found: LearnerChange, preset: Preset, record: list[str], *, hide: bool) -> LearnerChange:
    """One comparison: who moved, which answers were given, and how many answered.

    Who moved from which answer to which, and tests, are for the lead alone: with the rest beside them they
    would tell single answers.
    """
    about = f"{found.course}{f', {found.session}' if found.session else ''}: {found.question.text}"
    n = found.n or 0
    few = hide or n < preset.threshold
    if few and not hide:
        record.append(f"{about}: fewer than {preset.threshold} answered.")
    rates = tuple(map(hidden_share, found.rates)) if few else protected_rates(found.rates, n, preset)
    before = _answers(found.before, found.question, preset, hide=few) if found.before else None
    after = _answers(found.after, found.question, preset, hide=few)
    gaps = any(rate.n is None for rate in rates)
    if before is not None and found.question.high - found.question.low == 1 and gaps:
        # Of two answers, the best ones after less those before are the moved up less the moved down.
        before = replace(before, counts=tuple(None for _ in before.counts), top=hidden_share(before.top))
    told = not few and averages_told(n, 0, preset)
    if gaps and not few:
        record.append(f"{about}: how many moved, as a small number would follow.")
    if not told and found.mean_gain is not None:
        record.append(f"{about}: the average, as too few could be told from it.")
    shown = replace(
        found,
        before=before,
        after=after,
        n=None if few else rounded(n, preset),
        moves=(),
        rates=rates,
        mean_gain=short(found.mean_gain, 1) if told and found.mean_gain else None,
        difference=None if few else _difference(found, before, after),
        tests=(),
        answered=hidden_share(found.answered) if hide else coarse_share(found.answered, preset),
        groups=() if found.grouped_by == "session" else _groups(found.groups, preset, hide=few),
        period=months(found.period),
        left_out=() if few else coarse_steps(found.left_out, preset),
        rounded=True,
    )
    return replace(shown, sentence=change_sentence(shown), caveats=change_caveats(shown))


def _answers(found: AnswersAt, question: Question, preset: Preset, *, hide: bool) -> AnswersAt:
    """Which answers were given: small numbers hidden, and the share of the best where it would tell them."""
    n = found.n or 0
    if hide or n < preset.threshold:
        return replace(found, n=None, counts=tuple(None for _ in found.counts), top=hidden_share(found.top))
    exact = [count or 0 for count in found.counts]
    gone = hidden_cells(exact, preset) if exact else []
    top = coarse_share(found.top, preset)
    if exact and not _leaves_open(exact, gone, question, preset):
        top = hidden_share(found.top)
    return replace(
        found,
        n=rounded(n, preset),
        counts=tuple(
            None if hidden else rounded(count, preset) for count, hidden in zip(exact, gone, strict=True)
        ),
        top=top,
    )


def _leaves_open(counts: list[int], gone: list[bool], question: Question, preset: Preset) -> bool:
    """Whether the share of the best answers leaves hidden numbers open: none is alone on its side."""
    ends = best(question)
    sides: dict[bool, list[int]] = {True: [], False: []}
    for value, count, hidden in zip(grid(question), counts, gone, strict=True):
        if hidden:
            sides[value in ends].append(count)
    return not any(len(side) == 1 or 0 < sum(side) < preset.threshold for side in sides.values())


def _difference(found: LearnerChange, before: AnswersAt | None, after: AnswersAt) -> Estimate | None:
    """The difference of two shares, in the steps in which they are printed, where both are."""
    if found.difference is None or before is None or before.top.n is None or after.top.n is None:
        return None
    of = min(before.top.of or 0, after.top.of or 0)

    def step(value: float | None) -> float | None:
        return None if value is None else stepped(value, of)

    one = found.difference
    return replace(one, value=step(one.value), low=step(one.low), high=step(one.high), plain=step(one.plain))


def _groups(found: tuple[GroupMoved, ...], preset: Preset, *, hide: bool) -> tuple[GroupMoved, ...]:
    if hide:
        return tuple(replace(group, rates=tuple(map(hidden_share, group.rates))) for group in found)
    if not found:
        return ()
    shown = groups_of_rates([group.rates for group in found], preset)
    return tuple(replace(group, rates=rates) for group, rates in zip(found, shown, strict=True))
