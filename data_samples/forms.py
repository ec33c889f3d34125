"""The made-up questionnaires: how their scores behave, each number with where it comes from.

A source of "invented" means just that: chosen so that the file looks like a service's,
not taken from any family or any report. Nothing here is a fact to quote.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

INVENTED = "invented"
_TALKING_THERAPIES = (
    "means and SDs: NHS Talking Therapies annual proms, England 2019-20, ante/post-natal counselling, n=106; "
    "correlation invented"
)


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Mean and standard deviation wanted of a score."""

    mean: float
    sd: float


@dataclass(frozen=True, kw_only=True)
class Score:
    """How one score behaves before and after the work.

    `r` is the wanted before-after correlation; `shared` how strongly the score follows the
    family's overall difficulty (0 to 1); `kept_before` and `kept_after` the share of families
    reached at that time who have this score.
    """

    id: str
    label: str
    minimum: int
    maximum: int
    better: Literal["higher", "lower"]
    before: Spread
    after: Spread
    r: float
    source: str
    items: tuple[int, ...] = ()  # numbers of the questions that make up the score
    shared: float = 0.6
    kept_before: float = 0.98
    kept_after: float = 0.97


@dataclass(frozen=True, kw_only=True)
class Form:
    """One questionnaire or rating as it is printed: its questions, their codes and its scores.

    `reversed` lists questions printed the other way round, `rare` those that few people
    endorse, `not_applicable` (question, score it counts as, share of families who tick it).
    `unlike` is how far questions, and people's answers to them, differ: more is a lower alpha.
    """

    id: str
    label: str
    scores: tuple[Score, ...]
    items: int = 0
    low: int = 0
    high: int = 0
    reversed: tuple[int, ...] = ()
    rare: tuple[int, ...] = ()
    not_applicable: tuple[tuple[int, int, float], ...] = ()
    unlike: float = 0.8
    rater: Literal["Parent", "Practitioner"] = "Parent"


def _all(count: int) -> tuple[int, ...]:
    return tuple(range(1, count + 1))


FORMS: tuple[Form, ...] = (
    Form(
        id="phq9",
        label="PHQ-9",
        items=9,
        high=3,
        rare=(9,),
        scores=(
            Score(
                id="phq9",
                label="PHQ-9",
                minimum=0,
                maximum=27,
                better="lower",
                before=Spread(mean=11.6, sd=6.0),
                after=Spread(mean=8.8, sd=5.8),
                r=0.55,
                items=_all(9),
                source=_TALKING_THERAPIES,
            ),
        ),
    ),
    Form(
        id="gad7",
        label="GAD-7",
        items=7,
        high=3,
        scores=(
            Score(
                id="gad7",
                label="GAD-7",
                minimum=0,
                maximum=21,
                better="lower",
                before=Spread(mean=11.7, sd=5.4),
                after=Spread(mean=8.6, sd=5.3),
                r=0.5,
                items=_all(7),
                source=_TALKING_THERAPIES,
            ),
        ),
    ),
    Form(
        id="epds",
        label="EPDS",
        items=10,
        high=3,
        rare=(10,),
        scores=(
            Score(
                id="epds",
                label="EPDS",
                minimum=0,
                maximum=30,
                better="lower",
                before=Spread(mean=13.2, sd=5.0),
                after=Spread(mean=9.6, sd=5.1),
                r=0.5,
                items=_all(10),
                source=INVENTED,
            ),
        ),
    ),
    Form(
        id="core10",
        label="CORE-10",
        items=10,
        high=4,
        reversed=(2, 3),
        rare=(6,),
        scores=(
            Score(
                id="core10",
                label="CORE-10",
                minimum=0,
                maximum=40,
                better="lower",
                before=Spread(mean=19.7, sd=7.7),
                after=Spread(mean=13.5, sd=7.6),
                r=0.5,
                items=_all(10),
                source="before: primary-care counselling, n=1,835 (CORE-10 manual); the rest invented",
            ),
        ),
    ),
    Form(
        id="swemwbs",
        label="SWEMWBS",
        unlike=0.4,
        items=7,
        low=1,
        high=5,
        scores=(
            Score(
                id="swemwbs",
                label="SWEMWBS",
                minimum=7,
                maximum=35,
                better="higher",
                before=Spread(mean=19.3, sd=3.9),
                after=Spread(mean=23.3, sd=4.9),
                r=0.45,
                items=_all(7),
                source="means and SDs: Shah et al. 2018, n=172 (used here as raw totals; the paper's "
                "unit is not known); correlation invented",
            ),
        ),
    ),
    Form(
        id="kpcs",
        label="KPCS",
        unlike=0.55,
        items=15,
        high=3,
        not_applicable=((1, 2, 0.05), (9, 2, 0.10)),
        scores=(
            Score(
                id="kpcs",
                label="KPCS",
                minimum=0,
                maximum=45,
                better="higher",
                before=Spread(mean=38.1, sd=4.0),
                after=Spread(mean=40.4, sd=3.4),
                r=0.55,
                items=_all(15),
                source="before: vulnerable first-time mothers, Denmark (mean 38.06, n=209; SD 4.00, n=69); "
                "the rest invented",
            ),
        ),
    ),
    Form(
        id="mors_sf",
        label="MORS-SF",
        unlike=0.45,
        items=14,
        high=5,
        scores=(
            Score(
                id="mors_warmth",
                label="MORS warmth",
                minimum=0,
                maximum=35,
                better="higher",
                before=Spread(mean=25.4, sd=5.4),
                after=Spread(mean=28.2, sd=4.8),
                r=0.55,
                items=(1, 3, 4, 6, 8, 11, 13),
                source=INVENTED,
            ),
            Score(
                id="mors_invasion",
                label="MORS invasion",
                minimum=0,
                maximum=35,
                better="lower",
                before=Spread(mean=12.6, sd=5.6),
                after=Spread(mean=10.1, sd=5.2),
                r=0.55,
                items=(2, 5, 7, 9, 10, 12, 14),
                source=INVENTED,
            ),
        ),
    ),
    Form(
        id="pir_gas",
        label="PIR-GAS",
        rater="Practitioner",
        scores=(
            Score(
                id="pir_gas",
                label="PIR-GAS",
                minimum=1,
                maximum=100,
                better="higher",
                before=Spread(mean=52.0, sd=14.0),
                after=Spread(mean=61.0, sd=15.0),
                r=0.65,
                shared=0.5,
                source=INVENTED,
            ),
        ),
    ),
)
# Goals, 0 to 10. Invented throughout.
GOAL = Score(
    id="goal",
    label="Goal",
    minimum=0,
    maximum=10,
    better="higher",
    before=Spread(mean=2.7, sd=1.8),
    after=Spread(mean=6.1, sd=2.4),
    r=0.2,
    shared=0.35,
    source=INVENTED,
)
GOALS_SHARE = (0.25, 0.40, 0.35)  # families with one, two, three goals


def form(form_id: str) -> Form:
    """The form of that id; raises KeyError when there is none.

    >>> form("phq9").items
    9
    """
    for one in FORMS:
        if one.id == form_id:
            return one
    raise KeyError(form_id)
