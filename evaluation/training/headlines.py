"""A comparison of learners' answers in a few words, for the head of a page: better and worse together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.training.evidence import LearnerChange


def change_headline(found: LearnerChange) -> str:
    """The shares that moved up and down, or gave the best answers, of how many; "" where they are hidden.

    Its sentence, interval and definition stand below it.

    >>> from tests.training_made_up import after_only, change, two_groups
    >>> change_headline(change())
    '70% of 40 learners moved up, 8% moved down'
    >>> change_headline(two_groups())
    '75% gave the best answers after, 30% before: two groups'
    >>> change_headline(after_only())
    '89% of 45 gave the best answers afterwards'
    """
    up, down = found.rate("improved"), found.rate("worse")
    if up is not None and down is not None:
        if up.share is None or down.share is None or up.of is None:
            return ""
        of = f"{'about ' if up.rounded else ''}{wording.count(up.of)}"
        return f"{_share(up)} of {of} {found.who.split()[0]} moved up, {_share(down)} moved down"
    after = found.after.top
    if after.share is None or after.of is None:
        return ""
    if found.before is None:
        of = f"{'about ' if after.rounded else ''}{wording.count(after.of)}"
        return f"{_share(after)} of {of} gave the best answers afterwards"
    before = found.before.top
    if before.share is None:
        return ""
    return f"{_share(after)} gave the best answers after, {_share(before)} before: two groups"


def _share(rate: Rate) -> str:
    return f"{'about ' if rate.rounded else ''}{wording.share(rate.share)}"
