"""The questions of a course's form: which columns they are, on which scale, of which stage.

A "before" on the same form as an "after" was asked afterwards, looking back, whatever its words say: it is a
retrospective baseline, which may overstate a gain (facts/measures.md section 8.6) and is never pooled with a
before that was asked at the start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation.courses.asking import level_of, name_of, plain_question, same_question, topic_of
from evaluation.courses.columns import open_columns, quiz_total
from evaluation.courses.mapping import NEEDS_YOU, ColumnUse
from evaluation.courses.ranges import range_of
from evaluation.courses.stages_said import stage_in
from evaluation.courses.titles import session_in
from evaluation.courses.vocabulary import Question
from evaluation.stages import BASELINE, END, FOLLOW_UP, RETROSPECTIVE
from evaluation.tokens import tokens

if TYPE_CHECKING:
    from evaluation.courses.cells import Cells
    from evaluation.courses.looked import Looked
    from evaluation.courses.mapping import Confidence

UNKNOWN_WORDS = (
    "its answers in words are on no scale that is known: give their order to use it, or leave it out"
)
LOOKING_BACK = (
    "'Before' and 'after' stand on one form, so the 'before' was asked afterwards, looking back (a "
    "retrospective "
    "baseline). If it was filled in at the start, set the stage of those columns to 'baseline'."
)
_NO_RATING = re.compile(
    r"\bhow many\b|\bnumber of\b|\byears?\b|\bage\b|\bhow long\b|\bphone\b|\bquantity\b", re.IGNORECASE
)
_NOT_ASKED = re.compile(r"consent|gdpr|data protection|contact (?:me|you)|mailing list|"
                        r"newsletter|dietary|access needs|certificate|photo", re.IGNORECASE)  # fmt: skip
_WORSE = re.compile(r"\b(?:anxious|worried|worry|nervous|afraid|overwhelmed|stress(?:ed|ful)?|"
                    r"barriers?|struggle)\b|"
                    r"\b(?:too (?:hard|difficult|long|short)|waste of)\b", re.IGNORECASE)  # fmt: skip
_SCORED = re.compile(r"^\s*(\d{1,3}(?:\.\d+)?)\s*(?:/|out of|of)\s*(\d{1,3})\s*$", re.IGNORECASE)
_NAMELESS = re.compile(r"\(column [A-Z]+, no header\)")
_UNASKED = "Rating"  # what a column headed by its stage alone ("Before") asks
_MOST_NUMBERS = 12  # distinct numbers of a rating


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The questions of a form as columns, the stage of the form as a whole, and what to say of it."""

    columns: list[ColumnUse]
    occasion: str
    notes: tuple[str, ...]


def scored(text: str) -> tuple[float, float] | None:
    """The points and the most of a quiz as form tools write it; None for other text.

    >>> scored("7 / 10"), scored("Agree")
    ((7.0, 10.0), None)
    """
    found = _SCORED.match(text)
    return (float(found[1]), float(found[2])) if found else None


def with_questions(columns: list[ColumnUse], looked: Looked) -> list[ColumnUse]:
    """The columns with those that are answers on a scale as questions, staged as their headers say."""
    columns = list(columns)
    for place in open_columns(columns):
        columns[place] = _asked(columns[place], looked.cells[place])
    return _told_apart(columns)


def staged(columns: list[ColumnUse], occasion: str, looked: Looked) -> Asked:
    """The stage of each question, by its header, its form and what else stands on the form.

    `occasion` is what the form's name says. A column that says the stage of each row settles it there.
    """
    asked = [column for column in columns if column.use == "question"]
    if not asked:
        return Asked(columns=columns, occasion=occasion, notes=())
    notes: list[str] = []
    by_row = any(column.use == "occasion" for column in columns)
    stages = {column.occasion for column in asked}
    later = any(stage.startswith((END, FOLLOW_UP)) for stage in stages)
    reaction = any(column.question is not None and column.question.level == 1 for column in asked)
    if by_row:
        occasion = ""
    elif not occasion or (occasion == BASELINE and (reaction or (later and BASELINE in stages))):
        occasion, note = _of_form(stages, later=later, reaction=reaction)
        notes += [note] if note else []
    two_forms = {stage_in(header)[0] for header in looked.headers if "date" in tokens(header)} >= {
        BASELINE,
        END,
    }
    after = occasion == END or occasion.startswith(FOLLOW_UP)
    settled = [_settled(column, occasion, after=after and not two_forms) for column in columns]
    if any(
        a.occasion != b.occasion and a.occasion == RETROSPECTIVE
        for a, b in zip(settled, columns, strict=True)
    ):
        notes.append(LOOKING_BACK)
    return Asked(columns=settled, occasion=occasion, notes=tuple(notes))


def _of_form(stages: set[str], *, later: bool, reaction: bool) -> tuple[str, str]:
    """The stage of a form that no name says, and what to say of it."""
    if later:
        spans = sorted(stage for stage in stages if stage.startswith(FOLLOW_UP))
        return (spans[0] if spans and END not in stages else END), ""
    if BASELINE in stages and not reaction:
        return BASELINE, ""
    if reaction:
        return END, "It asks what learners thought of the course, so it is taken for a form at the end."
    return END, (
        f"{NEEDS_YOU}: nothing says whether this form was filled in before the course, at its end or later. "
        f"It is "
        "taken for one at the end until you set its stage."
    )


