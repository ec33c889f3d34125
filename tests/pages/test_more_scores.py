"""More than two scores and words to copy on the Outcomes page. Oracle: the evidence of the same file."""

from __future__ import annotations

from evaluation.evaluating import evaluate
from evaluation.findings.lengths import lengths
from evaluation.findings.trajectory_words import later_sentence
from evaluation.view import View

FILE = "families_redcap.csv"


def test_the_page_says_what_the_evidence_holds(dashboard, root):
    evidence = evaluate(root / "data_samples" / FILE).evidence
    finding = next(f for f in evidence.findings if f.measure == "phq9")
    found = next(t for t in evidence.trajectories if t.measure == "phq9")
    page = dashboard.use(FILE).open("outcomes").choose("measure", finding.title)
    assert found.sentence in page.text
    assert later_sentence(found, found.later[0]) in page.text
    assert set(lengths(finding).to_dict().values()) <= {code.value for code in page.app.code}
    assert all(chart.alt for chart in page.charts)
    page.app.toggle(f"mixed-{finding.key}").set_value(True).run()
    assert "points in one month (95% interval" in page.text
    assert not page.app.exception


def test_small_numbers_hide_stages_and_the_model(dashboard, root):
    view = View(protection="nhs")
    evidence = evaluate(root / "data_samples" / FILE, view=view).evidence
    page = dashboard.use(FILE).choose("numbers", "NHS: hide under 5").open("outcomes")
    shown = next(f for f in evidence.findings if f.title == page.app.selectbox("measure").value)
    assert set(lengths(shown).to_dict().values()) <= {code.value for code in page.app.code}
    assert not [toggle for toggle in page.app.toggle if toggle.key.startswith("mixed-")]
    assert not page.app.exception


def test_two_scores_of_each_have_no_section(dashboard):
    assert "More than two scores" not in dashboard.open("outcomes").text
