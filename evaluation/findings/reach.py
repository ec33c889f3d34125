"""Who is reached: how many of those in the file have scores, who they are, where they started.

One column of the file at a time: two together would soon describe a single family.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Caveat, Needs, Nouns
    from evaluation.groups import Attribute


@dataclass(frozen=True, kw_only=True)
class Part:
    """Those with one value of a column: how many of everybody, and how many of them have scores.

    `among` is of everybody here, `started` (a first score on at least one measure) and `both` (both
    scores on at least one) are of the part. One that is not `recorded` has nothing in the column.
    """

    value: str
    recorded: bool
    among: Rate
    started: Rate
    both: Rate


@dataclass(frozen=True, kw_only=True)
class Makeup:
    """Everybody by the values of one column, in order of name."""

    attribute: Attribute
    parts: tuple[Part, ...]

    def largest(self) -> Part | None:
        """The part with most of everybody, where every recorded part is shown and one is largest."""
        shown = [part for part in self.parts if part.recorded]
        if not shown or any(part.among.n is None for part in shown):
            return None
        most = max(part.among.n or 0 for part in shown)
        found = [part for part in shown if part.among.n == most]
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Who is here, who of them has scores, and their first scores.

    `narrowed` says that filters or dates leave somebody out. `started` and `both` are on at least one
    measure by any rater. `first` has every scale with a first score. `left_out` says of which columns
    no table is made.
    """

    nouns: Nouns
    narrowed: bool
    started: Rate
    both: Rate
    makeups: tuple[Makeup, ...]
    first: tuple[Needs, ...]
    left_out: tuple[str, ...]
    sentence: str
    caveats: tuple[Caveat, ...]

    @property
    def place(self) -> str:
        """Where everybody is who is counted."""
        return "in these figures" if self.narrowed else "in the file"

    def makeup(self, name: str) -> Makeup:
        """The table of a column; raises KeyError when there is none."""
        for found in self.makeups:
            if found.attribute.name == name:
                return found
        raise KeyError(name)


def reach_sentence(found: Reach) -> str:
    """Of how many how many have a first score, and both: the title of everything about reach."""
    many = found.nouns.many
    started, both = found.started, found.both
    if started.of is None:
        return f"Too few {many} for figures to be shown"
    everybody = wording.plural(started.of, found.nouns.one, many)
    return (
        f"Of {_about(started)}{everybody} {found.place}, {_told(started)} had a first score on at least one "
        f"measure; {_told(both)} had both scores"
    )


def _told(rate: Rate) -> str:
    """A count with its share: "61 (69%)"."""
    printed = f"{_about(rate)}{wording.count(rate.n, rate.hidden or wording.HIDDEN)}"
    return printed if rate.share is None else f"{printed} ({wording.share(rate.share)})"


def _about(rate: Rate) -> str:
    return "about " if rate.rounded and rate.n is not None else ""
