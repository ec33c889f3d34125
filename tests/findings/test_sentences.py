"""The sentence of a finding: who, of how many, by what definition, better, the same and worse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data_samples import path
from evaluation.evaluating import evaluate
from evaluation.findings.of_scale import rated_by
from evaluation.findings.sentences import sentence, short_sentence, subtitle
from evaluation.view import View
from tests.tables_of_text import dataset

TEXT = (
    "Family ID,After date,PHQ-9 before,PHQ-9 after\nA,2025-03-01,16,5\nB,2025-04-02,12,9\nC,2025-05-03,10,16"
)
CAUSAL = ("because of", "caused", "led to", "thanks to", "as a result", "due to", "impact of", "effect of")


@pytest.fixture
def finding():
    return dataset(TEXT).evidence(View()).findings[0]


def test_a_whole_sentence(finding):
    assert sentence(finding) == (
        "1 of 3 families with both scores (33%, 95% interval 6% to 79%) got reliably better on depression "
        "symptoms (PHQ-9 total, rated by the parent, second scores 1 March 2025 to 3 May 2025); "
        "1 had no reliable change and 1 got reliably worse."
    )


def test_recovery_leads_with_who_left_the_clinical_range_and_still_shows_who_got_worse():
    found = dataset(TEXT).evidence(View(improved="recovery")).findings[0]
    assert found.sentence.startswith("2 of 3 families with both scores who scored 10 or more before (67%")
    assert "no longer did after, on depression symptoms" in found.sentence
    assert "1 got reliably worse" in found.sentence


def test_any_change_is_not_called_reliable():
    found = dataset(TEXT).evidence(View(improved="any_change")).findings[0]
    assert "2 of 3 families with both scores" in found.sentence
    assert "had a better score after than before" in found.sentence
    assert "0 stayed the same and 1 got worse" in found.sentence
    assert "reliab" not in found.sentence


def test_a_confidence_level_is_named():
    found = dataset(TEXT).evidence(View(confidence=0.9)).findings[0]
    assert "90% interval" in found.sentence


def test_hidden_numbers_stay_hidden(finding):
    improved, same, worse = finding.headline()
    gone = [replace(r, n=None, of=5, low=None, high=None, hidden="[c]") for r in (improved, same, worse)]
    said = sentence(replace(finding, rates=tuple(gone)))
    assert said.startswith(
        "[c] of about 5 families with both scores (not shown: it would give a small number away)"
    )
    assert "[c] had no reliable change and [c] got reliably worse" in said
    assert "33%" not in said


@pytest.mark.parametrize("name", ["first_run", "families_gbo", "course_forms", "families_redcap"])
def test_no_sentence_claims_a_cause(name):
    found = evaluate(path(name)).evidence
    for text in (*(f.sentence for f in found.findings), *(short_sentence(f) for f in found.findings)):
        assert not any(word in text.lower() for word in CAUSAL)


@pytest.mark.parametrize("name", ["first_run", "families_gbo", "course_forms", "families_redcap"])
def test_a_short_sentence_has_its_denominator(name):
    for finding in evaluate(path(name)).evidence.findings:
        assert f"of {finding.headline()[0].of} {finding.nouns.many}" in short_sentence(finding)


def test_the_subtitle_names_measure_rater_and_period(finding):
    assert subtitle(finding) == "PHQ-9 total, rated by the parent, second scores 1 March 2025 to 3 May 2025"
    assert rated_by("grandparent") == "rated by: grandparent"
