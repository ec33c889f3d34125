"""The samples by name: what each is, how it is made, where its committed file lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from data_samples.course import course_frame
from data_samples.experience import experience_frame
from data_samples.families import make_families
from data_samples.files import TABLE_EXTENSIONS, Text, check_rows, write_table
from data_samples.folders import write_folder
from data_samples.forms import FORMS
from data_samples.goals import goals_frame
from data_samples.long import long_frame, redcap_frame
from data_samples.shapes import SHAPES as _LAID_OUT
from data_samples.shapes import Page, write_pages
from data_samples.training import TRAINING
from data_samples.warehouse import warehouse_frame
from data_samples.wide import items_frame, scores_frame
from data_samples.workbook import write_workbook
from evaluation.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from data_samples.families import Families

SEED = 2026  # of the committed files


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One sample: its name, what it is, and its usual file kind.

    `families` is how many families (on a course: learners) its committed file was made from.
    """

    name: str
    description: str
    extension: str
    families: int


_PLAIN = Text()


@dataclass(frozen=True, kw_only=True)
class _Recipe:
    """How a sample is made: the frame from (families, seed, forms) or the pages, and how its text files look.

    `file` is where its committed file lies, if not beside this module under the sample's name. `folder`
    writes it in pieces, where it may be of any size.
    """

    sample: Sample
    frame: Callable[[int, int, tuple[str, ...]], pd.DataFrame] | None = None
    pages: Callable[[Families], tuple[Page, ...]] | None = None
    folder: Callable[[Path, int, int], None] | None = None
    file: str = ""
    forms: tuple[str, ...] = ()
    text: Text = _PLAIN
    extensions: tuple[str, ...] = TABLE_EXTENSIONS


_RECIPES = (
    _Recipe(
        sample=Sample(
            name="first_run",
            description="Families service: clean totals of six scores, one row a family; the first screen",
            extension=".csv",
            families=240,
        ),
        frame=lambda count, seed, forms: scores_frame(make_families(count, seed), forms),
        forms=("pir_gas", "mors_sf", "kpcs", "phq9", "gad7"),
    ),
    _Recipe(
        sample=Sample(
            name="families_wide",
            description="Hand-kept workbook: titles, merged Before/After headings, totals at the foot",
            extension=".xlsx",
            families=90,
        ),
        extensions=(".xlsx",),
    ),
    _Recipe(
        sample=Sample(
            name="families_long",
            description="Case-system export: one row a questionnaire, with answers, totals and contact dates",
            extension=".csv",
            families=18,
        ),
        frame=lambda count, seed, forms: long_frame(make_families(count, seed), forms),
        forms=("phq9", "kpcs", "mors_sf", "pir_gas"),
        text=Text(encoding="utf-8-sig", dates="%d/%m/%Y", line_end="\r\n"),
    ),
    _Recipe(
        sample=Sample(
            name="families_items_wide",
            description="Single answers side by side (phq9_1_pre …), semicolons, Windows-1252 letters",
            extension=".csv",
            families=80,
        ),
        frame=lambda count, seed, forms: items_frame(make_families(count, seed), forms),
        forms=("phq9", "kpcs", "mors_sf", "pir_gas"),
        text=Text(delimiter=";", encoding="cp1252", dates="%d/%m/%Y", line_end="\r\n"),
    ),
    _Recipe(
        sample=Sample(
            name="families_redcap",
            description="REDCap export: one row a family and event (baseline, end of work, six months on)",
            extension=".csv",
            families=60,
        ),
        frame=lambda count, seed, forms: redcap_frame(make_families(count, seed), forms),
        forms=("phq9", "gad7", "swemwbs", "core10"),
    ),
    _Recipe(
        sample=Sample(
            name="families_gbo",
            description="Goals: one row a family, up to three goals scored 0 to 10 at start and end, tabs",
            extension=".tsv",
            families=90,
        ),
        frame=lambda count, seed, _: goals_frame(make_families(count, seed)),
        text=Text(dates="%d/%m/%Y"),
    ),
    _Recipe(
        sample=Sample(
            name="families_scores",
            description="Families service: clean totals of any forms, one row a family, any size",
            extension=".csv",
            families=100,
        ),
        frame=lambda count, seed, forms: scores_frame(make_families(count, seed), forms),
        forms=("phq9", "gad7", "kpcs", "pir_gas"),
    ),
    _Recipe(
        sample=Sample(
            name="course_forms",
            description="Three-workshop course: a form tool's export, one row a learner and workshop",
            extension=".xlsx",
            families=42,
        ),
        frame=lambda count, seed, _: course_frame(count, seed),
        extensions=(".xlsx", ".csv", ".tsv"),
    ),
    _Recipe(
        sample=Sample(
            name="experience_forms",
            description="What parents thought of the service: a form tool's export, one row a form, in words",
            extension=".csv",
            families=64,
        ),
        frame=lambda count, seed, _: experience_frame(count, seed),
        text=Text(encoding="utf-8-sig"),
    ),
)


