"""How numbers, dates and lists are printed: the one formatter of every page and export.

Takes plain values and returns text, so that a figure reads the same on screen, in Word, in
Excel and in alt text. A value that is None prints a symbol, never "None" or "nan".
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor, isfinite
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

EXAMPLE_ROW = "Example row"  # how the rows of a template that show an example are called
HIDDEN = "[c]"
UNAVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
SYMBOLS = {
    HIDDEN: "confidential: hidden because the number is small",
    UNAVAILABLE: "not available: the data can't give this figure",
    NOT_APPLICABLE: "not applicable: this figure has no meaning here",
}


class RateLike(Protocol):
    """What a printed rate needs: `evaluation.estimates.Rate` has it."""

    @property
    def n(self) -> int | None:
        """Numerator."""

    @property
    def of(self) -> int | None:
        """Denominator."""

    @property
    def who(self) -> str:
        """Who is in the denominator."""

    @property
    def share(self) -> float | None:
        """Numerator over denominator, 0 to 1."""

    @property
    def low(self) -> float | None:
        """Lower end of the interval, 0 to 1."""

    @property
    def high(self) -> float | None:
        """Upper end of the interval, 0 to 1."""

    @property
    def confidence(self) -> float:
        """Level of the interval, 0 to 1."""

    @property
    def hidden(self) -> str:
        """The symbol of disclosure control, or empty."""

    @property
    def rounded(self) -> bool:
        """Whether disclosure control has rounded the counts."""


def rounded(value: float, places: int) -> float:
    """The value rounded half away from zero, as people and spreadsheets round.

    >>> rounded(0.285, 2), rounded(2.5, 0), rounded(-0.04, 1)
    (0.29, 3.0, 0.0)
    """
    if abs(value) >= 1e15:  # no decimals are left to round
        return float(value)
    step = Decimal(1).scaleb(-places)
    # round() first: 1.005 and 0.1 + 0.2 carry binary noise that people don't mean.
    return float(Decimal(repr(round(float(value), 12))).quantize(step, ROUND_HALF_UP)) + 0.0


def count(n: int | None, missing: str = HIDDEN) -> str:
    """A whole number with a comma between thousands.

    >>> count(1204), count(None)
    ('1,204', '[c]')
    """
    return missing if n is None else f"{int(n):,}"


def decimal(value: float | None, places: int = 1, missing: str = UNAVAILABLE) -> str:
    """A number with fixed decimal places: 1 for means, 2 for effects.

    >>> decimal(11.648), decimal(-0.456, 2), decimal(None), decimal(-0.01)
    ('11.6', '-0.46', '[x]', '0.0')
    """
    if value is None or not isfinite(value):
        return missing
    return f"{rounded(value, places):,.{places}f}"


def share(value: float | None, missing: str = UNAVAILABLE, *, short: bool = False) -> str:
    """A share between 0 and 1 as a whole percentage; 0% and 100% only when they are exact.

    >>> share(2 / 3), share(0.002), share(0.998), share(1.0), share(None)
    ('67%', 'less than 1%', 'more than 99%', '100%', '[x]')
    >>> share(0.002, short=True)
    '<1%'
    """
    if value is None or not isfinite(value):
        return missing
    value = round(float(value), 9)
    percent = int(rounded(value, 2) * 100 + 0.5)
    if percent == 0 and value > 0:
        return "<1%" if short else "less than 1%"
    if percent == 100 and value < 1:
        return ">99%" if short else "more than 99%"
    return f"{percent}%"


def share_interval(low: float | None, high: float | None, missing: str = UNAVAILABLE) -> str:
    """The ends of an interval of a share.

    >>> share_interval(0.57, 0.746)
    '57% to 75%'
    """
    return missing if low is None or high is None else f"{share(low)} to {share(high)}"


def interval(low: float | None, high: float | None, places: int = 2, missing: str = UNAVAILABLE) -> str:
    """The ends of an interval of a mean or an effect.

    >>> interval(-0.1, 0.58)
    '-0.10 to 0.58'
    """
    return missing if low is None or high is None else f"{decimal(low, places)} to {decimal(high, places)}"


def level(confidence: float) -> str:
    """The level of an interval.

    >>> level(0.95), level(0.999)
    ('95%', '99.9%')
    """
    return f"{float(round(confidence * 100, 3)):g}%"


def rate(value: RateLike) -> str:
    """A rate with its denominator, share and interval.

    >>> from evaluation.estimates import Rate
    >>> rate(Rate(rule="any_change", outcome="improved", n=80, of=120, who="families",
    ...           low=0.578, high=0.745))
    '80 of 120 families (67%, 95% interval 58% to 75%)'
    """
    symbol = value.hidden or UNAVAILABLE
    likely = ""
    if value.low is not None and value.high is not None:
        likely = f"{level(value.confidence)} interval {share_interval(value.low, value.high)}"
    if value.rounded:
        # Rounded counts do not divide to the share, so the numerator would only puzzle.
        printed = f"about {share(value.share)} of about {count(value.of, symbol)} {value.who}"
        return f"{printed} ({likely})" if likely else printed
    # Disclosure control rounds what it shows beside a number that it hides.
    about = "about " if value.hidden == HIDDEN and value.of is not None else ""
    printed = f"{count(value.n, symbol)} of {about}{count(value.of, symbol)} {value.who}"
    if value.share is None:
        return printed
    return f"{printed} ({', '.join(filter(None, (share(value.share), likely)))})"


def in_ten(low: float, high: float) -> str:
    """The ends of an interval of a share in tenths, rounded outwards: for so few that a percentage misleads.

    >>> in_ten(0.306, 0.863), in_ten(0, 0.04), in_ten(0.62, 1)
    ('3 in 10 and 9 in 10', 'none and 1 in 10', '6 in 10 and all')
    """
    tenths = floor(round(low * 10, 9)), ceil(round(high * 10, 9))
    first = "none" if low <= 0 else "fewer than 1 in 10" if tenths[0] == 0 else f"{tenths[0]} in 10"
    last = "all" if high >= 1 else "more than 9 in 10" if tenths[1] == 10 else f"{tenths[1]} in 10"
    return f"{first} and {last}"


def size(length: int) -> str:
    """How much room a file of so many bytes takes.

    >>> size(90_062), size(2_400_000), size(12)
    ('90 kB', '2.4 MB', '1 kB')
    """
    return (
        f"{decimal(length / 1e6)} MB" if length >= 1_000_000 else f"{count(max(round(length / 1e3), 1))} kB"
    )


def lasting(seconds: float) -> str:
    """How long something took.

    >>> lasting(151.2), lasting(3.42), lasting(0.02), lasting(3_725)
    ('2 min 31 s', '3.4 s', 'less than 0.1 s', '1 h 2 min')
    """
    if seconds < 0.05:
        return "less than 0.1 s"
    if seconds < 9.95:
        return f"{decimal(seconds)} s"
    minutes, left = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {left} s" if minutes else f"{left} s"
    return f"{count(minutes // 60)} h {minutes % 60} min"


def plural(n: int | None, one: str, many: str) -> str:
    """A count with its noun.

    >>> plural(1, "family", "families"), plural(1204, "family", "families")
    ('1 family', '1,204 families')
    >>> plural(None, "family", "families")
    '[c] families'
    """
    return f"{count(n)} {one if n == 1 else many}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """A list as it is written in a sentence.

    >>> listed(["warmth", "invasion", "mood"]), listed(["warmth"]), listed([])
    ('warmth, invasion and mood', 'warmth', '')
    """
    *first, end = list(items) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def day(value: date | None, missing: str = UNAVAILABLE) -> str:
    """A date with its month in words.

    >>> from datetime import date
    >>> day(date(2026, 4, 3))
    '3 April 2026'
    """
    return missing if value is None else f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def period(start: date | None, end: date | None) -> str:
    """The time from one date to another.

    >>> from datetime import date
    >>> period(date(2024, 4, 3), date(2026, 3, 12)), period(None, None)
    ('3 April 2024 to 12 March 2026', 'dates not given')
    """
    if start is None and end is None:
        return "dates not given"
    if start is None:
        return f"up to {day(end)}"
    if end is None:
        return f"from {day(start)}"
    return day(start) if start == end else f"{day(start)} to {day(end)}"


def capital(text: str) -> str:
    """The text with its first letter as a capital and the rest untouched.

    >>> capital("depression symptoms (PHQ-9)")
    'Depression symptoms (PHQ-9)'
    """
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: a capital at its start and a stop at its end.

    >>> sentence("scores fell")
    'Scores fell.'
    """
    text = capital(text.strip())
    return text if not text or text[-1] in ".!?:" else f"{text}."


