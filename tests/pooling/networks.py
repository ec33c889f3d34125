"""Made-up services for the tests of a network, and what each of them shares."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from data_samples.families import make_families
from data_samples.wide import scores_frame
from evaluation.counting.folding import filtered, folded
from evaluation.exchange.sharing import share
from evaluation.opening import load
from evaluation.view import View

if TYPE_CHECKING:
    import pandas as pd

    from evaluation.dataset import Dataset
    from evaluation.exchange import Contribution

MADE_ON = date(2026, 10, 1)
FORMS = ("phq9", "gad7", "kpcs")


@cache
def everyone(families: int) -> pd.DataFrame:
    """So many families as one sheet."""
    return scores_frame(make_families(families, 11), FORMS).astype("string").fillna("")


def opened(frame: pd.DataFrame, name: str) -> Dataset:
    """A sheet as a data set."""
    return load(frame.to_csv(index=False).encode(), name=name)


VIEW = View(pairing="occasions", before="baseline", after="end")


def divided(count: int, families: int) -> pd.DataFrame:
    """The families with the service of each: very different sizes, by chance with a fixed seed."""
    sheet = everyone(families)
    random = np.random.default_rng(5)
    weight = random.gamma(1.5, 1.0, count)
    whose = random.choice(count, size=len(sheet), p=weight / weight.sum())
    whose[:count] = range(count)  # nobody is without families
    return sheet.assign(team=[f"Service {place + 1:02d}" for place in whose])


@cache
def exact(count: int, families: int) -> tuple[Contribution, ...]:
    """What each of many services shares in exact counts, cut from one sheet that is read once."""
    data = opened(divided(count, families), "all.csv")
    whole = share(data, VIEW, service="All", keep=("team",), made_on=MADE_ON)
    assert whole.cells is not None
    names = [f"Service {place + 1:02d}" for place in range(count)]
    return tuple(
        replace(
            whole,
            service=name,
            fingerprint=f"{place:064x}",  # as if it had come from a file of its own
            cells=folded(filtered(whole.cells, {"team": (name,)}), (), by_month=False),
        )
        for place, name in enumerate(names)
    )


@cache
def contributions(count: int, families: int, *protections: str) -> tuple[Contribution, ...]:
    """What each service shares of a file of its own, the protections taken in turn."""
    sheet = divided(count, families)
    return tuple(
        share(
            opened(sheet[sheet["team"] == name].drop(columns="team"), f"{name}.csv"),
            VIEW.with_(protection=protections[place % len(protections)]),
            service=name,
            made_on=MADE_ON,
        )
        for place, name in enumerate(f"Service {place + 1:02d}" for place in range(count))
    )


def other(contribution: Contribution, **changes: Any) -> Contribution:
    """The same with something else in it."""
    return replace(contribution, **changes)
