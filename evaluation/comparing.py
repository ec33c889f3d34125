"""Two columns of scores compared: for analysts who need no file, no mapping and no registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluation import wording
from evaluation.change import AnyChange, Rule, clinically_significant, computed_change
from evaluation.effects import Moments, describe, effects, mean_change, probability_of_improvement
from evaluation.tables import ChangeTable

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from evaluation.estimates import Estimate, Rate
    from evaluation.measures.definition import Better

_WHO = "pairs of scores"
_FEW = 30  # below this the interval is what matters

_NO_COMPARISON = (
    "There is no comparison group, so these figures describe a change and can't say what brought it about. "
    "Some change would be expected anyway, and extreme first scores tend to be followed by scores nearer "
    "the average."
)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What changed between two columns of paired scores; `print` it, or take `to_dict()`.

    Positive effects are improvements. `rates` holds better, no change and worse under each of
    `rules`; `headline_rule` is the one that `sentence` uses. `left_out` counts pairs of which a
    score was missing.
    """

    better: Better
    moments: Moments
    mean_change: Estimate
    effects: tuple[Estimate, ...]
    probability: Estimate
    rules: tuple[Rule, ...]
    rates: tuple[Rate, ...]
    headline_rule: str
    left_out: int
    sentence: str
    caveats: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many pairs were compared."""
        return self.moments.n

    def to_dict(self) -> dict[str, Any]:
        """One entry of `scales` in the documented JSON; measure, scale and rater are not known here."""
        m = self.moments
        return {
            "measure": None,
            "scale": None,
            "rater": None,
            "better": self.better,
            "ordinal": False,
            "n": m.n,
            "left_out": self.left_out,
            "mean_before": m.mean_before,
            "mean_after": m.mean_after,
            "sd_before": m.sd_before,
            "sd_after": m.sd_after,
            "median_before": m.median_before,
            "median_after": m.median_after,
            "r": m.r,
            "mean_change": self.mean_change.to_dict(),
            "effects": {effect.name: effect.to_dict() for effect in self.effects},
            "probability_of_improvement": self.probability.to_dict(),
            "rates": [rate.to_dict() for rate in self.rates],
            "headline_rule": self.headline_rule,
            "rules": [
                {"rule": r.id, "label": r.label, "text": r.text, "source": r.source, "status": r.status}
                for r in self.rules
            ],
            "sentence": self.sentence,
            "caveats": list(self.caveats),
        }

    def __str__(self) -> str:
        return "\n".join((self.sentence, "", *self._scores(), *self._outcomes(), *self._notes()))

    def _scores(self) -> list[str]:
        m = self.moments
        lines = [f"Scores ({self.better} is better; n = {wording.count(m.n)})"]
        rows = (
            ("Before", m.mean_before, m.sd_before, m.median_before),
            ("After", m.mean_after, m.sd_after, m.median_after),
        )
        for name, mean, sd, median in rows:
            figures = (("mean", mean), ("SD", sd), ("median", median))
            lines.append(
                f"  {name}: " + ", ".join(f"{word} {wording.decimal(value)}" for word, value in figures)
            )
        lines.append(f"  Correlation of the two scores: {wording.decimal(m.r, 2)}")
        change = self.mean_change
        lines += [
            f"  Average change (positive is better): {_with_interval(change, 1)} points of the scale",
            "",
        ]
        lines.append("Effect size (positive is better)")
        for i, effect in enumerate(self.effects):
            also = ""
            if i == 0 and effect.value is not None:
                also = f"; {wording.decimal(effect.plain, 2)} without the small-sample correction"
            lines.append(f"  In units of {effect.standardiser}: {_with_interval(effect, 2)}{also}")
        chance = self.probability
        words = "Chance that a pair improved (ties counted half)"
        value = wording.share(chance.value)
        if chance.low is None or chance.high is None:
            value += f" ({chance.reason})"
        else:
            level = wording.level(chance.confidence)
            value += (
                f" ({level} interval {wording.share_interval(chance.low, chance.high)}, {chance.interval})"
            )
        lines += [f"  {words}: {value}", ""]
        return lines

    def _outcomes(self) -> list[str]:
        lines = []
        for rule in self.rules:
            lines.append(rule.label)
            lines += [
                f"  {wording.outcome(rate.rule, rate.outcome)}: {wording.rate(rate)}"
                for rate in self.rates
                if rate.rule == rule.id
            ]
            lines += [f"  Definition: {rule.text}", ""]
        return lines

    def _notes(self) -> list[str]:
        return ["Please note", *(f"  - {caveat}" for caveat in self.caveats)]


def compare(
    before: ArrayLike,
    after: ArrayLike,
    *,
    better: Better,
    counts: ArrayLike | None = None,
    reliability: float | None = None,
    functional_mean: float | None = None,
    functional_sd: float | None = None,
    confidence: float = 0.95,
) -> Comparison:
    """Compare paired scores: how many got better, stayed the same or got worse, and by how much.

    `before` and `after` are scores in the same order, `better` says which way is improvement
    ("higher" or "lower"), `counts` how often each pair occurs. With `reliability` (0 to below 1)
    reliable change is computed from it and the SD before; with `functional_mean` and
    `functional_sd` (scores of people not in need of the service) also clinically significant
    change (Jacobson & Truax 1991). Pairs with a missing score are left out and counted.
    Raises ValueError when an input can't be used.

    >>> result = compare([12, 15, 9, 20], [5, 14, 9, 8], better="lower")
    >>> print(result.sentence)
    Of 4 pairs of scores, 3 (75%, 95% interval 30% to 95%) had a better score after than before,
    1 (25%) stayed the same and 0 (0%) got worse, counting any difference.
    >>> result.to_dict()["rates"][0]["n"]
    3
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be above 0 and below 1, such as 0.95, not {confidence}")
    table = ChangeTable.from_scores(before, after, better=better, counts=counts)
    rules: list[Rule] = [AnyChange()]
    headline = rules[0]
    if (functional_mean is None) != (functional_sd is None):
        raise ValueError("functional_mean and functional_sd must be given together")
    if functional_mean is not None and reliability is None:
        raise ValueError("functional_mean needs reliability as well, to tell change from measurement error")
    if reliability is not None:
        reliable = computed_change(table, reliability, confidence=confidence)
        rules.append(reliable)
        headline = headline if reliable.threshold is None else reliable
        if functional_mean is not None and functional_sd is not None:
            rules.append(
                clinically_significant(
                    table, reliability, functional_mean, functional_sd, confidence=confidence
                )
            )
    rates = tuple(rate for rule in rules for rate in rule.rates(table, _WHO, confidence))
    main = tuple(rate for rate in rates if rate.rule == headline.id)
    moments = describe(table)
    left_out = _given(before, counts) - table.n
    return Comparison(
        better=table.better,
        moments=moments,
        mean_change=mean_change(table, confidence),
        effects=effects(table, confidence),
        probability=probability_of_improvement(table, confidence),
        rules=tuple(rules),
        rates=rates,
        headline_rule=headline.id,
        left_out=left_out,
        sentence=_sentence(main),
        caveats=_caveats(table, moments, main, left_out, reliability, functional_mean),
    )


