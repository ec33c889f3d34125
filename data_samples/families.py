"""The made-up families of the made-up service: who they are, when they came, who has which scores."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from data_samples.scores import Drawn, draw
from data_samples.service import SERVICE
from data_samples.timeline import Timeline, make_timeline

if TYPE_CHECKING:
    from data_samples.forms import Score

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Families:
    """One entry a referral, in order of referral."""

    seed: int
    ids: NDArray[np.int64]
    site: NDArray[np.int8]  # place in SERVICE.sites
    practitioner: NDArray[np.int8]  # place in practitioners()
    programme: NDArray[np.int8]  # place in SERVICE.programmes
    when: Timeline
    severe_mental_illness: Flags
    abuse_neglect_loss: Flags
    deprivation: NDArray[np.int8]
    baby_age_months: NDArray[np.int8]
    has_before: Flags
    has_after: Flags
    rated_after: Flags  # has the practitioner's closing rating, with or without the parent's
    difficulty_before: NDArray[np.float64]
    difficulty_after: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def closed(self) -> Flags:
        """Whether the work has ended."""
        return np.asarray(~np.isnat(self.when.end))

    def stream(self, name: str) -> np.random.Generator:
        """Random numbers of their own for `name`, so that adding a measure changes no other."""
        return stream(self.seed, name)

    def scores(self, score: Score) -> Drawn:
        """Both scores of every family, nothing missing."""
        return draw(self.stream(f"scores {score.id}"), score, self.difficulty_before, self.difficulty_after)

    def held(self, score: Score, *, by_practitioner: bool = False) -> tuple[Flags, Flags]:
        """Which families have the score before, and which after."""
        rng = self.stream(f"held {score.id}")
        before = self.has_before & (rng.random(len(self)) < score.kept_before)
        reached = self.rated_after if by_practitioner else self.has_after
        after = reached & (rng.random(len(self)) < score.kept_after)
        return before, after


def stream(seed: int, name: str) -> np.random.Generator:
    """Random numbers that depend on the seed and a name only."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def practitioners() -> tuple[str, ...]:
    """The practitioners' codes, in the order of their sites.

    >>> practitioners()[:3]
    ('P01', 'P02', 'P03')
    """
    return tuple(code for site in SERVICE.sites for code in site.practitioners)


def make_families(count: int, seed: int) -> Families:
    """Make `count` families; the same seed gives the same families."""
    rng = stream(seed, "families")
    site = rng.choice(len(SERVICE.sites), count, p=[one.share for one in SERVICE.sites]).astype(np.int8)
    programme = rng.choice(
        len(SERVICE.programmes), count, p=[share for _, share in SERVICE.programmes]
    ).astype(np.int8)
    illness, abuse = _risk_factors(rng, count)
    quintile = (rng.choice(5, count, p=SERVICE.deprivation) + 1).astype(np.int8)
    risk = _risk(illness, abuse, quintile)
    weight = SERVICE.risk_in_difficulty
    before = weight * risk + np.sqrt(1 - weight**2) * rng.standard_normal(count)
    after = SERVICE.difficulty_r * before + np.sqrt(1 - SERVICE.difficulty_r**2) * rng.standard_normal(count)
    after = _with_site(after, site)

    when = make_timeline(rng, count)
    seen = ~np.isnat(when.first_contact)
    has_before = seen & (rng.random(count) >= SERVICE.only_after)
    could_return = ~np.isnat(when.second_contact) & ~np.isnat(when.end)
    has_after = _returned(rng, could_return, risk, before)
    rated_after = has_after | (could_return & (rng.random(count) < SERVICE.rated_anyway))
    return Families(
        seed=seed,
        ids=np.arange(1, count + 1),
        site=site,
        practitioner=_workers(rng, site),
        programme=programme,
        when=when,
        severe_mental_illness=illness,
        abuse_neglect_loss=abuse,
        deprivation=quintile,
        baby_age_months=np.minimum(rng.gamma(2.0, 2.4, count), 23).astype(np.int8),
        has_before=has_before,
        has_after=has_after,
        rated_after=rated_after,
        difficulty_before=before,
        difficulty_after=after,
    )


