"""Pages with answers about the service, alone and beside scores. Oracle: the evidence of the same file."""

from __future__ import annotations

from evaluation import evaluate
from tests.pages.conftest import PAGES

WORDS = ("Certainly true", "Partly true", "Not true", "Don't know")
ANSWERS = [",".join(WORDS[(i * 7 + q) % 11 // 3] for q in range(12)) for i in range(30)]
QUESTIONS = ",".join(f"CHI-ESQ Q{i}" for i in range(1, 13))
ALONE = "\n".join([f"Family ID,{QUESTIONS}", *(f"F{i},{row}" for i, row in enumerate(ANSWERS))]).encode()
BESIDE = "\n".join(
    [
        f"Family ID,PHQ-9 before,PHQ-9 after,PRFQ certainty before,PRFQ certainty after,{QUESTIONS}",
        *(f"F{i},{10 + i % 9},{4 + i % 7},{2 + i % 4},{3 + i % 4},{row}" for i, row in enumerate(ANSWERS)),
    ]
).encode()


def test_a_file_with_answers_alone_is_shown_not_called_empty(dashboard):
    dashboard.upload("said.csv", ALONE)
    assert "what was said about the service will be counted" in dashboard.text
    assert "30 parents with answers about the service" in dashboard.text
    dashboard.press("Show my results")
    dashboard.open("overview").sound()
    assert dashboard.headings == ["What was said about the service"]
    (found,) = evaluate(ALONE, name="said.csv").evidence.experience
    assert found.sentence in dashboard.text
    assert all(question.sentence in dashboard.charts[0].alt for question in found.questions)
    assert dashboard.warnings == ""


def test_every_page_stands_with_answers_alone(dashboard):
    dashboard.upload("said.csv", ALONE).press("Show my results")
    for page in PAGES:
        dashboard.open(page).sound()
    assert "are on the page Overview" in dashboard.open("outcomes").warnings


def test_beside_scores_each_has_its_section(dashboard):
    dashboard.use("both.csv", BESIDE).sound()
    evidence = evaluate(BESIDE, name="both.csv").evidence
    headers = [header.value for header in dashboard.app.header]
    assert "Scores described without a claim" in headers
    assert "What was said about the service" in headers
    assert evidence.described[0].sentence in dashboard.text
    assert evidence.experience[0].sentence in dashboard.text
    assert evidence.findings[0].sentence.split(" (")[0] in dashboard.text


def test_small_numbers_are_hidden_on_the_page(dashboard):
    dashboard.use("both.csv", BESIDE).choose("numbers", "NHS: hide under 5")
    dashboard.sound()
    assert "about 30 parents" in dashboard.text or "about 25 parents" in dashboard.text
    assert " 0 “" not in dashboard.text
