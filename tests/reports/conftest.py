"""The reports that these tests read, each made and written once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pytest

from evaluation import reports
from tests import made_up

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence
    from evaluation.reports import Report

MADE_ON = date(2026, 11, 22)


@dataclass(frozen=True)
class Exported:
    """Evidence, its report, and the report's files."""

    evidence: Evidence
    report: Report
    written: dict[str, bytes] = field(default_factory=dict, compare=False)

    def file(self, kind: str) -> bytes:
        """The report in one of FORMATS, each written once."""
        if kind not in self.written:
            self.written[kind] = reports.render(self.report, kind)
        return self.written[kind]

    @property
    def docx(self) -> bytes:
        """The Word document."""
        return self.file("docx")

    @property
    def xlsx(self) -> bytes:
        """The workbook."""
        return self.file("xlsx")


PLAN = reports.Plan(
    title="Outcomes of our work with families", organisation="Riverside Parent–Infant Service"
)


def export(evidence: Evidence, plan: reports.Plan = PLAN, **choices: object) -> Exported:
    """Build a report, to be written when its files are asked for."""
    report = reports.build(evidence, plan=plan, made_on=MADE_ON, **choices)  # type: ignore[arg-type]
    return Exported(evidence, report)


@pytest.fixture(scope="session", params=["exact", "protected"])
def exported(request: pytest.FixtureRequest) -> Exported:
    """A report of exact and one of protected figures."""
    return export(made_up.evidence(protected=request.param == "protected"))
