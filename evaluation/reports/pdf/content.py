"""A report as the plain values that the PDF's layout prints: its words, pictures and column widths."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from evaluation import wording
from evaluation.charts import fonts, palette, paper
from evaluation.charts.chart import Chart
from evaluation.reports.pdf.letters import LONGEST, bounded, breakable, settable
from evaluation.reports.pdf.sizes import sizes
from evaluation.reports.pdf.tables import tabled
from evaluation.reports.report import Bullets, Paragraph, Statement

if TYPE_CHECKING:
    from evaluation.brand import Brand
    from evaluation.charts.table import Table
    from evaluation.reports.report import Block, Report

_HEADING = 22  # characters of a word in a heading that stay together
_HEIGHT = re.compile(r'^<svg [^>]*?height="([\d.]+)mm"')
_LONG = 1200  # characters of a figure's words beyond which it may run over a page's end
# The typefaces that lie here or in the typesetter, nearest to those of office programs.
_FAMILIES = {"Georgia": "Libertinus Serif"}
_SIGNS = ("Libertinus Serif", "DejaVu Sans Mono")  # for signs that the first has not


def content(report: Report, unset: frozenset[str], *, logo: bool) -> dict[str, Any]:
    """Plain values for the layout; characters in `unset` are replaced, as no font has them."""
    return _Content(report, unset).values(logo=logo)


class _Content:
    """Turns one report into plain values."""

    def __init__(self, report: Report, unset: frozenset[str]) -> None:
        self.report, self.unset = report, unset
        self.sizes = sizes(report.shape)
        self.captions: set[str] = set()  # captions of the tables that are there

    def text(self, words: str, longest: int = LONGEST) -> str:
        """Words on the page; a longer word than `longest` may go over lines."""
        return breakable(settable(words, self.unset), longest)

    def outside(self, words: str) -> str:
        """Words that are not on the page: alternative texts and properties."""
        return bounded(settable(words, self.unset))

    def values(self, *, logo: bool) -> dict[str, Any]:
        report = self.report
        made = wording.day(report.made_on) if report.made_on else ""
        about = report.provenance
        author = self.outside(report.organisation) or "Attune"
        return {
            "title": self.text(bounded(report.title), _HEADING),
            "name": self.outside(report.title),
            "subtitle": self.text(report.subtitle),
            "by": self.text(", ".join(part for part in (report.organisation, made) if part)),
            "notices": [self.text(notice) for notice in report.notices],
            "banner": self.text(report.banner),
            "stamp": self.text(report.stamp),
            "author": author,
            "description": self.outside(report.subtitle),
            "keywords": [f"fingerprint {about.fingerprint}", f"Attune {about.version}"],
            "provenance": about.to_json(),
            "shape": report.shape,
            "sizes": asdict(self.sizes),
            "palette": {
                "ink": palette.INK,
                "quiet": palette.QUIET,
                "rule": palette.RULE,
                "grey": palette.GREY,
                "pale": palette.PALE,
                "warning": palette.PINK,
            },
            "brand": self.brand(logo=logo),
            "blocks": [part for part in self.blocks() if part],
        }

    def brand(self, *, logo: bool) -> dict[str, Any]:
        brand = self.report.brand
        alt = self.outside(brand.organisation or self.report.organisation)
        return {
            "heading": brand.heading,
            "line": brand.line,
            "font": [_FAMILIES.get(brand.font, fonts.FAMILY), *_SIGNS],
            "logo": {**picture(brand), "alt": alt or "Logo"} if logo and brand.logo else None,
        }

    def blocks(self) -> list[dict[str, Any]]:
        made = []
        for section in self.report.sections:
            heading = self.text(bounded(section.heading), _HEADING)
            made.append({"kind": "heading", "level": section.level, "text": heading})
            made += [self.block(block) for block in section.blocks]
        return made

    def block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Paragraph):
            sticky = block.text.endswith(":")
            return {"kind": "paragraph", "text": self.text(block.text), "sticky": sticky}
        if isinstance(block, Statement):
            return {"kind": "statement", "text": self.text(block.text)}
        if isinstance(block, Bullets):
            return {"kind": "bullets", "items": [self.text(item) for item in block.items]}
        if isinstance(block, Chart):
            return self.chart(block)
        return self.table(block)

    def chart(self, chart: Chart) -> dict[str, Any]:
        words = (chart.title, chart.subtitle, chart.caption)
        return {
            "kind": "chart",
            "title": self.text(chart.title),
            "subtitle": self.text(chart.subtitle),
            "svg": settable(self.picture(chart), self.unset),
            "alt": self.outside(chart.alt),
            "caption": self.text(chart.caption),
            "long": sum(map(len, words)) > _LONG,
        }

    def picture(self, chart: Chart) -> str:
        """The chart as SVG; a tall one is drawn on a wider sheet, so that it is lower when it is set."""
        svg = paper.svg(chart, self.sizes.width, titled=False).decode()
        height = _HEIGHT.search(svg)
        part = self.sizes.picture / float(height[1]) if height else 1
        if part >= 1:
            return svg
        return paper.svg(chart, self.sizes.width / max(part, self.sizes.smallest), titled=False).decode()

    def table(self, table: Table) -> dict[str, Any]:
        if table.caption in self.captions:
            return {}
        self.captions.add(table.caption)
        return tabled(table, self.text, self.sizes)


def picture(brand: Brand) -> dict[str, Any]:
    """The logo for the layout, which reads no files."""
    if brand.logo_kind == "png":
        return {"kind": "png", "bytes": list(brand.logo)}
    return {"kind": "svg", "text": brand.logo.decode("utf-8-sig", "replace")}
