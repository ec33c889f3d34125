"""Returns and lists: a family hubs' return, an attendance list, and particulars apart from scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_samples.course import COURSE
from data_samples.families import family_ids, stream
from data_samples.forms import form
from data_samples.shapes.pages import Page, Row
from data_samples.shapes.visits import particulars, totals

if TYPE_CHECKING:
    from datetime import date

    from data_samples.families import Families
    from data_samples.shapes.visits import Stage

_MEASURES = ("phq9", "gad7", "kpcs", "swemwbs")
_ETHNICITIES = ("White British", "Asian or Asian British", "Black or Black British", "Prefer not to say")
_HUBS = ("Hub A", "Hub B", "Hub C")
_POINTS: tuple[tuple[Stage, str], ...] = (("before", "Start"), ("after", "End"))
_CAME = ("Y", "N", "DNA", "Apologies")


def family_hubs(families: Families) -> tuple[Page, ...]:
    """One row a user and measure, pre and post score side by side, and the quarter of the post score.

    The measures, and that a row has its ethnicity and quarter, are facts/measures.md section 1;
    the headers are this project's own.
    """
    headers: Row = ["Service user ID", "Family hub", "Ethnicity", "Measure", "Pre score", "Post score"]
    headers += ["Quarter of post score"]
    codes = family_ids(families.ids, prefix="SU")
    held = {form_id: totals(families, form(form_id).scores[0]) for form_id in _MEASURES}
    rows: list[Row] = []
    for place, code in enumerate(codes):
        own: Row = [code, _HUBS[place % 3], _ETHNICITIES[place % 4]]
        for form_id in _MEASURES:
            before, after = held[form_id]["before"][place], held[form_id]["after"][place]
            if before is not None or after is not None:
                quarter = None if after is None else _quarter(families.when.after_date[place].astype(object))
                rows.append([*own, form(form_id).label, before, after, quarter])
        if place % 7 == 0:
            rows.append([*own, "Other", 3, 5, None])
    return (Page(name="PPS", rows=[headers, *rows]),)


def attendance(families: Families) -> tuple[Page, ...]:
    """Who came to which session: no questionnaire at all."""
    sessions = [f"Session {number} ({12 + number}/01/2026)" for number in range(1, 7)]
    rng = stream(families.seed, "attendance")
    came = rng.choice(_CAME, (len(families), len(sessions)), p=[0.7, 0.15, 0.1, 0.05]).tolist()
    rows: list[Row] = [
        [code, COURSE.roles[place % 6][0], *came[place]]
        for place, code in enumerate(family_ids(families.ids, prefix="D"))
    ]
    title: list[Row] = [["Attendance list, spring course (made-up data)"], []]
    return (Page(name="Attendance", rows=[*title, ["Delegate code", "Role", *sessions], *rows]),)


def families_and_scores(families: Families) -> tuple[Page, ...]:
    """Particulars on one sheet, one row a family; scores on another, one row a visit."""
    known = ("site", "practitioner", "referral_date", "first_contact", "second_contact", "end_date")
    headers: Row = ["Family ID", "Site", "Worker", "Referral date", "First contact", "Second contact"]
    headers += ["End date"]
    codes = family_ids(families.ids)
    own = [[code, *cells] for code, cells in zip(codes, particulars(families, *known), strict=True)]
    scores: Row = ["Family ID", "Date", "Stage", "PHQ-9 total", "KPCS total"]
    held = {form_id: totals(families, form(form_id).scores[0]) for form_id in ("phq9", "kpcs")}
    rows: list[Row] = []
    for stage, word in _POINTS:
        day = families.when.before_date if stage == "before" else families.when.after_date
        for place, code in enumerate(codes):
            said = [held[form_id][stage][place] for form_id in ("phq9", "kpcs")]
            if any(score is not None for score in said):
                rows.append([code, day[place].astype(object), word, *said])
    return (Page(name="Families", rows=[headers, *own]), Page(name="Scores", rows=[scores, *rows]))


def _quarter(day: date) -> str:
    """The quarter of the financial year, which begins in April."""
    year = day.year if day.month > 3 else day.year - 1
    return f"Q{(day.month - 4) % 12 // 3 + 1} {year}-{(year + 1) % 100:02d}"
