"""Experience sample: a form tool's export of what parents thought of the service, one row a form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_samples.families import stream
from data_samples.service import SERVICE


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """The made-up answers to the 12 questions of the CHI-ESQ, in words. Invented throughout."""

    questions: int = 12
    words: tuple[str, ...] = ("Certainly true", "Partly true", "Not true", "Don't know")
    content: float = 1.05  # how far along the average parent is; one spread apart each
    spread_of_questions: float = 0.3
    like_others: float = 0.6  # how much of an answer is the parent's, not the question's
    cuts: tuple[float, float] = (0.45, -0.9)  # above the first: certainly; below the second: not
    no_opinion: float = 0.035
    blank: float = 0.02
    comments: tuple[str, ...] = ("Thank you", "Parking was hard", "More evening times, please")
    commented: float = 0.12
    first_day: str = "2025-04-07"
    days: int = 350


FEEDBACK = Feedback()


def experience_frame(forms: int, seed: int) -> pd.DataFrame:
    """The export's rows in the order in which forms came in."""
    rng = stream(seed, "experience")
    day = np.datetime64(FEEDBACK.first_day, "s") + np.sort(rng.integers(0, FEEDBACK.days, forms)) * 86_400
    started = day + (9 * 3600 + rng.integers(0, 8 * 3600, forms)).astype("timedelta64[s]")
    columns: dict[str, object] = {
        "ID": np.arange(1, forms + 1),
        "Start time": started,
        "Completion time": started + rng.integers(60, 900, forms).astype("timedelta64[s]"),
        "Email": "anonymous",
        "Name": None,
        "Site": np.array([site.name for site in SERVICE.sites], dtype=object)[
            rng.integers(0, len(SERVICE.sites), forms)
        ],
    }
    parent = rng.standard_normal(forms) * FEEDBACK.like_others
    own = float(np.sqrt(1 - FEEDBACK.like_others**2))
    for number in range(1, FEEDBACK.questions + 1):
        liked = FEEDBACK.content + FEEDBACK.spread_of_questions * rng.standard_normal()
        felt = liked + parent + own * rng.standard_normal(forms)
        code = np.where(felt > FEEDBACK.cuts[0], 0, np.where(felt < FEEDBACK.cuts[1], 2, 1))
        code[rng.random(forms) < FEEDBACK.no_opinion] = 3
        answers = np.array(FEEDBACK.words, dtype=object)[code]
        answers[rng.random(forms) < FEEDBACK.blank] = None
        columns[f"CHI-ESQ\xa0Q{number}"] = answers
    said = np.array(FEEDBACK.comments, dtype=object)[rng.integers(0, len(FEEDBACK.comments), forms)]
    said[rng.random(forms) >= FEEDBACK.commented] = None
    columns["Comments"] = said
    return pd.DataFrame(columns)
