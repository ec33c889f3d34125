"""A report in every format, and the findings behind it, in one file."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from evaluation.findings.as_json import evidence_entries
from evaluation.reports import FORMATS, file_name, render
from evaluation.reports.archive import zipped
from evaluation.training.as_json import training_entries

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence
    from evaluation.reports import Report
    from evaluation.training.evidence import TrainingEvidence

_PROVENANCE = "provenance.json"


def everything(report: Report, evidence: Evidence, training: TrainingEvidence | None = None) -> bytes:
    """A zip with the report in all of FORMATS, the findings and the report's provenance.

    `evidence` and `training` are what the report was built from. What is itself a zip (pictures, tables)
    becomes a folder. The same report gives the same bytes.
    """
    files: dict[str, bytes] = {}
    for kind, known in FORMATS.items():
        made = render(report, kind)
        if known.extension != "zip":
            files[name_of(report, evidence, kind)] = made
            continue
        with ZipFile(BytesIO(made)) as parts:
            for part in parts.namelist():
                if part != _PROVENANCE:
                    files[f"{kind}/{part}"] = parts.read(part)
    findings = evidence_entries(evidence) | ({"training": training_entries(training)} if training else {})
    files["findings.json"] = json.dumps(findings, indent=2, ensure_ascii=False).encode()
    files[_PROVENANCE] = report.provenance.to_json().encode()
    return zipped(files)


def name_of(report: Report, evidence: Evidence, kind: str) -> str:
    """The name of a report's file in a format."""
    return file_name(evidence, kind, made_on=report.made_on, layout=report.provenance.plan.layout)


def name_of_everything(report: Report, evidence: Evidence) -> str:
    """The name of the zip with all of them."""
    return f"{name_of(report, evidence, 'html').removesuffix('.html')}-everything.zip"
