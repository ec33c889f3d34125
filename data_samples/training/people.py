"""The made-up learners: who they are, what describes them, and how they are written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

Shares = tuple[tuple[str, float], ...]


@dataclass(frozen=True, kw_only=True)
class Person:
    """One made-up learner; `skill` is standard normal, and sways every answer of theirs a little."""

    number: int
    code: str
    email: str
    skill: float
    about: dict[str, str]

    def __getitem__(self, attribute: str) -> str:
        """What is recorded of them: a role, a service, a borough."""
        return self.about[attribute]


def people(
    rng: np.random.Generator, count: int, about: dict[str, Shares], *, code: str = "L{:04d}"
) -> tuple[Person, ...]:
    """`count` learners with each attribute drawn from its shares, independently of the others.

    >>> people(np.random.default_rng(1), 1, {"role": (("Midwife", 1.0),)})[0]["role"]
    'Midwife'
    """
    drawn = {name: chosen(rng, shares, count) for name, shares in about.items()}
    skill = rng.standard_normal(count).tolist()
    return tuple(
        Person(
            number=place + 1,
            code=code.format(place + 1),
            email=f"learner.{place + 1:04d}@example.org",
            skill=skill[place],
            about={name: values[place] for name, values in drawn.items()},
        )
        for place in range(count)
    )


def chosen(rng: np.random.Generator, shares: Shares, count: int) -> list[str]:
    """`count` of the names, each with its share."""
    chance = np.array([share for _, share in shares])
    places = rng.choice(len(shares), count, p=chance / chance.sum())
    return [shares[place][0] for place in places.tolist()]


def typed(rng: np.random.Generator, text: str) -> str:
    """A code or an e-mail address as people type it: mostly so, now and then in other case or with spaces."""
    way = rng.random()
    if way < 0.06:
        return f"{text} "
    if way < 0.10:
        return f"\xa0{text}"
    return text.swapcase() if way < 0.20 else text


def rated(rng: np.random.Generator, person: Person, mean: float, *, low: int = 1, high: int = 5) -> int:
    """An answer of theirs on a scale, about `mean`."""
    return held(mean + 0.6 * person.skill + 0.75 * rng.standard_normal(), low, high)


def moved(rng: np.random.Generator, before: int, gain: float, *, low: int = 1, high: int = 5) -> int:
    """Their later answer: most go up by about `gain`, some stay and a few go down."""
    return held(before + gain + 0.8 * rng.standard_normal(), low, high)


def held(value: float, low: int, high: int) -> int:
    """The nearest whole number inside the scale's ends.

    >>> held(7.2, 1, 5)
    5
    """
    return int(min(max(round(value), low), high))


def worded(rng: np.random.Generator, answer: int, words: Sequence[str], *, mixed: float = 0.0) -> str | int:
    """An answer from 1 up as its word; `mixed` is the share that give the number in place of it."""
    return answer if rng.random() < mixed else words[answer - 1]
