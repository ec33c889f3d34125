"""Why a response has no score, in words: "" where it has one or where nothing was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw

if TYPE_CHECKING:
    from collections.abc import Sequence

NOT_ON_TABLE = "its raw total is not in the conversion table, which has whole ones"
BLANKS_AS_ZERO = "its typed total is the sum of the answers given, as if those missing scored 0"
NONE_SCORES = "none of its answers is a score"
PART_UNANSWERED = "a part of it has no answers"


def of_answers(
    missing: nw.Expr, answered: nw.Expr, omitted: nw.Expr | None, of: int, allowed: int
) -> nw.Expr:
    """Why a scale of `of` questions has no score by its answers, where at most `allowed` may be missing."""
    rule = "it is scored only when complete" if allowed == 0 else f"at most {allowed} may be missing"
    count = nw.lit(str(of)) if omitted is None else (of - omitted).cast(nw.String)
    verb = nw.when(missing == 1).then(nw.lit("is")).otherwise(nw.lit("are"))
    end = nw.lit(f" missing or can't be read; {rule}")
    words = nw.concat_str(missing.cast(nw.String), nw.lit(" of "), count, nw.lit(" answers "), verb, end)
    none = nw.lit("")
    if omitted is not None:
        none = nw.when((answered == 0) & (omitted > 0)).then(nw.lit(NONE_SCORES)).otherwise(none)
    return nw.when((answered > 0) & (missing > allowed)).then(words).otherwise(none)


def of_parts(titles: Sequence[str], scores: Sequence[nw.Expr], why: Sequence[nw.Expr]) -> nw.Expr:
    """Why a scale that adds up others has no score: the first part with a reason, and that reason."""
    answered = nw.any_horizontal(
        *(~score.is_null() | (text != "") for score, text in zip(scores, why, strict=True)),
        ignore_nulls=False,
    )
    found = nw.when(answered).then(nw.lit(PART_UNANSWERED)).otherwise(nw.lit(""))
    for title, text in reversed(list(zip(titles, why, strict=True))):
        found = nw.when(text != "").then(nw.concat_str(nw.lit(f"{title}: "), text)).otherwise(found)
    return found


def without_score(score: nw.Expr, reason: nw.Expr) -> nw.Expr:
    """A reason only where there is no score."""
    return nw.when(score.is_null()).then(reason).otherwise(nw.lit(""))
