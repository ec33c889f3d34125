"""The tables of a portfolio, for its page and its documents alike."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts.table import Table, counted
from evaluation.findings.of_scale import rated_by
from evaluation.portfolio import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.portfolio.contents import Case, Portfolio, Recorded, Result, Said, Score
    from evaluation.trends.periods import Period

_MOST_SCALES = 4  # that a page has room for side by side
_SAID = {"supervisor": "Supervisor", "parent": "Parent"}


def case_table(found: Portfolio, *, ids: Sequence[str] = ()) -> Table:
    """Each closed case a row, with a column a scale and rater; `ids`, one a case, are for a screen alone.

    Of more scales than a page has room for each score is a row.
    """
    scales = tuple(dict.fromkeys((s.scale, s.rater) for case in found.closed for s in case.scores))
    when = [words.months(case) for case in found.closed]
    heads = (("Id in the file", any(ids)), ("Opened and closed", any(when)))
    begun = [
        (str(case.number), *(cell for cell, (_, there) in zip(cells, heads, strict=True) if there))
        for case, *cells in zip(found.closed, ids or when, when, strict=True)
    ]
    first = ("Case", *(head for head, there in heads if there))
    cases = tuple(zip(begun, found.closed, strict=True))
    if 0 < len(scales) <= _MOST_SCALES:
        columns = tuple(_scale_head(found, *scale) for scale in scales)
        rows = [(*cells, *(_on_scale(case, *scale) for scale in scales)) for cells, case in cases]
    else:
        columns = ("Scale", "Rated by", "Before", "After", "Change", "What that is")
        rows = [(*cells, *_score_row(s)) for cells, case in cases for s in case.scores or (None,)]
    return Table(
        caption="Each closed case, in the order in which they closed",
        columns=(*first, *columns),
        rows=tuple(rows),
        notes=(
            "Cases have running numbers, which are no ids, and months in place of days.",
            "“Reliable” means: by at least the amount that a published source counts as more than chance.",
        ),
        name="closed cases",
    )


def _scale_head(found: Portfolio, scale: str, rater: str) -> str:
    """A scale's heading, which says where nothing published judges it."""
    every = [s for case in found.closed for s in case.scores if (s.scale, s.rater) == (scale, rater)]
    pairs = [score for score in every if score.outcome != "unpaired"]
    if any(score.outcome == "described" for score in pairs):
        aside = " (neither end is better)"
    else:
        aside = f" ({words.NO_THRESHOLD})" if pairs and not any(score.published for score in pairs) else ""
    return f"{scale}, {_rater(rater).lower()}{aside}"


def _on_scale(case: Case, scale: str, rater: str) -> str:
    """All that a case has on one scale: before to after, by how much, and what that is."""
    found = [score for score in case.scores if (score.scale, score.rater) == (scale, rater)]
    return "; ".join(map(_told, found)) or words.NO_SCORE


def _told(score: Score) -> str:
    if score.change is None:
        told = words.judged(score)
        return told if score.before is None else f"{_dated(score.before, score.first)}: {told.lower()}"
    change = words.change(score) if score.change else "unchanged"
    both = f"{_dated(score.before, score.first)} to {_dated(score.after, score.second)}, {change}"
    if not score.published:
        return both  # the heading says why nothing judges it
    return f"{both}: {words.judged(score).lower()}"


def _score_row(score: Score | None) -> tuple[str, ...]:
    if score is None:
        return (*("–",) * 5, words.NO_SCORE)
    return (
        score.scale,
        _rater(score.rater),
        _dated(score.before, score.first),
        _dated(score.after, score.second),
        words.change(score),
        words.judged(score),
    )


def _dated(value: float | None, month: Period | None) -> str:
    told = words.value(value)
    return f"{told} ({month.short})" if month and value is not None else told


def _rater(rater: str) -> str:
    return wording.capital(rated_by(rater).removeprefix("rated by ").removeprefix("the "))


