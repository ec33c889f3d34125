"""Workbooks kept by hand: groups over groups, one sheet a worker or a site, before apart from after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from data_samples.families import family_ids, practitioners
from data_samples.forms import form
from data_samples.shapes.pages import Cell, Page, Row
from data_samples.shapes.visits import Visit, particulars, totals, visits

if TYPE_CHECKING:
    from datetime import date

    from data_samples.families import Families
    from data_samples.shapes.visits import Stage

_GROUPS = (("PHQ-9", "phq9", 9), ("GAD-7", "gad7", 7))
_STAGES: tuple[tuple[Stage, str], ...] = (("before", "Before"), ("after", "After"))
_MISSED = ("DNA", "n/a", None, "999")


def merged_groups(families: Families) -> tuple[Page, ...]:
    """Titles; "Before" and "After" over questionnaires over questions; subtotals by site; a foot."""
    start = 4  # the column (from 1) of the first group
    width = 1 + sum(count for _, _, count in _GROUPS)
    above: Row = [None] * (start - 1)
    middle: Row = [None] * (start - 1)
    names: Row = ["Family no.", "Site", "Worker"]
    merged = []
    for number, (_, stage) in enumerate(_STAGES):
        first = start + number * width
        merged.append(_area(6, first, first + width - 1))
        above += [stage, *([None] * (width - 1))]
        middle.append(None)
        names.append("Date")
        at = first + 1
        for short, _, count in _GROUPS:
            merged.append(_area(7, at, at + count - 1))
            middle += [short, *([None] * (count - 1))]
            names += [f"Q{item}" for item in range(1, count + 1)]
            at += count
    title: list[Row] = [
        ["Riverside Parent–Infant Service: questionnaires (made-up data, no real people)"],
        ["Kept by hand. DNA = did not attend, 999 = not known."],
        [],
        ["Last updated", "October"],
        [],
    ]
    rows = _by_site(families, len(names))
    return (Page(name="Scores 2025-26", rows=[*title, above, middle, names, *rows], merged=tuple(merged)),)


def sheet_a_worker(families: Families) -> tuple[Page, ...]:
    """A sheet for each worker, a summary before them, an empty one to copy and a hidden old one."""
    headers: Row = ["Family no.", "Site", "Date of first questionnaire", "PHQ-9 before", "KPCS before"]
    headers += ["Date of last questionnaire", "PHQ-9 after", "KPCS\xa0after", "Notes"]
    held = {form_id: totals(families, form(form_id).scores[0]) for form_id in ("phq9", "kpcs")}
    codes = family_ids(families.ids)
    sites = particulars(families, "site")
    pages: list[Page] = []
    summary: list[Row] = []
    for number, worker in enumerate(practitioners()):
        rows: list[Row] = []
        for place in range(len(families)):
            if families.practitioner[place] != number:
                continue
            row: Row = [codes[place], sites[place][0]]
            for stage, _ in _STAGES:
                scores = [held[form_id][stage][place] for form_id in ("phq9", "kpcs")]
                told = [_MISSED[(place + len(row)) % 4] if score is None else score for score in scores]
                row += [_day(families, place, stage), *told]
            rows.append([*row, None])
        if not rows:
            continue
        foot: Row = ["Total", None, None, *[_sum(rows, column) for column in (3, 4)]]
        foot += [None, *[_sum(rows, column) for column in (6, 7)]]
        pages.append(Page(name=f"Worker {worker}", rows=[[f"Families of {worker}"], headers, *rows, foot]))
        summary.append([worker, len(rows)])
    first = Page(name="Summary", rows=[["Caseloads"], ["Worker", "Number of families"], *summary])
    blank = Page(name="Blank (copy me)", rows=[["Families of ..."], headers])
    left: Row = ["F9999", "Riverside", None, 20, 30]
    old = Page(name="Old", rows=[["Families of P00"], headers, left], hidden=True)
    return (first, *pages, blank, old)


def sheet_a_site(families: Families) -> tuple[Page, ...]:
    """A sheet for each site, one row a visit; the sites keep their columns in an order of their own."""
    names = ["Family ID", "Date", "Stage", "PHQ-9 total", "GAD-7 total", "Worker"]
    rows: dict[str, list[dict[str, Cell]]] = {}
    sites = particulars(families, "site", "practitioner")
    for visit in visits(families, ("phq9", "gad7")):
        site, worker = sites[visit.family]
        stage = "Initial" if visit.stage == "before" else "Final"
        cells: Row = [visit.code, visit.day, stage, _total(visit, "phq9"), _total(visit, "gad7"), worker]
        rows.setdefault(str(site), []).append(dict(zip(names, cells, strict=True)))
    pages = []
    for number, (site, found) in enumerate(sorted(rows.items())):
        order = [*names[number % 3 + 1 :], *names[: number % 3 + 1]] if number else names
        pages.append(Page(name=site, rows=[order, *([row[name] for name in order] for row in found)]))
    return tuple(pages)


def pre_and_post(families: Families) -> tuple[Page, ...]:
    """Sheets "Pre" and "Post" with the same columns, to be joined by id; neither has all families."""
    return tuple(Page(name=name, rows=_one_stage(families, stage)) for stage, name in _PRE_POST)


def before_file(families: Families) -> tuple[Page, ...]:
    """The first of two files: everybody's first questionnaires."""
    return (Page(name="Sheet1", rows=_one_stage(families, "before")),)


