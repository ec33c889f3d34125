"""A published pack as its readers see it: fixed cuts to choose from, and nothing left to work out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation.disclosure import PRESETS
from evaluation.findings.parts import PARTS
from evaluation.measures import registry
from evaluation.training.alone import is_alone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.findings.finding import Evidence
    from evaluation.findings.parts import Part
    from evaluation.measures import Registry
    from evaluation.packs.pack import Cut, Pack
    from evaluation.training.evidence import TrainingEvidence
    from evaluation.view import View

PACK, CUT = "pack", "cut"  # in the address


@dataclass(frozen=True)
class PackSession:
    """One cut of a pack, in the place of a lead's data and view."""

    pack: Pack
    cut: Cut
    by_link = False  # a link to a pack opens what it names

    @property
    def view(self) -> View:
        """The choices that the lead made for this cut."""
        return self.cut.evidence.view

    @property
    def training(self) -> TrainingEvidence | None:
        """What was published on training; None where nothing was."""
        return self.pack.training

    @property
    def training_alone(self) -> bool:
        """Whether nothing was published but training, so that pages on families would all be empty."""
        return self.pack.training is not None and is_alone(self.pack.cuts[0].evidence)

    @property
    def known(self) -> Registry:
        """The questionnaires that Attune knows."""
        return registry()

    @property
    def columns(self) -> dict[str, str]:
        """What groups are compared by, by label: the columns published by, where everybody is shown."""
        if self.cut.key != self.pack.cuts[0].key:
            return {}
        return {found.attribute.label: found.attribute.name for found in self.pack.comparisons}

    @property
    def measures(self) -> tuple[tuple[str, str], ...]:
        """The questionnaires that a report can leave out: none, what is published stays together."""
        return ()

    @property
    def where_used(self) -> dict[str, str]:
        """The ids of the questionnaires that have published results, with words for where that is."""
        of = self.cut.evidence
        scales = [entry.measure for entry in (*of.findings, *of.needs, *of.described)]
        return dict.fromkeys([*scales, *(entry.measure for entry in of.experience)], "In these results")

    def evidence(
        self,
        view: View | None = None,
        parts: Iterable[Part] = PARTS,  # noqa: ARG002 as a lead's session has it
        of: str = "",  # noqa: ARG002 the same
    ) -> Evidence:
        """The cut's evidence, with the published comparison where a view asks for groups.

        A pack holds every part, whichever are asked for.
        """
        wanted = view.group_by if view else ""
        if wanted not in self.columns.values():
            return self.cut.evidence
        return replace(self.cut.evidence, groups=self.pack.comparison(wanted))


def preset_words(preset: str) -> str:
    """What a disclosure preset does to small numbers, in words."""
    return PRESETS[preset].words
