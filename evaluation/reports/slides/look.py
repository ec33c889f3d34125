"""The look of a deck: its theme, master and four layouts, made of the brand's colours and font."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from evaluation.charts import palette
from evaluation.reports.slides import geometry as g

if TYPE_CHECKING:
    from pptx.presentation import Presentation

    from evaluation.brand import Brand

_NAMESPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_MADE_BY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Attune</Application></Properties>"
)
COVER, FIGURE, WORDS, GRID = "Cover", "Figure", "Words", "Table"
# What a placeholder is known by, on its layout and on slides.
PLACE, SUBTITLE, BODY, CAPTION, NOTICES, FOOT, NUMBER = 10, 11, 12, 13, 14, 15, 16
_Box = tuple[float, float, float, float]
_PLACE_BOX = (g.LEFT, g.PLACE_TOP, g.WIDE - g.LOGO_WIDE - 20, g.PLACE_TALL)
_TITLE_BOX = (g.LEFT, g.TITLE_TOP, g.WIDE, g.BODY_TOP - g.TITLE_TOP - 4)
_FOOT_BOX = (g.LEFT, g.FOOT_TOP, g.WIDE - g.NUMBER_WIDE, g.FOOT_TALL)
_NUMBER_BOX = (g.LEFT + g.WIDE - g.NUMBER_WIDE, g.FOOT_TOP, g.NUMBER_WIDE, g.FOOT_TALL)


def apply(deck: Presentation, brand: Brand) -> None:
    """Give the deck its size, and its theme, master and layouts the brand's look."""
    deck.slide_width, deck.slide_height = Pt(g.ACROSS), Pt(g.DOWN)
    deck.part._element.sldSz.attrib.pop("type", None)  # the template's says 4:3
    _unmarked(deck)
    _theme(deck, brand)
    master = deck.slide_master
    for layout in list(deck.slide_layouts)[4:]:
        deck.slide_layouts.remove(layout)
    _master(master._element, brand)
    for layout, (name, shapes) in zip(deck.slide_layouts, _layouts().items(), strict=True):
        element = layout._element
        for attribute in ("type", "preserve"):
            element.attrib.pop(attribute, None)
        element.set("userDrawn", "1")
        element.find(qn("p:cSld")).set("name", name)
        _shapes(element, shapes)


def _unmarked(deck: Presentation) -> None:
    """Take away what the template tells of itself: its picture, its printer, the program that made it."""
    package = deck.part.package
    for holder in (package, deck.part):
        for key, link in list(holder._rels.items()):
            if link.reltype in {RT.THUMBNAIL, RT.PRINTER_SETTINGS}:
                holder._rels.pop(key)
    part: Any = package.part_related_by(RT.EXTENDED_PROPERTIES)
    part._blob = _MADE_BY.encode("utf-8")


def _theme(deck: Presentation, brand: Brand) -> None:
    part: Any = deck.slide_master.part.part_related_by(RT.THEME)
    text = part.blob.decode("utf-8")
    text = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{brand.font}"', text)
    colours = {
        "dk1": palette.INK,
        "lt1": palette.PAPER,
        "dk2": brand.heading,
        "lt2": palette.PALE,
        **{f"accent{place}": colour for place, colour in enumerate(palette.CATEGORIES, 1)},
        "hlink": palette.BLUE,
        "folHlink": palette.PINK,
    }
    for name, colour in colours.items():
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>',
            text,
            flags=re.DOTALL,
        )
    part._blob = re.sub(r'(<a:theme [^>]*name=)"[^"]*"', r'\1"Attune"', text, count=1).encode("utf-8")


def _master(master: Any, brand: Brand) -> None:
    band = _rectangle("Band", 2, (0, 0, 10, g.DOWN), brand.line)
    rule = _rectangle("Rule above the foot", 3, (g.LEFT, g.FOOT_RULE, g.WIDE, 0.75), palette.RULE)
    shapes = [
        band,
        rule,
        _placeholder(4, 'type="title"', "Title", _TITLE_BOX),
        _placeholder(5, 'type="body" idx="1"', "Text", (g.LEFT, g.BODY_TOP, g.WIDE, g.BODY_TALL)),
        _placeholder(6, 'type="ftr" sz="quarter" idx="3"', "Footer", _FOOT_BOX, size=9, quiet=True),
        _placeholder(7, 'type="sldNum" sz="quarter" idx="4"', "Number", _NUMBER_BOX, size=9, align="r"),
    ]
    _shapes(master, shapes)
    styles = master.find(qn("p:txStyles"))
    for style in list(styles):
        styles.remove(style)
    for style in _text_styles():
        styles.append(parse_xml(style))


