"""What was said about the service: how many gave which answer to each question, and no change.

Such questionnaires are given once, so there is no before and after and nobody "got better".
A question is known by its number; its wording belongs to the questionnaire's owner.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation import wording
from evaluation.change.rule import make_rate
from evaluation.findings.caveats import FEW, few_answered
from evaluation.findings.finding import Caveat, Flow, Nouns, Step
from evaluation.findings.flows import told
from evaluation.findings.of_scale import rated_by

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from evaluation.counting import Counted
    from evaluation.estimates import Rate
    from evaluation.findings.latest import Latest
    from evaluation.measures.definition import Items, Scale
    from evaluation.view import View

PARENT = Nouns(one="parent", many="parents")
RULE = "answer"
DONT_KNOW = "don't know"


@dataclass(frozen=True, kw_only=True)
class Question:
    """The answers to one question: a rate for each, best first, of those who gave one of them.

    `unsure` is how many said that they don't know; they and blanks are in no rate.
    """

    number: int
    answers: tuple[Rate, ...]
    unsure: int | None
    sentence: str = ""

    @property
    def label(self) -> str:
        """What the question is called.

        >>> Question(number=3, answers=(), unsure=0).label
        'Question 3'
        """
        return f"Question {self.number}"

    @property
    def best(self) -> Rate:
        """The rate of the best answer, which is the one to report."""
        return self.answers[0]


@dataclass(frozen=True, kw_only=True)
class Experience:
    """What one kind of rater said of the service on one questionnaire: the latest form of each."""

    measure: str
    scale: str
    short: str
    measure_name: str
    title: str
    asks: str
    rater: str
    nouns: Nouns
    n: int | None  # forms counted
    period: tuple[date | None, date | None]  # first and last date of these forms
    words: tuple[str, ...]  # the answers, best first
    unsure: str  # the answer that is in no rate ("don't know")
    questions: tuple[Question, ...]
    flow: Flow
    sentence: str
    caveats: tuple[Caveat, ...]
    licence: str = ""
    citations: tuple[str, ...] = ()
    most_each: int = 1  # the most forms of one family: several referrals

    @property
    def key(self) -> str:
        """A stable name for links and file names: measure, scale and rater."""
        return f"{self.measure}-{self.scale}-{self.rater}".replace("_", "-").replace(" ", "-")


def experience(latest: Latest, counted: Counted, view: View, people: Nouns) -> Experience | None:
    """What the forms that a view keeps say; None when it keeps none.

    `people` is what one entry of the file is called. The period is that of the form's date.
    """
    keep = counted.mask(view.filters, view.start, view.end, when=latest.dates(len(counted.episodes)))
    chosen = keep[latest.episode]
    forms, items = latest.answers[chosen], latest.measure.items
    if not len(forms) or items is None:
        return None
    family = people.one == "family"
    nouns = PARENT if family and latest.rater == "parent" else people
    codes, words = _words(latest.scale, items)
    found = Experience(
        measure=latest.measure.id,
        scale=latest.scale.id,
        short=latest.measure.short,
        measure_name=latest.measure.name,
        title=latest.measure.short,
        asks=latest.measure.asks,
        rater=latest.rater,
        nouns=nouns,
        n=len(forms),
        period=_period(latest.date[chosen]),
        words=words,
        unsure=items.omitted[0] if items.omitted else DONT_KNOW,
        questions=tuple(
            _question(number, forms[:, place], codes, words, nouns, view.confidence)
            for place, number in enumerate(latest.scale.items)
        ),
        flow=_flow(latest, keep, len(forms), people),
        sentence="",
        caveats=(),
        licence=latest.measure.licence.text,
        citations=tuple(c.text + (f" doi:{c.doi}" if c.doi else "") for c in latest.measure.citations),
        most_each=counted.episodes.most_each(latest.episode[chosen]) or 1,
    )
    return said_again(replace(found, caveats=_caveats(found, people)))


def left_out(latest: Latest, counted: Counted, view: View) -> int:
    """How many episodes with a form a view's filters and period leave out."""
    keep = counted.mask(view.filters, view.start, view.end, when=latest.dates(len(counted.episodes)))
    return int((~keep[latest.episode]).sum() + (~keep[latest.unclear]).sum())


def said_again(found: Experience) -> Experience:
    """The same with its sentences made from the numbers it holds, exact or protected."""
    questions = tuple(replace(q, sentence=_said(q, found)) for q in found.questions)
    return replace(found, questions=questions, sentence=_sentence(found))


def subtitle(found: Experience) -> str:
    """Questionnaire, rater and period."""
    parts = [found.title, filled_in_by(found.rater)]
    if found.period != (None, None):
        parts.append(wording.period(*found.period))
    return ", ".join(parts)


def filled_in_by(rater: str) -> str:
    """Who filled in the form, in words.

    >>> filled_in_by("parent"), filled_in_by("not stated")
    ('filled in by the parent', 'rater not stated')
    """
    return rated_by(rater).replace("rated", "filled in", 1)


def _words(scale: Scale, items: Items) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """The codes of the answers and the words for each, best first; of several words the first."""
    first: dict[float, str] = {}
    for label, code in items.labels:
        first.setdefault(code, label)
    codes = tuple(sorted(first, reverse=scale.better == "higher"))
    return codes, tuple(first[code] for code in codes)


