"""Claims against data. Oracle: the counts of a small file, by hand.

PHQ-9 of 20 families (lower is better; reliable change is 6 points by NHS England's code): 8 fell from
16 to 6, 4 from 16 to 13, 5 stayed at 16, 3 rose from 16 to 22; 5 more have a first score only. So any
change: 12 better, 5 same, 3 worse; reliable: 8, 9, 3; no longer 10 or more: 8 of 20.
"""

from __future__ import annotations

import json

import pytest

from evaluation import check_claim, evaluate
from evaluation.claims.reading import read_claim
from evaluation.claims.rewording import left_out
from evaluation.claims.subjects import subjects
from evaluation.command_line import main
from evaluation.errors import InputError
from evaluation.findings.lengths import lengths
from evaluation.findings.sentences import short_sentence
from evaluation.view import View

AFTER = [6] * 8 + [13] * 4 + [16] * 5 + [22] * 3 + [""] * 5
ROWS = [f"F{i},16,{after}" for i, after in enumerate(AFTER)]
TRUE = "of 20 families with both scores on the PHQ-9, 8 got reliably better and 3 got reliably worse"
CSV = "\n".join(["Family ID,PHQ-9 before,PHQ-9 after", *ROWS]).encode()


@pytest.fixture(scope="module")
def found():
    return evaluate(CSV, name="families.csv")


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("91% of parents improved", "not supported"),
        ("40% of families improved on PHQ-9", "supported if reworded"),
        ("60% of families improved", "supported if reworded"),
        ("PHQ-9: 8 of 20 families with both scores got reliably better and 3 got worse", "supported"),
        ("PHQ-9: 12 of 20 families had a better score, 3 a worse one", "supported"),
        # 3 got worse by any change; 12 is not the reliable figure.
        ("12 of 20 families got reliably better on PHQ-9, and 3 got worse", "not supported"),
        ("8 of 20 families got reliably better on PHQ-9, and 2 got worse", "not supported"),
        ("40% of families no longer had caseness on PHQ-9", "supported if reworded"),
        # 8 of the 25 who started are 32%.
        ("32% of families who started got reliably better on PHQ-9", "supported if reworded"),
        ("40% of everyone we worked with got reliably better on PHQ-9", "supported if reworded"),
        ("Two fifths felt better", "supported if reworded"),
        ("Two thirds felt better", "not supported"),
        ("Eight of twenty families got reliably better on PHQ-9 and three got reliably worse", "supported"),
        ("Of twenty families with both scores, eight got reliably better on PHQ-9 and 3 worse", "supported"),
        ("Forty per cent of families improved on PHQ-9", "supported if reworded"),
        ("Two families improved on PHQ-9", "not supported"),
        ("At least eight of twenty families got reliably better on PHQ-9, three got worse", "supported"),
        ("At least nine of twenty families got reliably better on PHQ-9, three got worse", "not supported"),
        ("Most families improved", "supported if reworded"),
        ("Families told us they like us", "not supported"),
        ("EPDS improved for 40% of families", "not supported"),
    ],
)
def test_the_verdict(found, claim, verdict):
    assert check_claim(claim, found).verdict == verdict


@pytest.mark.parametrize(
    "claim",
    [
        "Because of our service 8 of 20 families got reliably better on PHQ-9, 3 got worse",
        "Thanks to Attune House, 40% of families improved",
        "Our therapy led to better scores for 12 of 20 families",
        "We reduced depression in 40% of families",
        "The service improved the mood of 40% of parents",
        "40% improved as a result of the programme",
        "40% improved because of the programme",
        "40% improved after completing the programme, as a result",
        "40% of those who completed the programme improved thanks to it",
        "The programme improved 40% of those who completed it",
    ],
)
def test_a_cause_is_refused_whatever_the_figure(found, claim):
    answer = check_claim(claim, found)
    assert answer.verdict == "not supported"
    assert any("claims a cause" in reason for reason in answer.reasons)
    assert answer.sentence == found.evidence.findings[0].sentence


@pytest.mark.parametrize(
    "claim",
    [
        "40% of those who completed the programme improved on PHQ-9",
        "Of families who had completed our course, 40% improved on PHQ-9",
        "40% of mothers completing the group sessions improved on PHQ-9",
    ],
)
def test_who_completed_something_is_whom_it_is_about_and_no_cause(found, claim):
    answer = check_claim(claim, found)
    assert answer.verdict == "supported if reworded"
    assert not any("claims a cause" in reason for reason in answer.reasons)
    assert any("whether or not they completed anything" in reason for reason in answer.reasons)


