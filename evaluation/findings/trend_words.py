"""What a trend says in words: a sign of change or none, which points stand out and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import Caveat
from evaluation.trends import ENOUGH, LEAST, RULES, WIDTH

if TYPE_CHECKING:
    from evaluation.findings.trend import Trend
    from evaluation.trends import Control, Signal

RULE_SET = "Making Data Count (NHS England): 7 points make a shift or a trend"
_HOW = (
    (
        "A pair of scores belongs to the quarter or month of its second score. Quarters are those of the "
        "financial year, as the NHS names them: Q1 is April to June."
    ),
    (
        "Making Data Count calls what chance explains common cause variation, and what stands out from it "
        "special cause variation: of improvement or of concern. It is a reason to ask what was different."
    ),
    (
        "Average of the shares: all who got better over all with both scores. Its limits are 3 standard "
        "errors of a share of as many as a point has, so they are wider where fewer are counted (p-chart). A "
        f"point at which fewer than {LEAST} better, or fewer than {LEAST} others, would be expected has no "
        "limits (Hart and Hart 2002, after ASTM 1990)."
    ),
    (
        f"Limits need {ENOUGH} points: with fewer the NHS-R community's package NHSRplotthedots calls them "
        "trial limits, and here the line is shown without them. A period without figures ends every run."
    ),
)
_HOW_MEANS = (
    f"Average change: limits are {WIDTH} times the average step from one point to the next (XmR chart, "
    "Nelson 1982), as in the workbooks of Making Data Count; no large step is left out."
)
_OTHERS = "Other programs count 8 points as a shift and 6 as a trend, and so mark other points."
ROUNDED = Caveat(
    key="rounded",
    text=(
        "The average and its limits were worked out from the rounded figures that are shown. What rounding "
        "alone could make does not stand out."
    ),
)
_VERDICT = {
    "too few": "too early to tell",
    "common cause": "no sign of change",
    "improving": "something has changed (improvement)",
    "concerning": "something has changed (concern)",
}
# A sign is of the figures and never of a cause: who was seen changes them as well.
_NAMED = "Making Data Count calls this special cause variation of {kind}; the figures don't say why."
_KIND = {"improving": "improvement", "concerning": "concern"}
_NOW = {
    ("outside", 1): "the latest {step} is above the limits of chance",
    ("outside", -1): "the latest {step} is below the limits of chance",
    ("trend", 1): "over {run} {step}s in a row, up to the latest, the share rose every time",
    ("trend", -1): "over {run} {step}s in a row, up to the latest, the share fell every time",
    ("near", 1): "two of the last three {step}s are close to the upper limit of chance",
    ("near", -1): "two of the last three {step}s are close to the lower limit of chance",
    ("shift", 1): "{run} {step}s in a row, up to the latest, are above the usual level",
    ("shift", -1): "{run} {step}s in a row, up to the latest, are below the usual level",
}
_SHORT = {
    ("outside", 1): "above the limits",
    ("outside", -1): "below the limits",
    ("trend", 1): "part of a run in which each is higher",
    ("trend", -1): "part of a run in which each is lower",
    ("near", 1): "close to the upper limit",
    ("near", -1): "close to the lower limit",
    ("shift", 1): "part of a run above the average",
    ("shift", -1): "part of a run below the average",
}


def verdict(control: Control) -> str:
    """What the latest point says of a series.

    >>> from evaluation.trends import xmr
    >>> verdict(xmr([1, 2, 3]))
    'too early to tell'
    """
    return _VERDICT[control.variation]


def signal_words(signal: Signal | None) -> str:
    """Why a point stands out, in a few words; empty where it doesn't."""
    return _SHORT[signal.name, signal.direction] if signal else ""


def how_made(found: Trend) -> tuple[str, ...]:
    """How a trend was worked out, line by line, with the sources."""
    means = () if found.mean is None else (_HOW_MEANS,)
    rules = f"Rules: {RULE_SET}. A point stands out if it meets one of these:"
    return (f"Better means: {found.rule.text}", *_HOW, *means, rules, *RULES.values(), _OTHERS)


def trend_title(found: Trend) -> str:
    """The trend as a picture's title."""
    return f"{wording.capital(found.concept)}: {verdict(found.share)}"


