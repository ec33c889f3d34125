"""A measure that a person describes: a score column that no published definition fits."""

from __future__ import annotations

import math

from evaluation.errors import InputError
from evaluation.measures.checking import snake_case
from evaluation.measures.definition import Better, Licence, Measure, Missing, Scale

NOT_STATED = "not stated"
_ASK = "Give the lowest and highest score that can be had, and whether higher or lower scores are better."


def local_measure(
    id: str,  # noqa: A002 - what definition.Measure calls it
    name: str,
    minimum: float | None,
    maximum: float | None,
    better: str | None,
    *,
    ordinal: bool = False,
    rater: str = NOT_STATED,
) -> Measure:
    """Describe a score column that is no known measure: its range and its better direction.

    The measure has one scale, "total", entered as it is; it has no cut-off and no published
    change rule. Raises InputError in one sentence when the range or direction is missing or
    wrong, or the id is not in lower-case letters, digits and underscores.

    >>> local_measure("helping_question", "Helping question", 0, 10, "higher").scale("total").better
    'higher'
    """
    name = str(name or "").strip()
    if not name:
        raise InputError("A measure of your own needs a name.")
    if not snake_case(str(id)):
        raise InputError(
            f"The id of {name!r} is {id!r}; use lower-case letters, digits and underscores, as in 'my_score'."
        )
    low, high = _bound(name, "lowest", minimum), _bound(name, "highest", maximum)
    if low >= high:
        raise InputError(f"The lowest score of {name!r} ({low:g}) must be below its highest ({high:g}).")
    source = "Described by the service"
    return Measure(
        id=id,
        name=name,
        short=name,
        asks="A score kept by the service; it is not a published questionnaire.",
        domain="learning" if rater == "learner" else "other",
        about="learner" if rater == "learner" else "family",
        rater=rater,
        local=True,
        licence=Licence(text="Not a published questionnaire.", wording="unknown", source=source),
        scales=(
            Scale(
                id="total",
                name=name,
                title=name,
                minimum=low,
                maximum=high,
                better=_direction(name, better),
                score="entered",
                ordinal=bool(ordinal),
                missing=Missing(
                    rule="complete", status="convention", source="Entered as one figure by the service"
                ),
                source=source,
            ),
        ),
    )


def _bound(name: str, which: str, value: object) -> float:
    if value is None:
        raise InputError(f"The {which} possible score of {name!r} is missing. {_ASK}")
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InputError(
            f"The {which} possible score of {name!r} is {value!r}, which is not a number. {_ASK}"
        )
    return float(value)


def _direction(name: str, better: object) -> Better:
    if better == "higher":
        return "higher"
    if better == "lower":
        return "lower"
    if better is None or better == "":
        raise InputError(f"The better direction of {name!r} is missing. {_ASK}")
    raise InputError(f"The better direction of {name!r} is {better!r}; use 'higher' or 'lower'.")
