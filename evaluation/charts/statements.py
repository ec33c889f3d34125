"""A finding in one clause: how many got better and how many worse, of whom, by which definition.

Reliable change and any change have verbs of their own, so that a title can't pass one off as
the other. A hidden part is "[c]".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings import sentences

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Finding


@dataclass(frozen=True)
class _Words:
    """What is said of those who improved, and of those who worsened: alone, and after the first."""

    better: str
    worse: str
    and_worse: str


_RELIABLY = _Words("got reliably better", "got reliably worse", "reliably worse")
_DEFINED = {
    "any_change": _Words("had a better score", "had a worse score", "a worse one"),
    "band_move": _Words("moved to a better band", "moved to a worse band", "to a worse one"),
    "reliable_change": _RELIABLY,
    "computed_change": _Words(
        "got better by a computed reliable amount",
        "got worse by a computed reliable amount",
        "worse by as much",
    ),
    "important_change": _Words(
        "got better by an amount that counts", "got worse by an amount that counts", "worse by as much"
    ),
}
_OTHER = _Words("got better", "got worse", "got worse")


def title(finding: Finding) -> str:
    """What was measured and the clause: "Warmth: 69% of 146 families had a better score, 23% a worse one"."""
    told = _told(finding)
    return f"{wording.capital(finding.concept)}: {', '.join(told) if len(told) == 2 else told[0]}"


def statement(finding: Finding) -> str:
    """The same as a clause that can stand in running text."""
    told = _told(finding)
    if len(told) == 1:
        return f"{wording.capital(finding.concept)}: {told[0]}"
    after = " after than before" if finding.headline_rule == "any_change" else ""
    return wording.capital(f"{told[0]}{after} on {finding.concept}, and {told[1]}")


def _told(finding: Finding) -> tuple[str, ...]:
    """Better and worse as two parts, or one clause where there is no share of those who got better."""
    better, worse = (finding.rate(finding.headline_rule, kind) for kind in ("improved", "worse"))
    if finding.n is None:
        return (f"too few {finding.nouns.many} have both scores for figures to be shown",)
    if better is None or worse is None or not finding.n:
        return (f"no {finding.nouns.many} have both scores yet",)
    words = _words(finding)
    if better.share is not None:
        return (f"{_of(better, finding)} {words.better}", f"{_share(worse)} {words.and_worse}")
    unknown = "can't be shown without giving a small number away"
    if worse.share is None:
        return (
            f"how many {words.better} ({_share(better)}) or {words.and_worse} ({_share(worse)}) {unknown}",
        )
    return (f"how many {words.better} ({_share(better)}) {unknown}; {_of(worse, finding)} {words.worse}",)


def _words(finding: Finding) -> _Words:
    if finding.headline_rule == "percent_change":  # the percentage is in the definition's own words
        better, _, _ = sentences.verbs(finding)
        return _Words(better, better.replace("better", "worse", 1), "worse by as much")
    return _DEFINED.get(finding.headline_rule.split(":", maxsplit=1)[0], _OTHER)


def _of(rate: Rate, finding: Finding) -> str:
    """The share with whom it is of."""
    who = rate.who.replace(finding.nouns.many, finding.nouns.one, 1) if rate.of == 1 else rate.who
    about = "about " if rate.rounded else ""
    return f"{_share(rate)} of {about}{wording.count(rate.of, rate.hidden or wording.HIDDEN)} {who}"


def _share(rate: Rate) -> str:
    if rate.share is None:
        return rate.hidden or wording.UNAVAILABLE
    return f"{'about ' if rate.rounded else ''}{wording.share(rate.share)}"
