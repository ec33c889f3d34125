"""A training programme: the records of its files, from which any view's evidence is made."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from evaluation.courses.reading import read
from evaluation.courses.recognising import recognise
from evaluation.disclosure.training import protected_training
from evaluation.errors import InputError
from evaluation.programme.context import beside
from evaluation.training.building import build
from evaluation.training.choices import TrainingView
from evaluation.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.courses.mapping import TrainingMapping
    from evaluation.courses.records import Records
    from evaluation.dataset import Evaluable
    from evaluation.importing.sheets import Workbook
    from evaluation.training.evidence import TrainingEvidence
    from evaluation.view import View

_KEPT = 8  # views whose evidence is kept, so that going back redraws at once


@dataclass(eq=False)
class Programme:
    """What the files of a programme hold. Records stay in here; `evidence` is what leaves.

    `mapping` is how each sheet was read, `notes` what was noticed while recognising it.
    """

    records: Records
    mapping: TrainingMapping
    notes: tuple[str, ...] = ()
    _exact: dict[str, TrainingEvidence] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def read(
        cls,
        workbooks: Sequence[Workbook],
        mapping: TrainingMapping | None = None,
        *,
        key: bytes = b"",
        sample: bool = False,
    ) -> Programme:
        """Read the workbooks under a mapping, or as recognised.

        `key` makes the codes that stand for e-mail addresses (empty: one nobody keeps).
        Raises InputError with one sentence when nothing in them can be used.
        """
        notes: tuple[str, ...] = ()
        if mapping is None:
            found = recognise(workbooks)
            mapping, notes = found.mapping, found.notes
        return cls(read(workbooks, mapping, key=key, sample=sample), mapping, notes)

    @property
    def name(self) -> str:
        """The names of its files, to be shown to whoever opened them."""
        return ", ".join(file.name for file in self.records.files)

    @property
    def sample(self) -> bool:
        """Whether it is made up."""
        return self.records.sample

    @property
    def courses(self) -> tuple[str, ...]:
        """The courses that anything is recorded of."""
        return self.records.courses

    def evidence(
        self, view: TrainingView, families: tuple[Evaluable, View] | None = None
    ) -> TrainingEvidence:
        """The findings of a view after disclosure control.

        With `families`, the data of a service and the view of them, training also stands beside their
        referrals and outcomes over time. Their small numbers are hidden by the training view's preset.
        Raises InputError where the view names a course that is not there.
        """
        for course in view.courses:
            if course not in self.courses:
                listed = ", ".join(f"'{name}'" for name in self.courses) or "none"
                raise InputError(f"There is no course '{course}' in these files; there is {listed}.")
        made = self._made(view)
        if families is not None:
            data, of_families = families
            shown = of_families.with_(protection=view.protection)
            made = replace(made, context=beside(self.records, view, data, shown))
        return protected_training(made, left_out=self._left_out(view, made))

    def _made(self, view: TrainingView) -> TrainingEvidence:
        asked = json.dumps(view.to_dict(), sort_keys=True)
        if asked not in self._exact:
            while len(self._exact) >= _KEPT:
                self._exact.pop(next(iter(self._exact)))
            self._exact[asked] = build(self.records, view, version=__version__)
        return self._exact[asked]

    def _left_out(self, view: TrainingView, made: TrainingEvidence) -> int:
        """How many people who came the view leaves out: a few could be found by comparing with the whole."""
        if view.protection == "exact" or not (view.courses or view.start or view.end):
            return 0
        whole = self._made(TrainingView(by=view.by, confidence=view.confidence))
        everybody, here = (found.reach.people if found.reach else 0 for found in (whole, made))
        return (everybody or 0) - (here or 0)