def _layouts() -> dict[str, list[str]]:
    """The shapes of each layout, the title first."""
    foot = [
        _placeholder(20, f'type="ftr" sz="quarter" idx="{FOOT}"', "Footer", None, size=9, quiet=True),
        _placeholder(21, f'type="sldNum" sz="quarter" idx="{NUMBER}"', "Number", None, size=9, align="r"),
    ]
    title = _placeholder(2, 'type="title"', "Title", None)
    place = _body(3, PLACE, "Part of the report", _PLACE_BOX, g.PLACE_SIZE, quiet=True)
    subtitle = _body(4, SUBTITLE, "Measure, rater, period and n", (g.LEFT, 106, g.WIDE, 36), 14, quiet=True)
    caption = (g.LEFT, g.CAPTION_TOP, g.WIDE, g.CAPTION_TALL)
    return {
        COVER: [
            _placeholder(2, 'type="ctrTitle"', "Title", (g.LEFT, 130, g.WIDE, 140), anchor="b"),
            _placeholder(3, 'type="subTitle" idx="1"', "Subtitle", (g.LEFT, 278, g.WIDE, 76), size=18),
            _body(4, NOTICES, "Notices", (g.LEFT, 366, g.WIDE, 118), 14),
            *foot,
        ],
        FIGURE: [
            title,
            place,
            subtitle,
            _body(5, BODY, "Figures in words", (g.LEFT, 300, g.WIDE, 140), g.PARTS),
            _body(6, CAPTION, "Source", caption, 11, quiet=True),
            *foot,
        ],
        WORDS: [
            title,
            place,
            _body(4, BODY, "Text", (g.LEFT, g.BODY_TOP, g.WIDE, g.BODY_TALL), g.PARAGRAPH),
            *foot,
        ],
        GRID: [title, place, _body(4, CAPTION, "Notes", caption, 11, quiet=True), *foot],
    }


def _body(number: int, index: int, name: str, box: _Box, size: float, *, quiet: bool = False) -> str:
    return _placeholder(number, f'type="body" sz="quarter" idx="{index}"', name, box, size=size, quiet=quiet)


def _placeholder(
    number: int,
    kind: str,
    name: str,
    box: _Box | None,
    *,
    size: float = 0,
    quiet: bool = False,
    align: str = "",
    anchor: str = "t",
) -> str:
    """A placeholder without margins of its own, so that its words stand where it begins."""
    where = "" if box is None else f'{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    colour = f'<a:solidFill><a:srgbClr val="{palette.QUIET[1:]}"/></a:solidFill>' if quiet else ""
    looks = f' sz="{round(size * 100)}"' if size else ""
    aligned = f' algn="{align}"' if align else ""
    levels = "".join(
        f"<a:lvl{level}pPr{aligned if level == 1 else ''}><a:defRPr{looks}>{colour}</a:defRPr>"
        f"</a:lvl{level}pPr>"
        for level in (1, 2)
        if size
    )
    text = (
        '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="en-GB"/>'
        "<a:t>‹#›</a:t></a:fld>"
        if "sldNum" in kind
        else f'<a:r><a:rPr lang="en-GB"/><a:t>{name}</a:t></a:r>'
        if "ftr" not in kind
        else ""
    )
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{where}</p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" '
        f'anchor="{anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle>{levels}</a:lstStyle>'
        f'<a:p>{text}<a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
    )


def _rectangle(name: str, number: int, box: _Box, colour: str) -> str:
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/>'
        f'</a:prstGeom><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        "</p:spPr></p:sp>"
    )


def _frame(box: _Box) -> str:
    left, top, wide, tall = (round(part * 12700) for part in box)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'


def _shapes(element: Any, shapes: list[str]) -> None:
    """Put shapes in place of those there are."""
    tree = element.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
    for old in tree.findall(qn("p:sp")):
        tree.remove(old)
    for shape in shapes:
        tree.append(parse_xml(shape))


def _text_styles() -> tuple[str, ...]:
    """Titles in the heading's colour; text plain on its first level, bulleted on the second."""
    face = (
        '<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:latin typeface="+m{kind}-lt"/>'
        '<a:ea typeface="+m{kind}-ea"/><a:cs typeface="+m{kind}-cs"/>'
    )
    title, body = face.format(colour="tx2", kind="j"), face.format(colour="tx1", kind="n")
    after = f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="{g.AFTER * 100}"/></a:spcAft>'
    indent = round(g.INDENT * 12700)
    titles = (
        f'<p:titleStyle {_NAMESPACES}><a:lvl1pPr algn="l" eaLnBrk="1" hangingPunct="1"><a:buNone/>'
        f'<a:defRPr sz="2600" b="1" kern="1200">{title}</a:defRPr></a:lvl1pPr></p:titleStyle>'
    )
    texts = (
        f'<p:bodyStyle {_NAMESPACES}><a:lvl1pPr marL="0" indent="0" algn="l" eaLnBrk="1" '
        f'hangingPunct="1">{after}<a:buNone/><a:defRPr sz="1600" kern="1200">{body}</a:defRPr></a:lvl1pPr>'
        f'<a:lvl2pPr marL="{indent}" indent="-{indent}" algn="l" eaLnBrk="1" hangingPunct="1">{after}'
        '<a:buFont typeface="Arial"/><a:buChar char="&#8226;"/>'
        f'<a:defRPr sz="1600" kern="1200">{body}</a:defRPr></a:lvl2pPr></p:bodyStyle>'
    )
    others = (
        f'<p:otherStyle {_NAMESPACES}><a:lvl1pPr marL="0" algn="l"><a:defRPr sz="1200" kern="1200">{body}'
        "</a:defRPr></a:lvl1pPr></p:otherStyle>"
    )
    return titles, texts, others
