"""The page that checks a sentence. Oracle: `check_claim` of the same evidence."""

from __future__ import annotations

import pytest

from evaluation import check_claim, evaluate
from evaluation.claims import examples
from evaluation.claims.examples import FIRST
from evaluation.view import View

ROWS = [f"F{i},{16},{6 if i < 20 else 16},{20 + i % 9},{25 + i % 5}" for i in range(50)]
FILE = "\n".join(["Family ID,PHQ-9 before,PHQ-9 after,KPCS before,KPCS after", *ROWS]).encode()
HIDE = "NHS: hide under 5"


def said(page):
    """The verdict with its reasons, Markdown's marks taken out."""
    boxes = (*page.app.error, *page.app.warning, *page.app.success)
    return " ".join(box.value for box in boxes).replace("\\", "")


def check(page, claim):
    page.app.text_area("claim").set_value(claim).run()
    return page.sound()


@pytest.fixture(scope="module")
def evidence():
    return evaluate(FILE, name="f.csv").evidence


@pytest.mark.parametrize("choice", ["", HIDE])
def test_the_verdict_reasons_and_wording_are_those_of_the_library(dashboard, choice):
    dashboard.use("f.csv", FILE).open("claim")
    if choice:
        dashboard.choose("numbers", choice)
    view = View(protection="nhs") if choice else View()
    protected = evaluate(FILE, name="f.csv", view=view).evidence
    for claim in ("Thanks to us *91%* of parents improved", "40% of families improved on PHQ-9"):
        answer = check_claim(claim, protected)
        check(dashboard, claim)
        assert answer.verdict.capitalize() in said(dashboard)
        assert all(reason in said(dashboard) for reason in answer.reasons)
        shown = [code.value for code in dashboard.app.code]
        assert answer.lengths is not None
        assert shown == list(answer.lengths.to_dict().values())
        for part in answer.reading:
            assert f"**{part.what}:** {part.read}" in dashboard.text
        if answer.definitions:
            assert "By which definition the figure holds" in dashboard.text


def test_an_example_is_checked_with_one_click(dashboard, evidence):
    dashboard.use("f.csv", FILE).open("claim")
    labels = [
        button.label.replace("\\", "")
        for button in dashboard.app.button
        if str(button.key).startswith("example")
    ]
    assert labels == list(examples(evidence))
    assert labels[0] == FIRST
    next(button for button in dashboard.app.button if button.key == "example 1").click().run()
    dashboard.sound()
    assert dashboard.app.text_area("claim").value == examples(evidence)[1]
    assert "Supported." in said(dashboard)


def test_a_misread_score_can_be_put_right(dashboard, evidence):
    """20 of 50 got better on PHQ-9; the sentence names nothing, so the first that fits is taken."""
    dashboard.use("f.csv", FILE).open("claim")
    claim = "40% of families got reliably better"
    check(dashboard, claim)
    assert "PHQ-9 total" in check_claim(claim, evidence).reasons[0]
    dashboard.choose("claim is about", "KPCS total").sound()
    kpcs = next(finding for finding in evidence.findings if finding.short == "KPCS")
    answer = check_claim(claim, evidence, about=kpcs.key)
    assert answer.verdict == "not supported"
    assert answer.reasons[0] in said(dashboard)
    assert kpcs.sentence in [code.value for code in dashboard.app.code][1]


def test_the_sentence_is_in_no_address_and_kept_between_pages(dashboard):
    dashboard.use("f.csv", FILE).open("claim")
    check(dashboard, "40% of families improved on PHQ-9")
    assert "40%" not in str(dict(dashboard.app.query_params))


def test_a_blank_sentence_says_nothing(dashboard):
    dashboard.use("f.csv", FILE).open("claim")
    check(dashboard, "   ")
    assert not dashboard.app.error
    assert not dashboard.app.code


def test_data_without_pairs_say_why_nothing_can_be_checked(dashboard):
    dashboard.use("first.csv", b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,\nA2,9,\n").open("claim").sound()
    assert "two scores" in dashboard.warnings
    assert not dashboard.app.text_area
