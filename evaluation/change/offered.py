"""Rules that rest on a person's choices: computed from known inputs, or a percentage of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.change.computed import computed_change
from evaluation.change.percent import PercentChange
from evaluation.change.significant import clinically_significant
from evaluation.effects.moments import describe

if TYPE_CHECKING:
    from evaluation.change.rule import Rule
    from evaluation.measures.definition import Fact, Norm, Reliability, Scale
    from evaluation.tables import ChangeTable
    from evaluation.view import CutOffFrom, View

GENERAL = "general population"  # how the population of a norm begins that stands for everybody
COMPUTED = frozenset({"computed_change", "clinically_significant"})


def reliability_of(scale: Scale) -> Reliability | None:
    """The reliability that change is computed from: from a firm source, or given by the service.

    Test-retest is preferred, as it includes what alpha leaves out: change from day to day.
    Agreement between raters says nothing of one rater at two times, and one that is too low to
    judge one person's change by gives no rule.
    """
    known = (r for r in scale.reliability if _usable(r) and r.individual and r.kind != "inter-rater")
    return min(known, key=lambda r: r.kind == "alpha", default=None)


def functional_norm(scale: Scale) -> Norm | None:
    """The scores of people not in need of a service, with their SD.

    Only those of a general population from a firm source, or what the service gave. Other norms
    are of people who were ill, pregnant or otherwise chosen.
    """
    return next(
        (
            norm
            for norm in scale.norms
            if norm.sd
            and (norm.status == "convention" or (norm.firm and norm.population.lower().startswith(GENERAL)))
        ),
        None,
    )


def offered_rules(scale: Scale, table: ChangeTable, view: View) -> tuple[Rule, ...]:
    """The rules that a view asks for by name, and those computed where no threshold is published.

    Ordered ratings (not distances) have none. Computed by the view's method and cut-off; the
    source names the reliability and the norm. Under disclosure control their words give means
    and SDs to one decimal, as everything else does.
    """
    if scale.ordinal:
        return ()
    rules: list[Rule] = []
    if view.improved == "percent_change" and view.percent is not None:
        rules.append(PercentChange.chosen(view.percent, scale.minimum))
    published = any(rule.kind == "reliable" for rule in scale.change_rules)
    reliability = reliability_of(scale)
    if reliability is None or (published and view.improved not in COMPUTED):
        return tuple(rules)
    places = 2 if view.protection == "exact" else 1
    inputs = f"reliability ({reliability.kind}): {reliability.source}"
    change = computed_change(
        table, reliability.value, method=view.method, confidence=view.confidence, places=places
    )
    rules.append(replace(change, source=f"{change.source}; {inputs}"))
    norm = functional_norm(scale)
    given = norm is not None and norm.status == "convention" and not published
    cut_off = cut_off_for(scale, table, view)
    if cut_off and (given or view.improved == "clinically_significant"):
        both = clinically_significant(
            table,
            reliability.value,
            norm.mean if norm else None,
            norm.sd if norm else None,
            cut_off=cut_off,
            method=view.method,
            limits=(scale.minimum, scale.maximum),
            confidence=view.confidence,
            places=places,
        )
        if norm is not None and cut_off != "a":
            inputs += f"; functional mean ({norm.population}): {norm.source}"
        rules.append(replace(both, source=f"{both.source}; {inputs}"))
    return tuple(rules)


def cut_off_for(scale: Scale, table: ChangeTable, view: View) -> CutOffFrom | None:
    """The view's cut-off where the scale has the norm that it needs, on the better side; else None."""
    if view.cut_off == "a":
        return "a"
    norm, mean = functional_norm(scale), describe(table).mean_before
    if norm is None or mean is None or scale.sign * (norm.mean - mean) <= 0:
        return None
    return view.cut_off


def _usable(fact: Fact) -> bool:
    return fact.firm or fact.status == "convention"  # given by the service