def _given(before: ArrayLike, counts: ArrayLike | None) -> int:
    """How many pairs were given, with a score missing or not."""
    return int(np.size(np.asarray(before)) if counts is None else np.asarray(counts, dtype=np.float64).sum())


def _sentence(rates: tuple[Rate, ...]) -> str:
    improved, same, worse = rates
    if not improved.of:
        return "There are no pairs of scores to compare: nobody has a score both before and after."
    reliable = improved.rule == "computed_change"
    verbs = (
        ("got reliably better", "had no reliable change", "got reliably worse")
        if reliable
        else ("had a better score after than before", "stayed the same", "got worse")
    )
    how = "by a threshold computed for these scores" if reliable else "counting any difference"
    interval = (
        f"{wording.level(improved.confidence)} interval {wording.share_interval(improved.low, improved.high)}"
    )
    return (
        f"Of {wording.plural(improved.of, 'pair of scores', _WHO)}, {wording.count(improved.n)} "
        f"({wording.share(improved.share)}, {interval}) {verbs[0]}, "
        f"{wording.count(same.n)} ({wording.share(same.share)}) {verbs[1]} and "
        f"{wording.count(worse.n)} ({wording.share(worse.share)}) {verbs[2]}, {how}."
    )


def _caveats(
    table: ChangeTable,
    moments: Moments,
    rates: tuple[Rate, ...],
    left_out: int,
    reliability: float | None,
    functional_mean: float | None,
) -> tuple[str, ...]:
    found = [_NO_COMPARISON]
    improved = rates[0]
    if left_out:
        pairs = wording.plural(left_out, "pair", "pairs")
        found.append(f"{pairs} with a missing score left out; they may have done better or worse.")
    if 0 < table.n < _FEW:
        found.append(
            f"With only {wording.plural(table.n, 'pair of scores', _WHO)} the likely range is wide "
            f"({wording.share_interval(improved.low, improved.high)})."
        )
    if table.n == 1:
        found.append("One pair has no spread: no SD, average change or effect size can be given.")
    if reliability is None:
        found.append(
            "No reliability was given, so any difference of score counts, including differences that "
            "the questionnaire's own imprecision explains."
        )
    elif table.n < 2:
        found.append("No threshold for reliable change could be computed: it needs at least two pairs.")
    elif improved.rule == "computed_change":
        found.append(
            "The threshold for reliable change was computed from the reliability given and the SD of these "
            "scores before; it is not a published threshold, and another group's would differ."
        )
    else:
        found.append("No threshold for reliable change could be computed: the scores before do not vary.")
    mean = moments.mean_before
    if functional_mean is not None and mean is not None and table.sign * (functional_mean - mean) <= 0:
        found.append(
            "The functional mean given is not better than the mean before; check it and the direction "
            "of the scale before using who “recovered”."
        )
    return tuple(found)


def _with_interval(estimate: Estimate, places: int) -> str:
    """A figure with its interval, or the reason why one of them can't be had."""
    if estimate.value is None:
        return f"{wording.UNAVAILABLE} ({estimate.reason})"
    value = wording.decimal(estimate.value, places)
    if estimate.low is None or estimate.high is None:
        return f"{value} ({estimate.reason})"
    inside = wording.interval(estimate.low, estimate.high, places)
    return f"{value} ({wording.level(estimate.confidence)} interval {inside}, {estimate.interval})"
