"""The shapes by name: what each is, how it is made, how its text files look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_samples.files import TABLE_EXTENSIONS, Text
from data_samples.shapes import by_hand, returns
from data_samples.shapes.case_systems import iaptus_like, lamplight_like
from data_samples.shapes.google_forms import google_forms
from data_samples.shapes.kobo import kobo
from data_samples.shapes.ms_forms import ms_forms
from data_samples.shapes.qualtrics import qualtrics
from data_samples.shapes.redcap import redcap_labels, redcap_raw
from data_samples.shapes.smart_survey import smart_survey
from data_samples.shapes.survey_monkey import survey_monkey

if TYPE_CHECKING:
    from collections.abc import Callable

    from data_samples.families import Families
    from data_samples.shapes.pages import Page

_PLAIN = Text()
_UK = Text(dates="%d/%m/%Y")
_EXCEL = Text(dates="%d/%m/%Y", encoding="utf-8-sig", line_end="\r\n")


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One shape: its name, what it is, its usual file kind, its size, and what lays its pages out.

    `file` is the name of its committed file without the ending, `families` how many it is made from. A plain
    table of any size has no pages: `data_samples.warehouse` makes it, with single `answers` or totals.
    """

    file: str
    description: str
    extension: str
    families: int
    pages: Callable[[Families], tuple[Page, ...]] | None = None
    text: Text = _PLAIN
    workbook_only: bool = False
    answers: bool = False

    @property
    def name(self) -> str:
        """The name by which the shape is asked for."""
        return f"shape_{self.file}"

    @property
    def extensions(self) -> tuple[str, ...]:
        """The endings of the files that it can be written as."""
        if self.pages is None:
            return TABLE_EXTENSIONS
        return (".xlsx",) if self.workbook_only else (".csv", ".tsv", ".xlsx")


SHAPES: tuple[Shape, ...] = (
    Shape(
        file="ms_forms",
        description="Microsoft Forms: a quiz's export to Excel, answers in words, odd spaces in headers",
        extension=".xlsx",
        families=26,
        pages=ms_forms,
    ),
    Shape(
        file="google_forms",
        description="Google Forms: grids as Question [row], a question deleted and added again",
        extension=".csv",
        families=26,
        pages=google_forms,
        text=_UK,
    ),
    Shape(
        file="survey_monkey",
        description="SurveyMonkey: two header rows, month-first dates, ticked boxes in columns",
        extension=".csv",
        families=24,
        pages=survey_monkey,
        text=Text(encoding="utf-8-sig"),
    ),
    Shape(
        file="smart_survey",
        description="SmartSurvey: tracking columns, numbered questions, forms left half done",
        extension=".csv",
        families=24,
        pages=smart_survey,
        text=_EXCEL,
    ),
    Shape(
        file="qualtrics",
        description="Qualtrics: three header rows, test responses, words and recoded numbers",
        extension=".csv",
        families=24,
        pages=qualtrics,
    ),
    Shape(
        file="redcap_raw",
        description="REDCap, raw: events, a repeated instrument, ticked boxes, -9 for refused",
        extension=".csv",
        families=24,
        pages=redcap_raw,
    ),
    Shape(
        file="redcap_labels",
        description="REDCap, labels: event and answer names in words, many columns called Complete?",
        extension=".csv",
        families=24,
        pages=redcap_labels,
    ),
    Shape(
        file="kobo",
        description="KoboToolbox: group/question headers, XML names, two versions of the form, repeats",
        extension=".xlsx",
        families=24,
        pages=kobo,
        workbook_only=True,
    ),
    Shape(
        file="iaptus_like",
        description="A case system: one row a questionnaire and contact, no stages, 999, second referrals",
        extension=".csv",
        families=30,
        pages=iaptus_like,
        text=_EXCEL,
    ),
    Shape(
        file="lamplight_like",
        description="A charity's system: one row an outcome, mothers and fathers, twins, reviews",
        extension=".xlsx",
        families=30,
        pages=lamplight_like,
    ),
    Shape(
        file="merged_groups",
        description="By hand: titles, Before and After over questionnaires over questions, subtotals by site",
        extension=".xlsx",
        families=28,
        pages=by_hand.merged_groups,
        workbook_only=True,
    ),
    Shape(
        file="sheet_a_worker",
        description="By hand: one sheet a worker, with totals; a summary, a blank and a hidden sheet",
        extension=".xlsx",
        families=40,
        pages=by_hand.sheet_a_worker,
        workbook_only=True,
    ),
    Shape(
        file="sheet_a_site",
        description="By hand: one sheet a site, one row a visit, columns in another order on each",
        extension=".xlsx",
        families=32,
        pages=by_hand.sheet_a_site,
        workbook_only=True,
    ),
    Shape(
        file="pre_and_post",
        description="By hand: sheets Pre and Post, to be joined by id",
        extension=".xlsx",
        families=24,
        pages=by_hand.pre_and_post,
        workbook_only=True,
    ),
    Shape(
        file="before_file",
        description="Two files: the first questionnaires, to be read with after_file",
        extension=".csv",
        families=24,
        pages=by_hand.before_file,
        text=_UK,
    ),
    Shape(
        file="after_file",
        description="Two files: the last questionnaires, to be read with before_file",
        extension=".csv",
        families=24,
        pages=by_hand.after_file,
        text=_UK,
    ),
    Shape(
        file="family_hubs",
        description="Family hubs return: one row a user and measure, pre and post score, quarter, ethnicity",
        extension=".csv",
        families=24,
        pages=returns.family_hubs,
    ),
    Shape(
        file="attendance",
        description="Attendance list of a course: who came to which session, and no questionnaire",
        extension=".xlsx",
        families=30,
        pages=returns.attendance,
    ),
    Shape(
        file="families_and_scores",
        description="Particulars on one sheet, one row a family; scores on another, one row a visit",
        extension=".xlsx",
        families=30,
        pages=returns.families_and_scores,
        workbook_only=True,
    ),
    Shape(
        file="warehouse",
        description="A warehouse table of any size: one row an occasion, totals of three questionnaires",
        extension=".csv",
        families=24,
    ),
    Shape(
        file="warehouse_answers",
        description="The same with the answer to each question in place of totals",
        extension=".csv",
        families=24,
        answers=True,
    ),
)
