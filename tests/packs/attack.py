"""Attacks the packs of every made-up shape: `python -m tests.packs.attack` prints what follows from each."""

from __future__ import annotations

from datetime import date

from evaluation.packs.files import to_bytes
from evaluation.packs.publishing import publish
from evaluation.view import View
from tests.packs.shapes import SHAPES
from tests.packs.solver import puzzle_of
from tests.tables_of_text import dataset


def puzzle_for(table, by, known, protection):
    """The puzzle of a table's pack, and its hidden counts."""
    pack = publish(dataset(table), View(protection=protection), by=by, title="T", made_on=date(2026, 5, 1))
    keys = {cut.key for cut in pack.cuts}
    told = [(whole, tuple(p for p in parts if p in keys)) for whole, parts in known if whole in keys]
    _, puzzle, targets = puzzle_of(to_bytes(pack), told)
    return puzzle, targets


def attacked(name, protection):
    """Every hidden count of a shape's pack that is given away, with its range."""
    puzzle, targets = puzzle_for(*SHAPES[name], protection)
    return puzzle.found(targets)


if __name__ == "__main__":
    for shape in SHAPES:
        for preset in ("nhs", "strict"):
            print(shape, preset, attacked(shape, preset) or "nothing")  # noqa: T201
