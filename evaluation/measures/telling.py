"""The verb `measures`: a line on each questionnaire, or everything known of one."""

from __future__ import annotations

from evaluation.errors import InputError
from evaluation.measures.catalogue import registry
from evaluation.measures.description import describe


def tell(name: str = "") -> str:
    """What is known of one questionnaire, or a line on each of them.

    Raises InputError when there is none of that name.

    >>> tell("PHQ-9").splitlines()[0]
    'PHQ-9: Patient Health Questionnaire'
    """
    known = registry()
    if not name:
        return "\n".join(f"{measure.id:22} {measure.short}: {measure.asks}" for measure in known)
    measure = known.find(name)
    if measure is None:
        listed = ", ".join(m.short for m in known)
        raise InputError(f"'{name}' is no questionnaire Attune knows; it knows {listed}.")
    return describe(measure)
