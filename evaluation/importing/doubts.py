"""Doubts about a proposed mapping: columns whose header says one thing and content another.

A column in doubt is not used until a person has said what it holds: a figure that is missing
can be asked for, a wrong one is published.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.importing.continued import continued
from evaluation.importing.naming import bare
from evaluation.importing.sheets import column_letter
from evaluation.importing.vocabulary import BASELINE, END, FOLLOW_UP, RETROSPECTIVE, same_rater, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column
    from evaluation.importing.naming import Aliases
    from evaluation.measures import Registry

RATERS = frozenset(
    "parent mother mum mam mom mummy father dad daddy carer caregiver grandparent partner self client "
    "practitioner clinician therapist worker nurse psychologist visitor professional staff observer coder "
    "assessor learner trainee delegate participant supervisor tutor trainer teacher "
    "other not known unknown n a na".split()
)
_FAMILIES = frozenset("family families mother parent client dyad child baby infant patient case".split())


def stages_from_neighbours(columns: list[Column], aliases: Aliases) -> list[Column]:
    """A score without a stage beside the same score with one: "PHQ-9" and "PHQ-9 after".

    Only where its header is the questionnaire's name and nothing else: "Antenatal PHQ-9" or
    "PHQ-9 by phone" may be anything, so the person is asked.
    """
    if any(c.use == "occasion" for c in columns):
        return columns
    groups: dict[tuple[str, str, int, str], list[Column]] = {}
    for column in columns:
        if column.use in {"score", "item"} and column.measure:
            groups.setdefault((column.measure, column.scale, column.item, column.rater), []).append(column)
    changed: dict[int, Column] = {}
    doubts: dict[int, str] = {}
    for members in groups.values():
        blank = [c for c in members if not c.occasion]
        named = [c for c in members if c.occasion]
        if len(blank) != 1 or not named:
            continue
        if not bare(blank[0].header, aliases):
            doubts[blank[0].index] = (
                f"its header names no stage, and '{named[0].header}' is another score: say which stage it is"
            )
            continue
        first = not any(c.occasion.startswith((BASELINE, RETROSPECTIVE)) for c in named)
        if not first and any(c.occasion == END for c in named):
            continue  # neither the first nor the last: it stays without a stage
        changed[blank[0].index] = replace(
            blank[0],
            occasion=BASELINE if first else END,
            confidence="suggested",
            why=f"no stage in its header; read as the {'first' if first else 'last'} score "
            f"because of '{named[0].header}': check",
        )
    return ignored([changed.get(c.index, c) for c in columns], doubts)


def ages(columns: list[Column]) -> list[Column]:
    """Times in the headers of scores with no first one beside them: they may be the baby's age.

    "EPDS at 6 weeks" and "EPDS at 6 months" say nothing of when the work began.
    """
    groups: dict[tuple[str, str, int, str], list[Column]] = {}
    for column in columns:
        if column.use in {"score", "item"} and column.measure:
            groups.setdefault((column.measure, column.scale, column.item, column.rater), []).append(column)
    doubts = {}
    for members in groups.values():
        timed = [c for c in members if c.occasion.startswith(f"{FOLLOW_UP} ")]
        said = [c for c in timed if not set(tokens(c.header)) & {"follow", "followup", "fu"}]
        if said and len(timed) == len(members):
            why = "the time in its header may be the baby's age: say which stage it is"
            doubts.update({c.index: why for c in said})
    return ignored(columns, doubts)


def not_learning(columns: list[Column], registry: Registry) -> list[Column]:
    """A "confidence" score kept about families is not the self-rating of people on a course."""
    learning = {m.id for m in registry if m.domain == "learning"}
    about_families = any(
        (c.use in {"id", "episode"} and set(tokens(c.header)) & _FAMILIES)
        or (c.use in {"score", "item"} and c.measure and c.measure not in learning)
        for c in columns
    )
    if not about_families:
        return columns
    why = "a rating of a family and no published questionnaire"
    return ignored(columns, {c.index: why for c in columns if c.measure in learning})


def named_raters(columns: list[Column], texts: Callable[[Column], Iterable[str]]) -> list[Column]:
    """A column of who rated must hold roles; one that holds people's names would print them."""
    result = []
    for column in columns:
        said = [set(tokens(text)) for text in texts(column)] if column.use == "rater" else []
        if said and sum(bool(words & RATERS) for words in said) < 0.8 * len(said):
            column = replace(  # noqa: PLW2901
                column,
                use="ignore",
                confidence="needs you",
                why="holds names or codes, not roles such as parent",
            )
        result.append(column)
    return result