def test_happier_needs_a_questionnaire_on_wellbeing(found):
    answer = check_claim("40% of parents are happier", found)
    assert answer.verdict == "not supported"
    assert '"Happier" would need a questionnaire on wellbeing: SWEMWBS or WEMWBS.' in answer.reasons


def test_happier_is_wellbeing_where_that_was_measured():
    """12 of 20 rose by 7 points and 8 fell by 2 on SWEMWBS, beside a PHQ-9 that says something else."""
    rows = [f"F{i},20,{27 if i < 12 else 18},16,{6 if i < 2 else 16}" for i in range(20)]
    text = "\n".join(["Family ID,SWEMWBS before,SWEMWBS after,PHQ-9 before,PHQ-9 after", *rows])
    both = evaluate(text.encode(), name="f.csv")
    answer = check_claim("60% of families are happier", both)
    assert answer.verdict == "supported if reworded"
    assert any('"Happier" is not what was measured: SWEMWBS' in reason for reason in answer.reasons)
    assert "SWEMWBS" in answer.sentence
    assert check_claim("10% of families are happier", both).verdict == "not supported"  # that is the PHQ-9


def test_feeling_better_is_wider_than_one_questionnaire(found):
    for claim in ("8 of 20 families feel better", "40% are feeling better", "40% felt much better"):
        answer = check_claim(claim, found)
        assert answer.verdict == "supported if reworded"
        assert any("is wider than what was measured: name it, PHQ-9 total" in r for r in answer.reasons)


def test_the_honest_sentence_and_its_short_forms_are_supported(found):
    finding = found.evidence.findings[0]
    for sentence in (finding.sentence, short_sentence(finding), lengths(finding).social):
        assert check_claim(sentence, found).verdict == "supported"


def test_what_is_left_open_is_named(found):
    reasons = " ".join(check_claim("40% of babies improved", found).reasons)
    assert "doesn't say what was measured: PHQ-9 total" in reasons
    assert "doesn't say of how many: 20 families with both scores" in reasons
    assert "The figure counts reliable change" in reasons
    assert "It says babies; what is counted is families, and the score is not about the child" in reasons
    assert "It leaves out that 15% got worse" in reasons


def test_a_share_of_all_who_started_says_of_whom_it_is(found):
    reasons = check_claim("48% of families had a better score on PHQ-9", found).reasons
    # 12 of the 25 with a first score.
    assert "The figure is right only of all 25 families with a first score: say so." in reasons


def test_a_wrong_figure_is_told_the_range_of_the_right_ones(found):
    (reason,) = check_claim("91% of parents improved on PHQ-9", found).reasons
    assert "40% to 60%" in reason


def test_under_a_preset_only_what_is_printed_can_be_confirmed():
    """The exact share is 8 of 20; printed are about 8 to the nearest 5, 10 of 20, and 40%."""
    hidden = evaluate(CSV, name="families.csv", view=View(protection="nhs"))
    printed = {
        (rate.n, rate.of)
        for finding in hidden.evidence.findings
        for rate in finding.rates
        if rate.outcome == "improved"
    }
    assert (8, 20) not in printed
    assert check_claim("8 of 20 families got reliably better on PHQ-9", hidden).verdict == "not supported"
    assert check_claim("3 families got worse on PHQ-9", hidden).verdict == "not supported"


def test_no_answer_under_a_preset_depends_on_what_is_hidden():
    """Two files that are published alike get the same answers to every count that could be asked."""
    other = CSV.replace(b"F19,16,22", b"F19,16,16")  # 2 rose instead of 3: hidden either way
    one, two = (evaluate(c, name="f.csv", view=View(protection="nhs")) for c in (CSV, other))
    assert [r.to_dict() for r in one.evidence.findings[0].rates] == [
        r.to_dict() for r in two.evidence.findings[0].rates
    ]
    for n in range(21):
        claim = f"{n} of 20 families got worse on PHQ-9"
        assert check_claim(claim, one).to_dict() == check_claim(claim, two).to_dict()


def test_data_without_pairs_bear_nothing_out():
    none = evaluate(b"Family ID,PHQ-9 before,PHQ-9 after\nA,14,\nB,9,", name="f.csv")
    answer = check_claim("91% improved", none)
    assert (answer.verdict, answer.sentence) == ("not supported", "")
    assert "no two scores" in answer.reasons[0]


def test_a_blank_claim_is_refused(found):
    with pytest.raises(InputError, match="no sentence to check"):
        check_claim("  ", found)


