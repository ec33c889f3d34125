"""The ten promises of the design, each shown end to end on a file that tools export."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys

import pytest

import data_samples
from evaluation import View, evaluate
from evaluation.evaluating import report
from evaluation.importing import Mapping
from evaluation.programme import load_programme
from evaluation.training import TrainingView

FILES = [entry.name for entry in data_samples.NAMES]
CAUSAL = re.compile(
    r"\b(caused|causes|thanks to|as a result of|due to|led to|leads to|impact of|effect of the service|"
    r"made families|worked because|proves?|proven)\b"
)


@pytest.fixture(scope="module", params=FILES)
def evaluation(request):
    return evaluate(data_samples.path(request.param))


@pytest.fixture(scope="module", params=[one.name for one in data_samples.training_sets()])
def training(request):
    files = next(one.files for one in data_samples.training_sets() if one.name == request.param)
    return load_programme(files).evidence(TrainingView())


def test_1_nothing_is_lost(evaluation):
    data = evaluation.to_dict()["data"]
    assert data["rows"] == data["used"] + len(data["set_aside"])
    assert all(entry["sheet"] and entry["row"] > 1 and entry["reason"] for entry in data["set_aside"])
    for finding in evaluation.evidence.findings:
        flow = finding.flow
        left_out = sum(reason.n for reason in flow.reasons)
        assert flow.n("all") == flow.n("both") + left_out


def test_2_no_number_stands_bare(evaluation):
    assert evaluation.evidence.findings or evaluation.evidence.experience
    for said in evaluation.evidence.experience:
        assert said.rater
        assert all(q.best.low <= q.best.share <= q.best.high for q in said.questions if q.best.of)
        assert "interval" in said.sentence
    for finding in evaluation.evidence.findings:
        assert finding.rater
        assert finding.pairing
        assert {rate.outcome for rate in finding.headline()} == {"improved", "no_change", "worse"}
        for rate in finding.rates:
            assert rate.who
            if rate.of:
                assert rate.low <= rate.share <= rate.high
        for estimate in finding.effects:
            assert estimate.standardiser
            assert estimate.interval
        n, of = finding.headline()[0].n, finding.headline()[0].of
        assert f"{n} of {of} " in finding.sentence
        assert "interval" in finding.sentence
        assert re.search(r"got (reliably )?worse", finding.sentence)


def test_3_improvement_is_positive(evaluation):
    for finding in evaluation.evidence.findings:
        found = finding.description
        if finding.mean_change is None:
            continue
        sign = 1 if finding.better == "higher" else -1
        assert finding.mean_change.value == pytest.approx(sign * (found.mean_after - found.mean_before))


def test_4_what_draws_can_reach_no_row(root):
    """Charts and reports import findings and their words, and no room that holds rows.

    Of training they know the words of its evidence, and of its files outlines and words alone.
    """
    allowed = set("charts reports findings wording disclosure estimates errors version view stages".split())
    allowed |= {"measures", "trends", "groups", "effects", "brand"}
    of_training = {f"training.{name}" for name in ("alone", "as_json", "choices", "evidence", "headlines")}
    of_training |= {"courses.boundaries", "courses.vocabulary"}
    for room in ("charts", "reports"):
        for path in sorted((root / "evaluation" / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                known = [name.removeprefix("evaluation.") for name in names if name.startswith("evaluation.")]
                rooms = {name.split(".")[0] for name in known if name not in of_training}
                assert rooms <= allowed, f"{path.name} imports {rooms - allowed}"


def test_4_what_is_hidden_is_hidden_everywhere():
    """A finding that so few have that it is withheld leaves no figure in any file."""
    source = data_samples.path("families_long")
    view = View(protection="nhs", filters={"Programme": ("Group",)})
    found = evaluate(source, view=view).evidence
    withheld = [finding for finding in found.findings if finding.n is None]
    assert withheld
    for finding in withheld:
        assert finding.description.mean_before is None
        assert not finding.effects
        assert all(rate.n is None and rate.hidden == "[c]" for rate in finding.rates)
        assert not re.search(r"\d+ of \d+", finding.sentence)


def test_5_the_same_number_everywhere(tmp_path):
    """Each sentence, with its figures, stands word for word in the Word and the Excel file and the JSON."""
    import docx
    import openpyxl

    source = data_samples.path("families_wide")
    found = evaluate(source)
    word, excel = report(source, formats=("docx", "xlsx"), out=tmp_path)
    paragraphs = "\n".join(paragraph.text for paragraph in docx.Document(str(word)).paragraphs)
    sheets = openpyxl.load_workbook(excel).worksheets
    cells = "\n".join(
        str(cell) for sheet in sheets for row in sheet.values for cell in row if cell is not None
    )
    for entry in found.to_dict()["scales"]:
        assert entry["sentence"] in paragraphs
        assert entry["sentence"] in cells


def test_6_weak_facts_stand_behind_no_headline(evaluation):
    for finding in evaluation.evidence.findings:
        rule = finding.rule(finding.headline_rule)
        assert rule.id == "any_change" or rule.status in {"verified", "secondary"}


def test_7_no_causal_words(evaluation):
    evidence = evaluation.evidence
    said = [*(f.sentence for f in evidence.findings), *(n.sentence for n in evidence.needs), *evidence.notes]
    said += [c.text for f in evidence.findings for c in f.caveats if c.key != "no_comparison"]
    assert all(not CAUSAL.search(text.lower()) for text in said)
    assert all(any(c.key == "no_comparison" for c in f.caveats) for f in evidence.findings)


def test_1_and_7_hold_for_training(training):
    """Rows in are rows used and rows set aside, each with its place; nothing is said of causes."""
    assert all(found.rows == found.used + found.set_aside for found in training.sources)
    parts = (training.reach, training.coverage, training.needs, training.cohort, *training.courses)
    told = [part for part in (*parts, *training.changes, *training.referrals, *training.context) if part]
    said = [training.sentence, *(part.sentence for part in told)]
    said += [c.text for part in told for c in part.caveats if c.key not in {"no_comparison", "no_cause"}]
    assert said[0]
    assert [text for text in said if CAUSAL.search(text.lower())] == []
    compared = [change for change in training.changes if change.before is not None]
    assert all(any(c.key == "no_comparison" for c in change.caveats) for change in compared)


def test_2_no_number_on_training_stands_bare(training):
    for change in training.changes:
        assert change.level in {1, 2, 3, 4}
        assert f"level {change.level}" in change.sentence
        assert change.answered.who
        if change.paired:
            assert [rate.outcome for rate in change.rates] == ["improved", "no_change", "worse"]
            assert sum(rate.n for rate in change.rates) == change.n
            assert all(rate.low <= rate.share <= rate.high for rate in change.rates)


def test_8_the_same_bytes_again(tmp_path):
    """The command line in a process of its own gives what Python gives, to the byte."""
    source = data_samples.path("families_wide")
    out = tmp_path / "out.json"
    command = [sys.executable, "-m", "evaluation", "evaluate", str(source), "--json", str(out)]
    subprocess.run(command, check=True)
    here = json.dumps(evaluate(source).to_dict(), ensure_ascii=False, indent=2) + "\n"
    assert out.read_text(encoding="utf-8") == here
    assert here.count(evaluate(source).evidence.source.fingerprint) == 1


def test_8_a_mapping_given_back_changes_nothing():
    source = data_samples.path("families_wide")
    first = evaluate(source)
    saved = json.dumps(first.rows.mapping.to_dict())
    again = evaluate(source, mapping=Mapping.from_dict(json.loads(saved)))
    assert again.to_dict()["scales"] == first.to_dict()["scales"]


def test_9_no_identifier_is_kept():
    """What is left out at the door is nowhere in a data set, nor are ids once families are numbered."""
    data = evaluate(data_samples.path("families_wide")).rows
    held = repr([column.tolist() for _, column in data.responses.episodes.attributes.items()])
    assert "ZZ99" not in held
    assert "F0001" not in held
    assert {c.header for c in data.mapping.using("private")} == {"Mother's initials", "Postcode"}


def test_10_the_library_knows_no_streamlit():
    """Loading every verb and renderer leaves streamlit unloaded."""
    code = (
        "import sys, evaluation, evaluation.reports.word, evaluation.reports.excel, evaluation.charts.screen;"
        "sys.exit('streamlit' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
