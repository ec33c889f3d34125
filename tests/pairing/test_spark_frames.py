"""Scores in Spark are paired as the rules say when they are read one by one."""

from __future__ import annotations

from datetime import datetime

import narwhals as nw
import numpy as np

from evaluation.pairing.frames import by_episode, paired
from tests.pairing.by_hand import EPISODES, RULES, STAGES, Given, by_key, table_of

SOME = tuple(rule for rule in RULES if rule.name in {"first_last", "national"})  # each takes Spark seconds


def plain(row):
    """The row with its moments as they were given: Spark says them in the zone of its session."""
    zoned = {name: value for name, value in row.items() if isinstance(value, datetime)}
    return row | {name: value.replace(tzinfo=None) for name, value in zoned.items()}


def test_messy_scores_in_spark_are_paired_as_the_rules_say(spark):
    random = np.random.default_rng(9)
    given_, contacts = [], {}
    for number in range(60):
        whose = f"{EPISODES[number % 3]}{number}"
        dated = random.choice([0.0, 0.5, 1.0])
        moments = [
            None if random.random() < 0.3 else datetime(2025, 1, random.integers(1, 5)) for _ in range(3)
        ]
        contacts[whose] = tuple(moments)
        given_ += [
            Given(
                whose,
                int(random.integers(1, 3)),
                str(random.choice(STAGES)),
                datetime(2025, 1, random.integers(1, 5)) if random.random() < dated else None,
                float(random.integers(1, 3)),
                int(random.integers(2, 9)),
            )
            for _ in range(random.integers(1, 7))
        ]
    table = nw.from_native(spark.createDataFrame(table_of(given_, contacts)))
    for rule in SOME:
        oracle = by_key(given_, rule, contacts)
        rows = map(plain, paired(table, rule, STAGES).collect("pyarrow").rows(named=True))
        assert {(row.pop("episode"), row.pop("part")): row for row in rows} == {
            key: vars(one) for key, one in oracle.items()
        }
    oracle = by_key(given_, SOME[0], contacts)
    pairs = by_episode(paired(table, SOME[0], STAGES)).select(nw.len(), nw.col("pairs").sum())
    assert pairs.collect("pyarrow").row(0) == (
        len({whose for whose, _ in oracle}),
        sum(one.has_pair for one in oracle.values()),
    )