def after_file(families: Families) -> tuple[Page, ...]:
    """The second of two files: the last questionnaires of whoever came back."""
    return (Page(name="Sheet1", rows=_one_stage(families, "after")),)


_PRE_POST: tuple[tuple[Stage, str], ...] = (("before", "Pre"), ("after", "Post"))


def _one_stage(families: Families, stage: Stage) -> list[Row]:
    """One row a family at one stage; ids are typed as people type them."""
    headers: Row = ["Family ID", "Date", *(f"PHQ-9 Q{item}" for item in range(1, 10)), "KPCS total"]
    kpcs = totals(families, form("kpcs").scores[0])[stage]
    rows: list[Row] = []
    for visit in visits(families, ("phq9",)):
        if visit.stage == stage:
            code = f" {visit.code.lower()}" if visit.family % 6 == 1 else visit.code
            rows.append([code, visit.day, *visit.answers["phq9"], kpcs[visit.family]])
    return [headers, *rows]


def _by_site(families: Families, width: int) -> list[Row]:
    """The families of each site and a subtotal below them, then the totals of all."""
    came = {(visit.family, visit.stage): visit for visit in visits(families, ("phq9", "gad7"))}
    known = particulars(families, "site", "practitioner")
    codes = family_ids(families.ids)
    rows: list[Row] = []
    every: list[Row] = []
    for site in sorted({str(site) for site, _ in known}):
        own: list[Row] = []
        for place, code in enumerate(codes):
            if known[place][0] != site:
                continue
            row: Row = [code, site, known[place][1]]
            for stage, _ in _STAGES:
                visit = came.get((place, stage))
                row += _filled(visit, place)
            own.append(row)
        rows += [*own, [f"Subtotal {site}", *_sums(own, width)], []]
        every += own
    return [*rows, ["Total", *_sums(every, width)], ["Average", *([None] * (width - 1))]]


def _filled(visit: Visit | None, place: int) -> Row:
    """A date and the answers; where nothing was filled in, blanks or what people write instead."""
    if visit is None:
        missed: Row = [None] * (1 + sum(count for _, _, count in _GROUPS))
        missed[1] = _MISSED[place % 4]
        return missed
    return [visit.day, *visit.answers["phq9"], *visit.answers["gad7"]]


def _sums(rows: list[Row], width: int) -> Row:
    return [_sum(rows, column) if column > 3 else None for column in range(1, width)]


def _sum(rows: list[Row], column: int) -> int | None:
    numbers = [row[column] for row in rows if isinstance(row[column], int)]
    return sum(number for number in numbers if isinstance(number, int)) if numbers else None


def _total(visit: Visit, form_id: str) -> int | str | None:
    answers = visit.answers[form_id]
    known = [answer for answer in answers if answer is not None]
    return sum(known) if len(known) == len(answers) else "incomplete"


def _day(families: Families, place: int, stage: Stage) -> date | None:
    here = families.has_before if stage == "before" else families.has_after
    day = families.when.before_date if stage == "before" else families.when.after_date
    return day[place].astype(object) if here[place] else None


def _area(row: int, first: int, last: int) -> str:
    return f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}"
