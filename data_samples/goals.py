"""Goals sample: one row a family, up to three goals scored 0 to 10 at the start and the end."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data_samples.families import Families, base_frame
from data_samples.forms import GOAL, GOALS_SHARE
from data_samples.scores import draw
from data_samples.wide import whole


def goals_frame(families: Families) -> pd.DataFrame:
    """Columns `Goal 1 start`, `Goal 1 end` … `Goal 3 end`; blank where there was no such goal."""
    base = base_frame(families)
    count = len(families)
    goals = families.stream("goals").choice(3, count, p=GOALS_SHARE) + 1
    never = np.datetime64("NaT", "D")
    frame = pd.DataFrame(
        {
            "Family": base["family_id"],
            "Site": base["site"],
            "Programme": base["programme"],
            "Worker": base["practitioner"],
            "First contact": base["first_contact"],
            "Second contact": base["second_contact"],
            "Date at start": np.where(families.has_before, families.when.before_date, never),
            "Date at end": np.where(families.has_after, families.when.after_date, never),
        }
    )
    for number in (1, 2, 3):
        rng = families.stream(f"goal {number}")
        drawn = draw(rng, GOAL, families.difficulty_before, families.difficulty_after)
        set_ = goals >= number
        frame[f"Goal {number} start"] = whole(drawn.before, families.has_before & set_)
        frame[f"Goal {number} end"] = whole(drawn.after, families.has_after & set_)
    return frame
