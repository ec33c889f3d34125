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
    alike = "had no reliable change" if rule == "reliable_change" else "stayed the same"
    rest = f"{_n(same)} {alike} and {_n(worse)} got worse"
    led = finding.rate(finding.lead_rule, "recovered") if finding.lead_rule else None
    if led is not None:
        head = f"{_counted(led)} were out of it after, for {finding.concept}"
        rest = f"of {_of(improved)} {improved.who}, {_n(improved)} {verb}, {rest}"
    else:
        head = f"{_counted(improved)} {verb} on {finding.concept}"
    return f"{head} ({about}); {rest}."


def _counted(rate: Rate) -> str:
    """The rate in print, or where it is hidden of how many it is a part."""
    if rate.n is None:
        return f"{rate.hidden or wording.HIDDEN} of {_of(rate)} {rate.who} (not shown: a number is small)"
    return wording.capital(wording.rate(rate))


_VERBS = {
    "any_change": "had a better score after than before",
    "band_move": "moved to a better band",
    "reliable_change": "got reliably better",
}


def short_sentence(finding: Finding) -> str:
    """The finding as a chart's title: the share and what improved, with its denominator."""
    found = finding.headline()
    many = finding.nouns.many
    if finding.n is None or len(found) < 3 or not finding.n:
        return f"{wording.capital(finding.concept)}: not enough {many} with both scores"
    led = finding.rate(finding.lead_rule, "recovered") if finding.lead_rule else None
    if led is not None and led.n is not None and led.share is not None:
        of = f"{_about(led)}{_of(led)} {many}"
        return f"{wording.share(led.share)} of {of} in the clinical range for {finding.concept} left it"
    improved = found[0]
    verb = _VERBS.get(finding.headline_rule.split(":")[0], "improved by a reliable amount")
    if improved.n is None or improved.share is None:
        return f"{wording.capital(finding.concept)}: {_n(found[2])} of {_of(improved)} {many} got worse"
    of = f"{_about(improved)}{_of(improved)} {many}"
    return f"{wording.share(improved.share)} of {of} {verb} on {finding.concept}"


def needs_sentence(needs: Needs) -> str:
    """What first scores alone say: how many have one, and how many start in the clinical range."""
    who = wording.plural(needs.n, needs.nouns.one, needs.nouns.many)
    text = f"{who} {'has' if needs.n == 1 else 'have'} a first score for {needs.concept} ({subtitle(needs)})"
    if needs.clinical is not None and needs.clinical.n is not None:
        text += f"; {wording.rate(needs.clinical)} started in the clinical range"
    return f"{text}. Nobody has both scores yet, so change can't be shown."


def _n(rate: Rate) -> str:
    return wording.count(rate.n, rate.hidden or wording.HIDDEN)


def _about(rate: Rate) -> str:
    return "about " if rate.rounded else ""


def _of(rate: Rate) -> str:
    return wording.count(rate.of, rate.hidden or wording.HIDDEN)
