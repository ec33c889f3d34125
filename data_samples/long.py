"""Long samples: one row a questionnaire (a case system's export) and one row a visit (a REDCap export)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data_samples.answers import fill
from data_samples.families import Families, base_frame, family_ids
from data_samples.forms import Form, form
from data_samples.scores import Drawn, Whole, between
from data_samples.service import SERVICE
from data_samples.timeline import days
from data_samples.wide import whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SECOND_REFERRALS = 0.05  # share of referrals that are somebody's second
_MOST_ITEMS = 15


@dataclass(frozen=True, eq=False)
class _Occasion:
    """One time of asking: its name, who was asked, when, and the totals then."""

    name: str
    asked: NDArray[np.bool_]
    date: NDArray[np.datetime64]
    totals: tuple[Whole, ...]


def long_frame(families: Families, form_ids: tuple[str, ...]) -> pd.DataFrame:
    """One row a questionnaire, ordered by client and date; families with none have no row."""
    parts = []
    for form_id in form_ids:
        one = form(form_id)
        for occasion in _stages(families, one):
            rows = np.flatnonzero(occasion.asked)
            parts.append(_questionnaires(families, one, occasion, rows))
    frame = pd.concat(parts, ignore_index=True)
    order = ["Client ID", "Referral ID", "_date", "Questionnaire"]
    frame = frame.sort_values(order, kind="stable", ignore_index=True)
    return frame.drop(columns="_date")


def redcap_frame(families: Families, form_ids: tuple[str, ...]) -> pd.DataFrame:
    """One row a record and event; a family's own particulars stand in its first row only."""
    forms = [form(form_id) for form_id in form_ids]
    events = (
        ("baseline_arm_1", families.has_before, families.when.before_date, 0.0),
        ("end_of_work_arm_1", families.has_after, families.when.after_date, 1.0),
        ("followup_6m_arm_1", *_follow_up(families), 1.1),
    )
    base = _redcap_base(families)
    parts = []
    for event, here, date, weight in events:
        rows = np.flatnonzero(here)
        part = base.iloc[rows].copy()
        part.insert(1, "redcap_event_name", event)
        part["visit_date"] = date[rows]
        for one in forms:
            part = pd.concat([part, _redcap_form(families, one, event, here, weight, rows)], axis=1)
        parts.append(part)
    frame = pd.concat(parts).sort_values("record_id", kind="stable", ignore_index=True)
    # REDCap keeps once-only answers in the event in which they were asked.
    later = frame["record_id"].duplicated()
    frame.loc[later, list(base.columns[2:])] = None
    return frame


def _stages(families: Families, one: Form) -> tuple[_Occasion, ...]:
    by_practitioner = one.rater == "Practitioner"
    drawn = tuple(families.scores(score) for score in one.scores)
    before, after = families.held(one.scores[0], by_practitioner=by_practitioner)
    rng = families.stream(f"review {one.id}")
    when = families.when
    half = (when.end - when.second_contact) // 2
    reviewed = families.has_before & ~np.isnat(half) & (rng.random(len(families)) < 0.35)
    middle = tuple(between(rng, each, 0.5) for each in drawn)
    # A practitioner writes up the rating some days after the visit.
    late = days(rng.integers(0, 4, len(families)) if by_practitioner else np.zeros(len(families)))
    return (
        _Occasion("Initial", before, when.before_date + late, tuple(each.before for each in drawn)),
        _Occasion("Review", reviewed, when.second_contact + half + late, middle),
        _Occasion("Final", after, when.after_date + late, tuple(each.after for each in drawn)),
    )


