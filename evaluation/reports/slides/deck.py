"""What of a report stands on which slide: one finding a slide, the rest of it in that slide's notes.

Everything that a report says is on a slide or in the notes of one: words that belong to a single finding's
chart, and tables too wide or too long to be read on a screen, are in notes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from evaluation.charts.chart import Chart
from evaluation.charts.native import native
from evaluation.charts.table import Table
from evaluation.reports.report import Bullets, Statement
from evaluation.reports.slides import fitting, geometry, grid
from evaluation.reports.slides.fitting import flat
from evaluation.reports.slides.slide import Figure, Grid, Item, Slide, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.brand import Font
    from evaluation.charts.native import Plot
    from evaluation.reports.report import Block, Report, Section
    from evaluation.reports.slides.slide import ItemKind

FROM = "Where the figures come from"
IN_NOTES = "In the notes of this slide:"
MOST_COLUMNS, MOST_ROWS = 7, 24  # of a table on slides: wider or longer ones can't be read from a chair
_KEPT_IN_NOTES = frozenset({"data", "methods", "words"})  # sections to look things up in or copy from
_BARS = {"stacked": 6, "bars": 12, "points": 6}  # rows of a chart that a slide has room for
_BARE = 10  # where they have short names
_SHORT = 28
_FILLED = (0.6, 0.7, 0.8, 0.9)  # how much of a slide of text is used, where that needs no slide more


@dataclass
class _Deck:
    """What the deck has so far: its slides, their titles, and the captions of tables already given."""

    report: Report
    slides: list[Slide] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)

    @property
    def font(self) -> Font:
        return self.report.brand.font

    def add(self, slide: Slide, tail: str = "") -> None:
        """Add a slide under its title and `tail`, numbered where another slide has the same.

        A title too long for a slide is cut, and whole in the slide's notes.
        """
        title = flat(slide.title)
        made, number = self._titled(title, tail), 1
        while made in self.titles:
            number += 1
            made = self._titled(title, f"{tail} ({number})")
        self.titles.add(made)
        whole = () if made.startswith(title) else (title,)
        self.slides.append(replace(slide, title=made, notes=(*whole, *slide.notes)))

    def _titled(self, title: str, tail: str) -> str:
        return fitting.fitting(title, geometry.TITLE_WIDE, geometry.TITLE_SIZES, self.font, tail=tail)[0]


def arranged(report: Report) -> tuple[Slide, ...]:
    """The slides after the first, in the report's order, each with a title of its own."""
    deck = _Deck(report, titles={flat(report.title)})
    above = report.title
    for section in report.sections:
        above = section.heading if section.level == 1 else above
        _section(deck, section, flat(report.title if section.level == 1 else above))
    if not any(section.id == "provenance" for section in report.sections):
        lines = tuple(Item("paragraph", flat(line)) for line in (report.stamp, *report.notices) if line)
        _words(deck, FROM, flat(report.title), (lines,))
    return tuple(deck.slides)


def _section(deck: _Deck, section: Section, place: str) -> None:
    charts = [block for block in section.blocks if isinstance(block, Chart)]
    behind = {chart.data.caption for chart in deck.report.charts} | deck.tables
    tables = [block for block in section.blocks if isinstance(block, Table) and block.caption not in behind]
    deck.tables.update(table.caption for table in tables)
    shown = [table for table in tables if _readable(table, section, deck.font)]
    noted = [table for table in tables if table not in shown]
    words = _texts(section.blocks)
    if charts:
        _charts(deck, section, place, charts, _printed(noted))
    elif noted:
        pointers = (Item("paragraph", IN_NOTES), *(Item("bullet", flat(table.caption)) for table in noted))
        _words(deck, section.heading, place, ((*words, *pointers),), _printed(noted))
    else:
        _words(deck, section.heading, place, (words,))
    for table in shown:
        _grid(deck, table, section, place)


