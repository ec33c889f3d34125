"""`compare`: two columns in, a result that explains itself."""

from __future__ import annotations

import json

import numpy as np
import pytest

from evaluation.comparing import compare
from evaluation.effects import effects
from evaluation.tables import ChangeTable
from tests.reference import claus, known

BEFORE, AFTER = [12, 15, 9, 20, 18, 11], [5, 14, 9, 8, 19, 4]
# The documented keys of one entry of `scales`.
KEYS = {
    "measure", "scale", "rater", "better", "ordinal", "n", "mean_before", "mean_after",
    "sd_before", "sd_after", "r", "effects", "rates", "sentence", "caveats", "median_before",
    "median_after", "mean_change", "probability_of_improvement",
}  # fmt: skip


def rates(result, rule):
    return {rate.outcome: rate.n for rate in result.rates if rate.rule == rule}


def test_an_entry_of_the_documented_json():
    result = compare(BEFORE, AFTER, better="lower", reliability=0.8, functional_mean=4, functional_sd=3)
    entry = result.to_dict()
    assert entry.keys() >= KEYS
    assert json.loads(json.dumps(entry, allow_nan=False)) == entry
    assert set(entry["effects"]) == {"baseline_sd", "d_av", "d_rm", "d_z"}
    assert {"value", "low", "high", "interval", "standardiser"} <= entry["effects"]["baseline_sd"].keys()
    assert {"rule", "outcome", "n", "of", "share", "low", "high", "interval"} <= entry["rates"][0].keys()
    assert {rate["rule"] for rate in entry["rates"]} == {
        "any_change",
        "computed_change",
        "reliable_and_clinically_significant",
    }
    assert (entry["measure"], entry["better"], entry["ordinal"], entry["n"]) == (None, "lower", False, 6)


def test_it_prints_what_it_is():
    text = str(compare(BEFORE, AFTER, better="lower"))
    assert text.startswith("Of 6 pairs of scores, 4 (67%, 95% interval ")
    for shown in (
        "1 (17%) stayed the same",
        "1 (17%) got worse",
        "SD before",
        "SMCRH",
        "Chance that a pair improved (ties counted half)",
        "lower is better",
        "Definition",
    ):
        assert shown in text
    assert "no comparison group" in text
    assert "likely range is wide" in text  # fewer than 30
    for cause in ("because of", "thanks to", "led to", "effective", "caused"):
        assert cause not in text
    assert "None" not in text
    assert "nan" not in text


def test_the_claus_study_as_an_analyst_would_ask_it():
    result = compare(
        *claus("bdi"), better="lower", reliability=0.801, functional_mean=7.69, functional_sd=7.52
    )
    assert (result.n, result.left_out) == (40, 3)
    # R clinicalsignificance, JT with cut-off c; SMCRH by metafor.
    assert rates(result, "reliable_and_clinically_significant") == {
        "recovered": 10, "improved": 8, "no_change": 22, "worse": 0, "harmed": 0
    }  # fmt: skip
    assert result.headline_rule == "computed_change"
    assert result.sentence.startswith(
        "Of 40 pairs of scores, 18 (45%, 95% interval 31% to 60%) got reliably better"
    )
    assert result.to_dict()["effects"]["baseline_sd"]["value"] == pytest.approx(1.174901, abs=1e-6)
    assert any("not a published threshold" in caveat for caveat in result.caveats)
    assert "3 pairs with a missing score" in " ".join(result.caveats)
    assert not any("likely range is wide" in caveat for caveat in result.caveats)


def test_counts_are_repeats():
    counted = compare(BEFORE, AFTER, better="lower", counts=[3] * 6, reliability=0.7)
    repeated = compare(BEFORE * 3, AFTER * 3, better="lower", reliability=0.7)
    one, other = counted.to_dict(), repeated.to_dict()
    assert one["rates"] == other["rates"]
    assert one["effects"]["d_z"]["low"] == pytest.approx(other["effects"]["d_z"]["low"], abs=1e-9)
    assert effects(ChangeTable.from_scores(BEFORE * 3, AFTER * 3, better="lower"))[0].value == pytest.approx(
        one["effects"]["baseline_sd"]["value"]
    )


def test_direction_must_be_said_and_makes_improvement_positive():
    down, up = compare(BEFORE, AFTER, better="lower"), compare(BEFORE, AFTER, better="higher")
    assert known(down.mean_change.value) == -known(up.mean_change.value) > 0
    with pytest.raises(TypeError):
        compare(BEFORE, AFTER)  # type: ignore[call-arg]


@pytest.mark.parametrize(("before", "after"), [([], []), ([np.nan, 3], [1, np.nan])])
def test_no_pairs_at_all(before, after):
    result = compare(before, after, better="lower", reliability=0.8)
    assert (result.n, result.left_out) == (0, len(before))
    assert result.sentence.startswith("There are no pairs")
    assert all(effect.value is None and effect.reason for effect in result.effects)
    assert "[x]" in str(result)
    json.dumps(result.to_dict(), allow_nan=False)


def test_one_pair_and_scores_that_do_not_vary():
    one = compare([3], [1], better="lower", reliability=0.8)
    assert one.headline_rule == "any_change"
    assert any("One pair has no spread" in caveat for caveat in one.caveats)
    alike = compare([3, 3, 3], [1, 1, 1], better="lower", reliability=0.8)
    assert alike.headline_rule == "any_change"
    assert rates(alike, "computed_change") == {"improved": None, "no_change": None, "worse": None}
    assert alike.mean_change.value == 2
    assert any("do not vary" in caveat for caveat in alike.caveats)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"functional_mean": 4}, "given together"),
        ({"functional_sd": 4}, "given together"),
        ({"functional_mean": 4, "functional_sd": 2}, "needs reliability"),
        ({"reliability": 1}, "reliability"),
        ({"confidence": 1.0}, "confidence"),
        ({"confidence": 95}, "confidence"),
        ({"better": "down"}, "better"),
        ({"counts": [1, 2]}, "counts"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(change, said):
    with pytest.raises(ValueError, match=said):
        compare(BEFORE, AFTER, **{"better": "lower", **change})


def test_functional_scores_on_the_wrong_side_are_pointed_out():
    result = compare(BEFORE, AFTER, better="lower", reliability=0.8, functional_mean=40, functional_sd=3)
    assert any("functional mean given is not better" in caveat for caveat in result.caveats)
