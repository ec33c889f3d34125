"""What the made-up shapes hold, worked out by hand from the raw file: nothing here uses the library.

Each function gives a frame with one row a score: `family` (and referral), `scale`, `rater`,
`stage`, `day`, `score`. The columns are named as the file has them, or counted from 0.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd

from data_samples import path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Found = list[tuple[str, str, str, str, date | None, float | None]]

COLUMNS = ["family", "scale", "rater", "stage", "day", "score"]
HOW_OFTEN = {"Not at all": 0, "Several days": 1, "More than half the days": 2, "Nearly every day": 3}
HOW_MUCH = {"None of the time": 1, "Rarely": 2, "Some of the time": 3, "Often": 4, "All of the time": 5}
# SWEMWBS raw to metric: facts/measures.md section 5.6 (Stewart-Brown 2009).
METRIC = dict(
    zip(
        range(7, 36),
        (
            *(7.00, 9.51, 11.25, 12.40, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36, 16.88, 17.43, 17.98),
            *(18.59, 19.25, 19.98, 20.73, 21.54, 22.35, 23.21, 24.11, 25.03, 26.02, 27.03, 28.13, 29.31),
            *(30.70, 32.55, 35.00),
        ),
        strict=True,
    )
)


def sheet(name: str, page: int | str = 0) -> list[list[object]]:
    """The rows of a workbook's sheet as openpyxl reads them."""
    book = openpyxl.load_workbook(path(name))
    found = book.worksheets[page] if isinstance(page, int) else book[page]
    return [list(row) for row in found.iter_rows(values_only=True)]


def text(name: str, encoding: str = "utf-8-sig") -> list[list[str]]:
    """The rows of a text file, all of it text."""
    with path(name).open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def phq(words: Sequence[object]) -> int | None:
    """The sum of answers in words from 0 to 3; None where one is blank."""
    return None if any(word in {None, ""} for word in words) else sum(HOW_OFTEN[str(word)] for word in words)


def swemwbs(words: Sequence[object]) -> float | None:
    """The metric score of seven answers in words."""
    return None if any(word in {None, ""} for word in words) else METRIC[sum(HOW_MUCH[str(w)] for w in words)]


def added(numbers: Sequence[object], highest: int = 3) -> int | None:
    """The sum of answers in numbers; None where one is blank or no answer."""
    codes = [int(str(number)) if number not in {None, ""} else None for number in numbers]
    known = [code for code in codes if code is not None and 0 <= code <= highest]
    return sum(known) if len(known) == len(codes) else None


def uk(said: object) -> date | None:
    """The day of "31/12/2025 10:15:00"; None of a blank."""
    return datetime.strptime(str(said)[:10], "%d/%m/%Y").date() if said else None


def iso(said: object) -> date:
    """The day of a date cell, or of "2025-12-31 10:15"."""
    return said.date() if isinstance(said, datetime) else date.fromisoformat(str(said)[:10])


def frame(rows: Iterable[tuple[str, str, str, str, date | None, float | None]]) -> pd.DataFrame:
    """Scores as a frame; those that could not be worked out are left off, families are told by folded ids."""
    kept = [(" ".join(row[0].split()).casefold(), *row[1:]) for row in rows if row[5] is not None]
    return pd.DataFrame(kept, columns=COLUMNS)


def both(
    rows: Iterable[Sequence[Any]],
    *,
    family: int,
    stage: int,
    stages: dict[str, str],
    day: int,
    read_day: Callable[[Any], date | None],
    scales: dict[str, tuple[int, int, Callable[[Sequence[Any]], float | None]]],
) -> pd.DataFrame:
    """Forms in rows: `scales` says where each one's answers start and end, and how they are added up."""
    return frame(
        (
            str(row[family]),
            scale,
            "parent",
            stages[str(row[stage])],
            read_day(row[day]),
            score(row[start:end]),
        )
        for row in rows
        for scale, (start, end, score) in scales.items()
    )


