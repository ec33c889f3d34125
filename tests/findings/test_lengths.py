"""The three lengths of a finding. Oracle: the rates that the finding prints, and the words of the brief."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_samples import path
from evaluation import wording
from evaluation.findings.as_json import finding_entry
from evaluation.findings.lengths import POST, TILE, lengths
from evaluation.findings.sentences import verbs
from evaluation.opening import load
from evaluation.view import View
from tests.examples import examples
from tests.made_up import hidden, partly_hidden, phq9
from tests.tables_of_text import dataset

RETIRED = re.compile(
    r"\b(because of|caused|causes|thanks to|as a result|due to|led to|leads to|impact of|effect of|"
    r"made families|worked because|proves?|proven|helped)\b"
)
SAMPLES = ("first_run", "families_gbo", "course_forms", "families_redcap")
VIEWS = (
    View(),
    View(protection="nhs"),
    View(protection="strict", improved="important_change"),
    View(improved="recovery"),
    View(protection="nhs", improved="percent_change", percent=20),
)
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@pytest.fixture(scope="module", params=SAMPLES)
def findings(request):
    data = load(path(request.param))
    return [finding for view in VIEWS for finding in data.evidence(view, ()).findings]


def printed(finding):
    """Every number that the finding's rates print, as the formatter writes it."""
    texts = []
    for rate in finding.headline():
        texts += [wording.count(rate.n, ""), wording.count(rate.of, ""), wording.share(rate.share, "")]
        texts += [wording.share(rate.share, "", short=True), wording.share_interval(rate.low, rate.high, "")]
        texts += [wording.level(rate.confidence), rate.who, *verbs(finding)]
    return set(NUMBER.findall(" ".join(texts)))


def without_names(text, finding):
    """The text without names that hold a digit ("PHQ-9"); "by 20%" belongs to the definition's name."""
    for name in sorted({finding.title, finding.concept, finding.short, finding.rater}, key=len, reverse=True):
        text = text.replace(name, "")
    return text


def test_they_are_as_long_as_they_may_be(findings):
    for finding in findings:
        said = lengths(finding)
        assert len(said.tile.split()) <= TILE, said.tile
        assert len(said.social) <= POST, said.social
        assert finding.sentence in said.paragraph


def test_every_number_of_a_tile_and_a_post_is_one_that_the_rates_print(findings):
    for finding in findings:
        said = lengths(finding)
        for text in (said.tile, said.social):
            numbers = set(NUMBER.findall(without_names(text, finding)))
            assert numbers <= printed(finding), text


def test_better_no_change_and_worse_stand_together_with_their_denominator(findings):
    for finding in findings:
        if finding.n is None or not any(rate.n is not None for rate in finding.headline()):
            continue
        said = lengths(finding)
        better, _, worse = finding.headline()
        of = wording.count(better.of)
        for text in (said.tile, said.paragraph, said.social):
            assert of in text
            assert "better" in text
            assert "worse" in text
        if better.share is not None and worse.share is not None:
            for rate in finding.headline():
                assert wording.share(rate.share, "[c]", short=True) in said.tile
                assert wording.share(rate.share, "[c]") in said.social


def test_no_causal_word_and_no_hashtag(findings):
    for finding in findings:
        denied = next(caveat.text for caveat in finding.caveats if caveat.key == "no_comparison")
        for text in lengths(finding).to_dict().values():
            assert "#" not in text
            assert not RETIRED.search(text.replace(denied, "").lower()), text


def test_the_number_stands_first(findings):
    for finding in findings:
        if finding.n and finding.headline()[0].share is not None:
            assert re.match(r"(About )?(<|>)?\d", lengths(finding).tile)


def test_the_paragraph_says_definition_and_limits(findings):
    for finding in findings:
        said = lengths(finding).paragraph
        limits = {caveat.key: caveat.text for caveat in finding.caveats}
        assert limits["no_comparison"] in said
        assert "few" not in limits or limits["few"] in said
        assert "completion" not in limits or limits["completion"] in said
        if finding.n:
            assert finding.rule(finding.headline_rule).text in said


def test_word_for_word():
    rows = "A,2025-03-01,16,5\nB,2025-04-02,12,9\nC,2025-05-03,10,16"
    data = dataset(f"Family ID,After date,PHQ-9 before,PHQ-9 after\n{rows}")
    finding = data.evidence(View()).findings[0]
    said = lengths(finding)
    assert said.tile == "33% better, 33% no reliable change, 33% worse (3 families, depression symptoms)"
    assert said.social == (
        "Of 3 families with both scores, 33% got reliably better, 33% had no reliable change and 33% got "
        "reliably worse on depression symptoms (PHQ-9 total, rated by the parent). No comparison group, so "
        "the cause isn't known."
    )


@pytest.mark.parametrize("made", [hidden, partly_hidden])
def test_what_is_hidden_is_in_no_length(made):
    exact = phq9()
    gone = made(exact)
    kept = printed(gone) | {"95"}
    secret = {wording.share(rate.share) for rate in exact.headline()} - {f"{number}%" for number in kept}
    secret |= {f"{rate.n} of" for rate in exact.headline() if str(rate.n) not in kept}
    assert secret
    texts = lengths(replace(gone, sentence="")).to_dict()
    for text in (texts["tile"], texts["social"]):
        assert not [word for word in secret if re.search(rf"(?<!\d){re.escape(word)}", text)]


def test_json_has_them():
    finding = phq9()
    assert finding_entry(finding)["sentences"] == lengths(finding).to_dict()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=examples(60))
@given(
    name=st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=400),
    n=st.integers(0, 10_000_000),
)
def test_any_name_and_any_number_fit(name, n):
    finding = phq9()
    rates = tuple(replace(rate, of=n, n=0, who="families with both scores") for rate in finding.rates)
    said = lengths(replace(finding, concept=name, title=name, short=name, n=n, rates=rates))
    assert len(said.social) <= POST
    assert len(said.tile.split()) <= TILE
