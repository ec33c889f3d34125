"""Writes a report as PowerPoint slides: a finding a slide, charts that can be edited, the rest in notes."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING

from pptx import Presentation
from pptx.opc.packuri import PackURI

from evaluation.reports.archive import settled
from evaluation.reports.properties import describe
from evaluation.reports.slides import look
from evaluation.reports.slides.deck import arranged
from evaluation.reports.slides.fitting import flat
from evaluation.reports.slides.shapes import Shapes

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

    from evaluation.reports.report import Report


def render(report: Report) -> bytes:
    """The report as .pptx; the same report gives the same bytes on the same machine."""
    deck = Presentation()
    _name_by_counting(deck)
    look.apply(deck, report.brand)
    describe(deck.core_properties, report, flat)
    shapes = Shapes(deck, report)
    shapes.cover()
    for slide in arranged(report):
        shapes.add(slide)
    out = BytesIO()
    deck.save(out)
    return settled(out.getvalue(), report.made_on, report.provenance.to_json())


def _name_by_counting(deck: Deck) -> None:
    """Name new parts by counting on: python-pptx looks through all of the hundreds of parts for each."""
    package = deck.part.package
    taken = {str(part.partname) for part in package.iter_parts()}
    counts: dict[str, int] = defaultdict(int)

    def next_partname(template: str) -> PackURI:
        counts[template] += 1
        while (name := template % counts[template]) in taken:
            counts[template] += 1
        taken.add(name)
        return PackURI(name)

    package.next_partname = next_partname  # type: ignore[assignment, method-assign]
