"""The parts of evidence that take long to make, so that a page asks for those alone that it shows.

A part that was not asked for is never empty: `NotAsked` stands in its place and refuses to be used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NoReturn, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from evaluation.counting import Counted
    from evaluation.findings.finding import Evidence

Part = Literal["trends", "trajectories", "multiverses", "reach", "missing", "bootstraps"]
PARTS: frozenset[Part] = frozenset(get_args(Part))


class NotAsked:
    """Stands where a part would, had it been asked for; looking into it raises LookupError.

    >>> NotAsked("trends")
    NotAsked('trends')
    >>> len(NotAsked("trends"))
    Traceback (most recent call last):
    ...
    LookupError: This evidence was made without its 'trends': ask for that part to have it.
    """

    def __init__(self, part: Part) -> None:
        self._part = part

    def __repr__(self) -> str:
        return f"NotAsked({self._part!r})"

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):  # what Python itself asks of any object, such as to copy it
            raise AttributeError(name)
        self._refuse()

    def _refuse(self, *_: object) -> NoReturn:
        raise LookupError(f"This evidence was made without its {self._part!r}: ask for that part to have it.")

    __bool__ = __len__ = __iter__ = __getitem__ = __contains__ = __add__ = __radd__ = _refuse


@dataclass(eq=False)
class Made:
    """The evidence of one view without its parts, and those parts that have been made so far."""

    core: Evidence
    counted: Counted
    done: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """A part, made when it is first asked for."""
        if key not in self.done:
            self.done[key] = make()
        return self.done[key]