def _readable(table: Table, section: Section, font: Font) -> bool:
    """Whether a table can be read from a slide."""
    return (
        section.id not in _KEPT_IN_NOTES
        and len(table.columns) <= MOST_COLUMNS
        and 0 < len(table.rows) <= MOST_ROWS
        and grid.readable(table, font)
    )


def _texts(blocks: tuple[Block, ...]) -> tuple[Item, ...]:
    """The words of blocks, in order."""
    items: list[Item] = []
    for block in blocks:
        if isinstance(block, Bullets):
            items += [Item("bullet", flat(text)) for text in block.items]
        elif not isinstance(block, Chart | Table):
            kind: ItemKind = "statement" if isinstance(block, Statement) else "paragraph"
            items.append(Item(kind, flat(block.text)))
    return tuple(item for item in items if item.text)


def _charts(deck: _Deck, section: Section, place: str, charts: list[Chart], noted: tuple[str, ...]) -> None:
    """Charts with the words around them: of a single finding in notes, else on slides before and after."""
    aside: tuple[Item, ...] = ()
    before: tuple[Item, ...] = ()
    after: tuple[Item, ...] = ()
    if section.level > 1:
        aside = _texts(section.blocks)
    else:
        first = section.blocks.index(charts[0])
        titles = {f"{flat(chart.title)}." for chart in charts}  # a statement that a slide's title repeats
        before = tuple(item for item in _texts(section.blocks[:first]) if item.text not in titles)
        after = _texts(section.blocks[first:])
    caveats = tuple(item for item in aside if item.kind == "bullet")
    kept = (*(item.text for item in aside), *noted)

    within = flat(f"{place}: {section.heading}")

    def figures() -> None:
        for number, chart in enumerate(charts):
            _figure(deck, chart, within, kept if number == 0 else (), caveats if number == 0 else ())

    _words(deck, section.heading, place, (before, after), between=figures)


def _words(
    deck: _Deck,
    heading: str,
    place: str,
    groups: tuple[tuple[Item, ...], ...],
    notes: tuple[str, ...] = (),
    *,
    between: Callable[[], None] | None = None,
) -> None:
    """Slides of text, as many as each group needs, numbered through; `notes` are those of the first."""
    paged = [_pages(items, heading, deck.font) for items in groups]
    count, number = sum(len(pages) for _, pages in paged), 0
    for group, (size, pages) in enumerate(paged):
        if group and between is not None:
            between()
        for page in pages:
            deck.add(
                Words(title=heading, place=place, notes=() if number else notes, items=page, size=size),
                _numbered(number, count),
            )
            number += 1


def _pages(items: tuple[Item, ...], heading: str, font: Font) -> tuple[float, list[tuple[Item, ...]]]:
    """The largest type in which items fit one slide, and they on it; else ordinary type and its pages."""
    _, title, lines = fitting.fitting(
        flat(heading), geometry.TITLE_WIDE, geometry.TITLE_SIZES, font, tail=" (99 of 99) (99)"
    )
    above = geometry.TITLE_TOP + title * lines * fitting.LEADING + geometry.BELOW_TITLE
    tall = geometry.FOOT_RULE - 6 - above
    for size in geometry.TEXT_SIZES:
        if len(found := _pages_of(items, size, tall, font)) <= 1:
            return size, found
    most = _pages_of(items, geometry.PARAGRAPH, tall, font)
    # As little on each as keeps their number, so that the last one is not left with a line.
    for part in _FILLED:
        found = _pages_of(items, geometry.PARAGRAPH, tall * part, font)
        if len(found) == len(most):
            return geometry.PARAGRAPH, found
    return geometry.PARAGRAPH, most


