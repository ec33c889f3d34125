"""The sentence of a comparison of learners' answers, made of its printed figures alone.

So what disclosure control hid or rounded stays so when the sentence is made again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.courses.vocabulary import LEVELS
from evaluation.stages import BASELINE, END, FOLLOW_UP, RETROSPECTIVE
from evaluation.training.answers_at import best, label

if TYPE_CHECKING:
    from evaluation.courses.vocabulary import Question
    from evaluation.estimates import Estimate, Rate
    from evaluation.training.evidence import LearnerChange

# What is said of those who moved up, stayed and moved down. The first has places for what and when.
_MOVED: dict[tuple[str, str], tuple[str, str, str]] = {
    ("rating", "higher"): ("rated {what} higher {when}", "the same", "lower"),
    ("rating", "lower"): ("rated {what} lower, which is better, {when}", "the same", "higher"),
    ("agreement", "higher"): ("agreed with {what} more strongly {when}", "as strongly", "less strongly"),
    ("agreement", "lower"): (
        "agreed with {what} less strongly, which is better, {when}",
        "as strongly",
        "more strongly",
    ),
    ("quiz", "higher"): ("scored higher on {what} {when}", "the same", "lower"),
    ("quiz", "lower"): ("scored lower on {what}, which is better, {when}", "the same", "higher"),
    ("yes or no", "higher"): ("gave a better answer to {what} {when}", "the same", "a worse one"),
    ("yes or no", "lower"): ("gave a better answer to {what} {when}", "the same", "a worse one"),
}
# An earlier occasion, after the course has been named.
_EARLIER = {BASELINE: "before it", RETROSPECTIVE: "before it, asked afterwards", END: "at its end"}
_PEOPLE = re.compile(r"\b(learner|form)s\b")
_LATER = re.compile(r"\d+(?:\s*(?:-|–|to)\s*\d+)? (?:day|week|month|year)s?")


def change_sentence(found: LearnerChange) -> str:
    """What moved, of whom, between which two times; without its full stop, as a title needs none.

    Better, the same and worse stand together; of two groups both shares and their difference. What was
    answered months later has beside it how many of those asked answered.
    """
    said = _paired(found) if found.paired else _groups(found) if found.before else _once(found)
    if found.occasions[1].startswith(FOLLOW_UP):
        said += f"; {answered_words(found)}"
    return f"{wording.capital(said)} ({level_words(found)})"


def level_words(found: LearnerChange) -> str:
    """Kirkpatrick's level of a comparison, in words: "level 2, learning"."""
    return f"level {found.level}, {LEVELS[found.level][0].lower()}"


def answered_words(found: LearnerChange) -> str:
    """How many of those asked answered, or that nobody knows how many were asked."""
    rate = found.answered
    if rate.of is None and not rate.hidden:
        about = "about " if found.rounded else ""
        return f"{about}{wording.count(rate.n)} answered, and how many were asked is not known"
    return f"{_told(rate)} answered"


def occasion_words(occasion: str, course: str = "the course") -> str:
    """When an answer was given, in words.

    >>> occasion_words("baseline"), occasion_words("follow-up 3 months")
    ('before the course', '3 months after the course')
    >>> occasion_words("follow-up"), occasion_words("retrospective baseline")
    ('months after the course', 'before the course, asked afterwards')
    """
    if occasion == BASELINE:
        return f"before {course}"
    if occasion == RETROSPECTIVE:
        return f"before {course}, asked afterwards"
    if occasion == END:
        return f"after {course}"
    rest = occasion.removeprefix(FOLLOW_UP).strip(" ,:;–-()")
    if not rest:
        return f"months after {course}"
    return f"{rest} after {course}" if _LATER.fullmatch(rest) else f"after {course} (follow-up, {rest})"


def _paired(found: LearnerChange) -> str:
    better, same, worse = (found.rate(kind) for kind in ("improved", "no_change", "worse"))
    what = question_words(found.question)
    if found.n is None or better is None or same is None or worse is None or better.of is None:
        return f"too few learners answered both times for figures to be shown of {what}"
    up, alike, down = _MOVED[found.question.kind, found.question.better]
    lead = "looking back, " if found.design == "retrospective baseline" else ""
    head = up.format(when=_when(found), what=what)
    return f"{lead}{_told(better)} {head}; {_n(same)} {alike} and {_n(worse)} {down}"


