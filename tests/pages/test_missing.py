"""The Outcomes page on who is missing, on other definitions, and its words to copy. Oracle: the evidence
of the same file."""

from __future__ import annotations

from evaluation import evaluate, reports
from evaluation.findings.as_json import finding_entry
from evaluation.findings.expected import EXPLAINED
from evaluation.findings.lengths import lengths
from evaluation.findings.missing import bounds_sentence, start_sentence
from evaluation.findings.multiverse import FEWER
from evaluation.view import View
from tests.reports.reading import excel_tables, word_tables

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


def test_why_fewer_definitions_are_shown_is_on_the_page(dashboard):
    dashboard.use("f.csv", FILE).open("outcomes").sound()
    assert "fewer definitions are shown" not in dashboard.text
    dashboard.choose("numbers", HIDE)
    assert FEWER in dashboard.text


def test_regression_to_the_mean_is_called_that_and_explained(dashboard):
    """CORE-10 has a firm reliability and average (facts/measures.md 5.4); PHQ-9 has none here."""
    rows = "\n".join(f"F{i},{18 + i % 5},{10 + i % 5}" for i in range(30))
    dashboard.use("c.csv", f"Family ID,CORE-10 before,CORE-10 after\n{rows}".encode()).open(
        "outcomes"
    ).sound()
    assert "How much could be regression to the mean?" in [header.value for header in dashboard.app.header]
    assert EXPLAINED in dashboard.text
    assert "anyway?" not in dashboard.text


def test_words_to_copy_are_those_of_the_files(dashboard):
    """The same three lengths on the page, in Word, in Excel and in JSON, exact and protected."""
    for view, choice in ((View(), "Exact, for your own eyes"), (View(protection="nhs"), HIDE)):
        dashboard.use("f.csv", FILE).choose("numbers", choice).open("outcomes").sound()
        evidence = evaluate(FILE, name="f.csv", view=view).evidence
        (finding,) = evidence.findings
        wanted = [text for _, text in lengths(finding).named()]
        shown = [code.value for code in dashboard.app.code]
        start = shown.index(wanted[0])
        assert shown[start : start + 3] == wanted
        assert finding.sentence in wanted[1]
        assert list(finding_entry(finding)["sentences"].values()) == wanted
        report = reports.build(evidence, plan=reports.Plan.only("full", "words"))
        word, excel = (
            word_tables(reports.render(report, "docx")),
            excel_tables(reports.render(report, "xlsx")),
        )
        for tables in (word, excel):
            (rows,) = [found.rows for found in tables if found.title == "Words to copy, in three lengths"]
            assert [row[-1] for row in rows] == wanted