def _settled(column: ColumnUse, occasion: str, *, after: bool) -> ColumnUse:
    """A question's stage, its header's beside that of its form."""
    if column.use != "question":
        return column
    stage = column.occasion
    if stage == BASELINE and after:
        return replace(
            column,
            occasion=RETROSPECTIVE,
            confidence="needs you" if column.needs_you else "suggested",
            why=f"{column.why}; a before that was asked afterwards",
        )
    if occasion.startswith(FOLLOW_UP) and stage.startswith((END, FOLLOW_UP)):
        return replace(column, occasion="" if stage == END else stage)
    if stage == END and occasion == BASELINE:
        return replace(column, occasion="")  # "Now, before the course begins, …"
    return replace(column, occasion="" if stage == occasion else stage)


def _asked(column: ColumnUse, cells: Cells) -> ColumnUse:
    """A column as a question, or why it is none."""
    header = column.header
    if not cells.some:
        return replace(column, confidence="matched", why="nothing stands in it")
    if _NAMELESS.fullmatch(header):
        return replace(column, confidence="needs you", why="it has no header: give it one to use it")
    if cells.days:
        return replace(column, why="dates, of which another column's are read")
    if _NOT_ASKED.search(header):
        return replace(column, why="it asks nothing about what was learnt")
    group, _, inner = header.rpartition(": ")
    stage, text = stage_in(header)
    if group and not stage_in(inner)[0] and len(tokens(group)) <= 3 and stage:
        text = inner  # "Before" stands over a group of columns
    made = _question(header, plain_question(text) or _UNASKED, cells)
    if isinstance(made, str):
        return replace(
            column, use="private" if made == _TEXT else "ignore", why=made, confidence=_doubt(made)
        )
    question, confidence, why = made
    return replace(
        column,
        use="question",
        occasion=stage,
        session=session_in(header),
        question=question,
        confidence=confidence,
        why=why,
    )


_TEXT = "free text, in which names may stand, so it is left out"


def _doubt(why: str) -> Confidence:
    return "needs you" if why == UNKNOWN_WORDS else "suggested"


def _question(header: str, text: str, cells: Cells) -> tuple[Question, Confidence, str] | str:
    level, why, told = level_of(text)
    key = same_question(text)
    base = Question(
        id=name_of(key), text=text, low=0, high=1, level=level,
        better="lower" if _WORSE.search(text) else "higher", topic=topic_of(text),
    )  # fmt: skip
    told_level: Confidence = "matched" if told else "suggested"
    quiz = _quiz(header, cells)
    if quiz:
        high, sure = quiz
        said = "a quiz's points" if sure else f"a quiz's points; is {high:g} the most there are?"
        quizzed = replace(base, low=0.0, high=high, kind="quiz", level=2, better="higher")
        return quizzed, "matched" if sure else "needs you", said
    if cells.worded is not None:
        scale = cells.worded
        if scale.kind == "yes or no" and not told:
            return "a yes-or-no question that names nothing a course changes, so it is not used"
        outside = [n for n in cells.numbers if not scale.low - 1 <= n <= scale.high]
        if not outside:
            asked = replace(
                base, low=float(scale.low), high=float(scale.high), kind=scale.kind, labels=scale.labels
            )
            return asked, told_level, f"answers in words; {why}"
    if cells.numeric:
        return _numeric(header, base, cells, told_level, why)
    return _in_words(cells)


def _numeric(
    header: str, base: Question, cells: Cells, told: Confidence, why: str
) -> tuple[Question, Confidence, str] | str:
    if _NO_RATING.search(header) or len(cells.numbers) > _MOST_NUMBERS:
        return "numbers that are no rating, so they are not used"
    ends = range_of(header, cells.numbers)
    if set(cells.numbers) <= {0.0, 1.0} and (ends is None or ends.confidence != "matched"):
        if told != "matched":
            return "0 and 1 of a question that names nothing a course changes, so it is not used"
        return (
            replace(base, kind="yes or no", labels=("No", "Yes")),
            "suggested",
            f"0 and 1 are taken for no and yes; {why}",
        )
    if ends is None:
        return "numbers that are on no usual scale, so they are not used"
    confidence: Confidence = ends.confidence if ends.confidence != "matched" else told
    return replace(base, low=ends.low, high=ends.high), confidence, f"{ends.why}; {why}"


def _in_words(cells: Cells) -> str:
    """Why a column of words is no question."""
    words = sum(len(text.split()) for text in cells.counts) / len(cells.counts)
    few = len(cells.counts) <= 12 and cells.repeats
    if few and not any(len(text.split()) > 14 for text in cells.counts):
        return UNKNOWN_WORDS if len(cells.counts) > 1 else "one answer for all, so it is not used"
    return _TEXT if words > 2 or not cells.repeats else "not recognised, so not used"


def _quiz(header: str, cells: Cells) -> tuple[float, bool] | None:
    """The most points of a quiz, and whether that is sure; None for other columns."""
    fractions = [scored(text) for text in cells.counts]
    if all(fractions):
        highs = {found[1] for found in fractions if found}
        return (max(highs), True) if len(highs) == 1 else None
    if quiz_total(header.rpartition(": ")[2]) and cells.numeric and cells.numbers:
        return max(*cells.numbers, 1.0), False
    return None


def _told_apart(columns: list[ColumnUse]) -> list[ColumnUse]:
    """Questions of the same words on one form get ids of their own."""
    seen: dict[tuple[str, str, str], int] = {}
    result = []
    for column in columns:
        if column.question is None:
            result.append(column)
            continue
        key = (column.question.id, column.occasion, column.session)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            question = replace(column.question, id=f"{column.question.id}-{seen[key]}")
            column = replace(  # noqa: PLW2901 the column with an id of its own
                column,
                question=question,
                confidence="suggested",
                why=f"{column.why}; it is asked again on this form",
            )
        result.append(column)
    return result
