"""Which definitions of "improved" a scale has, and which one its headline uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.change.offered import functional_norm, reliability_of
from evaluation.change.percent import PercentChange
from evaluation.change.published import AnyChange, BandMove, Recovery, ReliableChange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.change.rule import Rule
    from evaluation.measures.definition import ChangeRule, Scale
    from evaluation.tables import ChangeTable
    from evaluation.view import CutOffFrom, Improved

_FAMILIES = {"reliable": "reliable_change", "important": "important_change", "progress": "goal_progress"}
_SIGNIFICANT = "reliable_and_clinically_significant"
_UNEQUAL = "the rating's steps are ordered but not equal distances"


@dataclass(frozen=True, kw_only=True)
class HeadlineRule:
    """The id of the rule behind a headline, and in words why it isn't another (may be empty).

    `rule` splits everybody into better, no change and worse. `lead` is the rule that the sentence
    starts with where that is another, which says nothing of who got worse.
    """

    rule: str
    lead: str = ""
    note: str = ""


def rules_for(scale: Scale) -> tuple[Rule, ...]:
    """Every rule that a scale's definition gives, in the order in which they are shown.

    Any change; amounts of change, those beyond measurement error first; recovery; moves between
    bands. The first of a kind that may be a headline has the plain id, the others
    `kind:id`. Whether a rule may stand behind a headline is `headline_rule`'s to say.

    >>> from evaluation.measures.definition import ChangeRule, Scale
    >>> rule = ChangeRule(id="nhs", label="6 points", value=6, default=True, source="a paper")
    >>> scale = Scale(id="total", name="mood", title="Mood", minimum=0, maximum=27, better="lower",
    ...               change_rules=(rule,))
    >>> [rule.id for rule in rules_for(scale)]
    ['any_change', 'reliable_change']
    """
    rules: list[Rule] = [AnyChange()]
    for family in ("reliable_change", "important_change", "goal_progress"):
        members = [rule for rule in scale.change_rules if _family(rule) == family]
        main = _main(scale, family)
        if main is not None:
            rules.append(_amount(main, family))
        rules += [_amount(rule, f"{family}:{rule.id}") for rule in members if rule is not main]
    main_edge = scale.cut_off
    if main_edge is not None:
        rules.append(Recovery.of(main_edge, scale.better))
    rules += [Recovery.of(c, scale.better, f"recovery:{c.id}") for c in scale.cut_offs if c is not main_edge]
    if scale.bands:
        rules.append(BandMove.of(scale.bands))
    return tuple(rules)


def headline_rule(
    scale: Scale,
    asked: Improved = "auto",
    rules: tuple[Rule, ...] | None = None,
    table: ChangeTable | None = None,
) -> HeadlineRule:
    """The rule behind a scale's headline: what was asked for, where a firm source allows it.

    "auto" is the published reliable-change rule if there is a firm one, else any change;
    ordered ratings (not distances) use any change. `rules` are those listed with the finding
    (those of `rules_for` unless given), `table` its scores: a computed rule is used only where it
    is asked for by name, is among them and these scores can give it. What can't be used gives
    way to "auto" and the note says why.

    >>> from evaluation.measures.definition import Scale
    >>> scale = Scale(id="warmth", name="warmth", title="MORS-SF warmth", minimum=0, maximum=35,
    ...               better="higher")
    >>> headline_rule(scale, "reliable_change").rule
    'any_change'
    """
    listed = {rule.id: rule for rule in (rules_for(scale) if rules is None else rules)}
    usual, why_usual = _usual(scale, asked)
    if asked == "auto":
        return HeadlineRule(rule=usual, note="" if usual != "any_change" else why_usual)
    wanted, why = _asked_for(scale, asked, listed, table)
    if why:
        if asked == "reliable_change":  # the reason why there is none is the reason for any change
            return HeadlineRule(rule=usual, note=why_usual)
        instead = "reliable change is used." if usual != "any_change" else why_usual
        return HeadlineRule(rule=usual, note=f"{why}; {instead}")
    if wanted == "recovery":
        return HeadlineRule(rule=usual, lead=wanted)
    if wanted == _SIGNIFICANT:
        return HeadlineRule(rule="computed_change", lead=wanted)
    return HeadlineRule(rule=wanted)


def choices_for(scales: Iterable[Scale]) -> tuple[Improved, ...]:
    """The definitions of "improved" that can be asked for with some of these scales, in order.

    >>> from evaluation.measures import registry
    >>> choices_for([registry().get("mors_sf").scale("warmth")])
    ('auto', 'any_change', 'percent_change')
    """
    found: set[Improved] = set()
    for scale in scales:
        found |= _choices(scale)
    order: tuple[Improved, ...] = (
        *("auto", "any_change", "reliable_change", "recovery", "important_change", "band_move"),
        *("percent_change", "computed_change", "clinically_significant"),
    )
    return tuple(choice for choice in order if choice in found)


def cut_offs_for(scales: Iterable[Scale]) -> tuple[CutOffFrom, ...]:
    """Which of Jacobson and Truax's cut-offs some of these scales have the figures for."""
    able = [scale for scale in scales if reliability_of(scale) is not None and not scale.ordinal]
    if any(functional_norm(scale) is not None for scale in able):
        return ("a", "b", "c")
    return ("a",) if able else ()


