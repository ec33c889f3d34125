"""Builds a portfolio from the families' data and, where they were read, the programme's own records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation import wording
from evaluation.change import make_rate
from evaluation.errors import InputError
from evaluation.following_up.cases import closed_of
from evaluation.portfolio.cases import cases
from evaluation.portfolio.columns import trainee_columns, trainees
from evaluation.portfolio.contents import Portfolio
from evaluation.portfolio.of_records import recorded
from evaluation.portfolio.results import results
from evaluation.version import __version__
from evaluation.view import View

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from evaluation.courses.records import Records
    from evaluation.dataset import Dataset
    from evaluation.importing.episodes import Episodes
    from evaluation.portfolio.columns import Trainee
    from evaluation.portfolio.contents import Recorded

NOT_READ = "The programme’s own files (units, rated sessions, feedback) have not been read."
MADE_UP = "The programme’s files and the cases are not both made up, so they are not put together."


def portfolio(
    data: Dataset,
    column: str,
    trainee: str,
    *,
    today: date,
    records: Records | None = None,
    view: View | None = None,
    start: date | None = None,
    end: date | None = None,
    all_closed: bool = False,
    minimum: int | None = None,
) -> Portfolio:
    """The portfolio of the trainee whom a column names by that value or that code.

    `view` gives the pairing rule and the level of intervals alone: neither its filters nor its definition of
    better are used. `start` and `end` bound the training period, to which a case belongs by the day on which
    it closed (without one by its last score). `all_closed` takes every case of the file as closed up to
    `today`. `minimum` is how many closed cases the course asks for.
    Raises InputError where there is no such column or trainee, the period ends before it starts, or
    `minimum` is below 1.
    """
    _check(start, end, minimum)
    who = _trainee(data, column, trainee)
    view = view or View()
    episodes = data.responses.episodes
    theirs = np.asarray(episodes.attributes[column] == who.value, dtype=bool)
    state = np.ones(len(episodes), np.int8) if all_closed else closed_of(episodes, today)
    counted = data.counted_under(view)
    within = _within(episodes, counted.last_date, start, end)
    told = theirs & (state == 1) & within
    n = int(np.count_nonzero(told))
    of_records, why = _recorded(data, records, who)
    return Portfolio(
        trainee=who.code,
        period=(start, end),
        closed=cases(counted, episodes, told),
        open=int(np.count_nonzero(theirs & (state == 0))),
        unknown=int(np.count_nonzero(theirs & (state < 0))),
        outside=int(np.count_nonzero(theirs & (state == 1) & ~within)),
        both=make_rate(
            "completion",
            "both",
            int(np.count_nonzero(told & counted.any_pair)),
            n,
            "closed cases",
            view.confidence,
        ),
        results=results(counted, told, view.confidence),
        recorded=of_records,
        unrecorded=why,
        minimum=minimum,
        pairing=counted.rule.words,
        closing=_closing(episodes, all_closed=all_closed),
        again=int(np.count_nonzero(np.unique(episodes.subject[told], return_counts=True)[1] > 1)),
        sample=data.sample,
        version=__version__,
        fingerprint=data.fingerprint,
    )


def _check(start: date | None, end: date | None, minimum: int | None) -> None:
    if start and end and start > end:
        raise InputError("The training period starts after it ends: check its two days.")
    if minimum is not None and minimum < 1:
        raise InputError("The number of closed cases that the course asks for must be 1 or more.")


def _trainee(data: Dataset, column: str, asked: str) -> Trainee:
    if column not in trainee_columns(data):
        listed = wording.listed(f"'{name}'" for name in trainee_columns(data)) or "none"
        raise InputError(f"No column '{column}' says who worked on a case; the columns are: {listed}.")
    every = trainees(data, column)
    for one in every:
        if asked in {one.value, one.code}:
            return one
    listed = ", ".join(one.code for one in every)
    raise InputError(f"The column '{column}' has no '{asked}'; it has {listed}.")


def _within(
    episodes: Episodes, last: NDArray[np.datetime64], start: date | None, end: date | None
) -> NDArray[np.bool_]:
    """Which cases belong to the period; without bounds all do, with one those without a day don't."""
    when = np.where(np.isnat(episodes.end), last, episodes.end).astype("datetime64[D]")
    keep = np.ones(len(episodes), bool)
    if start is not None:
        keep &= when >= np.datetime64(start, "D")  # a comparison with no day is False
    if end is not None:
        keep &= when <= np.datetime64(end, "D")
    return keep


def _closing(episodes: Episodes, *, all_closed: bool) -> str:
    if all_closed:
        return "Every case in the file is taken as closed"
    if not np.isnat(episodes.end).all():
        return "A case is closed where it has an end date that has passed"
    return "A case is closed where the column with its status says so"


def _recorded(data: Dataset, records: Records | None, who: Trainee) -> tuple[Recorded | None, str]:
    if records is None:
        return None, NOT_READ
    if records.sample != data.sample:
        return None, MADE_UP
    found = recorded(records, who.value)
    return found, "" if found else f"The programme’s files name no learner {who.code}."
