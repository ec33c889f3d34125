"""Everything in one file: each format once, with the figures of its own download."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from evaluation import View, load
from evaluation.findings.as_json import evidence_entries
from evaluation.reports import FORMATS, Plan, build, render
from evaluation.reports.everything import everything, name_of, name_of_everything

FILE = b"Family ID,PHQ-9 before,PHQ-9 after\n" + b"".join(b"F%d,%d,%d\n" % (i, 15, i) for i in range(12))


@pytest.fixture(scope="module")
def evidence():
    return load(FILE, name="small.csv").evidence(View())


@pytest.fixture(scope="module")
def report(evidence):
    return build(evidence, plan=Plan(layout="one_page"), made_on=date(2026, 11, 20))


@pytest.fixture(scope="module")
def files(report, evidence):
    made = everything(report, evidence)
    assert made == everything(report, evidence)
    with ZipFile(BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_format_is_in_it_as_its_own_download_gives_it(report, evidence, files):
    for kind, known in FORMATS.items():
        made = render(report, kind)
        if known.extension != "zip":
            assert files[name_of(report, evidence, kind)] == made
            continue
        with ZipFile(BytesIO(made)) as archive:
            parts = [name for name in archive.namelist() if name != "provenance.json"]
            assert parts
            for part in parts:
                assert files[f"{kind}/{part}"] == archive.read(part)


def test_the_findings_and_where_they_come_from_are_in_it_once(report, evidence, files):
    assert json.loads(files["findings.json"]) == json.loads(json.dumps(evidence_entries(evidence)))
    assert files["provenance.json"] == report.provenance.to_json().encode()
    assert [name for name in files if name.endswith("provenance.json")] == ["provenance.json"]


def test_its_name_says_the_layout_and_the_day(report, evidence):
    assert name_of_everything(report, evidence) == "outcomes-one-page-2026-11-20-everything.zip"