def ms_forms() -> pd.DataFrame:
    rows = sheet("shape_ms_forms")[1:]
    # Behind 8 columns of the tool each question has three: its answer, its points, its feedback.
    answers = [[row[0], row[2], *row[8::3]] for row in rows]
    return both(
        answers,
        family=2,
        stage=3,
        stages={"The start of our work": "baseline", "The end of our work": "end"},
        day=1,
        read_day=iso,
        scales={"phq9.total": (4, 13, phq), "gad7.total": (13, 20, phq)},
    )


def google_forms() -> pd.DataFrame:
    found = both(
        # The third question of the PHQ-9 stands in its first column or, later, in the last.
        [[*row[:6], row[6] or row[-1], *row[7:]] for row in text("shape_google_forms")[1:]],
        family=2,
        stage=3,
        stages={"Our first form": "baseline", "Our last form": "end"},
        day=0,
        read_day=uk,
        scales={"phq9.total": (4, 13, phq), "swemwbs.total": (13, 20, swemwbs)},
    )
    return found.drop_duplicates()  # forms sent twice on a day, word for word


def survey_monkey() -> pd.DataFrame:
    return both(
        text("shape_survey_monkey")[2:],
        family=9,
        stage=10,
        stages={"Before our first meeting": "baseline", "After our last meeting": "end"},
        day=3,
        read_day=lambda said: datetime.strptime(said[:10], "%m/%d/%Y").date(),
        scales={"phq9.total": (11, 20, phq), "gad7.total": (20, 27, phq)},
    )


def smart_survey() -> pd.DataFrame:
    return both(
        text("shape_smart_survey")[1:],
        family=11,
        stage=12,
        stages={"Pre": "baseline", "Post": "end"},
        day=7,
        read_day=uk,
        scales={"phq9.total": (13, 22, phq), "swemwbs.total": (22, 29, swemwbs)},
    )


def qualtrics() -> pd.DataFrame:
    real = [row for row in text("shape_qualtrics")[3:] if row[2] == "IP Address"]

    def metric(codes: Sequence[str]) -> float | None:
        total = added(codes, highest=5)
        return None if total is None else METRIC[total]

    return both(
        real,
        family=17,
        stage=18,
        stages={"Before the work": "baseline", "After the work": "end"},
        day=1,
        read_day=iso,
        scales={"phq9.total": (19, 28, phq), "swemwbs.total": (28, 35, metric)},
    )


def redcap_raw() -> pd.DataFrame:
    head, *rows = text("shape_redcap_raw")
    asked = [row for row in rows if not row[head.index("redcap_repeat_instrument")]]
    phq9, core = head.index("phq9_1"), head.index("core10_1")
    stages = {"baseline_arm_1": "baseline", "end_of_work_arm_1": "end"}
    found: Found = []
    for row in asked:
        who, stage = row[0], stages[row[1]]
        day = iso(row[head.index("phq9_timestamp")])
        found.append((who, "phq9.total", "parent", stage, day, added(row[phq9 : phq9 + 9])))
        # CORE-10: questions 2 and 3 are turned round; with one missing the others stand for it.
        codes = [int(code) if code else None for code in row[core : core + 10]]
        turned = [
            4 - code if code is not None and place in {1, 2} else code for place, code in enumerate(codes)
        ]
        known = [code for code in turned if code is not None]
        score = sum(known) * 10 / len(known) if len(known) >= 9 else None
        found.append((who, "core10.total", "parent", stage, None, score))
    return frame(found)


def redcap_labels() -> pd.DataFrame:
    head, *rows = text("shape_redcap_labels")
    phq9, gad7 = head.index("PHQ-9 question 1"), head.index("GAD-7 question 1")
    return both(
        rows,
        family=0,
        stage=1,
        stages={"Baseline": "baseline", "End of work": "end"},
        day=head.index("Survey Timestamp"),
        read_day=iso,
        scales={"phq9.total": (phq9, phq9 + 9, phq), "gad7.total": (gad7, gad7 + 7, phq)},
    )


