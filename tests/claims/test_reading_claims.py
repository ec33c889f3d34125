"""How a claim is read, and that what is not read is told. Oracle: English, and a small file by hand.

PHQ-9 of 20 families with second scores from 1 to 20 March 2026: 8 fell by 10 (reliably better), 9 stayed and
3 rose by 6 (reliably worse). 40% (Wilson 95%: 22% to 61%), 45%, 15%.
"""

from __future__ import annotations

import pytest

from evaluation import check_claim, evaluate
from evaluation.claims import definitions_table, examples
from evaluation.claims.examples import FIRST
from evaluation.claims.figures import figures
from evaluation.errors import InputError
from evaluation.view import View

AFTER = [6] * 8 + [16] * 9 + [22] * 3
ROWS = [f"F{i},16,{after},2026-03-{i + 1:02},Oxford" for i, after in enumerate(AFTER)]
CSV = "\n".join(["Family ID,PHQ-9 before,PHQ-9 after,Date after,Site", *ROWS]).encode()
TRUE = "8 of 20 families with both scores got reliably better on PHQ-9, 3 got reliably worse"


@pytest.fixture(scope="module")
def found():
    return evaluate(CSV, name="families.csv")


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("", "supported"),
        (", in March 2026", "supported"),
        (", in 2026", "supported"),
        (", in 2025/26", "supported"),
        (", from 1 March 2026 to 20 March 2026", "supported"),
        (", in 2019", "not supported"),
        (", in April 2026", "not supported"),
        (", by 10 March 2026", "supported if reworded"),
        (", from 2015 to 2026", "supported if reworded"),
        (" (95% interval 22% to 61%)", "supported"),
        (" (95% CI 22% to 61%)", "supported"),
        (" (95% interval 32% to 61%)", "not supported"),
        (" (99% interval 22% to 61%)", "not supported"),
        (" in Didcot", "supported if reworded"),
        (", first-time mothers only", "supported if reworded"),
        (", more than in other services", "not supported"),
        (", above the national average", "not supported"),
        (", twice as many as before", "not supported"),
        (", empowered by our team", "not supported"),
        (" on PHQ-8", "not supported"),
    ],
)
def test_a_true_sentence_with_more_said(found, said, verdict):
    assert check_claim(f"{TRUE}{said}", found).verdict == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("40% better, 45% no reliable change, 15% worse (20 families, PHQ-9)", "supported"),
        ("40% better, 45% no reliable change, 15% worse (21 families, PHQ-9)", "not supported"),
        ("41% better, 45% no reliable change, 15% worse (20 families, PHQ-9)", "not supported"),
        ("40% better, 15% no reliable change, 45% worse (20 families, PHQ-9)", "not supported"),
        ("Four in ten of 20 families got reliably better on PHQ-9 and 3 got worse", "supported"),
        ("Four out of ten families got reliably better on PHQ-9", "supported if reworded"),
        ("One in four families got reliably better on PHQ-9", "not supported"),
        ("One in two families got reliably better on PHQ-9", "not supported"),
        ("Half of families got reliably better on PHQ-9", "not supported"),
        ("Most families got reliably better on PHQ-9", "not supported"),
        ("Nine out of ten families got reliably better on PHQ-9", "not supported"),
        ("Two hundred families got reliably better on PHQ-9", "not supported"),
        ("Dozens of families got reliably better on PHQ-9", "not supported"),
        ("Eight families hardly improved on PHQ-9", "not supported"),
    ],
)
def test_tiles_and_numbers_in_words(found, claim, verdict):
    assert check_claim(claim, found).verdict == verdict


def test_a_number_that_is_not_read_is_refused_with_the_reason(found):
    answer = check_claim("Two hundred families got reliably better on PHQ-9", found)
    assert answer.reasons[0].startswith(
        'It says "two hundred", and numbers in words are read up to ninety-nine'
    )


@pytest.mark.parametrize(
    ("text", "n", "of", "fits"),
    [
        ("one in four", 20, 100, False),
        ("one in four", 24, 100, True),
        ("one in four", 14, 100, False),
        ("one in two", 30, 100, False),
        ("one in ten", 6, 100, False),
        ("one in ten", 9, 100, True),
        ("nine in ten", 91, 100, True),
        ("nine in ten", 86, 100, False),
    ],
)
def test_shares_in_small_numbers_are_near_what_they_say(text, n, of, fits):
    (figure,) = figures(text)
    assert figure.fits(n, of, n / of) == fits