def _frame(*, answers: bool) -> Callable[[int, int, tuple[str, ...]], pd.DataFrame]:
    """The maker of the warehouse table."""
    return lambda count, seed, _: warehouse_frame(count, seed, answers=answers)


_SHAPES = tuple(
    _Recipe(
        sample=Sample(
            name=shape.name,
            description=shape.description,
            extension=shape.extension,
            families=shape.families,
        ),
        pages=shape.pages,
        frame=None if shape.pages else _frame(answers=shape.answers),
        folder=None if shape.pages else partial(write_folder, answers=shape.answers),
        file=f"shapes/{shape.file}{shape.extension}",
        text=shape.text,
        extensions=shape.extensions,
    )
    for shape in _LAID_OUT
)
NAMES: tuple[Sample, ...] = tuple(recipe.sample for recipe in _RECIPES)
# The shapes that tools and people give their files: not all can be read without a word from a person.
SHAPES: tuple[Sample, ...] = tuple(recipe.sample for recipe in _SHAPES)


def path(name: str) -> Path:
    """Where the committed file of a sample lies.

    >>> path("first_run").name
    'first_run.csv'
    """
    recipe = _recipe(name)
    return Path(__file__).parent / (recipe.file or f"{name}{recipe.sample.extension}")


def make(
    name: str, *, families: int, seed: int, out: Path | str, measures: tuple[str, ...] | None = None
) -> Path:
    """Make a sample of any size and write it as the extension of `out` says.

    A warehouse table is written as a folder of Parquet files where `out` has no extension.
    `families` counts referrals (on a course: learners). `measures` replaces the sample's usual
    forms where it has any: phq9, gad7, epds, core10, swemwbs, kpcs, mors_sf, pir_gas.
    Raises InputError when the name, the size, the seed, a measure or the extension cannot be used.
    """
    recipe = _recipe(name)
    target = Path(out)
    if families < 1:
        raise InputError(f"A sample needs at least one family; {families} were asked for.")
    if seed < 0:
        raise InputError(f"The seed is {seed}; use a whole number from 0 up.")
    folder = recipe.folder is not None and not target.suffix
    if not folder and target.suffix.lower() not in recipe.extensions:
        allowed = ", ".join(recipe.extensions) + (" or no ending, for a folder" if recipe.folder else "")
        raise InputError(f"The sample {name!r} cannot be written as {target.name!r}; use {allowed}.")
    if not target.parent.is_dir():
        raise InputError(
            f"The folder {str(target.parent)!r} does not exist. Make it first, or choose another."
        )
    if target.suffix.lower() == ".xlsx":
        check_rows(families + 1)  # at the very least; sooner said before anything is made
    forms = _forms(recipe, measures)
    try:
        if recipe.folder is not None and folder:
            recipe.folder(target, families, seed)
        elif recipe.frame is not None:
            write_table(recipe.frame(families, seed, forms), target, recipe.text)
        elif recipe.pages is not None:
            write_pages(recipe.pages(make_families(families, seed)), target, recipe.text)
        else:
            write_workbook(make_families(families, seed), target)
    except OSError as problem:
        reason = problem.strerror or "the disk refused it"
        raise InputError(f"The file {target.name!r} could not be written: {reason}.") from problem
    return target


def _recipe(name: str) -> _Recipe:
    for recipe in (*_RECIPES, *_SHAPES):
        if recipe.sample.name == name:
            return recipe
    names = [one.name for one in (*NAMES, *SHAPES)] + [one.name for one in TRAINING]
    listed = ", ".join(names)
    raise InputError(f"There is no sample called {name!r}. Choose one of {listed}.")


def _forms(recipe: _Recipe, measures: tuple[str, ...] | None) -> tuple[str, ...]:
    if measures is None:
        return recipe.forms
    if not recipe.forms:
        raise InputError(f"The sample {recipe.sample.name!r} has fixed measures; leave them out.")
    known = [one.id for one in FORMS]
    if not measures:
        raise InputError(f"Name at least one measure: {', '.join(known)}.")
    for one in measures:
        if one not in known:
            raise InputError(f"The made-up data has no measure {one!r}. Choose from {', '.join(known)}.")
    return tuple(dict.fromkeys(measures))
