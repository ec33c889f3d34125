"""Puts slides into a deck: words into placeholders that are real, charts, pictures and tables below them."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Pt

from evaluation import wording
from evaluation.brand.raster import logo_png, pixels
from evaluation.charts import paper
from evaluation.reports.slides import fitting, look, plotting
from evaluation.reports.slides import geometry as g
from evaluation.reports.slides.fitting import flat
from evaluation.reports.slides.grid import add_table
from evaluation.reports.slides.slide import Figure, Grid, Item, Slide, Words
from evaluation.reports.slides.writing import described, paragraph, write

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide as PptxSlide

    from evaluation.reports.report import Report

_PICTURE_MM = 210  # how wide a picture is drawn before it is fitted to its room
_Box = tuple[float, float, float, float]  # left, top, width, height in points


class Shapes:
    """A deck being filled: its layouts, the report it shows, and the words that every slide carries."""

    def __init__(self, deck: Presentation, report: Report) -> None:
        self.deck, self.report, self.font = deck, report, report.brand.font
        self.layouts = {layout.name: layout for layout in deck.slide_layouts}
        self.logo = logo_png(report.brand)
        foot = " ".join(part for part in (flat(report.banner), flat(report.stamp)) if part)
        self.foot = self._fitting(foot, g.FOOT_SIZES, g.WIDE - g.NUMBER_WIDE - 12)

    def cover(self) -> None:
        """The first slide: what the report is, whose, from when, and what to know before reading it."""
        report = self.report
        made = self.deck.slides.add_slide(self.layouts[look.COVER])
        title = flat(report.title)
        self._title(made, *self._fitting(title, g.COVER_SIZES, g.TITLE_WIDE)[:2])
        day = wording.day(report.made_on) if report.made_on else ""
        lines = (flat(report.subtitle), ", ".join(part for part in (flat(report.organisation), day) if part))
        cut = [self._fitting(line, g.COVER_LINE_SIZES) for line in lines if line]
        self._fill(made, 1, [paragraph(text, size=size) for text, size, _ in cut])
        cut = [self._fitting(flat(notice), g.NOTICE_SIZES, g.TITLE_WIDE) for notice in report.notices]
        self._fill(made, look.NOTICES, [paragraph(text, size=size, bold=True) for text, size, _ in cut])
        self._logo(made, (g.LEFT, 34, g.COVER_LOGO_WIDE, g.COVER_LOGO_TALL))
        self._finish(made, (title, *lines))

    def add(self, slide: Slide) -> None:
        """A slide after those there are."""
        name = {Words: look.WORDS, Figure: look.FIGURE, Grid: look.GRID}[type(slide)]
        made = self.deck.slides.add_slide(self.layouts[name])
        title, size, lines = self._fitting(slide.title, g.TITLE_SIZES, g.TITLE_WIDE)
        tall = size * lines * fitting.LEADING
        _move(self._title(made, title, size), (g.LEFT, g.TITLE_TOP, g.WIDE, tall))
        place, _, _ = self._fitting(slide.place, ((g.PLACE_SIZE, 1),), g.PLACE_WIDE)
        self._fill(made, look.PLACE, [paragraph(place)])
        top = g.TITLE_TOP + tall
        notes = [slide.place] if place != slide.place else []
        if isinstance(slide, Words):
            held = self._fill(made, look.BODY, [_item(item, slide.size) for item in slide.items])
            _move(held, (g.LEFT, top + g.BELOW_TITLE, g.WIDE, g.FOOT_RULE - 6 - g.BELOW_TITLE - top))
        elif isinstance(slide, Figure):
            notes += self._figure(made, slide, top)
        elif isinstance(slide, Grid):
            notes += self._grid(made, slide, top + g.BELOW_TITLE)
        wide = g.LEFT + g.WIDE - g.LOGO_WIDE
        self._logo(made, (wide, 8, g.LOGO_WIDE, g.LOGO_TALL), at_right=True)
        self._finish(made, (*notes, *slide.notes))

    def _figure(self, made: PptxSlide, slide: Figure, top: float) -> list[str]:
        """The chart under its subtitle; returns what of its words had no room."""
        chart = slide.chart
        whole = (flat(chart.subtitle), flat(chart.caption))
        cut: tuple[str, ...] = ()
        subtitle, size, lines = self._fitting(whole[0], g.SUBTITLE_SIZES)
        tall = lines * size * fitting.LEADING
        _move(
            self._fill(made, look.SUBTITLE, [paragraph(subtitle, size=size)]),
            (g.LEFT, top + 2, g.WIDE, tall + 2),
        )
        top += tall + 12
        end = top + g.BAR_TALL if slide.items else g.CAPTION_TOP - 6
        box = (g.LEFT, top, g.WIDE, end - top)
        if slide.plot is None:
            self._picture(made, slide, box)
        else:
            drawn = plotting.drawn(slide.plot, box[2], box[3], self.font, single=bool(slide.items))
            shapes: Any = made.shapes  # a chart's data may be anything that gives XML and a workbook
            frame = shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *map(Pt, box), drawn)
            described(frame._element.nvGraphicFramePr.cNvPr, "Chart", chart.alt)
            cut = drawn.cut
        items = [_item(item, g.PARTS) for item in slide.items]
        held = self._fill(made, look.BODY, items)
        if held is not None:
            _move(held, (g.LEFT, end + 6, g.WIDE, g.CAPTION_TOP - end - 10))
            _last(made, held)
        caption, size, _ = self._fitting(whole[1], g.CAPTION_SIZES)
        _last(made, self._fill(made, look.CAPTION, [paragraph(caption, size=size)]))
        printed = (subtitle, caption)
        return [*(full for full, shown in zip(whole, printed, strict=True) if full != shown), *cut]

    def _picture(self, made: PptxSlide, slide: Figure, box: _Box) -> None:
        png = paper.png(slide.chart, _PICTURE_MM, titled=False)
        added: Any = made.shapes.add_picture(BytesIO(png), *map(Pt, _within(pixels(png), box)))
        described(added._element.nvPicPr.cNvPr, "Chart", slide.chart.alt)

    def _grid(self, made: PptxSlide, slide: Grid, top: float) -> list[str]:
        """The table and its notes; returns those that had no room."""
        end = add_table(made, slide.table, slide.rows, top, self.font)
        words = flat(" ".join(slide.table.notes))
        text, size, lines = self._fitting(words, g.CAPTION_SIZES)
        held = self._fill(made, look.CAPTION, [paragraph(text, size=size)] if text else [])
        if held is not None:
            tall = lines * size * fitting.LEADING + 2
            _move(held, (g.LEFT, min(end + 8, g.FOOT_RULE - 2 - tall), g.WIDE, tall))
            _last(made, held)
        return [words] if text != words else []

    def _fitting(
        self, text: str, sizes: tuple[tuple[float, int], ...], room: float = g.WIDE
    ) -> tuple[str, float, int]:
        return fitting.fitting(text, room, sizes, self.font)

    def _title(self, made: PptxSlide, text: str, size: float) -> Any:
        title: Any = made.shapes.title
        write(title._element.txBody, [paragraph(text, size=size)])
        return title

    def _fill(self, made: PptxSlide, index: int, paragraphs: list[str]) -> Any:
        """Put paragraphs into a placeholder, or take it away where there are none."""
        holder: Any = next(p for p in made.placeholders if p.placeholder_format.idx == index)
        if paragraphs:
            write(holder._element.txBody, paragraphs)
            return holder
        holder._element.getparent().remove(holder._element)
        return None

    def _logo(self, made: PptxSlide, box: _Box, *, at_right: bool = False) -> None:
        if not self.logo:
            return
        left, top, wide, tall = _within(pixels(self.logo), box)
        left += box[2] - wide if at_right else 0
        added: Any = made.shapes.add_picture(BytesIO(self.logo), *map(Pt, (left, top, wide, tall)))
        of = flat(self.report.brand.organisation) or flat(self.report.organisation)
        described(added._element.nvPicPr.cNvPr, "Logo", f"Logo of {of}" if of else "Logo")

    def _finish(self, made: PptxSlide, notes: tuple[str, ...]) -> None:
        """The foot and the number, which come last when the slide is read, then the notes."""
        text, size, _ = self.foot
        tree = made.shapes._spTree
        layout: Any = made.slide_layout
        for index in (look.FOOT, look.NUMBER):
            holders = {p.placeholder_format.idx: p for p in layout.placeholders}
            copy: Any = deepcopy(holders[index]._element)
            copy.nvSpPr.cNvPr.set("id", str(max(map(int, tree.xpath(".//p:cNvPr/@id"))) + 1))
            for inherited in (copy.spPr, copy.txBody.find(qn("a:lstStyle"))):
                for part in list(inherited):
                    inherited.remove(part)
            if index == look.FOOT:
                write(copy.txBody, [paragraph(text, size=size)])
            else:
                next(copy.iter(qn("a:t"))).text = str(len(self.deck.slides))
            tree.append(copy)
        page: Any = made.notes_slide
        for holder in list(page.placeholders):
            if holder.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
                holder._element.getparent().remove(holder._element)
        said = (flat(line) for line in (*notes, *self.report.notices, self.report.stamp))
        write(page.notes_placeholder._element.txBody, [paragraph(line) for line in said if line])


def _item(item: Item, size: float) -> str:
    bold = True if item.kind == "statement" else None
    return paragraph(item.text, size=size, bold=bold, level=int(item.kind == "bullet"))


def _move(holder: Any, box: _Box) -> None:
    holder.left, holder.top, holder.width, holder.height = map(Pt, box)


def _last(made: PptxSlide, holder: Any) -> None:
    """Put a shape behind the others in the order in which a slide is read."""
    if holder is not None:
        made.shapes._spTree.append(holder._element)


def _within(size: tuple[int, int], box: _Box) -> _Box:
    """A picture as large as fits a box, at its left."""
    left, top, wide, tall = box
    scale = min(wide / size[0], tall / size[1])
    return left, top, size[0] * scale, size[1] * scale
