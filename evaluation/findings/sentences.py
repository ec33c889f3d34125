"""The sentence of a finding: who, of how many, by what definition, with the interval and the other side.

Built from the finding's printed rates alone, so that what disclosure control hid stays hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Finding, Needs


def subtitle(finding: Finding | Needs, *, dated: bool = True) -> str:
    """Measure, rater and period (unless not `dated`): the second title of every picture and table."""
    parts = [finding.about]
    period = getattr(finding, "period", (None, None))
    if dated and period != (None, None):
        parts.append(f"second scores {wording.period(*period)}")
    return ", ".join(parts)


def sentence(finding: Finding, *, dated: bool = True) -> str:
    """The publishable sentence of a finding, complete in itself.

    Not `dated`, it leaves the period out, for a page that has said it once for all its sentences.
    """
    found = finding.headline()
    about = subtitle(finding, dated=dated)
    many = finding.nouns.many
    if finding.n is None:
        return (
            f"{wording.capital(finding.concept)} ({about}): too few {many} have both scores "
            "for figures to be shown."
        )
    if finding.n == 0 or len(found) < 3:
        return f"{wording.capital(finding.concept)} ({about}): no {many} have both scores yet."
    improved, same, worse = found
    better, alike, worsened = verbs(finding)
    rest = f"{_n(same)} {alike} and {_n(worse)} {worsened}"
    led = finding.rate(finding.lead_rule, "recovered") if finding.lead_rule else None
    if led is not None and led.rule == _SIGNIFICANT:
        crossed = "got reliably better and crossed the cut-off"
        if led.n is None:  # what is shown of them goes first
            head = f"{_counted(improved, finding)} {better} on {finding.concept}"
            rest += f"; how many {crossed} is not shown, as it would give a small number away"
        else:
            head = f"{_counted(led, finding)} {crossed}, on {finding.concept}"
            rest = f"in all, {_n(improved)} {better}, {rest}"
    elif led is not None:
        if led.of == 0:
            head = f"Nobody {led.who.split(' who ')[-1]} on {finding.concept}"
        else:
            head = f"{_counted(led, finding)} no longer did after, on {finding.concept}"
        rest = f"of {_of(improved)} {improved.who}, {_n(improved)} {better}, {rest}"
    else:
        head = f"{_counted(improved, finding)} {better} on {finding.concept}"
    return f"{head} ({about}); {rest}."


def verbs(finding: Finding) -> tuple[str, str, str]:
    """What is said of those who improved, who neither did, and who worsened, under the headline rule."""
    rule = finding.headline_rule.split(":")[0]
    if rule == "percent_change":
        label = next((entry.label for entry in finding.rules if entry.id == finding.headline_rule), "")
        amount = f"{label[:1].lower()}{label[1:]}" if label else "the chosen share of the first score"
        return f"got better by {amount}", "changed by less", "got worse by as much"
    return _VERBS.get(rule, ("improved by a reliable amount", "stayed the same", "got worse"))


def _counted(rate: Rate, finding: Finding) -> str:
    """The rate in print, or where it is hidden of how many it is a part."""
    if rate.n is None:
        return (
            f"{rate.hidden or wording.HIDDEN} of {_of(rate)} {rate.who} "
            "(not shown: it would give a small number away)"
        )
    printed = wording.rate(rate)
    if rate.of == 1:
        printed = printed.replace(finding.nouns.many, finding.nouns.one, 1)
    return wording.capital(printed)


_RELIABLY = ("got reliably better", "had no reliable change", "got reliably worse")
_VERBS = {
    "any_change": ("had a better score after than before", "stayed the same", "got worse"),
    "band_move": ("moved to a better band", "stayed in the same band", "moved to a worse band"),
    "reliable_change": _RELIABLY,
    "computed_change": (
        "got better by a computed reliable amount",
        "had no reliable change",
        "got worse by a computed reliable amount",
    ),
    "important_change": (
        "got better by an amount that counts",
        "changed by less",
        "got worse by an amount that counts",
    ),
}
_SIGNIFICANT = "reliable_and_clinically_significant"


def short_sentence(finding: Finding) -> str:
    """The finding as a title: the share that got better and the share that got worse, of how many."""
    found = finding.headline()
    many = finding.nouns.many
    concept = wording.capital(finding.concept)
    if not finding.n or len(found) < 3:
        return f"{concept}: not enough {many} with both scores"
    led = finding.rate(finding.lead_rule, "recovered") if finding.lead_rule else None
    if led is not None and led.rule == _SIGNIFICANT and led.share is not None:
        return (
            f"{_share(led)} of {_of(led)} {many} got reliably better and crossed the cut-off on "
            f"{finding.concept}, {_share(found[2])} {verbs(finding)[2]}"
        )
    if led is not None and led.n is not None and led.share is not None:
        began = led.who.split(" who ")[-1]
        return f"{_share(led)} of {_of(led)} {many} who {began} no longer did after: {concept}"
    improved, _, worse = found
    better, _, worsened = verbs(finding)
    return (
        f"{_share(improved)} of {_of(improved)} {many} {better} on {finding.concept}, "
        f"{_share(worse)} {worsened}"
    )


def people(finding: Finding | Needs) -> str:
    """How many are counted, with their noun: "about" before what disclosure control has rounded."""
    printed = wording.plural(finding.n, finding.nouns.one, finding.nouns.many)
    return _about(finding.rounded and finding.n is not None, printed)


def needs_sentence(needs: Needs) -> str:
    """What first scores alone say: how many have one, and how many start in the clinical range."""
    who = f"{wording.capital(people(needs))} {'has' if needs.n == 1 else 'have'}"
    text = f"{who} a first score for {needs.concept} ({subtitle(needs)})"
    if not needs.alone and needs.mean is not None:
        text += f", {wording.decimal(needs.mean)} on average"
    if needs.clinical is not None and needs.clinical.n is not None:
        text += f"; {wording.rate(needs.clinical)} {needs.beyond}"
    return f"{text}. Nobody has both scores yet, so change can't be shown." if needs.alone else f"{text}."


def _n(rate: Rate) -> str:
    return _about(rate.rounded and rate.n is not None, wording.count(rate.n, rate.hidden or wording.HIDDEN))


def _of(rate: Rate) -> str:
    coarse = rate.rounded or (rate.hidden == wording.HIDDEN and rate.of is not None)
    return _about(coarse, wording.count(rate.of, rate.hidden or wording.HIDDEN))


def _share(rate: Rate) -> str:
    return _about(rate.rounded, wording.share(rate.share, rate.hidden or wording.HIDDEN))


def _about(coarse: bool, printed: str) -> str:
    return f"about {printed}" if coarse else printed
