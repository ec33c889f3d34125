"""Who came to courses, and course by course how many booked, came, stayed and answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import training as charts
from evaluation.reports.report import Bullets, Paragraph, Section, Statement
from evaluation.reports.setting import Made, seen, some
from evaluation.reports.training.tables import courses_table, parts_table, rates_table
from evaluation.reports.training.words import level_name, limits

if TYPE_CHECKING:
    from evaluation.charts.table import Table
    from evaluation.reports.report import Block
    from evaluation.reports.setting import Setting
    from evaluation.training.evidence import CourseFinding, TrainingEvidence, TrainingReach


def reach(setting: Setting) -> Made:
    """Everybody who came, by role, month and what else is known of them, and which roles are missing."""
    training = setting.training
    if training is None or training.reach is None:
        return Made()
    found = training.reach
    blocks: list[Block] = [Statement(wording.sentence(found.sentence)), everybody(found)]
    for place, breakdown in enumerate(found.breakdowns):
        drawn = setting.whole or place == 0 or breakdown.id == "month"
        chart = seen(charts.reach_bars(found, breakdown)) if drawn else None
        blocks += some(chart, charts.reach_table(found, breakdown) if setting.whole or not chart else None)
    missing = charts.missing_roles_table(found)
    blocks += [missing] if missing else []
    own = limits(found.caveats, training)
    blocks += [Bullets(own)] if own else []
    return Made(tuple(blocks))


def everybody(found: TrainingReach) -> Paragraph:
    """People, places and those who came again, in a line."""
    about = "about " if found.rounded else ""
    people = f"{_about(found.people, about)}{wording.plural(found.people, 'person', 'people')}"
    places = f"{_about(found.places, about)}{wording.plural(found.places, 'place', 'places')}"
    unsigned = ""
    if found.unsigned is None or found.unsigned:
        several = wording.plural(found.unsigned, "place is of somebody", "places are of people")
        unsigned = f" {wording.capital(_about(found.unsigned, about) + several)} who can't be told apart."
    return Paragraph(
        f"{wording.capital(people)} came, taking {places}; {wording.rate(found.repeat)} came again.{unsigned}"
    )


def _about(n: int | None, about: str) -> str:
    return "" if n is None else about


def courses(setting: Setting) -> Made:
    """All courses in a table, and a section each: its way to the form, its sessions, who completed it."""
    training = setting.training
    if training is None or not training.courses:
        return Made()
    return Made(
        (courses_table(training.courses),),
        tuple(_course(found, training, whole=setting.whole) for found in training.courses),
    )


def _course(found: CourseFinding, training: TrainingEvidence, *, whole: bool) -> Section:
    """One course; in the `whole` its charts have their tables beside them."""
    own = limits(found.caveats, training)
    flow = charts.course_flow(found) if whole else None
    sessions = seen(charts.sessions_bars(found))
    attended, bars = _attended(found), seen(charts.attendance_bars(found)) if whole else None
    return Section(
        id=f"course-{found.key}",
        heading=found.name,
        level=2,
        blocks=some(
            Statement(wording.sentence(found.sentence)),
            flow,
            None if flow else charts.course_flow_table(found),
            sessions,
            charts.course_table(found) if len(found.sessions) > 1 and (whole or not sessions) else None,
            replace(bars, data=attended) if bars and attended else None,
            attended,
            parts_table(
                found.by, f"{found.name}: those who came by {found.by.label.lower()}", name="Who came"
            )
            if found.by and whole
            else None,
            Paragraph(levels_line(found)),
            Bullets(own) if own else None,
        ),
    )


def _attended(found: CourseFinding) -> Table | None:
    """To how many sessions learners came, and how many came to all; None where neither is known."""
    rates = [(_sessions(rate.outcome), rate) for rate in found.attended]
    rates += [("All sessions", found.completed)] if found.completed else []
    if not rates:
        return None
    return rates_table(f"{found.name}: sessions attended and completion", "Came to", rates, name="Completion")


def _sessions(number: str) -> str:
    return f"{number} {'session' if number == '1' else 'sessions'}"


def levels_line(found: CourseFinding) -> str:
    """How far a course's evaluation reaches."""
    if not found.levels:
        return "Nothing was asked of learners, so its evaluation reaches none of Kirkpatrick's levels."
    names = wording.listed(level_name(level).lower() for level in sorted(found.levels))
    return f"Its evaluation reaches, of Kirkpatrick's four levels: {names}."
