"""The result of a national rule across several questionnaires, and its sentence.

Like a finding it holds no row and no table of statuses, so that disclosure control can reach all
of it; its words are made from its printed rates alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.of_scale import rated_by

if TYPE_CHECKING:
    from datetime import date

    from evaluation.estimates import Rate
    from evaluation.findings.finding import Caveat, Nouns, RuleInWords


@dataclass(frozen=True, kw_only=True)
class Composite:
    """What a national rule says of one kind of rater's scores on several questionnaires.

    `national` says that the denominators are those of the national statistic. `n` is how many are
    in its widest denominator. `left_out` is for disclosure control alone, which clears it: the
    smallest number, other than none, that the view's filters leave out of a denominator.
    """

    id: str  # "talking_therapies" or "measurable_change"
    title: str
    national: bool
    rater: str
    nouns: Nouns
    measures: tuple[str, ...]
    scales: tuple[str, ...]  # titles of the scores it uses
    pairing: str  # in words
    period: tuple[date | None, date | None]  # first and last date of the second scores
    n: int | None
    rates: tuple[Rate, ...]
    rules: tuple[RuleInWords, ...]
    sentence: str
    caveats: tuple[Caveat, ...]
    most_each: int = 1  # the most referrals of one person
    left_out: int = 0

    def rate(self, rule: str, outcome: str) -> Rate | None:
        """The rate of an outcome under one part of the rule."""
        return next((r for r in self.rates if r.rule == rule and r.outcome == outcome), None)

    def rule(self, rule_id: str) -> RuleInWords:
        """The words of one part of the rule; raises KeyError when there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    @property
    def key(self) -> str:
        """A stable name for links and file names: rule and rater."""
        return f"{self.id}-{self.rater}".replace("_", "-").replace(" ", "-")


def composite_subtitle(composite: Composite) -> str:
    """Its scores, rater and period: the second title of its table."""
    parts = [wording.listed(composite.scales), rated_by(composite.rater)]
    if composite.period != (None, None):
        parts.append(f"second scores {wording.period(*composite.period)}")
    return ", ".join(parts)


def composite_sentence(composite: Composite) -> str:
    """The publishable sentence: better, no change and worse together, then what else the rule gives."""
    about = f"{composite.title}; {composite_subtitle(composite)}"
    improved, same, worse = (composite.rate(composite.id, o) for o in ("improved", "no_change", "worse"))
    if improved is None or same is None or worse is None or composite.n is None or improved.of is None:
        return f"{about}: the figures are not shown, as they would give a small number away."
    if not improved.of:
        return f"{about}: no {composite.nouns.many} can be counted."
    rest = [f"{_n(same)} had no reliable change", f"{_n(worse)} got reliably worse"]
    missing = composite.rate(composite.id, "not_judged")
    if missing is not None:
        rest.append(f"{_n(missing)} could not be judged because a score is missing")
    text = f"{_counted(improved)} got reliably better ({about}); {wording.listed(rest)}."
    return " ".join(filter(None, (text, _recovery(composite), _paired(composite))))


def _recovery(composite: Composite) -> str:
    recovered = composite.rate(f"{composite.id}_recovery", "recovery")
    reliably = composite.rate(f"{composite.id}_reliable_recovery", "reliable_recovery")
    if recovered is None or reliably is None:
        return ""
    if recovered.of == 0:
        return "Nobody started in the clinical range, so nobody could recover."
    if recovered.n is None and reliably.n is None:
        return "Recovery and reliable recovery are not shown: they would give a small number away."
    both = f"{_counted(recovered)} recovered"
    if reliably.n is None:
        return f"{both}; reliable recovery is not shown, as it would give a small number away."
    return f"{both}; {_share(reliably)} recovered reliably."


def _paired(composite: Composite) -> str:
    paired = composite.rate(f"{composite.id}_paired", "paired")
    if paired is None:
        return ""
    if paired.n is None:
        return "How many have two scores is not shown: it would give a small number away."
    return f"Two scores by this rater are held for {wording.rate(paired)}."


def _counted(rate: Rate) -> str:
    """The rate in print, or where it is hidden of how many it is a part."""
    if rate.n is None:
        of = f"{rate.hidden or wording.HIDDEN} of about {wording.count(rate.of)} {rate.who}"
        return f"{of} (not shown: it would give a small number away)"
    return wording.capital(wording.rate(rate))


def _n(rate: Rate) -> str:
    printed = wording.count(rate.n, rate.hidden or wording.HIDDEN)
    return f"about {printed}" if rate.rounded and rate.n is not None else printed


def _share(rate: Rate) -> str:
    likely = wording.share_interval(rate.low, rate.high)
    interval = f", {wording.level(rate.confidence)} interval {likely}" if rate.low is not None else ""
    if rate.rounded:
        return f"about {wording.share(rate.share)}{f' ({interval[2:]})' if interval else ''}"
    return f"{wording.count(rate.n)} ({wording.share(rate.share)}{interval})"
