"""The words around charts of training: how a rate is printed, how a question was asked, what protects it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how
from evaluation.charts.table import Cell, counted, shared, symbol_of
from evaluation.courses.vocabulary import LEVELS
from evaluation.findings.rounding import stepped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.courses.vocabulary import Level
    from evaluation.estimates import Rate
    from evaluation.training.evidence import Design

MOST_ROWS = 12  # of a chart; its table has them all
LISTED = 24  # figures that a text for listeners names one by one
ASKED: dict[Design, str] = {
    "true baseline": "asked before the course and after it",
    "retrospective baseline": "both asked afterwards",
    "after only": "asked once, afterwards",
    "follow-up": "asked again months later",
}
PEOPLE = "Number of people"
NO_INTERVAL = "No interval is given: everybody who came is counted, and nothing is estimated from them."


def title(sentence: str) -> str:
    """A finding's sentence as a chart's title, without a stop at its end.

    >>> title("52 people came to a course.")
    '52 people came to a course'
    """
    return wording.capital(sentence.strip().removesuffix("."))


def level(number: Level) -> str:
    """One of Kirkpatrick's levels in plain words.

    >>> level(1)
    'what learners thought of the course (reaction, level 1 of 4)'
    """
    name, says = LEVELS[number]
    return f"{says} ({name.lower()}, level {number} of 4)"


def some(n: int | None, *, rounded: bool, hidden: str = wording.HIDDEN) -> str:
    """A count as words have it: "about 40" where it is rounded.

    >>> some(40, rounded=True), some(40, rounded=False), some(None, rounded=True)
    ('about 40', '40', '[c]')
    """
    return f"{'about ' if rounded and n is not None else ''}{wording.count(n, hidden)}"


def of(rate: Rate) -> str:
    """A rate as a mark's label: how many of how many and their share; of rounded counts the share first.

    >>> from dataclasses import replace
    >>> from evaluation.estimates import Rate
    >>> rate = Rate(rule="covered", outcome="", n=14, of=40, who="people", low=None, high=None)
    >>> of(rate), of(replace(rate, n=15, printed_share=0.35))
    ('14 of 40 (35%)', 'about 35% of 40')
    >>> of(replace(rate, n=None, hidden="[c]")), of(replace(rate, of=None)), of(replace(rate, of=0, n=0))
    ('[c] of 40', '14 of [x]', '0 of 0')
    """
    symbol = symbol_of(rate)
    if rate.n is None and rate.of is None:
        return symbol
    whole = wording.count(rate.of, symbol)
    if rate.share is None or rate.n is None or rate.of is None:
        return f"{wording.count(rate.n, symbol)} of {whole}"
    if rate.rounded:
        return f"about {wording.share(rate.share)} of {whole}"
    return f"{wording.count(rate.n)} of {whole} ({wording.share(rate.share)})"


def with_share(rate: Rate) -> str:
    """A count with its share: "24 (46%)".

    >>> from evaluation.estimates import Rate
    >>> with_share(Rate(rule="share", outcome="", n=24, of=52, who="people", low=None, high=None))
    '24 (46%)'
    """
    if rate.n is None:
        return symbol_of(rate)
    told = "" if rate.share is None else f" ({wording.share(rate.share)})"
    return f"{some(rate.n, rounded=rate.rounded)}{told}"


def count_and_share(rate: Rate) -> tuple[Cell, ...]:
    """How many and which share, for a table."""
    return counted(rate.n, symbol_of(rate)), shared(rate.share, symbol_of(rate))


def part(n: int | None, whole: int | None, *, rounded: bool) -> float | None:
    """A count as a share of others, as coarse as a protected share where counts are rounded.

    >>> part(14, 40, rounded=False), part(15, 40, rounded=True), part(None, 40, rounded=True)
    (0.35, 0.4, None)
    """
    if n is None or not whole:
        return None
    return stepped(n / whole, whole) if rounded else n / whole


def drawn(rate: Rate) -> float | None:
    """The share that a mark may show: none where a part of it is hidden."""
    return None if rate.hidden == wording.HIDDEN or rate.n is None else rate.share


def protection(rates: Iterable[Rate]) -> tuple[str, ...]:
    """What disclosure control has done to rates, for the lines on how figures were made."""
    rates = tuple(rates)
    return how.protection(
        rounded=any(rate.rounded for rate in rates),
        hidden=any(rate.hidden == wording.HIDDEN for rate in rates),
    )


def listed(names: Iterable[str], texts: Iterable[str]) -> str:
    """Names with their figures, for listeners; those beyond the first two dozen are in the table.

    >>> listed(["Midwife", "Nurse"], ["14 of 40", "[c]"])
    'Midwife: 14 of 40; Nurse: [c].'
    """
    pieces = [f"{name}: {text}" for name, text in zip(names, texts, strict=True)]
    more = f" The data for this figure have {len(pieces) - LISTED} more." if len(pieces) > LISTED else ""
    return f"{'; '.join(pieces[:LISTED])}.{more}"
