"""The limits of a comparison of learners' answers, each by a rule and from the printed figures alone.

What is said of designs, ratings and response is in facts/users.md section 3 and facts/measures.md section
8.6: a before asked afterwards usually shows larger gains, and response is half the story.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.caveats import COMPLETE_ENOUGH
from evaluation.findings.finding import Caveat
from evaluation.stages import FOLLOW_UP
from evaluation.training.asked import UNKNOWN
from evaluation.training.change_words import answered_words

if TYPE_CHECKING:
    from evaluation.training.evidence import LearnerChange

FEW = 20  # pairs below which the interval is what matters: our own convention
NO_COMPARISON = (
    "Learners were not compared with similar people who had no course, so these figures can't show that the "
    "course made the difference."
)
OWN_RATING = (
    "Learners rated themselves: this says how they feel about what they know and can do. It is no test of it."
)
OWN_PRACTICE = "Learners said themselves what they do at work; nobody else saw it."
REACTION = "This is what learners thought of the course. Being liked says nothing of what was learnt."


def change_caveats(found: LearnerChange) -> tuple[Caveat, ...]:
    """The caveats of a comparison, the most important first."""
    texts = {
        "follow_up_response": _follow_up(found),
        "response": _response(found),
        "asked_unknown": _unknown(found),
        "two_groups": _two_groups(found),
        "few": _few(found),
        "after_only": (
            "Answers were given once, with none before to compare with, so they show no change."
            if found.before is None
            else ""
        ),
        "retrospective": _retrospective(found),
        "both_designs": _both(found),
        "unpaired": _unpaired(found),
        "reaction": REACTION if found.level == 1 else "",
        "own_rating": _own(found),
        "ordinal": (
            "Answers are ordered, and their steps need not be equal in size: an average gain is only a rough "
            "guide, and no effect size is given."
            if found.mean_gain is not None and found.question.kind != "quiz"
            else ""
        ),
        "no_comparison": NO_COMPARISON if found.before is not None else "",
    }
    return tuple(Caveat(key=key, text=text) for key, text in texts.items() if text)


def _later(found: LearnerChange) -> bool:
    return found.occasions[1].startswith(FOLLOW_UP)


def _follow_up(found: LearnerChange) -> str:
    """How many of those asked answered months later, said whether they were many or few."""
    if not _later(found):
        return ""
    told = f"At follow-up: {answered_words(found)}."
    low = found.answered.share is None or found.answered.share < COMPLETE_ENOUGH
    more = " Those who did not answer may be doing better or worse."
    return told + (more if low else "")


def _response(found: LearnerChange) -> str:
    share = found.answered.share
    if _later(found) or share is None or share >= COMPLETE_ENOUGH:
        return ""
    return f"{wording.capital(answered_words(found))}. Those who did not answer may think otherwise."


def _unknown(found: LearnerChange) -> str:
    """Why no share of those asked is given, where none is and nothing hides it."""
    answered = found.answered
    if answered.of is not None or answered.hidden or answered.n is None:
        return ""
    if answered.who == UNKNOWN:
        return "No file says who came, so how many were asked is not known."
    return (
        "There are more forms than people known to have been asked, so no share of them is given: some forms "
        "may be filled in twice, or an attendance list is not complete."
    )


def _two_groups(found: LearnerChange) -> str:
    if found.paired or found.before is None:
        return ""
    why = "No learner's two answers could be matched" if found.signed else "Nobody signed these forms"
    return (
        f"{why}, so two groups are compared and nobody's own change is known. Those who filled in a form can "
        "differ from one time to the other."
    )


def _few(found: LearnerChange) -> str:
    improved = found.rate("improved")
    if improved is None or not improved.of or improved.of >= FEW or improved.low is None:
        return ""
    people = f"{'about ' if improved.rounded else ''}{wording.count(improved.of)} {improved.who}"
    likely = wording.share_interval(improved.low, improved.high)
    return f"With only {people} the likely range is wide ({likely})."


def _retrospective(found: LearnerChange) -> str:
    if "retrospective baseline" not in {found.design, found.occasions[0]}:
        return ""
    return (
        "How it was before was asked after the course. That usually shows larger gains than asking at the "
        "start: people may remember their start as worse than it was, or want the effort to have been worth "
        "it. It is no evidence of what they know."
    )


def _both(found: LearnerChange) -> str:
    if not found.also:
        return ""
    asked = "looking back afterwards" if found.design == "true baseline" else "at the start"
    return (
        f"How it was before was asked {asked} too. The two comparisons stand side by side and are never "
        "mixed; the one that looks back usually shows the larger gain."
    )


def _unpaired(found: LearnerChange) -> str:
    """Who is in no pair: counts, hidden ones as their symbol."""
    numbers = {step.key: step.n for step in found.left_out}
    words = {
        "before_only": ("answered only the earlier time", "answered only the earlier time"),
        "after_only": ("answered only the later time", "answered only the later time"),
        "unsigned_before": ("earlier form is unsigned", "earlier forms are unsigned"),
        "unsigned_after": ("later form is unsigned", "later forms are unsigned"),
    }

    def about(n: int | None) -> str:
        return f"{'about ' if found.rounded and n is not None else ''}{wording.count(n)}"

    told = [
        f"{about(numbers[key])} {one if numbers[key] == 1 else many}"
        for key, (one, many) in words.items()
        if key in numbers
    ]
    said = f"Left out, as nothing can be paired with them: {wording.listed(told)}." if told else ""
    if "repeats" in numbers:
        answers, are = ("answer", "is") if numbers["repeats"] == 1 else ("answers", "are")
        again = wording.capital(about(numbers["repeats"]))
        said += (
            f"{' ' if said else ''}{again} {answers} by learners who had already given one {are} left out "
            "too: somebody who came twice counts once."
        )
    return said


def _own(found: LearnerChange) -> str:
    if found.question.kind == "quiz":
        return ""
    return {2: OWN_RATING, 3: OWN_PRACTICE}.get(found.level, "")