def _questionnaires(
    families: Families, one: Form, occasion: _Occasion, rows: NDArray[np.int64]
) -> pd.DataFrame:
    base = base_frame(families).iloc[rows].reset_index(drop=True)
    part = pd.DataFrame(
        {
            "Client ID": family_ids(_clients(families)[rows], prefix="C"),
            "Referral ID": family_ids(families.ids[rows], prefix="R"),
            "Site": base["site"].astype(str),
            "Programme": base["programme"].astype(str),
            "Worker": base["practitioner"].astype(str),
            "Referral Date": base["referral_date"],
            "First Contact Date": base["first_contact"],
            "Second Contact Date": base["second_contact"],
            "End Date": base["end_date"],
            "Questionnaire": one.label,
            "Stage": occasion.name,
            "Date Completed": pd.Series(occasion.date[rows]),
            "Completed By": one.rater,
        }
    )
    part["_date"] = part["Date Completed"]
    everyone = np.ones(len(rows), dtype=np.bool_)
    if not one.items:
        blank = whole(np.zeros(len(rows), dtype=np.int16), ~everyone)
        for item in range(1, _MOST_ITEMS + 1):
            part[f"Q{item}"] = blank.astype(object)
        part["Total"] = whole(occasion.totals[0][rows], everyone)
        return part
    sheet = fill(families.stream(f"answers {one.id} {occasion.name}"), one, occasion.totals)
    for item in range(1, _MOST_ITEMS + 1):
        place = item - 1
        if item > one.items:
            part[f"Q{item}"] = pd.array([None] * len(rows), dtype=object)
            continue
        answers = whole(sheet.values[rows, place], ~sheet.blank[rows, place]).astype(object)
        answers[sheet.not_applicable[rows, place] & ~sheet.blank[rows, place]] = "N/A"
        part[f"Q{item}"] = answers
    # The case system adds up complete forms; a form with two scores has no single total.
    total = sheet.total[rows]
    known = ~np.isnan(total) & (len(one.scores) == 1)
    part["Total"] = whole(np.where(known, total, 0).astype(np.int16), known)
    return part


def _clients(families: Families) -> NDArray[np.int64]:
    """Whose referral each is: the last few belong to clients whose first referral had ended."""
    clients = families.ids.copy()
    again = ceil(len(families) * _SECOND_REFERRALS)
    ended = families.when.end[:again] < families.when.referral[-again:]
    clients[-again:] = np.where(ended, clients[:again], clients[-again:])
    return clients


def _follow_up(families: Families) -> tuple[NDArray[np.bool_], NDArray[np.datetime64]]:
    rng = families.stream("follow-up")
    date = families.when.after_date + days(rng.integers(165, 200, len(families)))
    reached = rng.random(len(families)) < 0.5
    return families.has_after & reached & (date <= np.datetime64(SERVICE.extracted)), date


def _redcap_base(families: Families) -> pd.DataFrame:
    codes = np.array([one.code for one in SERVICE.sites], dtype=object)
    when = families.when
    everyone = np.ones(len(families), dtype=np.bool_)
    return pd.DataFrame(
        {
            "record_id": families.ids,
            "redcap_data_access_group": codes[families.site],
            "referral_date": when.referral,
            "first_contact": when.first_contact,
            "second_contact": when.second_contact,
            "end_date": when.end,
            "severe_mental_illness": whole(families.severe_mental_illness.astype(np.int16), everyone),
            "abuse_neglect_loss": whole(families.abuse_neglect_loss.astype(np.int16), everyone),
            "deprivation_quintile": whole(families.deprivation, everyone),
            "baby_age_months": whole(families.baby_age_months, everyone),
        }
    )


def _redcap_form(
    families: Families,
    one: Form,
    event: str,
    here: NDArray[np.bool_],
    weight: float,
    rows: NDArray[np.int64],
) -> pd.DataFrame:
    held = families.held(one.scores[0])
    filled = here & (held[0] if weight == 0 else held[1])
    totals = tuple(_at(families, one, families.scores(score), weight) for score in one.scores)
    sheet = fill(families.stream(f"answers {one.id} {event}"), one, totals)
    columns: dict[str, object] = {}
    for place in range(one.items):
        answered = (filled & ~sheet.blank[:, place])[rows]
        columns[f"{one.id}_{place + 1}"] = whole(sheet.values[rows, place], answered)
    whole_form = ~sheet.blank.any(axis=1)
    # REDCap's own codes: 0 incomplete, 1 unverified, 2 complete.
    columns[f"{one.id}_complete"] = np.where(filled, np.where(whole_form, 2, 1), 0)[rows]
    return pd.DataFrame(columns, index=rows)


def _at(families: Families, one: Form, drawn: Drawn, weight: float) -> Whole:
    """Scores at a time: 0 before, 1 after, otherwise in between or a little beyond."""
    if weight in {0.0, 1.0}:
        return drawn.before if weight == 0.0 else drawn.after
    return between(families.stream(f"follow-up {one.id} {drawn.score.id}"), drawn, weight)