def kobo() -> pd.DataFrame:
    head, *rows = sheet("shape_kobo", "Parents and babies")
    moved = head.index("wellbeing/phq9_3")

    def worded(name: object) -> str:
        return str(name).replace("_", " ").capitalize() if name else ""

    answers = []
    for row in rows:
        phq9 = [worded(one) for one in [*row[6:8], row[8] or row[moved], *row[9:15]]]
        answers.append([row[1], row[4], row[5], *phq9, *(worded(one) for one in row[15:22])])
    return both(
        answers,
        family=1,
        stage=2,
        stages={"start_of_work": "baseline", "end_of_work": "end"},
        day=0,
        read_day=iso,
        scales={"phq9.total": (3, 12, phq), "swemwbs.total": (12, 19, swemwbs)},
    )


def iaptus_like() -> pd.DataFrame:
    head, *rows = text("shape_iaptus_like")
    at = {name: head.index(name) for name in head}
    count = {"PHQ-9": 9, "GAD-7": 7}
    ids = {"PHQ-9": "phq9.total", "GAD-7": "gad7.total"}
    return frame(
        (
            f"{row[at['Local Patient ID']]}/{row[at['Referral ID']]}",
            ids[row[at["Questionnaire"]]],
            "parent",
            "",
            uk(row[at["Appointment Date"]]),
            added(row[at["Q1"] : at["Q1"] + count[row[at["Questionnaire"]]]]),
        )
        for row in rows
        if row[at["Attendance"]] == "Attended"
    )


def lamplight_like() -> pd.DataFrame:
    head, *rows = sheet("shape_lamplight_like")
    at = {name: head.index(name) for name in head}
    ids = {"PHQ-9": "phq9.total", "KPCS": "kpcs.total", "PIR-GAS": "pir_gas.rating"}
    stages = {"Start": "baseline", "Interim": "review", "End": "end"}
    return frame(
        (
            f"{row[at['Family ID']]} {row[at['Baby']]}",  # twins are followed apart
            ids[str(row[at["Outcome"]])],
            str(row[at["Completed by"]]).casefold(),
            stages[str(row[at["Point in time"]])],
            iso(row[at["Outcome date"]]),
            float(str(row[at["Score"]])),
        )
        for row in rows
    )


def merged_groups() -> pd.DataFrame:
    rows = sheet("shape_merged_groups")[8:]
    found: Found = []
    for row in rows:
        if not str(row[0]).startswith("F"):  # subtotals, totals, empty rows
            continue
        for start, stage in ((3, "baseline"), (20, "end")):
            day = iso(row[start]) if row[start] else None
            answers = [one if isinstance(one, int) else None for one in row[start + 1 : start + 17]]
            found.append((str(row[0]), "phq9.total", "parent", stage, day, added(answers[:9])))
            found.append((str(row[0]), "gad7.total", "parent", stage, day, added(answers[9:])))
    return frame(found)


def sheet_a_worker() -> pd.DataFrame:
    book = openpyxl.load_workbook(path("shape_sheet_a_worker"))
    found: Found = []
    for page in book.worksheets:
        if not page.title.startswith("Worker "):
            continue
        for row in page.iter_rows(min_row=3, values_only=True):
            if row[0] == "Total":
                continue
            for start, stage in ((2, "baseline"), (5, "end")):
                day = iso(row[start]) if row[start] else None
                for place, scale, highest in ((1, "phq9.total", 27), (2, "kpcs.total", 45)):
                    cell = row[start + place]
                    held = isinstance(cell, int) and cell <= highest
                    found.append(
                        (str(row[0]), scale, "parent", stage, day, float(str(cell)) if held else None)
                    )
    return frame(found)