def _risk_factors(rng: np.random.Generator, count: int) -> tuple[Flags, Flags]:
    """Two yes/no risk factors that tend to come together."""
    common = rng.standard_normal(count)
    shared, own = np.sqrt(0.3), np.sqrt(0.7)
    illness = shared * common + own * rng.standard_normal(count)
    abuse = shared * common + own * rng.standard_normal(count)
    # ndtri: the standard normal point that leaves the wanted share above it.
    return (
        illness > ndtri(1 - SERVICE.severe_mental_illness),
        abuse > ndtri(1 - SERVICE.abuse_neglect_loss),
    )


def _risk(illness: Flags, abuse: Flags, quintile: NDArray[np.int8]) -> NDArray[np.float64]:
    """A family's risk, about mean 0 and SD 1 over the whole made-up service."""
    quintiles = np.arange(1, 6)
    shares = np.array(SERVICE.deprivation)
    usual = float(shares @ quintiles)
    parts = (
        _standard(illness.astype(np.float64), SERVICE.severe_mental_illness),
        _standard(abuse.astype(np.float64), SERVICE.abuse_neglect_loss),
        -(quintile - usual) / float(np.sqrt(shares @ (quintiles - usual) ** 2)),
    )
    total = parts[0] + parts[1] + 0.5 * parts[2]
    # The two factors' own correlation (about 0.19 at these shares) adds to the sum's variance.
    return np.asarray(total / np.sqrt(1 + 1 + 0.25 + 2 * 0.19))


def _standard(flags: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    return np.asarray((flags - share) / np.sqrt(share * (1 - share)))


def _with_site(after: NDArray[np.float64], site: NDArray[np.int8]) -> NDArray[np.float64]:
    """Add each site's own shift without changing the service's mean and SD."""
    shifts = np.array([one.shift for one in SERVICE.sites])
    shares = np.array([one.share for one in SERVICE.sites])
    shifts = shifts - shares @ shifts
    return np.asarray((after + shifts[site]) / np.sqrt(1 + shares @ shifts**2))


def _workers(rng: np.random.Generator, site: NDArray[np.int8]) -> NDArray[np.int8]:
    """One of the site's own practitioners for each family."""
    counts = np.array([len(one.practitioners) for one in SERVICE.sites])
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    own = np.floor(rng.random(len(site)) * counts[site])
    return np.asarray(starts[site] + own, dtype=np.int8)


def _returned(
    rng: np.random.Generator, could: Flags, risk: NDArray[np.float64], difficulty: NDArray[np.float64]
) -> Flags:
    """Who came back for a second score: less likely at higher risk and difficulty."""
    pull = -0.6 * risk - 0.3 * difficulty
    wanted = 1 - SERVICE.no_after
    low, high = -10.0, 10.0
    for _ in range(50):
        middle = (low + high) / 2
        chance = could / (1 + np.exp(-(middle + pull)))
        low, high = (middle, high) if chance.mean() < wanted else (low, middle)
    return np.asarray(could & (rng.random(len(could)) < 1 / (1 + np.exp(-((low + high) / 2 + pull)))))


def base_frame(families: Families) -> pd.DataFrame:
    """One row a family: who, where, when and the attributes, before any score."""
    return pd.DataFrame(
        {
            "family_id": family_ids(families.ids),
            "site": named(families.site, tuple(one.name for one in SERVICE.sites)),
            "programme": named(families.programme, tuple(name for name, _ in SERVICE.programmes)),
            "practitioner": named(families.practitioner, practitioners()),
            "referral_date": families.when.referral,
            "first_contact": families.when.first_contact,
            "second_contact": families.when.second_contact,
            "end_date": families.when.end,
            "contacts": families.when.contacts,
            "status": named(families.closed.astype(np.int8), ("Open", "Closed")),
            "severe_mental_illness": named(families.severe_mental_illness.astype(np.int8), ("No", "Yes")),
            "abuse_neglect_loss": named(families.abuse_neglect_loss.astype(np.int8), ("No", "Yes")),
            "deprivation_quintile": families.deprivation,
            "baby_age_months": families.baby_age_months,
        }
    )


def family_ids(numbers: NDArray[np.int64], prefix: str = "F") -> NDArray[np.object_]:
    """Made-up identifiers, at least four digits.

    >>> family_ids(np.array([7, 12345])).tolist()
    ['F0007', 'F12345']
    """
    return np.array([f"{prefix}{number:04d}" for number in numbers.tolist()], dtype=object)


def named(places: NDArray[np.int8], names: tuple[str, ...]) -> pd.Series:
    """Each place's name, kept once however many families there are."""
    return pd.Series(pd.Categorical(names, categories=names).take(places.astype(np.int64)))
