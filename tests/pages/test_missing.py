"""The Outcomes page on who is missing, on other definitions, and its box for a sentence. Oracle: the
evidence of the same file and the command line's answer."""

from __future__ import annotations

from evaluation import check_claim, evaluate
from evaluation.findings.missing import bounds_sentence, start_sentence
from evaluation.view import View

ROWS = [
    f"F{i},{10 + i % 9},{'' if i % 4 == 0 else 4 + i % 7},{'north' if i % 3 else 'south'}" for i in range(120)
]
FILE = "\n".join(["Family ID,PHQ-9 before,PHQ-9 after,Site", *ROWS]).encode()
HIDE = "NHS: hide under 5"


def test_the_section_says_what_the_evidence_says(dashboard):
    dashboard.use("f.csv", FILE).open("outcomes").sound()
    evidence = evaluate(FILE, name="f.csv").evidence
    (finding,) = evidence.findings
    for sentence in (start_sentence(finding), bounds_sentence(finding), evidence.multiverses[0].sentence):
        assert sentence
        assert sentence.removesuffix(".") in dashboard.text
    assert "The file has no dates of a first and second contact" in dashboard.text
    assert any(evidence.multiverses[0].sentence in chart.alt for chart in dashboard.charts)


def test_the_section_under_a_preset_says_what_is_protected(dashboard):
    dashboard.use("f.csv", FILE).choose("numbers", HIDE).open("outcomes").sound()
    exact = evaluate(FILE, name="f.csv").evidence.findings[0]
    hidden = evaluate(FILE, name="f.csv", view=View(protection="nhs")).evidence.findings[0]
    assert bounds_sentence(hidden) in dashboard.text
    assert bounds_sentence(exact) not in dashboard.text


def test_a_sentence_is_checked_on_the_page(dashboard):
    dashboard.use("f.csv", FILE).open("outcomes")
    claim = "Thanks to us *91%* of parents improved"
    dashboard.app.text_input("claim").set_value(claim).run()
    dashboard.sound()
    answer = check_claim(claim, evaluate(FILE, name="f.csv"))
    said = " ".join(box.value for box in dashboard.app.error).replace("\\", "")
    assert "Not supported" in said
    assert all(reason in said for reason in answer.reasons)
    assert answer.sentence in dashboard.text


def test_a_blank_sentence_says_nothing(dashboard):
    dashboard.use("f.csv", FILE).open("outcomes")
    dashboard.app.text_input("claim").set_value("   ").run()
    dashboard.sound()
    assert not dashboard.app.error