def outcome(rule: str, kind: str) -> str:
    """The plain words for an outcome under a rule.

    >>> outcome("reliable_change", "no_change"), outcome("any_change", "no_change")
    ('No reliable change', 'No change')
    """
    family = rule.split(":", maxsplit=1)[0]
    if kind == "no_change":
        return _NO_CHANGE.get(family, "No reliable change")
    if family == "reliable_and_clinically_significant" and kind in _FIVE:
        return _FIVE[kind]
    return _OUTCOMES.get(kind) or capital(kind.replace("_", " "))


_LESS = "Less change than that"
_NO_CHANGE = {
    "any_change": "No change",
    "band_move": "No change",
    "important_change": _LESS,
    "goal_progress": _LESS,
    "percent_change": _LESS,
}
# Each pair is in one of five.
_FIVE = {
    "recovered": "Got reliably better and crossed the cut-off",
    "improved": "Got reliably better, cut-off not crossed",
    "worse": "Got reliably worse, cut-off not crossed",
    "harmed": "Got reliably worse and crossed the cut-off",
}
_OUTCOMES = {
    "improved": "Got better",
    "worse": "Got worse",
    "recovered": "No longer in that range",
    "not_recovered": "Still in that range",
    "harmed": "Newly in that range",
    "not_judged": "Not judged: a score is missing",
    "recovery": "Recovered",
    "no_recovery": "Did not recover",
    "reliable_recovery": "Recovered reliably",
    "no_reliable_recovery": "Did not recover reliably",
    "paired": "Two scores held",
    "not_paired": "Two scores not held",
}
# Not strftime, whose month names follow the machine's language.
_MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