def test_the_command_line_gives_the_same_answer(found, tmp_path, capsys):
    path = tmp_path / "families.csv"
    path.write_bytes(CSV)
    claim = "40% of families improved on PHQ-9"
    assert main(["check", claim, str(path)]) == 0
    assert capsys.readouterr().out.strip() == str(check_claim(claim, found))
    assert main(["check", claim, str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == check_claim(claim, found).to_dict()
    assert main(["check", " ", str(path)]) == 2
    assert "no sentence to check" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        # 40% got reliably better and 60% had a better score: none of these is that.
        ("40% of families were no better", "did not improve"),
        ("40% of families saw no improvement", "did not improve"),
        ("60% of families haven't improved", "did not improve"),
        ("15% of families did not get worse", "did not get worse"),
        ("Depression rose in 60% of families", "no change for the better"),
        ("60% of parents had increased PHQ-9 scores", "no change for the better"),
        ("Depression scores improved by 60%", "how far scores moved"),
        ("A 40% reduction in depression", "how far scores moved"),
        ("Depression halved for 40% of families", "how far scores moved"),
        ("40% of families improved in their anxiety", "no two scores on anxiety"),
        (f"{TRUE}, as rated by practitioners", "the practitioner's; PHQ-9 total is rated by the parent"),
        (f"Therapists reported that {TRUE}", "the practitioner's"),
        (f"{TRUE} (n = 25)", '"25'),
        (TRUE.replace("8 got", "8 got better by 10 points or more and"), "how far scores moved"),
        (TRUE.replace("8 got", "not 8 got"), "not the number that is counted"),
        (TRUE.replace("8 got", "8 more got"), "not the number that is counted"),
        (TRUE.replace("8 got", "-8 got"), "not the number that is counted"),
        (TRUE.replace("8 got", "the first 8 got"), "not the number that is counted"),
    ],
)
def test_a_right_number_in_a_false_sentence_is_not_supported(found, claim, why):
    answer = check_claim(claim, found)
    assert answer.verdict == "not supported"
    assert any(why in reason for reason in answer.reasons)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("40% of families improved significantly on PHQ-9", '"Significant" is a test of the average'),
        ("Up to 95% of families improved on PHQ-9", "leaves the figure open"),
        ("PHQ-9 depression fell in 60% of families", "any difference of score counts"),
        ("40% of families with both scores recovered on PHQ-9", "only of the 20 families"),
        (TRUE.replace("8 got", "8 parents and 8 babies got"), "It says babies"),
        (TRUE.replace("8 got", "more than 1% got"), '"1%" leaves the figure open: it is 40%'),
    ],
)
def test_what_makes_a_right_figure_sound_like_more_is_named(found, claim, why):
    answer = check_claim(claim, found)
    assert answer.verdict == "supported if reworded"
    assert any(why in reason for reason in answer.reasons)


def test_the_plain_sentence_that_those_are_made_of_is_supported(found):
    assert check_claim(TRUE, found).verdict == "supported"
    assert check_claim(f"{TRUE}, rated by the parents", found).verdict != "not supported"
    beside = TRUE.replace("8 got", "at least 8 got")
    assert check_claim(beside, found).verdict == "supported"


def test_better_and_worse_are_by_one_definition():
    """8 fell from 16 to 6; 3 rose to 22, which is reliable, and 2 to 17, which is any difference alone."""
    after = [6] * 8 + [22] * 3 + [17] * 2 + [16] * 7
    rows = [f"F{i},16,{score}" for i, score in enumerate(after)]
    found = evaluate("\n".join(["Family ID,PHQ-9 before,PHQ-9 after", *rows]).encode(), name="families.csv")
    assert check_claim(TRUE, found).verdict == "supported"
    mixed = "PHQ-9: 8 of 20 families with both scores got reliably better, and 5 a worse score"
    assert check_claim(mixed.replace("5 a worse", "3 a worse"), found).verdict != "not supported"
    assert check_claim(mixed, found).verdict == "not supported"


def test_that_some_got_worse_is_said_though_how_many_is_hidden():
    hidden = evaluate(CSV, name="families.csv", view=View(protection="nhs"))
    found = check_claim("About 40% of about 20 families got reliably better on PHQ-9", hidden)
    worse = [r for r in hidden.evidence.findings[0].rates if r.outcome == "worse"]
    assert all(rate.share is None for rate in worse)
    assert found.verdict != "supported"
    assert "It leaves out those who got worse." in left_out(
        read_claim("40% got reliably better"), subjects(hidden.evidence)[0]
    )


def test_a_rounded_figure_is_not_confirmed_as_exact():
    hidden = evaluate(CSV, name="families.csv", view=View(protection="nhs"))
    said = 'The figures here are rounded: say "about".'
    assert said in check_claim("40% of families got reliably better on PHQ-9", hidden).reasons
    assert said not in check_claim("About 40% of families got reliably better on PHQ-9", hidden).reasons