def claim(column: Column) -> tuple[str, str, int, str, str, str]:
    """What a score or item column says it holds; two columns can't both hold it."""
    return (column.measure, column.scale, column.item, column.occasion, column.rater, column.entered)


def rivals(columns: Sequence[Column]) -> dict[int, tuple[Column, ...]]:
    """Columns that claim to hold the same score, by index: the others that claim it."""
    return {
        c.index: tuple(o for o in members if o.index != c.index)
        for members in claimed_together(columns)
        for c in members
    }


def claimed_together(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns that claim to hold the same score, a list for each score that several claim."""
    groups: dict[tuple[str, str, int, str, str, str], list[Column]] = {}
    for column in columns:
        if column.use in {"score", "item"}:
            groups.setdefault(claim(column), []).append(column)
    return [members for members in groups.values() if len(members) > 1]


def quoted(column: Column, among: Iterable[Column]) -> str:
    """A column's header in quotation marks, with its letter where another has the same header."""
    same = sum(c.header == column.header for c in among)
    return f"'{column.header}'" + (f" (column {column_letter(column.index)})" if same > 1 else "")


def told_apart(columns: list[Column], filled: Callable[[Column], NDArray[np.bool_]]) -> list[Column]:
    """Two columns of one score: parted by who rated, if the headers say; otherwise the person is asked.

    Columns of one question of which each row fills one (`filled` says which cells are) are read as one.
    """
    found = rivals(columns)
    if not found:
        return columns
    with_rater = [replace(c, rater=_rater_of(c)) if c.index in found and not c.rater else c for c in columns]
    goes_on = continued(claimed_together(with_rater), filled)
    with_rater = [
        replace(c, confidence="suggested", why=f"goes on where {quoted(goes_on[c.index], columns)} ends")
        if c.index in goes_on
        else c
        for c in with_rater
    ]
    left = rivals([c for c in with_rater if c.index not in goes_on])
    return [
        replace(
            c,
            confidence="needs you",
            why=f"{quoted(left[c.index][0], columns)} holds the same score: "
            "say which stage or rater each belongs to",
        )
        if c.index in left
        else c
        for c in with_rater
    ]


def _rater_of(column: Column) -> str:
    roles = [word for word in tokens(column.header) if word in RATERS and len(word) > 2]
    return same_rater(roles[0]) if len(roles) == 1 else ""


def ignored(columns: list[Column], doubts: dict[int, str]) -> list[Column]:
    """The columns, those in doubt left unused with the reason."""
    result = []
    for column in columns:
        if column.index in doubts:
            # An answer stays one of its questionnaire's; a score may be of something else altogether.
            measure = column.measure if column.use == "item" else ""
            why = doubts[column.index]
            column = replace(  # noqa: PLW2901
                column, use="ignore", measure=measure, scale="", item=0, confidence="needs you", why=why
            )
        result.append(column)
    return result


def which_one(column: Column, registry: Registry) -> Column:
    """A column whose header names a questionnaire by a name that several share: which is asked."""
    if column.measure not in registry.shared or column.use not in {"score", "item", "date"}:
        return column
    entry, _ = registry.shared[column.measure]
    which = "which of its scores is it? " if column.use == "score" and not column.scale else ""
    return replace(column, confidence="needs you", why=f"{which}{entry.question}")
