"""The differences between two data sets one by one, each with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from evaluation import wording
from evaluation.differing.matching import matched, place_in_time, told, unlike
from evaluation.scoring import OMITTED
from evaluation.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from numpy.typing import NDArray

    from evaluation.dataset import Dataset
    from evaluation.differing.matching import Asked, Filled, Matched
    from evaluation.importing.episodes import Episodes
    from evaluation.importing.marks import Marks

Kind = Literal[
    "new family", "family gone", "new referral", "referral gone", "new first score", "new second score",
    "new further score", "new answers", "score changed", "score gone", "answers changed", "answers gone",
    "date changed", "stage changed", "detail changed",
]  # fmt: skip
_BY_PLACE: tuple[Kind, Kind, Kind] = ("new first score", "new second score", "new further score")
_DATES = {
    "first_contact": "date of first contact",
    "second_contact": "date of second contact",
    "start": "start date",
    "end": "end date",
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference: a filled-in questionnaire, a family or a detail of one, and where it stands.

    `sheet` and `row` are of the new file, or of the file before for what is gone. `about` is the
    questionnaire or the detail; of a questionnaire with several scores `before` and `after` name each.
    """

    kind: Kind
    sheet: str
    row: int
    about: str = ""
    rater: str = ""
    occasion: str = ""
    date: date | None = None
    before: str = ""
    after: str = ""


def called(kind: Kind, noun: str) -> str:
    """A kind of difference in words; `noun` is who is followed, a family or a learner.

    >>> called("new family", "learner"), called("score gone", "learner")
    ('New learner', 'Score gone')
    """
    return wording.capital(kind.replace("family", noun))


def in_words(change: Change, noun: str) -> str:
    """A difference as a line of text; `noun` is who is followed, a family or a learner."""
    when = (change.occasion, wording.day(change.date) if change.date else "")
    about = ", ".join(part for part in (change.about, *when) if part)
    values = f"{change.before or 'none'} to {change.after or 'none'}"
    if not (change.before and change.after):
        values = change.before or change.after
    said = ": ".join(part for part in (about, values) if part)
    return f"{called(change.kind, noun)}, row {change.row} of '{change.sheet}'{said and f': {said}'}."


def changes(
    before: Dataset, after: Dataset, old: Filled, new: Filled, *, by_referral: bool
) -> Iterator[Change]:
    """Every difference between two data sets: of families, of referrals, of details, of questionnaires.

    `old` and `new` are what was filled in, as `filled_in` gives it with the same `by_referral`.
    """
    was, now = before.responses.episodes.marks, after.responses.episodes.marks
    fresh, lost = ~np.isin(now.subject, was.subject), ~np.isin(was.subject, now.subject)
    yield from _people("new family", after, new, fresh)
    yield from _people("family gone", before, old, lost)
    if by_referral:
        yield from _referrals("new referral", after, ~np.isin(now.episode, was.episode) & ~fresh)
        yield from _referrals("referral gone", before, ~np.isin(was.episode, now.episode) & ~lost)
    yield from _details(before, after, by_referral=by_referral)
    one_each = not (before.responses.long or after.responses.long)
    pairs = matched(old, new, one_each=one_each)
    yield from _changed(after, old, new, pairs)
    yield from _new(after, new, pairs.new, was)
    yield from _gone(before, old, pairs.gone, now)


def _people(kind: Kind, data: Dataset, filled: Filled, theirs: NDArray[np.bool_]) -> Iterator[Change]:
    """One line for each family that only one file has, with everything that it filled in."""
    marks = data.responses.episodes.marks
    forms = filled.forms[filled.forms["subject"].isin(marks.subject[theirs])]
    said = told(filled, forms.index.to_numpy())
    texts: dict[int, list[str]] = {}
    for at, form in _records(filled, forms):
        when = f" {form.occasion}" if form.occasion else ""
        texts.setdefault(form.subject, []).append(f"{form.asked.short}{when} {_values(said[at])}")
    first: dict[int, int] = {}
    for subject, row in zip(marks.subject[theirs].tolist(), marks.row[theirs].tolist(), strict=True):
        first[subject] = min(row, first.get(subject, row))
    for subject, number in sorted(first.items(), key=lambda entry: entry[1]):
        sheet, row = data.responses.places.of(number)
        values = "; ".join(texts.get(subject, ["no score"]))
        side = "before" if kind == "family gone" else "after"
        yield Change(kind=kind, sheet=sheet, row=row, **{side: values})  # type: ignore[arg-type]


def _referrals(kind: Kind, data: Dataset, theirs: NDArray[np.bool_]) -> Iterator[Change]:
    for number in data.responses.episodes.marks.row[theirs].tolist():
        sheet, row = data.responses.places.of(number)
        yield Change(kind=kind, sheet=sheet, row=row)


def _details(before: Dataset, after: Dataset, *, by_referral: bool) -> Iterator[Change]:
    """Attributes and dates of episodes that both files have, where the one says something else."""
    was, now = before.responses.episodes, after.responses.episodes
    i, j = _in_both(was.marks, now.marks, by_referral=by_referral)
    for name, old, new in _told_of_episodes(was, now):
        for at in np.flatnonzero(old[i] != new[j]):
            sheet, row = after.responses.places.of(int(now.marks.row[j[at]]))
            one, other = str(old[i[at]]), str(new[j[at]])
            yield Change(kind="detail changed", sheet=sheet, row=row, about=name, before=one, after=other)