def _when(found: LearnerChange) -> str:
    """The later time against the earlier: "after the course than before it"."""
    course = course_words(found)
    earlier, later = found.occasions
    if earlier == RETROSPECTIVE and later == END:
        return f"after {course} than before it"
    than = "before it, as they remembered that" if earlier == RETROSPECTIVE else _EARLIER[earlier]
    return f"{occasion_words(later, course)} than {than}"


def course_words(found: LearnerChange) -> str:
    """The course, or the session of it, as it stands in a sentence; "the course" where no file names it."""
    course = f"“{found.course}”" if found.course else "the course"
    return f"{found.session} of {course}" if found.session else course


def question_words(question: Question) -> str:
    """The question in quotation marks, without spaces around it, nor a colon after a grid's question mark.

    >>> from evaluation.courses.vocabulary import Question
    >>> question_words(Question(id="q", text=" How sure are you? ", low=1, high=5, level=2))
    '“How sure are you?”'
    """
    return f"“{' '.join(question.text.split()).replace('?: ', '? ')}”"


def _groups(found: LearnerChange) -> str:
    """Two groups of forms: the share of best answers in each, the difference, and that they are two."""
    if found.before is None or found.n is None or found.before.n is None:
        what = question_words(found.question)
        return f"too few forms were filled in for figures to be shown of {what}"
    course = course_words(found)
    earlier, later = found.occasions
    why = (
        "nobody’s two answers can be matched" if found.signed else "nobody signed them"
    ) + ", so these are two groups and not the same people"
    return (
        f"{_told(found.after.top)} {occasion_words(later, course)} {best_words(found.question)} "
        f"{question_words(found.question)}, and {_told(found.before.top)} "
        f"{_EARLIER[earlier]}{_difference(found.difference)}; {why}"
    )


def _difference(difference: Estimate | None) -> str:
    if difference is None or difference.value is None:
        return ""
    points = f"{wording.decimal(100 * difference.value, 0)} percentage points"
    if difference.low is None or difference.high is None:
        return f", a difference of {points}"
    likely = wording.interval(100 * difference.low, 100 * difference.high, 0)
    return f", a difference of {points} ({wording.level(difference.confidence)} interval {likely})"


def _once(found: LearnerChange) -> str:
    """Answers with nothing before them: how many gave a best answer, and that this shows no change."""
    if found.n is None:
        return f"too few answered for figures to be shown of {question_words(found.question)}"
    return (
        f"{_told(found.after.top)} {best_words(found.question)} {question_words(found.question)} "
        f"{occasion_words(found.occasions[1], course_words(found))}; there is no earlier answer to "
        "compare with"
    )


def best_words(question: Question) -> str:
    """Giving one of the best answers, in the past tense, up to where the question follows.

    >>> from evaluation.courses.vocabulary import Question
    >>> best_words(Question(id="q", text="Q", low=1, high=5, level=2))
    'chose 4 or 5 of 1 to 5 for'
    """
    answers = best(question)
    if question.kind == "quiz":
        least = f"{answers[0]:g}"
        if question.better == "lower":
            return f"scored {answers[-1]:g} or less on"
        return f"scored {least}{' or more' if len(answers) > 1 else ''} of {question.high:g} on"
    if question.labels:
        return f"chose {wording.listed((f'“{label(question, value)}”' for value in answers), 'or')} for"
    told = wording.listed((f"{value:g}" for value in answers), "or")
    return f"chose {told} of {question.low:g} to {question.high:g} for"


def _told(rate: Rate) -> str:
    """A rate in print; one person is a learner, one form a form."""
    told = wording.rate(rate)
    return _PEOPLE.sub(r"\1", told, count=1) if rate.of == 1 else told


def _n(rate: Rate) -> str:
    """How many, or what stands for it: "about 20%" of rounded counts."""
    if rate.rounded:
        return f"about {wording.share(rate.share)}"
    return wording.count(rate.n, rate.hidden or wording.HIDDEN)