def _pages_of(items: tuple[Item, ...], size: float, tall: float, font: Font) -> list[tuple[Item, ...]]:
    """Items in pages of so many points; one longer than a page goes on, on the next."""
    pages: list[list[tuple[Item, float]]] = []
    room = geometry.WIDE - geometry.INDENT
    most = int((tall - geometry.AFTER) / (size * fitting.LEADING))
    for item in items:
        across = room / geometry.BOLD if item.kind == "statement" else room
        for part in fitting.parted(item.text, across, size, most, font):
            needed = fitting.height(part, across, size, font) + geometry.AFTER
            if not pages or sum(used for _, used in pages[-1]) + needed > tall:
                leading = _leading(pages, tall - needed)
                pages.append(leading)
            pages[-1].append((replace(item, text=part), needed))
    return [tuple(item for item, _ in page) for page in pages]


def _leading(pages: list[list[tuple[Item, float]]], left: float) -> list[tuple[Item, float]]:
    """Taken off the last page: a line that leads up to what is to come, where there is room for it there."""
    if not pages or len(pages[-1]) < 2:
        return []
    item, tall = pages[-1][-1]
    leads = item.kind == "paragraph" and item.text.endswith(":") and tall <= left
    return [pages[-1].pop()] if leads else []


def _figure(deck: _Deck, chart: Chart, place: str, kept: tuple[str, ...], caveats: tuple[Item, ...]) -> None:
    """The slides of one chart: a long one goes on, on the next."""
    plot = native(chart)
    given = {table.caption for table in deck.report.tables}
    notes = (
        *kept,
        *(flat(line) for line in chart.how),
        flat(chart.alt),
        *(_printed([chart.data]) if chart.data.caption in given else ()),
    )
    items: tuple[Item, ...] = ()
    parts: list[Plot | None] = [plot]
    if single(chart):
        items = tuple(Item("paragraph", flat(series.labels[0])) for series in chart.series)
        items = (*items, *caveats) if _fit((*items, *caveats), deck.font) else items
    elif plot is not None and plot.kind != "line":
        parts = [*_parts(plot)]
    for number, part in enumerate(parts):
        deck.add(
            Figure(title=chart.title, place=place, notes=notes, chart=chart, plot=part, items=items),
            _numbered(number, len(parts)),
        )


def single(chart: Chart) -> bool:
    """Whether a chart is one bar, whose figures stand under it in full."""
    return chart.kind == "stacked" and len(chart.rows) == 1


def _fit(items: tuple[Item, ...], font: Font) -> bool:
    """Whether items have room under a single bar."""
    room = geometry.WIDE - geometry.INDENT
    tall = sum(fitting.height(item.text, room, geometry.PARTS, font) + geometry.AFTER for item in items)
    return tall <= geometry.PARTS_TALL


def _parts(plot: Plot) -> list[Plot]:
    """A plot in parts of about as many rows each, none of more than a slide has room for."""
    rows = len(plot.categories)
    most = _BARS[plot.kind]
    if plot.kind != "bars" and all(len(name) <= _SHORT for name in plot.categories):
        most = _BARE
    count = -(-rows // most)
    ends = [round(rows * number / count) for number in range(count + 1)]
    return [plot.part(start, end) for start, end in pairwise(ends)]


def _grid(deck: _Deck, table: Table, section: Section, place: str) -> None:
    """The slides of one table."""
    found = grid.pages(table, deck.font)
    within = flat(f"{place}: {section.heading}")
    for number, rows in enumerate(found):
        slide = Grid(title=table.caption, place=within, notes=(), table=table, rows=rows)
        deck.add(slide, _numbered(number, len(found)))


def _numbered(number: int, count: int) -> str:
    """Behind a title: which of how many slides it is, where there are several."""
    return "" if count == 1 else f" ({number + 1} of {count})"


def _printed(tables: list[Table]) -> tuple[str, ...]:
    """Tables as lines of text: the caption, the headings, a line a row, the notes."""
    lines: list[str] = []
    for table in tables:
        lines.append(flat(f"{table.caption}:"))
        lines += [flat(" | ".join(cells)) for cells in (table.columns, *table.printed())]
        lines += [flat(note) for note in table.notes]
    return tuple(lines)
