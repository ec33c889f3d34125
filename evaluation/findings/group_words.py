"""What is said of groups side by side: whether they differ by more than chance, and never why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import Caveat
from evaluation.groups.comparison import ENOUGH

if TYPE_CHECKING:
    from evaluation.findings.grouped import Group, GroupedScale
    from evaluation.groups import Attribute

NO_VERDICT = Caveat(
    key="no_verdict",
    text=(
        "Groups differ in whom they see, how those were doing at first and who gives a second score. A "
        "difference between groups is a reason to look closer and no verdict on any of them; no clear "
        "difference does not show that they are the same."
    ),
)
OWN_SPREAD = Caveat(
    key="own_spread",
    text=(
        "Each group's effect is its average change divided by the spread of its own first scores, so where "
        "first scores vary less the same change makes a larger effect."
    ),
)
REPEATS = Caveat(
    key="repeats",
    text="Some people are counted more than once, so differences look surer than they are.",
)
ROUNDED = Caveat(
    key="rounded",
    text=(
        "Differences, p values and limits were worked out from the rounded figures that are shown, and "
        "groups that are not shown are left out of them."
    ),
)


def group_sentence(scale: GroupedScale, attribute: Attribute) -> str:
    """Do the groups differ? One sentence, made from the printed rates and comparisons."""
    on = f"{scale.concept} ({scale.about})"
    seen = [group for group in scale.groups if group.recorded and group.improved.of]
    tested = [group for group in seen if group.comparison.reading]
    if not tested:
        return f"{wording.capital(on)}: {_why_not(scale, attribute, seen)}."
    how = f"in how many {scale.nouns.many} {scale.got_better} on {on}"
    different = [group for group in tested if group.comparison.reading != "no clear difference"]
    groups = f"{len(tested)} {attribute.many}" if len(tested) > 1 else f"the {attribute.many} compared"
    beside = _not_compared(scale, tested)
    if not different:
        return f"No clear difference between {groups} {how}: {_overall(tested)}{beside}."
    if len(seen) == 2 and len(tested) == 2:
        one, other = (f"{group.name} {_rate(group)}" for group in tested)
        return f"The two {attribute.many} differ {how}: {one}, {other}{beside}."
    told = wording.listed(
        f"{group.comparison.reading} in {group.name} ({_rate(group)}, the others together "
        f"{_about(group, wording.share(group.comparison.others))})"
        for group in different
    )
    rest = len(tested) - len(different)
    others = f"; {'no clear difference for the other ' + str(rest) if rest else 'none is in between'}"
    return f"{wording.capital(attribute.many)} differ {how}: {told}{others}{beside}."


def _overall(tested: list[Group]) -> str:
    better = sum((group.improved.share or 0) * (group.improved.of or 0) for group in tested)
    everyone = sum(group.improved.of or 0 for group in tested)
    rounded = any(group.improved.rounded for group in tested)
    about = "about " if rounded else ""
    who = tested[0].improved.who
    if rounded:
        return f"{about}{wording.share(better / everyone)} of {about}{wording.count(everyone)} {who} together"
    return (
        f"{wording.count(round(better))} of {wording.count(everyone)} {who} together "
        f"({wording.share(better / everyone)})"
    )


def _rate(group: Group) -> str:
    rate = group.improved
    if rate.rounded:
        return f"about {wording.share(rate.share)} of about {wording.count(rate.of)}"
    return f"{wording.count(rate.n)} of {wording.count(rate.of)}, {wording.share(rate.share)}"


def _about(group: Group, text: str) -> str:
    return f"about {text}" if group.improved.rounded else text


def _not_compared(scale: GroupedScale, tested: list[Group]) -> str:
    """How many recorded groups are too small to compare, or not shown."""
    left = sum(group.recorded for group in scale.groups) - len(tested)
    hidden = any(group.recorded and group.improved.hidden for group in scale.groups)
    if not left:
        return ""
    return f"; {left} {'is' if left == 1 else 'are'} too small to compare{' or to show' if hidden else ''}"


def _why_not(scale: GroupedScale, attribute: Attribute, seen: list[Group]) -> str:
    hidden = [group for group in scale.groups if group.recorded and group.improved.hidden]
    groups = attribute.many
    if hidden and len(seen) < 2:
        return f"{groups} can't be compared without giving small numbers away"
    if len(seen) < 2:
        return f"{groups} can't be compared, as {_number(len(seen))} has {scale.nouns.many} with both scores"
    return (
        f"too few {scale.nouns.many} to tell a difference between {groups} from chance (a group is compared "
        f"from {ENOUGH} on, with as many in the others together)"
    )


def _number(n: int) -> str:
    return "only one" if n else "none"


def group_title(scale: GroupedScale, attribute: Attribute) -> str:
    """The answer as a chart's title: "Depression symptoms: no clear difference between 4 sites"."""
    tested = [group for group in scale.groups if group.comparison.reading]
    concept = wording.capital(scale.concept)
    if not tested:
        return f"{concept}: {attribute.many}, too few to compare"
    different = [g.name for g in tested if g.comparison.reading != "no clear difference"]
    if not different:
        return f"{concept}: no clear difference between {attribute.many}"
    if len(tested) == 2 and len(different) == 2:
        return f"{concept}: the two {attribute.many} differ"
    verb = "differs" if len(different) == 1 else "differ"
    return f"{concept}: {wording.listed(different)} {verb} from the others"
