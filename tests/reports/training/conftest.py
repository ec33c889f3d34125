"""Reports that hold training, alone and beside families, each made and written once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evaluation import reports
from evaluation.disclosure.training import protected_training
from evaluation.training.alone import alone
from tests import made_up, training_made_up
from tests.reports.conftest import MADE_ON, Exported

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence
    from evaluation.training.evidence import TrainingEvidence


def training(*, protected: bool = False) -> TrainingEvidence:
    """One of everything, exact or with small numbers hidden and others rounded."""
    evidence = training_made_up.training_evidence()
    if not protected:
        return evidence
    return protected_training(replace(evidence, view=evidence.view.with_(protection="nhs")))


def families(*, protected: bool = False) -> Evidence:
    """Families' evidence that is no sample, so that it may stand beside the training."""
    return replace(made_up.evidence(protected=protected), sample=False)


@pytest.fixture(scope="module", params=["exact", "protected"])
def told(request: pytest.FixtureRequest) -> TrainingEvidence:
    """The evidence on training, exact and protected."""
    return training(protected=request.param == "protected")


@pytest.fixture(scope="module")
def exported(told: TrainingEvidence) -> Exported:
    """A full report on training alone, to be written when its files are asked for."""
    evidence = alone(told)
    return Exported(evidence, reports.build(evidence, training=told, made_on=MADE_ON))
