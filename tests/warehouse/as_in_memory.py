"""What a held table and a sheet read in memory hold, in one form, so that they can be compared."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

DATES = ("first_contact", "second_contact", "start", "end")


def _number(value):
    return None if value is None or pd.isna(value) else round(float(value), 9)


def _day(value):
    return "" if value is None or pd.isna(value) else str(pd.Timestamp(value).date())


def episode_of(dates, attributes):
    return (*map(_day, dates), *(("" if pd.isna(text) else str(text)) for text in attributes))


def responses_held(held):
    """Every response: measure, episode, stage, date, rater and answers, and how often it comes."""
    described = {
        row.episode: (
            row.subject,
            episode_of(
                [getattr(row, d) for d in DATES], [getattr(row, f"a{i}") for i in range(len(held.attributes))]
            ),
        )
        for row in held.engine.collect(held.episodes).itertuples()
    }
    found: Counter[Any] = Counter()
    for block in held.blocks:
        frame = held.engine.collect(block.frame)
        for row in frame.to_dict("records"):
            items = tuple(
                _number(row.get(f"item_{i}"))
                for i in range(
                    1, (block.measure.items.count if block.measure.items and block.items else 0) + 1
                )
            )
            totals = tuple(
                (scale, entered, _number(row[f"typed_{i}"]))
                for i, (scale, entered) in enumerate(block.totals)
            )
            found[
                block.measure.id,
                described[row["episode"]][1],
                row["occasion"],
                _day(row["date"]),
                row["rater"],
                items,
                totals,
                block.stored,
            ] += 1
    return found


def responses_in_memory(responses):
    episodes = responses.episodes
    described = [
        episode_of([getattr(episodes, d)[i] for d in DATES], episodes.attributes.iloc[i])
        for i in range(len(episodes))
    ]
    found: Counter[Any] = Counter()
    for block in responses.blocks:
        for i in range(len(block.row)):
            items = () if block.items is None else tuple(map(_number, block.items[i]))
            totals = tuple((scale, entered, _number(scores[i])) for scale, entered, scores in block.totals)
            found[
                block.measure.id,
                described[block.episode[i]],
                block.occasion[i],
                _day(block.date[i]),
                block.rater[i],
                items,
                totals,
                block.stored,
            ] += 1
    return found


def episodes_held(held):
    frame = held.engine.collect(held.episodes)
    people = Counter(frame["subject"])
    names = [f"a{i}" for i in range(len(held.attributes))]
    return Counter(
        (people[row["subject"]], episode_of([row[d] for d in DATES], [row[a] for a in names]))
        for row in frame.to_dict("records")
    )


def episodes_in_memory(responses):
    episodes = responses.episodes
    people = Counter(np.asarray(episodes.subject).tolist())
    return Counter(
        (
            people[int(episodes.subject[i])],
            episode_of([getattr(episodes, d)[i] for d in DATES], episodes.attributes.iloc[i]),
        )
        for i in range(len(episodes))
    )


def assert_as_in_memory(held, responses):
    """A held table says of every row, episode and answer what the same code says of a sheet in memory."""
    ledger = responses.ledger
    assert {entry.reason: entry.n for entry in held.aside} == dict(ledger.reasons)
    assert (held.rows, held.used) == (ledger.rows, ledger.used)
    for entry in held.aside:
        rows = sorted(one.row - 1 for one in ledger.set_aside if one.reason.split(" (")[0] == entry.reason)
        assert [row for _, row in entry.examples] == rows[: len(entry.examples)]
    assert held.attributes == tuple(responses.episodes.attributes.columns)
    assert episodes_held(held) == episodes_in_memory(responses)
    ours, theirs = responses_held(held), responses_in_memory(responses)
    assert ours - theirs == Counter()
    assert theirs - ours == Counter()
