"""Course sample: a form tool's export, one row a learner and workshop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data_samples.families import family_ids, stream
from data_samples.forms import Score, Spread
from data_samples.scores import Whole, draw

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Course:
    """The made-up course of three workshops. Invented throughout."""

    workshops: tuple[str, ...] = (
        "Workshop 1: What is attachment?",
        "Workshop 2: How a parent's past and present matter",
        "Workshop 3: Noticing difficulties and talking with parents",
    )
    attend: tuple[float, ...] = (0.94, 0.86, 0.78)
    brought_case: tuple[float, ...] = (0.35, 0.55, 0.65)
    rise: float = 0.25  # how far each workshop starts above the one before, on the 1-5 scale
    no_after: float = 0.12
    as_words: float = 0.10  # ratings given as "4 - Agree"-style words in place of a number
    cohort: int = 20
    roles: tuple[tuple[str, float], ...] = (
        ("Health visitor", 0.28),
        ("Midwife", 0.14),
        ("Nursery nurse", 0.18),
        ("Family support worker", 0.22),
        ("Social worker", 0.10),
        ("Children's centre worker", 0.08),
    )
    services: tuple[tuple[str, float], ...] = (
        ("Riverside Health Visiting", 0.34),
        ("Northbank Children's Centre", 0.26),
        ("Millfield Maternity", 0.16),
        ("Café Lane Family Hub", 0.14),
        ("Riverside Social Care", 0.10),
    )
    first_day: str = "2025-01-14"


COURSE = Course()
# Course ratings, 1 to 5.
KNOWLEDGE = Score(
    id="knowledge",
    label="Knowledge of infant mental health",
    minimum=1,
    maximum=5,
    better="higher",
    before=Spread(mean=3.27, sd=0.9),
    after=Spread(mean=4.1, sd=0.7),
    r=0.4,
    source="before mean: 283 UK practitioners, Parent-Infant Foundation 2021; the rest invented",
)
CONFIDENCE = Score(
    id="confidence",
    label="Confidence in working with parents and babies",
    minimum=1,
    maximum=5,
    better="higher",
    before=Spread(mean=2.98, sd=0.95),
    after=Spread(mean=3.8, sd=0.8),
    r=0.4,
    source="before mean: 283 UK practitioners, Parent-Infant Foundation 2021; the rest invented",
)
_WORDS = {1: "1 - Very low", 2: "2 - Low", 3: "3 - Moderate", 4: "4 - High", 5: "5 - Very high"}


def course_frame(learners: int, seed: int) -> pd.DataFrame:
    """The export's rows in the order in which forms came in; headers carry the tool's odd spaces."""
    rng = stream(seed, "course")
    role = _chosen(rng, COURSE.roles, learners)
    service = _chosen(rng, COURSE.services, learners)
    ability = rng.standard_normal(learners)
    parts = []
    for place, workshop in enumerate(COURSE.workshops):
        came = rng.random(learners) < COURSE.attend[place]
        answered = rng.random(learners) >= COURSE.no_after
        started, finished = _times(rng, learners, place)
        case = rng.random(learners) < COURSE.brought_case[place]
        part = pd.DataFrame(
            {
                "Start time": started,
                "Completion time": finished,
                "Email": "anonymous",
                "Name": None,
                "Learner code": family_ids(np.arange(1, learners + 1), prefix="L"),
                "Workshop\xa0": workshop,
                "Role": role,
                "Service": service,
                "Did you bring a case?": np.where(case, "Yes", "No"),
            }
        )
        for score in (KNOWLEDGE, CONFIDENCE):
            before, after = _ratings(rng, score, place, ability)
            part[f"{_odd(score.label)} before the workshop"] = _written(rng, before, came)
            part[f"{score.label}\nafter the\xa0workshop"] = _written(rng, after, answered)
        parts.append(part[came])
    frame = pd.concat(parts).sort_values(["Completion time", "Learner code"], ignore_index=True)
    frame.insert(0, "ID", np.arange(1, len(frame) + 1))
    return frame


def _chosen(
    rng: np.random.Generator, options: tuple[tuple[str, float], ...], count: int
) -> NDArray[np.object_]:
    names = np.array([name for name, _ in options], dtype=object)
    return np.asarray(names[rng.choice(len(names), count, p=[share for _, share in options])])


def _times(
    rng: np.random.Generator, learners: int, place: int
) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Each cohort of learners takes the three workshops a fortnight apart; the next follows."""
    cohort = np.arange(learners) // COURSE.cohort
    day = np.datetime64(COURSE.first_day, "s") + (cohort * 56 + place * 14) * np.timedelta64(86_400, "s")
    started = day + (9 * 3600 + rng.integers(0, 900, learners)).astype("timedelta64[s]")
    finished = started + (3 * 3600 + rng.integers(0, 1800, learners)).astype("timedelta64[s]")
    return started, finished


def _ratings(
    rng: np.random.Generator, score: Score, place: int, ability: NDArray[np.float64]
) -> tuple[Whole, Whole]:
    """Ratings before and after one workshop; later workshops start where earlier ones left off."""
    higher = place * COURSE.rise
    moved = replace(
        score,
        before=Spread(mean=score.before.mean + higher, sd=score.before.sd),
        after=Spread(mean=min(score.after.mean + higher / 2, 4.4), sd=score.after.sd),
    )
    drawn = draw(rng, moved, -ability, -ability)
    return drawn.before, drawn.after


def _written(rng: np.random.Generator, ratings: Whole, answered: NDArray[np.bool_]) -> NDArray[np.object_]:
    in_words = rng.random(len(ratings)) < COURSE.as_words
    cells = [
        None if not known else _WORDS[rating] if words else rating
        for rating, known, words in zip(ratings.tolist(), answered.tolist(), in_words.tolist(), strict=True)
    ]
    return np.array(cells, dtype=object)


def _odd(label: str) -> str:
    """A label with the non-breaking space that form tools leave in place of one ordinary space."""
    return label.replace(" ", "\xa0", 1)
