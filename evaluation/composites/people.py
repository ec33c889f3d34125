"""Whom the national statistics count: closed referrals with at least two contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evaluation.importing.episodes import Episodes


def closed_courses(episodes: Episodes) -> NDArray[np.bool_] | None:
    """Which episodes have ended after at least two contacts; None where no episode's dates say so.

    NHS Talking Therapies calls them finished courses of treatment ("a minimum of two attended
    treatment appointments during the referral", NHS England annual report metadata 2024-25); NHS
    England's children and young people's metrics ask for the same two dates. A contact dated after
    the end is none of that referral.

    >>> import numpy as np
    >>> import pandas as pd
    >>> from evaluation.importing.episodes import Episodes
    >>> day, none = np.datetime64("2025-01-01"), np.datetime64("NaT")
    >>> people = Episodes(np.arange(2), pd.DataFrame(), *(np.array([day, none]) for _ in range(4)))
    >>> closed_courses(people).tolist()
    [True, False]
    """
    # A comparison with NaT, an unknown date, is false.
    closed: NDArray[np.bool_] = episodes.second_contact <= episodes.end
    return closed if closed.any() else None
