"""A boroughs' training strategy: who came, how many work there, skills before and after, referrals, a map."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from data_samples.families import make_families, stream
from data_samples.files import Text, cells
from data_samples.shapes.pages import Page
from data_samples.training.people import chosen, moved, people, rated, typed, worded
from data_samples.training.written import Written
from data_samples.wide import scores_frame

if TYPE_CHECKING:
    import numpy as np

    from data_samples.shapes.pages import Row
    from data_samples.training.people import Person

# Boroughs, how many learners come from each, its corners on the made-up map, its referrals a month.
_BOROUGHS: tuple[tuple[str, float, tuple[tuple[float, float], ...], float], ...] = (
    ("Riverside", 0.36, ((0, 0), (4, 0), (4, 3), (0, 3)), 21),
    ("Northbank", 0.27, ((0, 3), (4, 3), (5, 6), (1, 7)), 16),
    ("Millfield", 0.12, ((4, 0), (8, 1), (7, 4), (4, 3)), 12),
    ("Harbourside", 0.18, ((4, 3), (7, 4), (8, 7), (5, 6)), 17),
    ("St Wren's", 0.07, ((8, 1), (11, 2), (10, 6), (8, 7), (7, 4)), 9),
)
BOROUGHS = tuple(name for name, _, _, _ in _BOROUGHS)
_WORKFORCE = {
    "Health visitor": (31, 26, 14, 22, 9),
    "Social worker": (40, 35, 21, 30, 12),
    "Nursery nurse": (52, 38, 25, 34, 15),
    "Family worker": (18, 15, 9, 14, 6),
    "Infant massage teacher": (6, 4, 0, 5, 4),
}
_ABOUT = {
    "role": (
        ("Health visitor", 0.34),
        ("Social worker", 0.16),
        ("Nursery nurse", 0.30),
        ("Family worker", 0.18),
        ("Infant massage teacher", 0.02),
    ),
    "borough": tuple((name, share) for name, share, _, _ in _BOROUGHS),
    "caseload": (("Mostly low need", 0.3), ("Mixed", 0.4), ("Mostly highly vulnerable", 0.3)),
}
_COURSES = (
    ("Observing and reflecting", (date(2025, 4, 8), date(2025, 7, 1), date(2025, 10, 7))),
    ("Early signs of alarm", (date(2025, 5, 13), date(2025, 9, 9), date(2025, 11, 11))),
)
_SKILLS = (
    ("Observing and reflecting", "How skilled are you in observing a baby without stepping in?", 2.7),
    ("Observing and reflecting", "How skilled are you in reflecting on what a family stirs up in you?", 2.5),
    ("Early signs of alarm", "How skilled are you in noticing early signs of alarm in an infant?", 2.3),
    ("Early signs of alarm", "How skilled are you in talking with parents about what you notice?", 2.4),
)
_PACKAGES = (
    ("Observation", "Observing and reflecting"),
    ("Reflection", "Observing and reflecting"),
    ("Early signs", "Early signs of alarm"),
    ("Talking with parents", "Early signs of alarm"),
)
_WORDS = ("Not skilled", "A little skilled", "Fairly skilled", "Skilled", "Very skilled")
# The odd spaces in headers are what the form tool leaves of a question's layout.
_FORM = ("ID", "Start time", "Completion time", "Email", "Name", "Staff\xa0code", "Course", "Caseload")
_STATUS = (("Attended", 0.86), ("Did not attend", 0.08), ("Cancelled", 0.06))
_CORNER = (-31.0, 47.0)  # degrees: in the open Atlantic, where no borough is
_MONTHS = 24
_FIRST_MONTH = date(2024, 4, 1)
_TRAINING_FROM = date(2025, 4, 1)


def borough_strategy(learners: int, seed: int) -> tuple[Written, ...]:
    """The eight files of the strategy, for so many learners; the boroughs stay the same."""
    rng = stream(seed, "borough strategy")
    learning = people(rng, learners, _ABOUT, code="BR{:04d}")
    bookings, before, after = _came(rng, learning)
    british = Text(dates="%d/%m/%Y", encoding="utf-8-sig", line_end="\r\n")
    return (
        Written(file="attendance_list.csv", pages=(Page(name="list", rows=bookings),), text=british),
        Written(file="skills_before.xlsx", pages=(Page(name="Form1", rows=before),)),
        Written(file="skills_after.xlsx", pages=(Page(name="Form1", rows=after),)),
        Written(file="workforce.csv", pages=(Page(name="workforce", rows=_workforce()),)),
        Written(file="referrals_by_month.csv", pages=(Page(name="referrals", rows=_referrals(rng)),)),
        Written(file="packages.csv", pages=(Page(name="packages", rows=_packages()),)),
        Written(file="families.csv", pages=(Page(name="families", rows=_families(learners, seed)),)),
        Written(file="boundaries.geojson", content=_boundaries()),
    )


def _came(rng: np.random.Generator, learning: tuple[Person, ...]) -> tuple[list[Row], list[Row], list[Row]]:
    """Who booked which course, and the forms of those who came, before and after."""
    listed: list[tuple[date, int, Row]] = []
    before: list[Row] = []
    after: list[Row] = []
    for person in learning:
        now = [rated(rng, person, mean) for _, _, mean in _SKILLS]
        courses = _COURSES if rng.random() < 0.3 else (_COURSES[int(rng.integers(0, 2))],)
        for course, days in courses:
            day = days[int(rng.integers(0, len(days)))]
            status = chosen(rng, _STATUS, 1)[0]
            role = person["role"].upper() if rng.random() < 0.05 else person["role"]
            borough = f"{person['borough']} " if rng.random() < 0.05 else person["borough"]
            listed.append((day, person.number, [typed(rng, person.code), role, borough, course, day, status]))
            if status != "Attended":
                continue
            later = [
                moved(rng, score, 1.0 if skill[0] == course else 0.1)
                for score, skill in zip(now, _SKILLS, strict=True)
            ]
            if rng.random() < 0.9:
                before.append(_form(rng, person, course, day, now))
            if rng.random() < 0.75:
                after.append(_form(rng, person, course, day + timedelta(days=1), later))
            now = later
    rows: list[Row] = [["Staff code", "Job role", "Borough\xa0", "Course", "Date", "Attendance"]]
    rows += [row for _, _, row in sorted(listed, key=lambda entry: entry[:2])]
    asked = [question if place % 2 else f"{question}\xa0" for place, (_, question, _) in enumerate(_SKILLS)]
    headers: Row = [*_FORM, *asked]
    for forms in (before, after):
        forms.sort(key=lambda row: row[2])  # type: ignore[arg-type, return-value] # all are moments
        for number, row in enumerate(forms, start=1):
            row[0] = number
    return rows, [headers, *before], [headers, *after]


def _form(rng: np.random.Generator, person: Person, course: str, day: date, skills: list[int]) -> Row:
    started = datetime.combine(day, time(9, 0)) + timedelta(seconds=int(rng.integers(0, 1800)))
    done = started + timedelta(seconds=int(rng.integers(60, 500)))
    answers: Row = [worded(rng, skill, _WORDS, mixed=0.05) for skill in skills]
    code = typed(rng, person.code) if rng.random() >= 0.03 else None
    return [None, started, done, "anonymous", None, code, course, person["caseload"], *answers]


def _workforce() -> list[Row]:
    """Roles down and boroughs across, with totals both ways."""
    rows: list[Row] = [["Role", *BOROUGHS, "Total"]]
    rows += [[role, *counts, sum(counts)] for role, counts in _WORKFORCE.items()]
    columns = list(zip(*_WORKFORCE.values(), strict=True))
    return [*rows, ["Total", *map(sum, columns), sum(map(sum, columns))]]


def _referrals(rng: np.random.Generator) -> list[Row]:
    """Two years of referrals a month; more once training has begun, where most learners come from."""
    rows: list[Row] = [["Month", *BOROUGHS, "All boroughs"]]
    for place in range(_MONTHS):
        later = _FIRST_MONTH.month - 1 + place
        month = date(_FIRST_MONTH.year + later // 12, later % 12 + 1, 1)
        trained = max(0, (month - _TRAINING_FROM).days) / 365
        counts = [int(rng.poisson(usual * (1 + share * trained * 1.5))) for _, share, _, usual in _BOROUGHS]
        rows.append([month.strftime("%b %Y"), *counts, sum(counts)])
    return rows


def _packages() -> list[Row]:
    rows: list[Row] = [["Topic", "Course"]]
    rows += [[topic, course] for topic, course in _PACKAGES]
    return rows


def _families(learners: int, seed: int) -> list[Row]:
    """Families of the boroughs' own service, three to two learners; it does not work in the last borough."""
    frame = scores_frame(make_families(max(2, learners * 3 // 2), seed), ("pir_gas", "kpcs", "phq9"))
    borough = frame["site"].astype(object).replace("Café Lane Family Hub", "Harbourside")
    frame = frame.assign(site=borough).rename(columns={"site": "borough"})
    body = zip(*(cells(frame[name]) for name in frame.columns), strict=True)
    return [[str(name) for name in frame.columns], *map(list, body)]


def _boundaries() -> str:
    """A GeoJSON map of the boroughs; each is a simple polygon, drawn round against the clock."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[_point(x, y) for x, y in (*corners, corners[0])]],
            },
        }
        for name, _, corners, _ in _BOROUGHS
    ]
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _point(x: float, y: float) -> list[float]:
    return [round(_CORNER[0] + x / 20, 4), round(_CORNER[1] + y / 30, 4)]
