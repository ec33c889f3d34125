"""A small report, written in every format once, and the data it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from evaluation import evaluate
from evaluation.reports import FORMATS, Report, build, render
from evaluation.reports.plan import Plan
from evaluation.verifying import checking
from evaluation.view import View

MADE_ON = date(2026, 11, 22)
OWN = "We saw 300 families & <b>47</b> babies.\n\nEvery one of them counts."
NAME = "families.csv"
MADE_AGAIN: list[tuple[Report, str, bytes]] = []


def data(**changed: str) -> bytes:
    """Thirty families with two scores each; `changed` gives a family another second score."""
    rows = ["Family ID,PHQ-9 before,PHQ-9 after"]
    for number in range(30):
        family = f"A{number}"
        rows.append(f"{family},{8 + number % 12},{changed.get(family, str(number * 5 % 15))}")
    return "\n".join(rows).encode()


@dataclass(frozen=True)
class Written:
    """The data, and the files of their report by format."""

    data: bytes
    plan: Plan
    files: dict[str, bytes]


@pytest.fixture(autouse=True)
def each_report_is_made_again_once(monkeypatch: pytest.MonkeyPatch):
    """Most tests compare another file with the same report, which takes long to write."""

    def once(report: Report, kind: str) -> bytes:
        for known, of, content in MADE_AGAIN:
            if of == kind and known == report:
                return content
        MADE_AGAIN.append((report, kind, render(report, kind)))
        return MADE_AGAIN[-1][-1]

    monkeypatch.setattr(checking, "render", once)


@pytest.fixture(scope="session")
def written() -> Written:
    """A report with words of the service's own, in every format."""
    plan = Plan(layout="commissioner", title="Our 2026", organisation="Riverside").writing(headline=OWN)
    evidence = evaluate(data(), name=NAME, view=View()).evidence
    report = build(evidence, plan=plan, made_on=MADE_ON)
    return Written(data(), plan, {kind: render(report, kind) for kind in FORMATS})
