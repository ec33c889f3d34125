"""Which definitions of "improved" a scale has, and which one its headline uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.change.published import AnyChange, BandMove, Recovery, ReliableChange

if TYPE_CHECKING:
    from evaluation.change.rule import Rule
    from evaluation.measures.definition import Scale
    from evaluation.view import Improved


@dataclass(frozen=True, kw_only=True)
class HeadlineRule:
    """The id of the rule behind a headline, and in words why it isn't another (may be empty)."""

    rule: str
    note: str = ""


def rules_for(scale: Scale) -> tuple[Rule, ...]:
    """Every rule that a scale's definition gives, in the order in which they are shown.

    Any change; reliable change, the default rule first under the plain id; recovery, the first
    firm cut-off likewise; moves between bands. Whether a rule may stand behind a headline is
    `headline_rule`'s to say.

    >>> from evaluation.measures.definition import ChangeRule, Scale
    >>> rule = ChangeRule(id="nhs", label="6 points", value=6, default=True, source="a paper")
    >>> scale = Scale(id="total", name="mood", title="Mood", minimum=0, maximum=27, better="lower",
    ...               change_rules=(rule,))
    >>> [rule.id for rule in rules_for(scale)]
    ['any_change', 'reliable_change']
    """
    rules: list[Rule] = [AnyChange()]
    default = scale.change_rule
    if default is not None:
        rules.append(ReliableChange.of(default))
    rules += [ReliableChange.of(r, f"reliable_change:{r.id}") for r in scale.change_rules if r is not default]
    main = scale.cut_off
    if main is not None:
        rules.append(Recovery.of(main, scale.better))
    rules += [Recovery.of(c, scale.better, f"recovery:{c.id}") for c in scale.cut_offs if c is not main]
    if scale.bands:
        rules.append(BandMove.of(scale.bands))
    return tuple(rules)


def headline_rule(scale: Scale, asked: Improved = "auto") -> HeadlineRule:
    """The rule behind a scale's headline: what was asked for, where a firm source allows it.

    "auto" is the published reliable-change rule if there is a firm one, else any change;
    ordered ratings (not distances) use any change. Weak facts never reach a headline: asked
    for, they give way to "auto" and the note says so.

    >>> from evaluation.measures.definition import Scale
    >>> scale = Scale(id="warmth", name="warmth", title="MORS-SF warmth", minimum=0, maximum=35,
    ...               better="higher")
    >>> headline_rule(scale, "reliable_change").rule
    'any_change'
    """
    default = scale.change_rule
    reliable = default is not None and default.firm
    if asked == "any_change":
        return HeadlineRule(rule="any_change")
    if asked == "reliable_change" and reliable:
        return HeadlineRule(rule="reliable_change")
    if asked == "recovery" and scale.cut_off is not None:
        return HeadlineRule(rule="recovery")
    if asked == "recovery":
        lead = "no cut-off with a firm source is known, so recovery can't be shown; "
    else:
        lead = ""
    if reliable and not scale.ordinal:
        return HeadlineRule(rule="reliable_change", note=f"{lead}reliable change is used." if lead else "")
    if scale.ordinal and asked != "reliable_change":
        why = "the rating's steps are ordered but not equal distances, so any step counts as change."
    elif scale.change_rules:
        why = (
            "no reliable-change threshold is firm enough for a headline, so any difference counts as change."
        )
    else:
        why = "no published reliable-change threshold is known, so any difference counts as change."
    return HeadlineRule(rule="any_change", note=lead + why)