def _in_both(was: Marks, now: Marks, *, by_referral: bool) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of each episode that both files have.

    Of somebody with several referrals that nothing tells apart, none can be compared.
    """
    marks = [entry.episode if by_referral else entry.subject for entry in (was, now)]
    alone = [np.flatnonzero(~pd.Series(mark).duplicated(keep=False)) for mark in marks]
    _, i, j = np.intersect1d(marks[0][alone[0]], marks[1][alone[1]], assume_unique=True, return_indices=True)
    return alone[0][i], alone[1][j]


def _told_of_episodes(
    was: Episodes, now: Episodes
) -> Iterator[tuple[str, NDArray[np.object_], NDArray[np.object_]]]:
    """What both files say of each episode: its name, and the values of either file."""
    names = {tokens(str(name)): name for name in was.attributes.columns}
    for name in now.attributes.columns:
        if tokens(str(name)) in names:
            old = was.attributes[names[tokens(str(name))]]
            yield str(name), old.to_numpy(dtype=object), now.attributes[name].to_numpy(dtype=object)
    for key, words in _DATES.items():
        yield words, _days(getattr(was, key)), _days(getattr(now, key))


def _changed(data: Dataset, old: Filled, new: Filled, pairs: Matched) -> Iterator[Change]:
    """Questionnaires that both files have, with other scores, on another day or at another stage."""
    was, now = told(old, pairs.scores[:, 0]), told(new, pairs.scores[:, 1])
    forms = dict(_records(new, new.forms.loc[pairs.scores[:, 1]]))
    for i, j in pairs.scores.tolist():
        differ = list(unlike(was[i], now[j]))
        one = _values({label: score for label, score, _ in differ if score is not None})
        other = _values({label: score for label, _, score in differ if score is not None})
        kind: Kind = "score changed" if forms[j].asked.scored else "answers changed"
        yield _of_form(kind, forms[j], data, one, other)
    for form, then in _side_by_side(old, new, pairs.dates):
        words = [wording.day(day) if day else "" for day in (then.date, form.date)]
        yield _of_form("date changed", replace(form, date=None), data, *words)
    for form, then in _side_by_side(old, new, pairs.stages):
        yield _of_form("stage changed", replace(form, occasion=""), data, then.occasion, form.occasion)


def _side_by_side(old: Filled, new: Filled, pairs: NDArray[np.int64]) -> Iterator[tuple[_Form, _Form]]:
    """Questionnaires as they are now, each with what it was."""
    was = dict(_records(old, old.forms.loc[pairs[:, 0]]))
    now = dict(_records(new, new.forms.loc[pairs[:, 1]]))
    for i, j in pairs.tolist():
        yield now[j], was[i]


def _new(data: Dataset, filled: Filled, at: NDArray[np.int64], was: Marks) -> Iterator[Change]:
    """New questionnaires of families that the file before had; those of new ones stand with them."""
    forms = filled.forms.loc[at]
    forms = forms[forms["subject"].isin(was.subject)]
    if forms.empty:
        return
    place, said = place_in_time(filled), told(filled, forms.index.to_numpy())
    for i, form in _records(filled, forms):
        kind: Kind = _BY_PLACE[min(int(place[i]), 2)] if form.asked.scored else "new answers"
        yield _of_form(kind, form, data, "", _values(said[i]))


def _gone(data: Dataset, filled: Filled, at: NDArray[np.int64], now: Marks) -> Iterator[Change]:
    """Questionnaires that are gone while their family is still there."""
    forms = filled.forms.loc[at]
    forms = forms[forms["subject"].isin(now.subject)]
    said = told(filled, forms.index.to_numpy())
    for i, form in _records(filled, forms):
        kind: Kind = "score gone" if form.asked.scored else "answers gone"
        yield _of_form(kind, form, data, _values(said[i]), "")


@dataclass(frozen=True)
class _Form:
    """A filled-in questionnaire in words."""

    subject: int
    asked: Asked
    occasion: str
    date: date | None
    row: int


def _records(filled: Filled, forms: pd.DataFrame) -> Iterator[tuple[int, _Form]]:
    """Some questionnaires of a data set by their place."""
    days = pd.DatetimeIndex(forms["date"].to_numpy().astype("datetime64[s]"))
    columns = (forms[name].tolist() for name in ("subject", "asked", "occasion", "row"))
    for at, day, subject, asked, occasion, row in zip(forms.index.tolist(), days, *columns, strict=True):
        when = None if pd.isna(day) else day.date()
        yield at, _Form(subject, filled.asked[asked], filled.occasions[occasion], when, row)


def _of_form(kind: Kind, form: _Form, data: Dataset, before: str, after: str) -> Change:
    sheet, row = data.responses.places.of(form.row)
    return Change(
        kind=kind,
        sheet=sheet,
        row=row,
        about=form.asked.short,
        rater=form.asked.rater,
        occasion=form.occasion,
        date=form.date,
        before=before,
        after=after,
    )


def _day_in_words(day: pd.Timestamp) -> str:
    return wording.day(None if pd.isna(day) else day.date(), missing="")  # type: ignore[redundant-expr]


def _days(dates: NDArray[np.datetime64]) -> NDArray[np.object_]:
    """Dates in words, "" for none."""
    codes, distinct = pd.factorize(dates.astype("datetime64[s]"))
    words = np.array([*map(_day_in_words, pd.DatetimeIndex(distinct)), ""], dtype=object)
    found: NDArray[np.object_] = words[codes]
    return found


def _values(scores: dict[str, float]) -> str:
    return ", ".join(f"{label} {_number(score)}".strip() for label, score in scores.items())


def _number(score: float) -> str:
    return "not scored" if score == OMITTED else f"{round(score, 4):g}"