def _question(
    number: int,
    answers: NDArray[np.float64],
    codes: tuple[float, ...],
    words: tuple[str, ...],
    nouns: Nouns,
    confidence: float,
) -> Question:
    counts = [int((answers == code).sum()) for code in codes]
    who = f"{nouns.many} who gave one of these answers"
    return Question(
        number=number,
        answers=tuple(
            make_rate(RULE, word, n, sum(counts), who, confidence)
            for word, n in zip(words, counts, strict=True)
        ),
        unsure=int(np.isposinf(answers).sum()),
    )


def _period(dates: NDArray[np.datetime64]) -> tuple[date | None, date | None]:
    known = dates[~np.isnat(dates)]
    if not len(known):
        return None, None
    return known.min().astype("datetime64[D]").item(), known.max().astype("datetime64[D]").item()


def _flow(latest: Latest, keep: NDArray[np.bool_], n: int, people: Nouns) -> Flow:
    """Who answered and who did not; the reasons add up to everybody without a form that counts."""
    everyone, unclear = int(keep.sum()), int(keep[latest.unclear].sum())
    reasons = (
        Step(key="none", label="No answers to this questionnaire by this rater", n=everyone - n - unclear),
        Step(key="unclear", label="Several forms, and nothing says which is the latest", n=unclear),
    )
    return Flow(
        steps=(
            Step(key="all", label=f"{people.many.capitalize()} in these figures", n=everyone),
            Step(key="answered", label="With answers about the service", n=n),
        ),
        reasons=tuple(reason for reason in reasons if reason.n),
    )


def _caveats(found: Experience, people: Nouns) -> tuple[Caveat, ...]:
    texts = {
        "once": "These answers were given once: they say what was thought of the service, and nothing of "
        "what changed for a family.",
        "answered": few_answered(found.flow),
        "few": "With so few answers the likely ranges are wide." if (found.n or 0) < FEW else "",
        "repeats": f"Some families are counted more than once, once for each {people.one}, so intervals are "
        "too narrow."
        if found.most_each > 1
        else "",
    }
    return tuple(Caveat(key=key, text=text) for key, text in texts.items() if text)


def _said(question: Question, found: Experience) -> str:
    """One question in a sentence: the best answer with its interval, then the others."""
    best, asked = question.best, f"question {question.number}"
    if best.of == 0:
        return f"No {found.nouns.one} gave a clear answer to {asked}."
    if best.of is None:
        return f"The answers to {asked} are not shown: the numbers are too small."
    if best.n is None:
        of = f"about {wording.count(best.of)} {found.nouns.many}"
        head = f"How many of {of} answered “{best.outcome}” to {asked} is not shown"
    else:
        head = f"{_among(best, found)} answered “{best.outcome}” to {asked}"
    others = [f"{_count(rate)} “{rate.outcome}”" for rate in question.answers[1:]]
    unsure = f"; {told(found.flow, question.unsure)} “{found.unsure}”" if question.unsure != 0 else ""
    return wording.capital(f"{head} ({wording.listed(others)}{unsure}).")


def short_sentence(found: Experience) -> str:
    """The questionnaire as a title: the lowest and the highest share of the best answer."""
    rates = sorted((q.best for q in found.questions if q.best.share is not None), key=lambda r: r.share or 0)
    if not rates:
        return f"What {found.nouns.many} said about the service: no share can be shown"
    low, high = (f"{'about ' if r.rounded else ''}{wording.share(r.share)}" for r in (rates[0], rates[-1]))
    said = f"of {found.nouns.many} answered “{found.words[0]}”"
    if low == high:
        return wording.capital(f"{low} {said} to each question shown")
    return wording.capital(f"{low} to {high} {said}, depending on the question")


def _among(rate: Rate, found: Experience) -> str:
    """The rate in print, with the plain noun: the sentence says which question."""
    return wording.rate(replace(rate, who=found.nouns.one if rate.of == 1 else found.nouns.many))


def _count(rate: Rate) -> str:
    printed = wording.count(rate.n, rate.hidden or wording.HIDDEN)
    return f"about {printed}" if rate.rounded and rate.n is not None else printed


def _sentence(found: Experience) -> str:
    """The questionnaire in a sentence: from the lowest to the highest share of the best answer."""
    about, one = subtitle(found), found.nouns.one
    if found.n is None:
        return f"Too few {found.nouns.many} said what they think of the service ({about}) to show figures."
    shown = [q for q in found.questions if q.best.share is not None]
    if not shown:
        who = f"{told(found.flow, found.n)} {one if found.n == 1 else found.nouns.many}"
        return f"{wording.capital(who)} said what they think of the service ({about}); no share can be shown."
    low = min(shown, key=lambda q: (q.best.share or 0, q.number))
    high = max(shown, key=lambda q: (q.best.share or 0, -q.number))
    hidden = "" if len(shown) == len(found.questions) else " Some questions are not shown."
    if low.best.share == high.best.share:
        head = (
            f"{wording.capital(_among(low.best, found))} answered “{found.words[0]}” to question {low.number}"
        )
        return f"{head} ({about}); no question shown has another share.{hidden}"
    return (
        f"The share who answered “{found.words[0]}” runs from {_among(low.best, found)} on question "
        f"{low.number} to {_among(high.best, found)} on question {high.number} ({about}).{hidden}"
    )
