"""A report with training in it carries which files it was made of, and is made again from them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from evaluation.errors import InputError
from evaluation.evaluating import evaluate
from evaluation.reports import Plan, build, render
from evaluation.reports.provenance import MadeOfTraining, Provenance
from evaluation.training.alone import alone
from evaluation.training.choices import TrainingView
from evaluation.verifying import Verification, verify
from evaluation.verifying.carrying import carried_by
from evaluation.view import View
from tests import training_made_up
from tests.verifying.conftest import MADE_ON, NAME, data

if TYPE_CHECKING:
    from evaluation.training.evidence import TrainingEvidence

KINDS = ("docx", "html", "json", "pdf", "xlsx")


def told(**changes: Any) -> TrainingEvidence:
    return replace(training_made_up.training_evidence(), **changes)


def on_training(kind: str) -> bytes:
    plan = Plan.only("training", "headline", "training_reach", "training_learnt")
    return render(build(alone(told()), training=told(), plan=plan, made_on=MADE_ON), kind)


def beside(kind: str) -> bytes:
    evidence = evaluate(data(), name=NAME).evidence
    return render(build(evidence, training=told(), plan=Plan(layout="annual"), made_on=MADE_ON), kind)


def checked(content: bytes, of: bytes | None, **how: Any) -> Verification:
    return verify(content, of, name=NAME, **how)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_carries_the_training_files_and_their_view(kind: str) -> None:
    made = carried_by(on_training(kind), "report")
    assert made is not None
    assert made.training == MadeOfTraining(told().fingerprint, told().view)
    assert made.fingerprint == ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_on_training_alone_follows_from_its_files(kind: str) -> None:
    found = checked(on_training(kind), None, training=told())
    assert found.follows
    assert found.differences == ()
    assert found.same_data
    assert found.to_dict()["training"]["same"] is True
    assert "The training files are those it was made from (fingerprint abababababab)." in str(found)
    assert "does not say" not in str(found)


def test_one_changed_figure_is_found() -> None:
    reach = told().reach
    assert reach is not None
    other = told(reach=replace(reach, places=71), fingerprint="ef" * 32)
    found = checked(on_training("docx"), None, training=other)
    assert not found.follows
    assert not found.same_training
    assert any("70" in fault.printed and "71" in fault.expected for fault in found.faults)
    assert "The training files are not those it was made from (fingerprint efefefefefef" in str(found)


def test_a_report_on_both_needs_both() -> None:
    content = beside("docx")
    found = checked(content, data(), training=told())
    assert found.follows
    assert found.same_data
    assert found.same_training
    with pytest.raises(InputError, match=r"was made of training files too \(fingerprint abababababab\)"):
        checked(content, data())
    with pytest.raises(InputError, match="was made of data on those followed too: give that file"):
        checked(content, None, training=told())


def test_training_is_asked_for_under_the_view_that_the_file_carries() -> None:
    asked: list[TrainingView] = []

    def says(view: TrainingView) -> TrainingEvidence:
        asked.append(view)
        return told()

    assert checked(on_training("html"), None, training=says).follows
    assert asked == [told().view]


def test_a_report_without_training_is_verified_as_before() -> None:
    report = build(evaluate(data(), name=NAME).evidence, plan=Plan(layout="one_page"), made_on=MADE_ON)
    found = checked(render(report, "docx"), data(), training=told())
    assert found.follows
    assert "training" not in found.to_dict()


def test_a_file_that_lost_what_it_carries_still_names_the_training_files() -> None:
    content = on_training("json")
    plain = json.loads(content)
    plan = Plan.from_dict(plain["provenance"]["plan"])
    del plain["provenance"]
    lost = json.dumps(plain).encode()
    with pytest.raises(InputError, match="was made of training files too"):
        checked(lost, None, plan=plan, made_on=MADE_ON)
    found = checked(lost, None, plan=plan, made_on=MADE_ON, training=told(view=TrainingView(by="role")))
    assert found.same_training
    assert found.follows


def test_provenance_of_files_from_before_there_was_training_still_reads() -> None:
    made = Provenance(version="1.0", fingerprint="ab12", view=View(), plan=Plan())
    assert "training" not in json.loads(made.to_json())
    assert Provenance.from_json(made.to_json()) == made
    with_training = replace(made, training=MadeOfTraining("cd34", TrainingView(by="role")))
    assert Provenance.from_json(with_training.to_json()) == with_training


def test_damaged_provenance_of_training_is_refused_in_a_sentence() -> None:
    made = Provenance(version="1.0", fingerprint="", view=View(), plan=Plan())
    spoilt: Any
    for spoilt in ([], {"fingerprint": "x"}, "text", {"fingerprint": "x", "view": {"by": "shoe size"}}):
        text = json.dumps(json.loads(made.to_json()) | {"training": spoilt})
        with pytest.raises(InputError):
            Provenance.from_json(text)
