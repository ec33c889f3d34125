"""The made-up programmes as Attune reads them by itself, and what their figures are held against."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from data_samples import training_sets
from evaluation.courses.reading import read
from evaluation.courses.recognising import recognise
from evaluation.importing import read_workbook
from evaluation.training.building import build
from evaluation.training.choices import TrainingView
from tests.systems.cells import moves, sign_p, wilcoxon_p

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.courses.records import Records
    from evaluation.training.evidence import Breakdown, LearnerChange, TrainingEvidence
    from tests.systems.cells import Pair


@cache
def records(name: str) -> Records:
    """What the files of a set hold, as Attune recognises and reads them by itself."""
    files = next(one.files for one in training_sets() if one.name == name)
    workbooks = [read_workbook(file) for file in files]
    return read(workbooks, recognise(workbooks).mapping, key=b"a key for tests alone", sample=True)


def evidence(name: str, view: TrainingView | None = None) -> TrainingEvidence:
    return build(records(name), view or TrainingView(), version="test")


def change(
    found: TrainingEvidence, asked: str, design: str, *, course: str = "", session: str = ""
) -> LearnerChange:
    """The one comparison of a question whose words have `asked` in them."""
    (one,) = [
        one
        for one in found.changes
        if asked.casefold() in one.question.text.casefold()
        and one.design == design
        and one.course.startswith(course)
        and one.session.startswith(session)
    ]
    return one


def agrees(found: LearnerChange, pairs: Sequence[Pair]) -> None:
    """The comparison has these pairs: who moved, the average, the sign test and Wilcoxon's."""
    assert found.paired
    assert found.n == len(pairs)
    assert tuple(rate.n for rate in found.rates) == moves(pairs)
    assert {rate.of for rate in found.rates} == {len(pairs)}
    assert found.before is not None
    assert found.before.counts == tuple(sum(first == value for first, _ in pairs) for value in range(1, 6))
    assert found.after.counts == tuple(sum(last == value for _, last in pairs) for value in range(1, 6))
    assert found.mean_gain is not None
    assert found.mean_gain.value == pytest.approx(sum(last - first for first, last in pairs) / len(pairs))
    tests = {test.name: test.p for test in found.tests}
    assert tests["sign_test"] == pytest.approx(sign_p(pairs), rel=1e-9)
    assert tests["wilcoxon"] == pytest.approx(wilcoxon_p(pairs), rel=1e-9)


def people(breakdown: Breakdown) -> dict[str, int | None]:
    return {part.value: part.people.n for part in breakdown.parts if part.recorded}


def every_row_is_accounted_for(name: str) -> None:
    for ledger in records(name).ledgers:
        assert ledger.rows == ledger.used + len(ledger.set_aside)
