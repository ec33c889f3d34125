"""The sentence of a finding: who, of how many, by what definition, with the interval and the other side.

Built from the finding's printed rates alone, so that what disclosure control hid stays hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Finding, Needs

_RATERS = {
    "parent": "rated by the parent",
    "practitioner": "rated by the practitioner",
    "observer": "rated by an observer",
    "learner": "rated by the learner",
    "supervisor": "rated by the supervisor",
    "not stated": "rater not stated",
}


def rated_by(rater: str) -> str:
    """Who gave the scores, in words.

    >>> rated_by("parent"), rated_by("father")
    ('rated by the parent', 'rated by: father')
    """
    return _RATERS.get(rater, f"rated by: {rater}")


def subtitle(finding: Finding | Needs, *, dated: bool = True) -> str:
    """Measure, rater and period (unless not `dated`): the second title of every picture and table."""
    # A score of the service's own is called what it measures; once is enough.
    parts = [*([finding.title] if finding.title != finding.concept else []), rated_by(finding.rater)]
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
    rule = finding.headline_rule.split(":")[0]
    verb = _VERBS.get(rule, "improved by a reliable amount")
    rest = f"{_n(same)} {alike(rule)} and {_n(worse)} {worsened(rule)}"
    led = finding.rate(finding.lead_rule, "recovered") if finding.lead_rule else None
    if led is not None:
        if led.of == 0:
            head = f"Nobody {led.who.split(' who ')[-1]} on {finding.concept}"
        else:
            head = f"{_counted(led, finding)} no longer did after, on {finding.concept}"
        rest = f"of {_of(improved)} {improved.who}, {_n(improved)} {verb}, {rest}"
    else:
        head = f"{_counted(improved, finding)} {verb} on {finding.concept}"
    return f"{head} ({about}); {rest}."


def alike(rule: str) -> str:
    """What is said of those who neither improved nor worsened under a rule."""
    return (
        "had no reliable change" if rule.split(":", maxsplit=1)[0] == "reliable_change" else "stayed the same"
    )


def worsened(rule: str) -> str:
    """What is said of those who got worse under a rule, as strongly as of those who improved.

    >>> worsened("reliable_change"), worsened("any_change")
    ('got reliably worse', 'got worse')
    """
    return "got reliably worse" if rule.split(":", maxsplit=1)[0] == "reliable_change" else "got worse"


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


_VERBS = {
    "any_change": "had a better score after than before",
    "band_move": "moved to a better band",
    "reliable_change": "got reliably better",
}


def short_sentence(finding: Finding) -> str:
    """The finding as a title: the share that got better and the share that got worse, of how many."""
    found = finding.headline()
    many = finding.nouns.many
    concept = wording.capital(finding.concept)
    if not finding.n or len(found) < 3:
        return f"{concept}: not enough {many} with both scores"
    led = finding.rate(finding.lead_rule, "recovered") if finding.lead_rule else None
    if led is not None and led.n is not None and led.share is not None:
        began = led.who.split(" who ")[-1]
        return f"{_share(led)} of {_of(led)} {many} who {began} no longer did after: {concept}"
    improved, _, worse = found
    verb = _VERBS.get(finding.headline_rule.split(":")[0], "improved by a reliable amount")
    return (
        f"{_share(improved)} of {_of(improved)} {many} {verb} on {finding.concept}, "
        f"{_share(worse)} {worsened(finding.headline_rule)}"
    )


def needs_sentence(needs: Needs) -> str:
    """What first scores alone say: how many have one, and how many start in the clinical range."""
    who = wording.plural(needs.n, needs.nouns.one, needs.nouns.many)
    text = f"{who} {'has' if needs.n == 1 else 'have'} a first score for {needs.concept} ({subtitle(needs)})"
    if needs.clinical is not None and needs.clinical.n is not None:
        text += f"; {wording.rate(needs.clinical)} {needs.beyond}"
    return f"{text}. Nobody has both scores yet, so change can't be shown."


def _n(rate: Rate) -> str:
    return _about(rate.rounded and rate.n is not None, wording.count(rate.n, rate.hidden or wording.HIDDEN))


def _of(rate: Rate) -> str:
    coarse = rate.rounded or (rate.hidden == wording.HIDDEN and rate.of is not None)
    return _about(coarse, wording.count(rate.of, rate.hidden or wording.HIDDEN))


def _share(rate: Rate) -> str:
    return _about(rate.rounded, wording.share(rate.share, rate.hidden or wording.HIDDEN))


def _about(coarse: bool, printed: str) -> str:
    return f"about {printed}" if coarse else printed
