"""What was found in a file, as plain values for JSON and back: problems, rows set aside, columns."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluation.importing.ledger import Fault, Ledger, Problem, SetAside, Spot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.store.columns import Columns


def plain_problem(problem: Problem) -> dict[str, Any]:
    """A problem as plain values."""
    return asdict(problem)


def problem_of(plain: dict[str, Any]) -> Problem:
    """The problem that plain values stand for.

    >>> told = Problem("Row 3 is odd.", (3,), "B", fault=Fault("outside"), columns=(1,))
    >>> problem_of(plain_problem(told)) == told
    True
    """
    fault = plain["fault"]
    codes = tuple((float(code), int(many)) for code, many in fault["codes"])
    return Problem(
        plain["message"],
        tuple(plain["rows"]),
        plain["column"],
        fault=Fault(**{**fault, "codes": codes}),
        columns=tuple(plain["columns"]),
        examples=tuple(Spot(**spot) for spot in plain["examples"]),
    )


def set_aside_columns(ledger: Ledger) -> Columns:
    """The rows set aside, as columns."""
    rows = ledger.set_aside
    return {
        "sheet": _texts([entry.sheet for entry in rows]),
        "row": np.array([entry.row for entry in rows], dtype=np.int64),
        "reason": _texts([entry.reason for entry in rows]),
    }


def ledger_of(sheet: str, rows: int, aside: Columns) -> Ledger:
    """The ledger of some rows and those of them that were set aside."""
    columns = (aside[name].tolist() for name in ("sheet", "row", "reason"))
    return Ledger(sheet, rows, tuple(SetAside(*entry) for entry in zip(*columns, strict=True)))


def _texts(values: list[str]) -> NDArray[np.object_]:
    return np.array(values, dtype=object)
