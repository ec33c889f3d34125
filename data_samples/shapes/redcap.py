"""REDCap: one row a record and event, raw or with labels; repeated instruments, boxes, absent events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_samples.families import family_ids
from data_samples.shapes.pages import Page, Row
from data_samples.shapes.visits import in_words, particulars, visits

if TYPE_CHECKING:
    from datetime import date

    from data_samples.families import Families
    from data_samples.shapes.visits import Visit

_EVENTS = {"before": ("baseline_arm_1", "Baseline"), "after": ("end_of_work_arm_1", "End of work")}
_WORRIES = ("Sleep", "Feeding", "Crying, a lot")
_NOT_KNOWN = -9  # the code that the made-up project uses for a refused answer
_REFUSED = 8  # one visit in so many has one


def redcap_raw(families: Families) -> tuple[Page, ...]:
    """Raw: variable names and codes; a repeated instrument has rows of its own, without answers."""
    headers: Row = ["record_id", "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance"]
    headers += ["redcap_data_access_group", "redcap_survey_identifier", "site", "referral_date"]
    headers += [f"worries___{place}" for place in range(1, len(_WORRIES) + 1)]
    headers += ["about_the_family_complete", "phq9_timestamp"]
    headers += [f"phq9_{item}" for item in range(1, 10)] + ["phq9_total", "phq9_complete"]
    headers += [f"core10_{item}" for item in range(1, 11)] + ["core10_complete"]
    headers += ["contact_date", "contact_kind", "contacts_complete"]
    rows = []
    for family, own, came in _records(families):
        for place, visit in enumerate(came):
            phq9 = _with_refusal(visit, visit.family + place)
            total = None if None in phq9 or _NOT_KNOWN in phq9 else sum(filter(None, phq9))
            row: Row = [family + 1, _EVENTS[visit.stage][0], None, None, "team_a", None]
            row += [*own, *_ticked(visit.family, 1, 0), 2] if place == 0 else [None] * 6
            row += [visit.at.strftime("%Y-%m-%d %H:%M"), *phq9, total, 2, *visit.answers["core10"], 2]
            rows.append([*row, None, None, None])
        blanks: Row = [None] * (len(headers) - 9)
        rows += [
            [family + 1, "baseline_arm_1", "contacts", number, "team_a", None, *blanks, day, kind, 2]
            for number, (day, kind) in enumerate(_contacts(came), start=1)
        ]
    return (Page(name="Sheet1", rows=[headers, *rows]),)


def redcap_labels(families: Families) -> tuple[Page, ...]:
    """Labels: what the form says in place of names and codes; every instrument ends in `Complete?`."""
    headers: Row = ["Record ID", "Event Name", "Repeat Instrument", "Repeat Instance", "Data Access Group"]
    headers += ["Survey Identifier", "Site", "Date of referral"]
    headers += [f"What worries you? (choice={worry})" for worry in _WORRIES]
    headers += ["Complete?", "Survey Timestamp", *(f"PHQ-9 question {item}" for item in range(1, 10))]
    headers += ["PHQ-9 total", "Complete?"]
    headers += [*(f"GAD-7 question {item}" for item in range(1, 8)), "Complete?"]
    codes = family_ids(families.ids, prefix="PI-")
    rows = []
    for family, own, came in _records(families):
        for place, visit in enumerate(came):
            phq9 = visit.answers["phq9"]
            total = None if None in phq9 else sum(filter(None, phq9))
            row: Row = [codes[family], _EVENTS[visit.stage][1], None, None, "Team A", None]
            boxes = _ticked(visit.family, "Checked", "Unchecked")
            row += [*own, *boxes, "Complete"] if place == 0 else [None] * 6
            row += [visit.at.strftime("%Y-%m-%d %H:%M"), *in_words("phq9", phq9), total, "Complete"]
            rows.append([*row, *in_words("gad7", visit.answers["gad7"]), "Complete"])
    return (Page(name="Sheet1", rows=[headers, *rows]),)


def _records(families: Families) -> list[tuple[int, Row, list[Visit]]]:
    """Each family with its site, its date of referral and its visits; an event that was not has none."""
    came = visits(families, ("phq9", "gad7", "core10"))
    own: list[Row] = particulars(families, "site", "referral_date")
    by_family: dict[int, list[Visit]] = {}
    for visit in came:
        by_family.setdefault(visit.family, []).append(visit)
    return [(family, own[family], visited) for family, visited in sorted(by_family.items())]


def _with_refusal(visit: Visit, number: int) -> list[int | None]:
    answers = list(visit.answers["phq9"])
    if number % _REFUSED == _REFUSED - 1:
        answers[number % 9] = _NOT_KNOWN
    return answers


def _ticked(number: int, yes: int | str, no: int | str) -> Row:
    return [yes if (number + place) % 3 == 0 else no for place in range(len(_WORRIES))]


def _contacts(came: list[Visit]) -> list[tuple[date, str]]:
    return [(visit.day, "Home visit") for visit in came]
