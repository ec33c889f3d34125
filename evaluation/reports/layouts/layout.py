"""A layout: which parts a report has for one kind of reader, in which order and under which words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from evaluation.errors import InputError
from evaluation.measures.definition import Domain

if TYPE_CHECKING:
    from evaluation.findings.finding import Nouns
    from evaluation.measures.definition import Status

# long: with a table of contents. short: a few pages. page: one A4 page. slides: one finding a slide.
Shape = Literal["long", "short", "page", "slides"]
# In the order in which people are offered them; "full" comes first and is the default.
_OFFERED = (
    "full",
    "annual",
    "commissioner",
    "children_in_need",
    "evaluation_support_scotland",
    "one_page",
    "slides",
    "training",
)
# A report that can be quoted says how to read its figures and where they come from.
_ENDINGS = (
    {"reading", "reading_short", "limits"},
    {"provenance", "provenance_short", "provenance_line"},
)


@dataclass(frozen=True, kw_only=True)
class LayoutPart:
    """A part of a layout.

    `content` names what makes it (`evaluation.reports.contents`). `prompt` says what the service ought to
    write there; it is shown to whoever writes and never printed. A `required` part can't be switched off.
    A part made of findings may hold those of some `domains` alone, or those from place `start` to before
    `stop`. One `of_learners` takes the file's people for learners: it has nothing to say where training files
    are given too and the file is on families.
    """

    id: str
    content: str
    heading: str
    prompt: str = ""
    on: bool = True
    required: bool = False
    domains: tuple[Domain, ...] = ()
    start: int = 0
    stop: int | None = None
    of_learners: bool = False


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The parts of a report for one kind of reader.

    `source` says where the shape comes from and `status` how far that was checked, in the words used of
    thresholds. `title` may hold "{people}" or "{People}": families, learners.
    Raises ValueError for a layout without what every report must end with, or with two parts of one id.
    """

    id: str
    name: str
    reader: str
    source: str
    status: Status
    title: str
    shape: Shape
    parts: tuple[LayoutPart, ...]

    def __post_init__(self) -> None:
        ids = [part.id for part in self.parts]
        if len(set(ids)) != len(ids):
            raise ValueError(f"{self.id}: two parts have the same id")
        if self.shape not in get_args(Shape):
            raise ValueError(f"{self.id}: the shape {self.shape!r} is not known")
        needed = {part.content for part in self.parts if part.required}
        if not all(needed & kinds for kinds in _ENDINGS):
            raise ValueError(f"{self.id}: how to read the figures and where they come from are required")
        if any(domain not in get_args(Domain) for part in self.parts for domain in part.domains):
            raise ValueError(f"{self.id}: a part is of a domain that is not known")

    def part(self, part_id: str) -> LayoutPart:
        """The part of that id; raises InputError where the layout has none.

        >>> layout("annual").part("aims").heading
        'What we set out to do'
        """
        for part in self.parts:
            if part.id == part_id:
                return part
        known = ", ".join(part.id for part in self.parts)
        raise InputError(f"The layout '{self.id}' has no part {part_id!r}; use {known}.")

    def titled(self, nouns: Nouns) -> str:
        """The title for those who are counted; empty where the layout has none of its own.

        >>> from evaluation.findings.finding import FAMILY
        >>> layout("one_page").titled(FAMILY)
        'Families: what changed'
        """
        many = nouns.many
        return self.title.replace("{people}", many).replace("{People}", many[:1].upper() + many[1:])


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts, in the order in which they are offered; the first is the default."""
    return tuple(_load(Path(__file__).with_name(f"{name}.toml")) for name in _OFFERED)


def layout(layout_id: str) -> Layout:
    """The layout of that id; raises InputError where there is none.

    >>> layout("commissioner").reader
    'An integrated care board (ICB) or other NHS commissioner'
    """
    for found in layouts():
        if found.id == layout_id:
            return found
    known = ", ".join(found.id for found in layouts())
    raise InputError(f"There is no layout {layout_id!r} for a report; use {known}.")


def _load(path: Path) -> Layout:
    plain = tomllib.loads(path.read_text(encoding="utf-8"))
    parts = plain.pop("parts")
    made = tuple(LayoutPart(**{**part, "domains": tuple(part.get("domains", ()))}) for part in parts)
    return Layout(**plain, parts=made)
