"""The sentences of a portfolio, and how its scores and counts are put."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.of_scale import rated_by

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.portfolio.contents import Case, Portfolio, Rated, Result, Score
    from evaluation.trends.periods import Period

FEW = 10  # of whom a percentage would mislead
FEW_ANSWERS = 5  # who gave one can be guessed
# On every page and in every file's name.
NOTICE = "For the trainee and their supervisor; holds figures of single families; do not publish"
NOT_QUALITY = "This is not a measure of the therapist’s quality."
WHY_SHORT = "The cases are few, who comes is not chance, and there is nothing to compare with."
WHY_NOT = (
    "The cases are few: one family more or less would change every share, and chance alone moves scores.",
    "Which families a trainee works with is not chance: they differ in need and in what else happens.",
    "There is no comparison: nobody knows how these families would have done with somebody else.",
    "It tells closed cases that have both scores; those without may have done better or worse.",
)
RANGE = (
    "The range in brackets says between which shares the true one plausibly lies (95% interval by Wilson’s "
    "method; of fewer than 10 in whole tenths, rounded outwards). It is wide because the cases are few."
)
JUDGED = (
    "Each change is judged by the scale’s published amount where a firm source gives one, whatever "
    "definition of better is chosen for other figures; where none is published that is said."
)
NO_AVERAGES = "No averages are given of fewer than 20 pairs of scores, and no effect sizes at all."
NO_SCORE = "No score"
NOT_SET = "not published; set by your course"
RECOGNISED = "Few answered, so whoever reads this may recognise who gave an answer."
SAMPLE = "Made-up sample data. These figures describe no real family, trainee or service."
_RELIABLE = {
    "improved": "Reliable improvement",
    "no_change": "No reliable change",
    "worse": "Reliable deterioration",
}
_ANY = {"improved": "Better", "no_change": "The same", "worse": "Worse"}
NO_THRESHOLD = "no published threshold"


def sentence(found: Portfolio) -> str:
    """How many of the closed cases have both scores: what the portfolio leads with."""
    n = len(found.closed)
    if not n:
        return f"{found.trainee} has no closed case"
    if not found.both.n:
        none = "the one closed case doesn’t have" if n == 1 else f"none of {n} closed cases has"
        return f"{found.trainee}: {none} scores before and after"
    whole = "the one closed case has" if n == 1 else f"{found.both.n} of {n} closed cases have"
    return f"{found.trainee}: {whole} scores before and after"


def others(found: Portfolio) -> str:
    """The trainee's other cases, in words; empty where there are none."""
    parts = [
        f"{wording.plural(found.open, 'case is', 'cases are')} open" if found.open else "",
        f"of {wording.plural(found.unknown, 'case', 'cases')} the file doesn’t say whether closed"
        if found.unknown
        else "",
        f"{wording.plural(found.outside, 'case', 'cases')} closed outside the training period or on no known "
        "day"
        if found.outside
        else "",
    ]
    return wording.sentence(f"counted apart: {wording.listed(filter(None, parts))}") if found.others else ""


def lacking(found: Portfolio) -> str:
    """How many closed cases have no pair of scores, and what that leaves open; empty where all have one."""
    n = len(found.closed) - (found.both.n or 0)
    if not n:
        return ""
    return (
        f"{n} of {wording.plural(len(found.closed), 'closed case', 'closed cases')} "
        f"{'has' if n == 1 else 'have'} no questionnaire with both scores: how they did is not known."
    )


def again(found: Portfolio) -> str:
    """That families have more than one of the cases."""
    who = "1 family has" if found.again == 1 else f"{found.again} families have"
    return f"{who} more than one of these cases: they are not independent of each other."


def minimum(found: Portfolio) -> str:
    """How many closed cases the course asks for, by its own rule, or that none is published."""
    if found.minimum is None:
        return f"Minimum number of closed cases: {NOT_SET}."
    have = len(found.closed)
    state = "reached" if have >= found.minimum else f"{found.minimum - have} to come"
    asks = wording.plural(found.minimum, "closed case", "closed cases")
    return f"Your course asks for {asks} (its own rule; none is published): {have} so far, {state}."


def period(found: Portfolio) -> str:
    """The training period as it was given, else the months of the closed cases."""
    if any(found.period):
        return f"Training period {wording.period(*found.period)}"
    months = [m for case in found.closed for m in (case.closed, *(s.second for s in case.scores)) if m]
    if not months:
        return "Training period not given"
    first, last = min(months).label, max(months).label
    spread = first if first == last else f"{first} to {last}"
    return f"Training period not given; the cases closed or were last scored in {spread}"


def judged(score: Score) -> str:
    """What a case's change is by the published rule, or why nothing is said.

    >>> from evaluation.portfolio.contents import Score
    >>> judged(Score(scale="PHQ-9 total", rater="parent", outcome="improved", published=True))
    'Reliable improvement'
    """
    if score.outcome == "unpaired":
        return wording.capital(score.why)
    if score.outcome == "described":
        return "Neither end of this scale is better"
    if score.published:
        return _RELIABLE[score.outcome]
    way = f"{_ANY[score.outcome]} by any amount" if score.change else _ANY["no_change"]
    return f"{way}: {NO_THRESHOLD}"