def _choices(scale: Scale) -> set[Improved]:
    found: set[Improved] = {"auto", "any_change"}
    if scale.change_rule is not None:
        found.add("reliable_change")
    if scale.cut_off is not None:
        found.add("recovery")
    if _main(scale, "important_change") is not None:
        found.add("important_change")
    if scale.bands and all(band.firm for band in scale.bands):
        found.add("band_move")
    if not scale.ordinal:
        found.add("percent_change")
        if reliability_of(scale) is not None:
            found |= {"computed_change", "clinically_significant"}
    return found


def _family(rule: ChangeRule) -> str:
    # Nobody has shown that an amount a service chose is more than measurement error.
    return _FAMILIES["important" if rule.kind == "reliable" and not _published(rule) else rule.kind]


def _published(rule: ChangeRule) -> bool:
    return rule.status != "convention"


def _main(scale: Scale, family: str) -> ChangeRule | None:
    """The rule of a family that may be a headline: the default reliable change; of others the first."""
    if family == "reliable_change":
        return scale.change_rule
    return next(
        (
            rule
            for rule in scale.change_rules
            if _family(rule) == family and not rule.unit_unknown and (rule.firm or not _published(rule))
        ),
        None,
    )


def _amount(rule: ChangeRule, rule_id: str) -> Rule:
    return PercentChange.of(rule, rule_id) if rule.unit == "percent" else ReliableChange.of(rule, rule_id)


def _usual(scale: Scale, asked: Improved) -> tuple[str, str]:
    """The rule of "auto", and why any difference counts where it is any change."""
    firm = scale.change_rule is not None and scale.change_rule.firm
    if scale.ordinal and asked != "reliable_change":
        return "any_change", f"{_UNEQUAL}, so any step counts as change."
    if firm:
        return "reliable_change", ""
    if any(rule.kind == "reliable" for rule in scale.change_rules):
        why = "no reliable-change threshold is firm enough for a headline"
    else:
        why = "no published reliable-change threshold is known"
    return "any_change", f"{why}, so any difference counts as change."


def _asked_for(
    scale: Scale, asked: Improved, listed: dict[str, Rule], table: ChangeTable | None
) -> tuple[str, str]:
    """The id of the rule asked for, or in words why it can't be used."""
    wanted: str = _SIGNIFICANT if asked == "clinically_significant" else asked
    rule = listed.get(wanted)
    weak = (asked == "reliable_change" and not (scale.change_rule and scale.change_rule.firm)) or (
        asked == "band_move" and not all(band.firm for band in scale.bands)
    )
    if rule is None or weak:
        return "", _lacking(scale, asked)
    if not rule.available:
        return "", rule.text[:1].lower() + rule.text[1:].removesuffix(".")
    if table is not None and table.n and asked != "recovery" and not rule.rates(table, "")[0].of:
        return "", "nobody's scores can be judged that way"
    return wanted, ""


def _lacking(scale: Scale, asked: Improved) -> str:
    """Why a scale has no rule of the kind asked for."""
    if scale.ordinal and asked in {"percent_change", "computed_change", "clinically_significant"}:
        return "nothing can be computed from the size of its steps"
    known = {
        "recovery": "no cut-off with a firm source is known, so recovery can't be shown",
        "important_change": "no smallest change that matters is known from a firm source",
        "band_move": "its bands are not verified" if scale.bands else "it has no named bands",
    }
    if asked in known:
        return known[asked]
    if reliability_of(scale) is None:
        return "no reliability from a firm source is known, so reliable change can't be computed"
    if functional_norm(scale) is None:
        return (
            "no average of the general population is known from a firm source, which this cut-off needs "
            "(cut-off a does not)"
        )
    return "the average first score is no worse than the general population's, so there is no cut-off between"