def sheet_a_site() -> pd.DataFrame:
    book = openpyxl.load_workbook(path("shape_sheet_a_site"))
    stages = {"Initial": "baseline", "Final": "end"}
    found: Found = []
    for page in book.worksheets:
        head, *rows = page.iter_rows(values_only=True)
        for cells in rows:
            row = dict(zip(head, cells, strict=True))
            who, stage, day = str(row["Family ID"]), stages[str(row["Stage"])], iso(row["Date"])
            for name, scale in (("PHQ-9 total", "phq9.total"), ("GAD-7 total", "gad7.total")):
                cell = row[name]
                found.append((who, scale, "parent", stage, day, cell if isinstance(cell, int) else None))
    return frame(found)


def _one_stage(
    rows: Sequence[Sequence[Any]], stage: str, read_day: Callable[[Any], date | None]
) -> pd.DataFrame:
    found: Found = []
    for row in rows[1:]:
        day = read_day(row[1])
        found.append((str(row[0]), "phq9.total", "parent", stage, day, added(row[2:11])))
        kpcs = None if row[11] in {None, ""} else float(str(row[11]))
        found.append((str(row[0]), "kpcs.total", "parent", stage, day, kpcs))
    return frame(found)


def pre_and_post() -> pd.DataFrame:
    pages = (("Pre", "baseline"), ("Post", "end"))
    return pd.concat([_one_stage(sheet("shape_pre_and_post", page), stage, iso) for page, stage in pages])


def two_files() -> pd.DataFrame:
    files = (("shape_before_file", "baseline"), ("shape_after_file", "end"))
    return pd.concat([_one_stage(text(name), stage, uk) for name, stage in files])


def family_hubs() -> pd.DataFrame:
    ids = {"PHQ-9": "phq9.total", "GAD-7": "gad7.total", "KPCS": "kpcs.total", "SWEMWBS": "swemwbs.total"}
    found: Found = []
    for who, _, _, measure, pre, post, _ in text("shape_family_hubs")[1:]:
        for said, stage in ((pre, "baseline"), (post, "end")):
            if measure in ids and said:
                score = METRIC[int(said)] if measure == "SWEMWBS" else float(said)
                found.append((who, ids[measure], "parent", stage, None, score))
    return frame(found)


def families_and_scores() -> pd.DataFrame:
    stages = {"Start": "baseline", "End": "end"}
    found: Found = []
    for who, day, stage, phq9, kpcs in sheet("shape_families_and_scores", "Scores")[1:]:
        for scale, score in (("phq9.total", phq9), ("kpcs.total", kpcs)):
            held = None if score is None else float(str(score))
            found.append((str(who), scale, "parent", stages[str(stage)], iso(day), held))
    return frame(found)


def _core10(codes: Sequence[str]) -> float | None:
    """CORE-10 from codes as printed: two questions turned round; with one missing the others stand for it."""
    turned = [
        4 - int(code) if place in {1, 2} else int(code) for place, code in enumerate(codes) if code != ""
    ]
    return sum(turned) * 10 / len(turned) if len(turned) >= 9 else None


def _of_warehouse(name: str, scores: Callable[[list[str]], dict[str, float | None]]) -> pd.DataFrame:
    """Rows without an id are left out, and one of two that are alike; `scores` are those behind column 11."""
    stages = {"Baseline": "baseline", "Review": "review", "End": "end"}
    rows = {tuple(row): row for row in text(name)[1:] if row[0]}.values()
    return frame(
        (row[0], f"{scale}.total", "parent", stages[row[8]], iso(row[9]), score)
        for row in rows
        for scale, score in scores(row[11:]).items()
    )


def warehouse() -> pd.DataFrame:
    names = ("phq9", "gad7", "core10")
    return _of_warehouse(
        "shape_warehouse",
        lambda cells: {
            name: None if cell in {"", "999"} else float(cell)
            for name, cell in zip(names, cells, strict=True)
        },
    )


def warehouse_answers() -> pd.DataFrame:
    return _of_warehouse(
        "shape_warehouse_answers",
        lambda cells: {
            "phq9": added(cells[:9]),
            "gad7": added(cells[9:16]),
            "core10": _core10(cells[16:]),
        },
    )
