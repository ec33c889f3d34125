"""When made-up families were referred, seen, asked and discharged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data_samples.service import SERVICE

Days = NDArray[np.datetime64]
_NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True, eq=False)
class Timeline:
    """The dates of each referral as whole days, NaT where there was none."""

    referral: Days
    first_contact: Days
    second_contact: Days
    end: Days
    before_date: Days  # when the first questionnaires were filled in
    after_date: Days  # when the last ones were
    contacts: NDArray[np.int16]


def make_timeline(rng: np.random.Generator, count: int) -> Timeline:
    """Make the dates of `count` referrals, in order of referral."""
    start, stop = np.datetime64(SERVICE.first_referral), np.datetime64(SERVICE.last_referral)
    extracted = np.datetime64(SERVICE.extracted)
    length = int((stop - start).astype(np.int64)) + 1
    referral = start + days(np.sort(rng.integers(0, length, count)))
    seen = rng.random(count) < SERVICE.seen
    again = seen & (rng.random(count) < SERVICE.second_contact)
    first = referral + days(5 + rng.gamma(2.0, 12.0, count))
    second = first + days(rng.integers(7, 29, count))
    weeks = 8 + rng.gamma(3.0, 5.0, count)
    end = np.where(again, second + days(weeks * 7), first + days(rng.integers(14, 60, count)))
    end = np.where(seen, end, referral + days(rng.integers(20, 70, count)))
    end = np.where(end <= extracted, end, _NEVER)
    lasted = np.where(np.isnat(end), extracted, end) - second
    pace = np.maximum(lasted.astype(np.int64), 0) / 11  # about one visit in eleven days
    contacts = np.where(again, 2 + rng.poisson(pace), seen.astype(np.int64)).astype(np.int16)
    return Timeline(
        referral=referral,
        first_contact=np.where(seen, first, _NEVER),
        second_contact=np.where(again, second, _NEVER),
        end=end,
        before_date=_before_date(rng, np.where(seen, first, _NEVER)),
        after_date=np.asarray(np.maximum(second, end - days(rng.integers(0, 15, count)))),
        contacts=contacts,
    )


def _before_date(rng: np.random.Generator, first: Days) -> Days:
    """At or soon after the first contact; for a few, sent back before it."""
    count = len(first)
    later = rng.integers(0, 7, count)
    early = rng.random(count) < SERVICE.before_first_contact
    return np.asarray(first + days(np.where(early, -later - 1, later)))


def days(whole: NDArray[np.int64] | NDArray[np.float64]) -> NDArray[np.timedelta64]:
    """Whole days, to add to dates."""
    return np.asarray(whole, dtype=np.int64).astype("timedelta64[D]")