def outcome_name(result: Result, outcome: str) -> str:
    """What an outcome is called in a table of results."""
    return (_RELIABLE if result.published else _ANY)[outcome]


def change(score: Score) -> str:
    """By how many points a score changed, and which way.

    >>> from evaluation.portfolio.contents import Score
    >>> change(Score(scale="S", rater="parent", outcome="worse", change=-2.0))
    '2 worse'
    """
    if score.change is None:
        return "–"
    if score.outcome == "described":
        return f"{'+' if score.change > 0 else '−' if score.change < 0 else ''}{value(abs(score.change))}"
    if not score.change:
        return "0"
    return f"{value(abs(score.change))} {'better' if score.change > 0 else 'worse'}"


def value(number: float | None) -> str:
    """A score, with a decimal only where it has one.

    >>> value(14.0), value(10.666), value(None)
    ('14', '10.7', '–')
    """
    return "–" if number is None else f"{wording.rounded(number, 1):g}"


def months(case: Case) -> str:
    """When a case was opened and closed; empty where neither is known."""
    ends = [found.short if found else "no date" for found in (case.opened, case.closed)]
    return "" if case.opened is None and case.closed is None else f"{ends[0]} to {ends[1]}"


def month(found: Period | None) -> str:
    """A month in words."""
    return found.short if found else "no date"


def counts(rate: Rate) -> str:
    """So many of so many: what is counted and no estimate has no interval."""
    return f"{wording.count(rate.n)} of {wording.count(rate.of)}"


def some(rate: Rate) -> str:
    """So many of so many, with the interval in tenths where they are few, else as percentages.

    >>> from evaluation.change import make_rate
    >>> some(make_rate("r", "improved", 5, 8, "closed cases", 0.95))
    '5 of 8 (between 3 in 10 and 9 in 10)'
    >>> some(make_rate("r", "improved", 12, 20, "closed cases", 0.95))
    '12 of 20 (60%, between 39% and 78%)'
    """
    ends = likely(rate)
    share = f"{wording.share(rate.share)}, " if ends and (rate.of or 0) >= FEW else ""
    return f"{counts(rate)} ({share}{ends})" if ends else counts(rate)


def likely(rate: Rate) -> str:
    """Between which shares the true one plausibly lies; empty where no interval is given."""
    if rate.low is None or rate.high is None or not rate.of:
        return ""
    if rate.of < FEW:
        return f"between {wording.in_ten(rate.low, rate.high)}"
    return f"between {wording.share(rate.low)} and {wording.share(rate.high)}"


def result_sentence(result: Result) -> str:
    """How the closed cases did on one scale: better, no change and worse, each of how many."""
    about = f"{result.scale}, {rated_by(result.rater)}"
    pairs = f"{counts(result.whole)} with a first score have a second"
    if not result.rates:
        why = "neither end of the scale is better, so changes are only described"
        return wording.sentence(f"{about}: {why if result.whole.n else 'no second score'}; {pairs}")
    verb = "showed" if result.published else "scored"
    first, *rest = [(wording.count(r.n), outcome_name(result, r.outcome).lower()) for r in result.rates]
    ends = likely(result.rates[0])
    better = f"{first[0]} {verb} {first[1]}{f' ({ends})' if ends else ''}"
    parts = [better, *(f"{n} {name}" for n, name in rest)]
    of = wording.plural(result.rates[0].of, result.one, result.many)
    end = "" if result.published else f" ({NO_THRESHOLD}, so any difference is told)"
    return wording.sentence(f"{about}: of {of} with both scores, {wording.listed(parts)}{end}")


def average(result: Result) -> str:
    """The averages of many pairs; empty where there are too few."""
    found = result.mean_change
    if found is None or found.value is None:
        return ""
    way = "better" if found.value >= 0 else "worse"
    points = wording.decimal(abs(found.value))
    ends = (
        f" (95% interval of the change {wording.interval(found.low, found.high, 1)}, positive is better)"
        if found.low is not None
        else ""
    )
    return (
        f"{result.scale}, {rated_by(result.rater)}: {wording.decimal(result.mean_before)} before and "
        f"{wording.decimal(result.mean_after)} after on average, {points} points {way}{ends}."
    )


def rating(rated: Rated) -> str:
    """A rating with its range.

    >>> from evaluation.portfolio.contents import Rated
    >>> rating(Rated(competence="Pacing", value=3.0, low=1, high=5))
    '3 (1 to 5)'
    """
    if rated.value is None:
        return "not rated"
    return f"{value(rated.value)} ({rated.low:g} to {rated.high:g})"


def not_set(found: Portfolio) -> tuple[str, ...]:
    """What nobody has published and a course sets for itself."""
    return (
        minimum(found),
        f"Outcomes that a trainee’s cases should reach: {NOT_SET}.",
        f"Pass marks for recorded sessions: {NOT_SET}.",
        *((found.unrecorded,) if found.unrecorded else ()),
    )


def made_how(found: Portfolio) -> tuple[str, ...]:
    """Which cases and scores are told, and how they were judged."""
    return (
        f"{found.closing}. {others(found)}".strip(),
        wording.sentence(f"Compared: {found.pairing}; by the same rater, never by two"),
        JUDGED,
        RANGE,
        *((again(found),) if found.again else ()),
    )
