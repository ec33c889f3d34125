"""Names that several questionnaires go by: a header that says no more is asked about, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.measures.loading import read_list
from evaluation.measures.names import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.measures.definition import Measure, Scale


@dataclass(frozen=True, kw_only=True)
class SharedName:
    """A name, the ids of the measures that go by it, and what to ask to tell them apart."""

    id: str
    name: str
    title: str
    aliases: tuple[str, ...]
    measures: tuple[str, ...]
    question: str
    tell_apart: str
    source: str

    def stand_in(self, members: Sequence[Measure]) -> Measure:
        """What all members have in common, under the shared name: for reading headers alone.

        It has the scales that every member has, and as many items as the longest.
        """
        longest = max(members, key=lambda measure: measure.items.count if measure.items else 0)
        common = [scale.id for scale in longest.scales]
        for measure in members:
            common = [one for one in common if one in {scale.id for scale in measure.scales}]
        return replace(
            longest,
            id=self.id,
            short=self.name,
            name=self.title,
            aliases=self.aliases,
            scales=tuple(self._scale(one, members) for one in common),
        )

    def _scale(self, scale_id: str, members: Sequence[Measure]) -> Scale:
        """A scale that all members have, by the names that it has without their own: "sdq emotional"."""
        left: dict[str, None] = {}
        for measure in members:
            own = sorted((measure.short.lower(), *measure.aliases), key=len, reverse=True)
            for alias in measure.scale(scale_id).aliases:
                begin = next((name for name in own if alias.startswith(f"{name} ")), "")
                if begin:
                    left[alias.removeprefix(begin).strip()] = None
        shared = members[0].scale(scale_id)
        aliases = tuple(f"{self.name.lower()} {rest}" for rest in left)
        return replace(shared, title=f"{self.name} {scale_id.replace('_', ' ')}", aliases=aliases)


@cache
def shared_names() -> tuple[SharedName, ...]:
    """The names that come with the tool; raises MeasureError when the file is not well defined.

    >>> [entry.name for entry in shared_names()]
    ['PBQ', 'PSS', 'PSOC', 'SDQ']
    """
    return read_list(Path(__file__).with_name("shared_names.toml"), "names", SharedName)


def shared_by(text: str) -> SharedName | None:
    """The shared name that a text is; None when it is none, or says which questionnaire it means.

    >>> shared_by("P.S.S.").measures
    ('pss10_perceived', 'pss_parental')
    """
    key = normalised(text)
    found = (entry for entry in shared_names() if key in {entry.id, *map(normalised, entry.aliases)})
    return next(found, None)
