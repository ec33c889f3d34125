"""The training sets by name: what each is, how it is made, where its committed files lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data_samples.files import TABLE_EXTENSIONS
from data_samples.training.borough_strategy import borough_strategy
from data_samples.training.observation_course import observation_course
from data_samples.training.one_day_courses import one_day_courses
from data_samples.training.practitioner_programme import practitioner_programme
from data_samples.training.three_workshops import three_workshops
from evaluation.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from data_samples.training.written import Written

_HERE = Path(__file__).parent
_FIRST_RUN = _HERE.parent / "first_run.csv"
_CASES = "closed_cases.csv"
_BOUNDARIES = "boundaries.geojson"


@dataclass(frozen=True, kw_only=True)
class TrainingSet:
    """The committed files of one made-up programme: its name, what a page calls it, and one line on it.

    `families` is a file of families' outcomes to put beside it, `boundaries` a map of its boroughs; None
    where it has none.
    """

    name: str
    label: str
    says: str
    files: tuple[Path, ...]
    families: Path | None
    boundaries: Path | None


@dataclass(frozen=True, kw_only=True)
class Training:
    """How one programme's files are made, and how many learners its committed files have."""

    name: str
    label: str
    says: str
    learners: int
    made: Callable[[int, int], tuple[Written, ...]]
    files: tuple[str, ...]
    families: Path | None = None


TRAINING: tuple[Training, ...] = (
    Training(
        name="one_day_courses",
        label="One-day courses",
        says="Three one-day courses: bookings, a form on the day, and one six months later.",
        learners=450,
        made=one_day_courses,
        files=("bookings.csv", "after_the_course.xlsx", "follow_up_6_months.csv"),
        families=_FIRST_RUN,
    ),
    Training(
        name="three_workshops",
        label="Three workshops",
        says="Three workshops on attachment: who came, and forms before and after each.",
        learners=48,
        made=three_workshops,
        files=("attendance.xlsx", "before_each_workshop.xlsx", "after_each_workshop.xlsx"),
    ),
    Training(
        name="observation_course",
        label="Twelve-week observation course",
        says="A twelve-week course: weekly registers, forms before and after, and one four months later.",
        learners=40,
        made=observation_course,
        files=("register.xlsx", "before_the_course.csv", "end_of_course.csv", "follow_up_4_months.csv"),
    ),
    Training(
        name="practitioner_programme",
        label="Practitioner programme",
        says="A programme of two pathways: units, rated sessions, accreditation, and trainees' closed cases.",
        learners=18,
        made=practitioner_programme,
        files=("programme.xlsx",),
        families=_HERE / "practitioner_programme" / _CASES,
    ),
    Training(
        name="borough_strategy",
        label="Training strategy of five boroughs",
        says="A strategy for five boroughs: who came of the workforce, skills, and referrals by month.",
        learners=130,
        made=borough_strategy,
        files=(
            "attendance_list.csv",
            "skills_before.xlsx",
            "skills_after.xlsx",
            "workforce.csv",
            "referrals_by_month.csv",
            "packages.csv",
        ),
        families=_HERE / "borough_strategy" / "families.csv",
    ),
)


def committed(name: str) -> Path:
    """The folder in which a programme's committed files lie.

    >>> committed("three_workshops").name
    'three_workshops'
    """
    return _HERE / name


def training_sets() -> tuple[TrainingSet, ...]:
    """The made-up programmes, with where their committed files lie.

    >>> [one.label for one in training_sets()][:2]
    ['One-day courses', 'Three workshops']
    """
    return tuple(
        TrainingSet(
            name=one.name,
            label=one.label,
            says=one.says,
            files=tuple(committed(one.name) / file for file in one.files),
            families=one.families,
            boundaries=found if (found := committed(one.name) / _BOUNDARIES).is_file() else None,
        )
        for one in TRAINING
    )


def make_training(name: str, *, learners: int, seed: int, out: Path | str) -> tuple[Path, ...]:
    """Make the files of a programme of any size in the folder `out`, and say where they are.

    The same name, size and seed give the same bytes. `out` is made where only it is missing.
    Raises InputError when the name, the size, the seed or the folder cannot be used.
    """
    found = next((one for one in TRAINING if one.name == name), None)
    if found is None:
        listed = ", ".join(one.name for one in TRAINING)
        raise InputError(f"There is no training set called {name!r}. Choose one of {listed}.")
    if learners < 1:
        raise InputError(f"A training set needs at least one learner; {learners} were asked for.")
    if seed < 0:
        raise InputError(f"The seed is {seed}; use a whole number from 0 up.")
    folder = Path(out)
    if folder.is_file() or (folder.suffix.lower() in TABLE_EXTENSIONS and not folder.is_dir()):
        raise InputError(
            f"The sample {name!r} is several files, so {folder.name!r} must be a folder: "
            "give a folder in place of a file."
        )
    if not folder.resolve().parent.is_dir():
        raise InputError(
            f"The folder {str(folder.parent)!r} does not exist. Make it first, or choose another."
        )
    try:
        folder.mkdir(exist_ok=True)
        return tuple(file.write(folder) for file in found.made(learners, seed))
    except OSError as problem:
        reason = problem.strerror or "the disk refused it"
        raise InputError(f"The folder {folder.name!r} could not be written to: {reason}.") from problem
