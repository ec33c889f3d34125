"""A finding in three lengths: a tile, a paragraph and a post, from its printed numbers alone.

All three say who got better, who had no reliable change and who got worse together, with their
denominator. What disclosure control hid is not in the finding any more, so no length can hold it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.of_scale import rated_by
from evaluation.findings.sentences import sentence, verbs

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.estimates import Rate
    from evaluation.findings.finding import Finding

TILE = 12  # words
POST = 240  # characters
KEEP = "Each says who is counted, and better, no change and worse together. Please keep them so."
# What a reader of the paragraph alone must know; the others stand beside the figures.
_SAID = frozenset(
    {
        *("no_comparison", "completion", "few", "not_blind", "retrospective", "one_form", "goals"),
        *("repeats", "no_threshold", "local", "threshold", "unverified", "disclosure"),
    }
)
_ALIKE = {
    "any_change": "the same",
    "band_move": "in the same band",
    "reliable_change": "no reliable change",
    "computed_change": "no reliable change",
}


@dataclass(frozen=True, kw_only=True)
class Lengths:
    """The same finding as a tile (12 words or fewer), a paragraph and a post (240 characters or fewer)."""

    tile: str
    paragraph: str
    social: str

    def named(self) -> tuple[tuple[str, str], ...]:
        """Each with the name of its length, for pages and files alike."""
        return (
            (f"Tile ({TILE} words or fewer)", self.tile),
            ("Paragraph, with definition and limits", self.paragraph),
            (f"Social media ({POST} characters or fewer)", self.social),
        )

    def to_dict(self) -> dict[str, str]:
        """Plain values for JSON."""
        return {"tile": self.tile, "paragraph": self.paragraph, "social": self.social}


def lengths(finding: Finding) -> Lengths:
    """The three lengths of a finding, exact or protected."""
    return Lengths(tile=tile(finding), paragraph=paragraph(finding), social=social(finding))


def tile(finding: Finding) -> str:
    """Better, no reliable change and worse in 12 words or fewer, the number first.

    What it is about is named as fully as there is room for: what was measured, else the
    questionnaire's name.
    """
    found = finding.headline()
    people = finding.nouns.many
    if not finding.n or len(found) < 3:
        start = f"Too few {people} to show" if finding.n is None else f"No {people} with both scores yet"
        return _fitting(start, finding, "")
    improved, same, worse = found
    if improved.share is None and worse.share is None:
        text = f"{_short(improved)} got better, {_short(worse)} got worse"
        return _fitting(text, finding, _who(improved, finding))
    about = "About " if improved.rounded or worse.rounded else ""
    alike = _ALIKE.get(finding.headline_rule.split(":", maxsplit=1)[0], "less change")
    text = f"{about}{_short(improved)} better, {_short(same)} {alike}, {_short(worse)} worse"
    return _fitting(text, finding, _who(improved, finding))


def _fitting(text: str, finding: Finding, who: str) -> str:
    """The text with who is counted and the fullest name that fits behind it."""
    names = (finding.concept, finding.title, finding.short)
    tried = [f"{text} ({', '.join(part for part in (who, name) if part)})" for name in names]
    fits = (made for made in tried if len(made.split()) <= TILE)
    return next(fits, f"{text} ({who})" if who else text)


def _who(rate: Rate, finding: Finding) -> str:
    """The denominator with its noun; the word "about" stands once, at the start of the tile."""
    return wording.plural(rate.of, finding.nouns.one, finding.nouns.many)


def paragraph(finding: Finding) -> str:
    """The finding's sentence, what better means and where that comes from, and its main caveats."""
    said = [wording.sentence(sentence(finding))]
    if finding.n:
        rule = finding.rule(finding.headline_rule)
        said.append(f"Better means: {wording.sentence(rule.text)}")
        if rule.status not in {"convention", "computed"} and rule.source:
            # What follows in brackets says where in the source; it stands with the figures.
            said.append(f"The definition is from {wording.sentence(rule.source.split(' (')[0]).strip()}")
        said.append(f"Compared: {wording.sentence(finding.pairing)}")
    said += [wording.sentence(caveat.text) for caveat in finding.caveats if caveat.key in _SAID]
    return " ".join(said)


def social(finding: Finding) -> str:
    """The finding in 240 characters or fewer: denominator, all three outcomes, and that nothing was compared.

    What is least needed goes first where there is no room: who rated, then the words after the
    numbers; a name that is longer than all that is cut off.
    """
    found = finding.headline()
    many = finding.nouns.many
    if not finding.n or len(found) < 3:
        why = f"too few {many} have both scores" if finding.n is None else f"no {many} have both scores yet"
        return _short_enough(lambda name: f"{wording.capital(name)}: {why} for figures to be shown.", finding)
    improved, same, worse = found
    better, alike, worsened = verbs(finding)
    better = better.removesuffix(" after than before")
    who = improved.who.replace(many, finding.nouns.one, 1) if improved.of == 1 else improved.who
    of = f"{_about(improved)}{wording.count(improved.of)} {who}"
    if improved.share is None and worse.share is None:
        return _short_enough(
            lambda name: (
                f"{wording.capital(name)}: how many of {of} got better or worse "
                "can't be shown without giving a small number away."
            ),
            finding,
        )
    numbers = f"{_share(improved)} {better}, {_share(same)} {alike} and {_share(worse)} {worsened}"
    head = f"Of {of}"
    limits = "No comparison group, so the cause isn't known."
    about = f"{finding.title}, {rated_by(finding.rater)}"
    for made in (
        f"{head}, {numbers} on {finding.concept} ({about}). {limits}",
        f"{head}, {numbers} on {finding.concept} ({finding.title}). {limits}",
        f"{head}, {numbers} ({finding.title}). {limits}",
        f"{head}, {numbers} on {finding.concept}. No comparison group.",
    ):
        if len(made) <= POST:
            return made
    return _short_enough(lambda name: f"{head}, {numbers} ({name}). No comparison group.", finding)


def _short_enough(made: Callable[[str], str], finding: Finding) -> str:
    """A text with the fullest name that leaves it short enough; a long name is cut off."""
    for name in (finding.concept, finding.title, finding.short):
        if len(made(name)) <= POST:
            return made(name)
    room = POST - len(made("")) - 1
    return made(f"{finding.short[: max(room, 0)]}…")


def _share(rate: Rate) -> str:
    return f"{'about ' if rate.rounded else ''}{wording.share(rate.share, rate.hidden or wording.HIDDEN)}"


def _short(rate: Rate) -> str:
    return wording.share(rate.share, rate.hidden or wording.HIDDEN, short=True)


def _about(rate: Rate) -> str:
    """Counts beside a rate are rounded where it is, or where it is hidden and they are not."""
    return "about " if rate.rounded or (rate.hidden == wording.HIDDEN and rate.of is not None) else ""
