"""The facts that a service gives of its own questionnaire: conventions, never published ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from evaluation.errors import InputError
from evaluation.measures.definition import ChangeRule, CutOff, Norm, Reliability
from evaluation.measures.own_values import number, text

if TYPE_CHECKING:
    from evaluation.measures.own import Own

GIVEN = "Given by the service"


def given(source: str) -> str:
    """The source of what a service says of its own questionnaire, with where it has it from.

    >>> given("our pilot, 2023"), given("")
    ('Given by the service: our pilot, 2023', 'Given by the service')
    """
    said = text(source)
    if not said or said == GIVEN or said.startswith(f"{GIVEN}: "):
        return said or GIVEN
    return f"{GIVEN}: {said}"


def where(source: str) -> str:
    """What `given` was told: the source without its opening words."""
    return source.removeprefix(GIVEN).removeprefix(": ")


def cut_offs(said: Own, name: str, low: float, high: float) -> tuple[CutOff, ...]:
    """The cut-off given, if any; raises InputError where no score, or every score, lies beyond it."""
    if said.cut_off is None:
        return ()
    at = number(name, "cut-off", said.cut_off)
    if not low <= at <= high:
        raise InputError(f"The cut-off of '{name}' is {at:g}, outside its scores of {low:g} to {high:g}.")
    if at == (low if said.better == "lower" else high):
        raise InputError(f"The cut-off of '{name}' is {at:g}: then every score would count as a concern.")
    label = text(said.cut_off_label) or "a concern, as the service has it"
    return (CutOff(id="own", at=at, label=label, source=GIVEN, status="convention"),)


def change_rules(said: Own, name: str, width: float) -> tuple[ChangeRule, ...]:
    """The amount of change given, if any; raises InputError where the scores do not reach so far."""
    if said.change is None:
        return ()
    value = number(name, "amount of change that counts", said.change)
    if not 0 < value <= width:
        raise InputError(
            f"A change of {value:g} can't count on '{name}': its scores are {width:g} points apart at most."
        )
    label = f"The service's own: {value:g} points or more"
    # "important": what the service holds to matter, which says nothing of measurement error.
    return (
        ChangeRule(id="own", label=label, value=value, kind="important", source=GIVEN, status="convention"),
    )


def reliabilities(said: Own, name: str) -> tuple[Reliability, ...]:
    """The reliability given, if any; raises InputError unless it lies between 0 and 1."""
    if said.reliability is None:
        return ()
    value = number(name, "reliability", said.reliability)
    if not 0 < value < 1:
        raise InputError(f"The reliability of '{name}' is {value:g}; it must lie between 0 and 1.")
    kind: Literal["alpha", "test-retest", "stated"]
    if said.reliability_kind == "alpha":
        kind = "alpha"
    elif said.reliability_kind == "test-retest":
        kind = "test-retest"
    elif said.reliability_kind in {"stated", ""}:
        kind = "stated"
    else:
        raise InputError(
            f"The kind of reliability of '{name}' is {said.reliability_kind!r}; use 'alpha', "
            "'test-retest' or 'stated'."
        )
    return (Reliability(kind=kind, value=value, source=given(said.reliability_source), status="convention"),)


def norms(said: Own, name: str, low: float, high: float) -> tuple[Norm, ...]:
    """The general population's mean and SD; raises InputError where one is missing or out of range."""
    if (said.population_mean is None) != (said.population_sd is None):
        raise InputError(f"Give both the average and the spread (SD) of the general population for '{name}'.")
    if said.population_mean is None or said.population_sd is None:
        return ()
    mean = number(name, "general population's average", said.population_mean)
    sd = number(name, "general population's SD", said.population_sd)
    if not low <= mean <= high:
        raise InputError(
            f"The general population's average for '{name}' is {mean:g}, outside its scores of "
            f"{low:g} to {high:g}."
        )
    if not 0 < sd <= high - low:
        raise InputError(f"The general population's SD for '{name}' must be above 0 and within its scores.")
    source = given(said.population_source)
    return (Norm(population="general population", mean=mean, sd=sd, source=source, status="convention"),)
