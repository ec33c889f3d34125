"""Evidence of training alone counts rows and days as its files do, and says that it is alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from evaluation.training.alone import alone, is_alone, period_of
from tests import made_up, training_made_up


def test_it_has_no_finding_and_the_training_files_as_its_source():
    told = training_made_up.training_evidence()
    two = replace(told, sources=(told.sources[0], replace(told.sources[0], name="forms.csv")))
    evidence = alone(two)
    assert not evidence.findings
    assert evidence.source.name == "bookings.csv and forms.csv"
    assert (evidence.source.rows, evidence.source.used, evidence.source.set_aside) == (150, 146, 4)
    assert evidence.source.fingerprint == told.fingerprint
    assert evidence.view.protection == told.view.protection


def test_a_hidden_count_of_one_file_hides_that_of_all():
    told = training_made_up.training_evidence()
    two = replace(told, sources=(told.sources[0], replace(told.sources[0], set_aside=None)))
    assert alone(two).source.set_aside is None
    assert alone(two).source.rows == 150


def test_families_evidence_is_never_taken_for_it():
    assert is_alone(alone(training_made_up.training_evidence()))
    assert not is_alone(made_up.evidence())
    assert not is_alone(replace(made_up.evidence(), findings=(), needs=()))


def test_its_period_is_that_of_the_courses_else_of_the_forms():
    told = training_made_up.training_evidence()
    assert period_of(told) == training_made_up.PERIOD
    later = replace(told.changes[0], period=(date(2026, 1, 1), None))
    assert period_of(replace(told, courses=(), changes=(later,))) == (date(2026, 1, 1), date(2026, 1, 1))
    assert period_of(replace(told, courses=(), changes=())) == (None, None)