def test_the_reading_is_told(found):
    answer = check_claim("Thanks to us, 40% of 20 teenage mothers improved in 2026", found)
    said = {part.what: part.read for part in answer.reading}
    assert said == {
        "What was measured": "not said by name; PHQ-9 total",
        "Figures": '"40% of 20", read as exactly 40%: got better',
        "Who": '"mothers"',
        "Out of": "20: which of them is not said",
        "Definition of better": "not said",
        "Period": "2026",
        "Cause": '"thanks to"',
        "Words not read": "teenage",
    }


def test_every_definition_is_beside_the_claim(found):
    answer = check_claim("40% of families got reliably better on PHQ-9", found)
    finding = found.evidence.findings[0]
    wanted = {rate.rule for rate in finding.rates if rate.outcome == "improved" and rate.share is not None}
    assert {held.rate.rule for held in answer.definitions} == wanted
    holding = [held.rate.rule for held in answer.definitions if held.holds]
    assert holding == ["reliable_change"]
    assert [held for held in answer.definitions if held.fits and not held.holds], "any change is 8 of 20 too"
    table = definitions_table(answer)
    assert table is not None
    assert table.printed()[0][0] == "Holds"
    assert "Number only" in {row[0] for row in table.printed()}
    assert answer.to_dict()["definitions"][0]["n"] == 8


def test_under_a_preset_the_definitions_hold_nothing_exact():
    """Of 20 families 8 got better: to the nearest 5 that is 10, of 20; nothing of a wider group is given."""
    hidden = evaluate(CSV, name="families.csv", view=View(protection="nhs"))
    answer = check_claim("40% of families improved on PHQ-9", hidden)
    assert answer.definitions
    for held in answer.definitions:
        assert held.rate.rounded
        assert not held.wider
        assert (held.rate.n, held.of) in {(r.n, r.of) for f in hidden.evidence.findings for r in f.rates}


def test_which_score_is_meant_can_be_said(found):
    key = found.evidence.findings[0].key
    answer = check_claim("40% got reliably better", found, about=key)
    assert answer.about == key
    assert "your choice" in answer.reading[0].read
    with pytest.raises(InputError, match="no finding 'nothing'"):
        check_claim("40% got better", found, about="nothing")


def test_one_name_of_two_scores_has_to_be_made_plain():
    """MORS-SF: 12 of 20 rose on warmth, and 12 of 20 fell on invasion."""
    rows = [f"F{i},20,{27 if i < 12 else 18},20,{10 if i < 12 else 25}" for i in range(20)]
    head = (
        "Family ID,MORS-SF warmth before,MORS-SF warmth after,MORS-SF invasion before,MORS-SF invasion after"
    )
    both = evaluate("\n".join([head, *rows]).encode(), name="f.csv")
    said = "12 of 20 families had a better score on {}, 8 a worse one"
    assert check_claim(said.format("MORS-SF warmth"), both).verdict == "supported"
    answer = check_claim(said.format("MORS-SF"), both)
    assert answer.verdict == "supported if reworded"
    assert any("say which" in reason for reason in answer.reasons)
    bond = check_claim("91 percent of clients saw an improvement in their parent-infant relationship", both)
    assert "MORS-SF warmth and MORS-SF invasion" in bond.reasons[0]


def test_the_relationship_is_no_finding_of_a_mood(found):
    answer = check_claim(FIRST, found)
    assert answer.reasons == ("The data have no two scores on the parent–infant relationship.",)


def test_examples_are_of_the_data_and_the_tile_holds(found):
    first, tile, loose, causal = examples(found.evidence)
    assert first == FIRST
    assert check_claim(tile, found).verdict == "supported"
    assert check_claim(loose, found).verdict == "supported if reworded"
    assert check_claim(causal, found).verdict == "not supported"


@pytest.mark.parametrize(
    "claim",
    [
        "=1+1",
        "<script>alert(1)</script> 40% improved",
        "9" * 300 + "% improved",
        "1" * 3000,
        "0 of 0 families improved",
        "5 of 0 families improved on PHQ-9",
        "\u202e40% of families improved \U0001f600 \x00",
        "31 June 2026 40% improved, 2026-13-45",
        "% % % of of of",
        "(" * 500,
    ],
)
def test_whatever_is_typed_gets_an_answer(found, claim):
    assert check_claim(claim, found).verdict in {"supported if reworded", "not supported"}


def test_a_text_that_is_too_long_is_refused_in_a_sentence(found):
    with pytest.raises(InputError, match="too long to check"):
        check_claim("40% improved. " * 1000, found)
