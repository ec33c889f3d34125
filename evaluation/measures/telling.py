"""The verb `measures`: a line on each questionnaire, or everything known of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.errors import InputError
from evaluation.measures import phrases
from evaluation.measures.catalogue import registry
from evaluation.measures.description import describe
from evaluation.measures.named_only import named_only_by
from evaluation.measures.searching import matching, nearest
from evaluation.measures.shared_names import shared_by

if TYPE_CHECKING:
    from evaluation.measures.definition import Measure
    from evaluation.measures.named_only import NamedOnly


def tell(name: str = "") -> str:
    """What is known of one questionnaire, or a line on each of them.

    Raises InputError when there is none of that name, or several go by it.

    >>> tell("PHQ-9").splitlines()[0]
    'PHQ-9: Patient Health Questionnaire'
    """
    known = registry()
    if not name:
        return "\n".join(f"{measure.id:22} {measure.short}: {measure.asks}" for measure in known)
    by_name = named_only_by(name) if known.find(name) is None else None
    return describe(asked_for(name)) if by_name is None else _by_name_only(by_name)


def asked_for(name: str) -> Measure:
    """The questionnaire of a name that a person gives.

    Raises InputError that says which ones share the name, which have one like it, or what is
    missing of one that is known by name alone.

    >>> asked_for("phq 9").id
    'phq9'
    """
    measure = registry().find(name)
    if measure is not None:
        return measure
    raise InputError(why_not(name))


def why_not(name: str) -> str:
    """Why a name that finds no one questionnaire does not, and what to ask for.

    >>> why_not("xyzzy")
    "'xyzzy' is no questionnaire Attune knows. Look through the list of those it knows."
    """
    by_name = named_only_by(name)
    if by_name is not None:
        return f"{by_name.short} is known by name only. {wording.sentence(by_name.missing)}"
    return shared(name) or _unknown(name)


def shared(name: str) -> str:
    """What to say where several questionnaires go by a name; empty where none or one does.

    >>> shared("SDQ").startswith("SDQ is the name of several questionnaires. Which age is the form for?")
    True
    """
    entry = shared_by(name)
    if entry is None:
        return ""
    members = (registry().get(one) for one in entry.measures)
    which = wording.listed((one.short for one in members), "or")
    return (
        f"{entry.name} is the name of several questionnaires. {entry.question} {entry.tell_apart} "
        f"Look for {which}."
    )


def _unknown(name: str) -> str:
    found = nearest(name, registry()) or matching(name, registry())[:3]
    alike = wording.listed((measure.short for measure in found), "or")
    ask = f"Did you mean {alike}?" if alike else "Look through the list of those it knows."
    return f"'{name}' is no questionnaire Attune knows. {ask}"


def _by_name_only(entry: NamedOnly) -> str:
    return "\n".join(
        (
            entry.name if entry.name == entry.short else f"{entry.short}: {entry.name}",
            "Known by name only: Attune does not score it.",
            f"What is known: {entry.what_is_known} [{phrases.STATUS[entry.status]}: {entry.source}]",
            f"To score it: {entry.missing}",
        )
    )