def trend_sentence(found: Trend) -> str:
    """The trend in a sentence: what the latest point says, and the range of the shares."""
    head = f"{wording.capital(found.concept)} ({found.about})"
    shown = [point for point in found.points if point.improved.share is not None]
    if not shown:
        return f"{head}: no {found.every}'s share can be shown, as the numbers are too small."
    control, step = found.share, found.every
    variation = control.variation
    said = f"{head}: {verdict(control)}"
    since = f" since {found.points[control.since].label}" if control.since else ""
    if variation == "too few":
        of_part = [p for p in found.points[control.since :] if p.improved.share is not None]
        figures = wording.plural(len(of_part), step, f"{step}s")
        if since:
            since = f" since the limits were set anew ({found.points[control.since].short})"
        have = "has" if len(of_part) == 1 else "have"
        return (
            f"{said}. {wording.capital(figures)} {have} figures{since}, and the limits of chance need "
            f"{ENOUGH}; {_ranged(found, control.since)}."
        )
    if variation == "common cause":
        apart = _apart(found)
        told = "and the latest stays within what chance explains" if apart else "as chance would make it"
        few = f" {_without_limits(found)}" if control.low[control.latest or 0] is None else ""
        return f"{said}{since}: {_ranged(found, control.since)}, {told}.{apart}{few}"
    last = control.latest or 0
    signal = control.signals[last]
    run = _run(control, signal) if signal else 0
    why = _NOW[signal.name, signal.direction].format(step=step, run=run) if signal else ""
    about = "about " if found.rounded else ""
    return (
        f"{head}: something has changed. {wording.capital(why)} ({_share_at(found, last)} {found.got_better} "
        f"in {found.points[last].short}, {about}{wording.share(control.centre[last])} on average{since}). "
        f"{_NAMED.format(kind=_KIND[variation])}"
    )


def _run(control: Control, signal: Signal) -> int:
    """How many points, up to the latest, are on its side of the average, or rise or fall one by one."""
    last, count = control.latest or 0, 1
    values = control.values
    for place in range(last, control.since, -1):
        value, before = values[place], values[place - 1]
        centre = control.centre[place]
        if value is None or before is None or centre is None:
            break
        step = before - centre if signal.name == "shift" else value - before
        if round(step * signal.direction, 9) <= 0:
            break
        count += 1
    return count


def mean_sentence(found: Trend) -> str:
    """What the average change says over time; empty where there are no averages."""
    if found.mean is None:
        return ""
    values = [value for value in found.mean.values if value is not None]
    if not values:
        return ""
    low, high = (wording.decimal(value, 1) for value in (min(values), max(values)))
    span = f"{low} points" if low == high else f"between {low} and {high} points"
    return f"Average change: {verdict(found.mean)}; it was {span} a {found.every} (positive is better)."


def completion_sentence(found: Trend) -> str:
    """How many of those with a first score had both, from the lowest period to the highest."""
    rates = [point.completion for point in found.points if point.completion.share is not None]
    if not rates:
        return ""
    low, high = (pick(rates, key=lambda rate: rate.share or 0) for pick in (min, max))
    about = "about " if low.rounded or high.rounded else ""
    texts = [wording.share(rate.share) for rate in (low, high)]
    whom = "of those with a first score"
    if texts[0] == texts[1]:
        return f"Both scores are held for {about}{texts[0]} {whom}, in every {found.every} shown."
    return f"Both scores are held for {about}{texts[0]} to {texts[1]} {whom}, depending on the {found.every}."


def assurance_sentence(found: Trend) -> str:
    """Whether chance alone keeps the share above the target; empty where no target is given."""
    if found.target is None:
        return ""
    target = wording.share(found.target)
    told = found.share.assurance(found.target)
    if told is None:
        return f"Target {target}: without limits of chance nothing can be said about meeting it."
    words = {
        "met": "met as things are: the limits of chance lie above it",
        "missed": "not met as things are: the limits of chance lie below it",
        "hit and miss": f"hit and miss: chance alone takes a {found.every} above or below it",
    }
    return f"Target {target}: {words[told]}."


def _ranged(found: Trend, since: int) -> str:
    """The lowest and the highest share since a place."""
    shown = [p.improved for p in found.points[since:] if p.improved.share is not None]
    low, high = (pick(shown, key=lambda rate: rate.share or 0) for pick in (min, max))
    about = "about " if low.rounded or high.rounded else ""
    texts = [wording.share(rate.share) for rate in (low, high)]
    who = f"the share who {found.got_better}"
    if texts[0] == texts[1]:
        return f"{who} was {about}{texts[0]}"
    return f"{who} varied between {about}{texts[0]} and {texts[1]} a {found.every}"


def _share_at(found: Trend, place: int) -> str:
    rate = found.points[place].improved
    return f"{'about ' if rate.rounded else ''}{wording.share(rate.share)}"


def _apart(found: Trend) -> str:
    """Which earlier points of the latest part stand out, in a sentence of its own; empty without any."""
    since = found.share.since
    runs: list[tuple[int, int]] = []
    for place, signal in enumerate(found.share.signals[since:], since):
        if signal is None:
            continue
        if runs and runs[-1][1] == place - 1 and found.share.signals[place - 1] == signal:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    told = [
        f"{found.points[first].short}{f' to {found.points[last].short}' if last > first else ''} "
        f"({signal_words(found.share.signals[first])})"
        for first, last in runs
    ]
    return f" Earlier, {wording.listed(told)} stood out." if told else ""


def _without_limits(found: Trend) -> str:
    """Why the latest point has no limits of its own."""
    return (
        f"In the latest {found.every} too few {found.nouns.many} are counted for limits of its own, so only "
        "a long run could show a change."
    )
