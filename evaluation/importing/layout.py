"""What the columns of a sheet say together: wide or long, which id, which date, which unknown scores."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from evaluation.importing.mapping import Local
from evaluation.importing.naming import occasion_of, which_form
from evaluation.importing.vocabulary import (
    FOLLOW_UP,
    Named,
    Tokens,
    names_exactly,
    occasion_in,
    role_named,
    tokens,
)
from evaluation.staff import of_trainees

if TYPE_CHECKING:
    import pandas as pd

    from evaluation.importing.contents import Body
    from evaluation.importing.mapping import Column, Layout
    from evaluation.importing.naming import Aliases
    from evaluation.measures import Registry

_LEARNERS = frozenset("learner delegate trainee student".split())
MANY = 0.2  # of the rows: more repeats are no slips, but rows of another kind than was taken
_COURSES = frozenset("workshop course".split())
_CHILDREN = frozenset("baby child infant twin twins".split())
# Words beside them in the header of a column that says which child it is.
_CHILD_WORDS = _CHILDREN | frozenset("no number id code which of letter order a or".split())


def one_id(columns: list[Column], body: Body) -> list[Column]:
    """Keep the best-named id; a complete one beats one with blanks. The others are not used.

    A trainee's code beside a family's says who worked on the case.
    """
    found = [c for c in columns if c.use == "id"]
    if len(found) <= 1:
        return columns
    workers = {c.index for c in found if of_trainees(tokens(c.header))}
    if len(workers) < len(found):
        why = "says which trainee worked on the case"
        columns = [replace(c, use="attribute", why=why) if c.index in workers else c for c in columns]
        found = [c for c in found if c.index not in workers]
        if len(found) == 1:
            return columns

    def merit(column: Column) -> tuple[bool, int, float]:
        named = role_named(tokens(column.header.rsplit(": ", 1)[-1]))
        blanks = body.blanks(column.index)
        return (blanks < 0.1, named.strength if named else 0, -blanks)  # a few blanks are a slip

    best = max(found, key=merit)
    others = ", ".join(f"'{c.header}'" for c in found if c is not best)
    why = f"named like an id, as are {others}: check that this is the person's"
    changed = {c.index: replace(c, use="ignore", confidence="suggested", why="another id") for c in found}
    changed[best.index] = replace(best, confidence="suggested", why=why)
    return [changed.get(c.index, c) for c in columns]


def layout_of(columns: list[Column]) -> Layout:
    """One row a questionnaire, or one row a family: told by where the occasion is."""
    uses = {c.use for c in columns}
    scored = [c for c in columns if c.use in {"score", "item"}]
    if "measure" in uses and scored and not any(c.measure for c in scored):
        return "long"  # each row says its questionnaire, if with both its scores side by side
    in_headers = {c.occasion for c in columns if c.use in {"score", "item"} and c.occasion}
    return "long" if len(in_headers) < 2 and uses & {"measure", "occasion", "date"} else "wide"


def with_measures(columns: list[Column]) -> list[Column]:
    """Items and totals of a wide sheet, which need their measure in the header or its group."""
    why = "which questionnaire is this?"
    return [
        replace(c, use="ignore", confidence="needs you", why=why)
        if c.use in {"item", "score"} and not c.measure
        else c
        for c in columns
    ]


def enrolments(columns: list[Column], body: Body) -> list[Column]:
    """Where ids repeat in a wide sheet: the course names the enrolment, or the start date the referral."""
    ids = next((c for c in columns if c.use == "id"), None)
    if ids is None or any(c.use == "episode" for c in columns):
        return columns
    repeated = body.frame.iloc[:, ids.index].isin(_repeated(body.filled(ids.index)))
    if not repeated.any():
        return columns
    courses = (c for c in columns if c.use in {"attribute", "ignore"} and set(tokens(c.header)) & _COURSES)
    found = next(courses, None)
    why = "ids repeat, so each course is an enrolment"
    if found is None and repeated.mean() > MANY:  # fewer are set aside as slips
        starts = (c for c in columns if c.use == "start" and _differs(body.frame[repeated], ids, c))
        found = next(starts, None)
        why = "ids repeat with different dates here, so each date is a referral of its own: check"
    if found is None:
        return columns
    enrolment = replace(found, use="episode", confidence="suggested", why=why)
    return [enrolment if c.index == found.index else c for c in columns]


def children(columns: list[Column], body: Body) -> list[Column]:
    """Where a family has rows for each of several children: the column of the child tells them apart.

    It does where rows alike in id, questionnaire, stage, date and rater differ in it; a column that says
    something else of a child, such as its sex, is none.
    """
    if any(c.use == "episode" for c in columns) or not any(c.use == "id" for c in columns):
        return columns
    alike = [c.index for c in columns if c.use in {"id", "measure", "occasion", "date", "rater"}]
    keys = body.frame.iloc[:, alike].astype(str)
    again = keys.duplicated(keep=False).to_numpy()
    if not again.any():
        return columns
    for column in columns:
        words = set(tokens(column.header.rpartition(": ")[2]))
        if column.use not in {"attribute", "ignore"} or not words & _CHILDREN or words - _CHILD_WORDS:
            continue
        told = keys[again].assign(child=body.frame.iloc[:, column.index].astype(str)[again])
        if not told.duplicated().any() and (told["child"].str.strip() != "").all():
            why = "families have rows for several children, so each child is followed apart: check"
            child = replace(column, use="episode", confidence="suggested", why=why)
            return [child if c.index == column.index else c for c in columns]
    return columns


def _repeated(ids: pd.Series) -> pd.Series:
    return ids[ids.duplicated()]


def _differs(rows: pd.DataFrame, ids: Column, column: Column) -> bool:
    """Whether a column is filled and tells apart all rows that share an id."""
    told = rows.iloc[:, [ids.index, column.index]].astype(str)
    filled = bool((told.iloc[:, 1].str.strip() != "").all())
    return filled and not told.duplicated().any()


def one_date(columns: list[Column], layout: Layout) -> list[Column]:
    """Of several dates that belong to no measure keep the best-named one for the row."""
    result = [
        replace(c, occasion=c.occasion or occasion_of(c.header))
        if c.use == "date" and not c.measure and layout == "wide" and not names_exactly(tokens(c.header))
        else c
        for c in columns
    ]
    rivals = [c for c in result if c.use == "date" and not c.measure and not c.occasion]
    if len(rivals) <= 1:
        return result
    best = max(rivals, key=lambda c: (role_named(tokens(c.header)) or Named("date", 0)).strength)
    why = f"another date; '{best.header}' is used"
    others = {c.index for c in rivals} - {best.index}
    return [
        replace(c, use="ignore", confidence="suggested", why=why) if c.index in others else c for c in result
    ]


def unknown_scores(
    columns: list[Column], body: Body, layout: Layout, aliases: Aliases
) -> tuple[list[Column], tuple[Local, ...]]:
    """Numbers at two occasions under one unknown name: a score whose range and direction are to be given."""
    changed, locals_ = {c.index: c for c in columns}, []
    for stem, members in _stems(columns, body, layout).items():
        occasions = {occasion for _, occasion in members}
        known = aliases.find(stem)
        if which_form(stem):
            continue
        if known is not None and known[0].domain != "learning":
            continue  # a doubted score of a questionnaire stays in doubt: it is no score of one's own
        if len(occasions) < 2 or all(o.startswith(FOLLOW_UP) for o in occasions):
            continue
        name, measure = " ".join(stem), "_".join(stem)
        why = f"'{name}' is no questionnaire Attune knows: give its range and direction to evaluate it"
        locals_.append(Local(id=measure, name=_label(members[0][0].header, stem)))
        for column, occasion in members:
            changed[column.index] = replace(
                column, use="score", measure=measure, scale="total", occasion=occasion, why=why
            )
    return [changed[c.index] for c in columns], tuple(locals_)


def _stems(columns: list[Column], body: Body, layout: Layout) -> dict[Tokens, list[tuple[Column, str]]]:
    """Columns of numbers that nothing is known of, by their header without its stage, and the stage."""
    stems: dict[Tokens, list[tuple[Column, str]]] = {}
    if layout == "long":
        return stems
    for column in columns:
        if column.use != "ignore" or column.confidence != "needs you" or column.measure:
            continue
        stem = occasion_in(tokens(column.header.rpartition(": ")[2]))[1]
        occasion = occasion_of(column.header)
        if occasion and stem and body.numeric(column.index):
            stems.setdefault(stem, []).append((column, occasion))
    return stems


def _label(header: str, stem: Tokens) -> str:
    """The stem as the header writes it: capitals are kept ("HAM-D before" gives "HAM-D")."""
    words = [w for w in re.split(r"[\s_]+", header.rsplit(": ", 1)[-1]) if set(tokens(w)) & set(stem)]
    return " ".join(words) or " ".join(stem)


def noun_of(columns: list[Column], registry: Registry) -> Literal["family", "learner"]:
    """Learners where the scores are of learning, or the id says so; families otherwise."""
    if any(c.use == "id" and set(tokens(c.header)) & _LEARNERS for c in columns):
        return "learner"
    measures = {c.measure for c in columns}
    domains = {measure.domain for measure in registry if measure.id in measures}
    return "learner" if domains == {"learning"} else "family"