def result_table(found: Portfolio) -> Table | None:
    """How many got better, had no reliable change and got worse, by scale; None where nobody is judged."""
    judged = [result for result in found.results if result.rates]
    if not judged:
        return None
    return Table(
        caption="Of those with both scores, how many changed and which way",
        columns=(
            *("Scale", "Rated by", "Second score, of those with a first", "Got better"),
            *("No change that counts", "Got worse", "By"),
        ),
        rows=tuple(
            (
                result.scale,
                _rater(result.rater),
                words.counts(result.whole),
                *(words.some(rate) for rate in result.rates),
                result.rule if result.published else "Any difference (no published threshold)",
            )
            for result in judged
        ),
        notes=(words.RANGE,),
        name="results",
    )


def rules(results: Sequence[Result]) -> tuple[str, ...]:
    """Which definition judges each scale and who says so, each once."""
    said = []
    for result in results:
        if not result.rates:
            continue
        if result.published:
            said.append(f"{result.scale}: {result.rule}. {wording.sentence(result.source)}")
        else:
            said.append(f"{result.scale}: {wording.sentence(result.note or 'any difference is told')}")
    return tuple(dict.fromkeys(said))


def session_table(of: Recorded) -> Table | None:
    """Each recorded session that was rated, in order of time."""
    if not of.sessions:
        return None
    return Table(
        caption="Recorded sessions that were rated",
        columns=("Session", "Month", "Rated by", "Competences rated", "The file says"),
        rows=tuple(
            (
                session.name or "–",
                words.month(session.month),
                wording.capital(session.rater) or "–",
                counted(sum(one.value is not None for one in session.ratings)),
                {True: "Passed", False: "Not passed", None: "Nothing"}[session.passed],
            )
            for session in of.sessions
        ),
        notes=(f"Pass marks for recorded sessions: {words.NOT_SET}.",),
        name="sessions",
    )


def competence_table(of: Recorded) -> Table | None:
    """Each competence with its ratings from session to session."""
    found: dict[str, list[str]] = {}
    for session in of.sessions:
        for one in session.ratings:
            found.setdefault(one.competence, []).append(f"{session.name or '–'}: {words.rating(one)}")
    if not found:
        return None
    return Table(
        caption="Ratings of each competence, session by session",
        columns=("Competence", "Ratings in order of time, with the range that they can have"),
        rows=tuple((name, "; ".join(ratings)) for name, ratings in found.items()),
        name="competences",
    )


def unit_table(of: Recorded) -> Table | None:
    """The units of the programme with their credits."""
    if not of.units:
        return None
    passed, every = of.credits
    return Table(
        caption=f"Units: {passed} of {every} credits passed",
        columns=("Unit", "Credits", "Result", "Month"),
        rows=tuple(
            (unit.unit, counted(unit.credits), wording.capital(unit.result), words.month(unit.month))
            for unit in of.units
        ),
        name="units",
    )


def award_table(of: Recorded) -> Table | None:
    """How far the trainee is with each accreditation."""
    if not of.awards:
        return None
    return Table(
        caption="How far the trainee is with each",
        columns=("Accreditation", "How far", "Month"),
        rows=tuple((one.award, wording.capital(one.status), words.month(one.month)) for one in of.awards),
        name="accreditation",
    )


def feedback_tables(of: Recorded) -> tuple[Table, ...]:
    """How many gave each answer, a table for each kind of rater."""
    return tuple(
        _feedback(rater, list(said)) for rater, said in groupby(of.feedback, key=lambda entry: entry.rater)
    )


def _feedback(rater: str, said: Sequence[Said]) -> Table:
    few = any(entry.n < words.FEW_ANSWERS for entry in said)
    return Table(
        caption=f"Feedback: {_SAID.get(rater, wording.capital(rater)).lower()}s",
        columns=("Question", "Answered", "Each answer: how many gave it", "Answers can be"),
        rows=tuple(
            (
                entry.question,
                counted(entry.n),
                "; ".join(f"{answer:g}: {n}" for answer, n in entry.answers),
                f"{entry.low:g} to {entry.high:g}",
            )
            for entry in said
        ),
        notes=(words.RECOGNISED,) if few else (),
        name=f"feedback {rater}",
    )
