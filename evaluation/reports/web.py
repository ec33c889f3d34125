"""Writes a report as one web page: nothing is fetched, nothing runs, and it prints as a document."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import paper
from evaluation.charts.chart import Chart
from evaluation.charts.table import Table
from evaluation.reports.archive import legal
from evaluation.reports.report import Bullets, Statement

if TYPE_CHECKING:
    from evaluation.brand import Brand
    from evaluation.brand.brand import Font
    from evaluation.reports.report import Block, Report, Section

_STYLE = Path(__file__).with_name("web.css")
# Nothing may be fetched or run, whatever a file held: the page is words, pictures inside it and style.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_FONTS: dict[Font, str] = {
    "Arial": "Arial, 'Liberation Sans', Helvetica, sans-serif",
    "Calibri": "Calibri, Carlito, 'Source Sans 3', Arial, sans-serif",
    "Verdana": "Verdana, 'DejaVu Sans', Arial, sans-serif",
    "Georgia": "Georgia, Gelasio, 'Liberation Serif', serif",
}
_PICTURE_MM = 170.0
_PHONE_MM = 95.0  # the width at which a picture's words can still be read on a phone
_MIME = {"png": "image/png", "svg": "image/svg+xml"}
FEW_SECTIONS = 4  # a page of so many needs no list of contents


def render(report: Report) -> bytes:
    """The report as .html, in UTF-8; the same report gives the same bytes."""
    writer = _Writer()
    body = "\n".join(writer.section(section) for section in report.sections)
    page = f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Attune {escape(report.provenance.version)}">
<meta name="description" content="{_text(report.subtitle)}">
<title>{_text(report.title)}</title>
<style>
{_look(report.brand)}
{_STYLE.read_text("utf-8")}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
{_head(report)}
{_contents(report)}
<main id="report" tabindex="-1">
{body}
</main>
<footer><p>{_text(report.stamp)}</p></footer>
{_carried(report)}
</body>
</html>
"""
    return page.encode()


def _head(report: Report) -> str:
    """Logo, title, what it is about, who made it when, and what must be said at the top."""
    logo, name = report.brand.logo, report.organisation or report.brand.organisation
    parts = []
    if logo:
        picture = f"data:{_MIME[report.brand.logo_kind]};base64,{base64.b64encode(logo).decode()}"
        parts.append(
            f'<img class="logo" src="{picture}" alt="{_text(f"Logo of {name}" if name else "Logo")}">'
        )
    parts.append(f'<h1 dir="auto">{_text(report.title)}</h1>')
    parts.append(f'<p class="subtitle" dir="auto">{_text(report.subtitle)}</p>')
    made = wording.day(report.made_on) if report.made_on else ""
    if by := ", ".join(part for part in (report.organisation, made) if part):
        parts.append(f'<p class="by" dir="auto">{_text(by)}</p>')
    parts += [f'<p class="notice">{_text(notice)}</p>' for notice in report.notices]
    return "<header>\n" + "\n".join(parts) + "\n</header>"


def _contents(report: Report) -> str:
    """Links to the sections, those of level 2 under theirs."""
    if len(report.sections) <= FEW_SECTIONS:
        return ""
    lines: list[str] = []
    for section in report.sections:
        link = f'<a href="#{_anchor(section)}">{_text(section.heading)}</a>'
        lines.append(f'<li class="level-{section.level}">{link}</li>')
    return (
        '<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ul>\n'
        + "\n".join(lines)
        + "\n</ul>\n</nav>"
    )


class _Writer:
    """Writes sections in order, numbering figures and tables; a table is printed once."""

    def __init__(self) -> None:
        self.figures, self.tables = 0, 0
        self.printed: set[str] = set()

    def section(self, section: Section) -> str:
        level = section.level + 1  # the report's title is the page's only heading of level 1
        blocks = "\n".join(made for block in section.blocks if (made := self.block(block)))
        return (
            f'<section id="{_anchor(section)}" class="level-{section.level}">\n'
            f'<h{level} dir="auto">{_text(section.heading)}</h{level}>\n{blocks}\n</section>'
        )

    def block(self, block: Block) -> str:
        if isinstance(block, Chart):
            return self.chart(block)
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, Bullets):
            items = "\n".join(f'<li dir="auto">{_text(item)}</li>' for item in block.items)
            return f"<ul>\n{items}\n</ul>"
        kind = ' class="finding"' if isinstance(block, Statement) else ""
        return f'<p{kind} dir="auto">{_text(block.text)}</p>'

    def chart(self, chart: Chart) -> str:
        """The picture between its titles and its caption; its numbers and method are one click away."""
        self.figures += 1
        how = "\n".join(f"<li>{_text(line)}</li>" for line in chart.how)
        name = f"Numbers of figure {self.figures}: {chart.data.caption}"
        return (
            f'<figure id="figure-{self.figures}">\n'
            f'<figcaption dir="auto"><strong>Figure {self.figures}: {_text(chart.title)}</strong>'
            f"<span>{_text(chart.subtitle)}</span></figcaption>\n"
            f'<picture><source media="(max-width: 40rem)" srcset="{_picture(chart, _PHONE_MM)}">'
            f'<img src="{_picture(chart, _PICTURE_MM)}" alt="{_text(chart.alt)}"></picture>\n'
            f'<p class="note">{_text(chart.caption)}</p>\n'
            f"<details>\n<summary>Numbers and method of figure {self.figures}</summary>\n"
            f"{_cells(chart.data, name)}\n{_notes(chart.data)}<ul>\n{how}\n</ul>\n</details>\n</figure>"
        )

    def table(self, table: Table) -> str:
        if table.caption in self.printed:
            return ""
        self.printed.add(table.caption)
        self.tables += 1
        return f"{_cells(table, f'Table {self.tables}: {table.caption}')}\n{_notes(table)}"


def _picture(chart: Chart, width_mm: float) -> str:
    drawn = paper.svg(chart, width_mm, titled=False)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"


def _cells(table: Table, caption: str) -> str:
    """A table in a box that scrolls, also by keyboard, where the window is narrow."""
    sides = [' class="number"' if table.numeric(place) else "" for place in range(len(table.columns))]
    head = "".join(
        f'<th scope="col"{side}>{_text(text)}</th>' for text, side in zip(table.columns, sides, strict=True)
    )
    rows = "\n".join(
        "<tr>"
        + "".join(
            f'<th scope="row" dir="auto">{_text(text)}</th>'
            if place == 0 and not side
            else f'<td{side} dir="auto">{_text(text)}</td>'
            for place, (text, side) in enumerate(zip(row, sides, strict=True))
        )
        + "</tr>"
        for row in table.printed()
    )
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{_text(caption)}">\n<table>\n'
        f'<caption dir="auto"><span>{_text(caption)}</span></caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _notes(table: Table) -> str:
    return "".join(f'<p class="note" dir="auto">{_text(note)}</p>\n' for note in table.notes)


def _anchor(section: Section) -> str:
    """The section's place on the page: an id can't hold spaces."""
    return _text("-".join(section.id.split()))


def _carried(report: Report) -> str:
    """What the page carries for programs, which no browser runs."""
    plain = report.provenance.to_json().replace("<", "\\u003c")
    return f'<script type="application/json" id="attune-provenance">{plain}</script>'


def _look(brand: Brand) -> str:
    return f":root {{ --heading: {brand.heading}; --line: {brand.line}; --font: {_FONTS[brand.font]}; }}"


def _text(text: str) -> str:
    return escape(legal(text))
