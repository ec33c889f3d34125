"""Whether a PDF can be followed by a screen reader: what PDF/UA-1 (ISO 14289-1) asks of its structure.

It looks at the file's own objects with pikepdf, apart from what wrote it. Only what a program can judge
is judged, and of that the parts that a report has: words, headings, lists, tables, figures, links.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator

# ISO 32000-1, 14.8.4: the standard structure types; others have to be mapped to one of them.
STANDARD = set(
    (
        "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 "
        "H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link "
        "Annot Ruby RB RT RP Warichu WT WP Figure Formula Form"
    ).split()
)
_SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
_PAINTS = {*_SHOWS_TEXT, "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}


@dataclass
class Element:
    """An element of the structure tree: its standard type, attributes and what is in it."""

    type: str
    node: Any
    parent: Element | None = None
    alt: str = ""
    children: list[Element] = field(default_factory=list)
    marked: set[tuple[int, int]] = field(default_factory=set)  # page object and number of marked content

    def all(self, *types: str) -> Iterator[Element]:
        """This element and those below it of the given types, in reading order."""
        if not types or self.type in types:
            yield self
        for child in self.children:
            yield from child.all(*types)

    def attribute(self, name: str) -> Any:
        """An attribute of layout or of tables, None without it."""
        held = self.node.get("/A")
        for attributes in held if isinstance(held, Array) else [held]:
            if isinstance(attributes, Dictionary) and name in attributes:
                return attributes[name]
        return None


def faults(data: bytes, *, uncaptioned: int = 0) -> list[str]:
    """What is wrong with a tagged PDF, one sentence a fault.

    `uncaptioned` figures, such as a logo, need no caption.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [*_document(pdf), *_fonts(pdf), *_attachments(pdf)]
        if "/StructTreeRoot" not in pdf.Root:
            return [*found, "The document has no structure tree."]
        root, unmapped = tree(pdf)
        return [
            *found,
            *(f"The structure type {name} is no standard one." for name in sorted(unmapped)),
            *_pages(pdf, root),
            *_headings(root),
            *_figures(root, uncaptioned),
            *_tables(root),
            *_lists(root),
            *_links(pdf),
        ]


def tree(pdf: pikepdf.Pdf) -> tuple[Element, set[str]]:
    """The structure tree, and the types in it that are neither standard nor mapped to a standard one."""
    held = pdf.Root.StructTreeRoot
    roles = {str(name)[1:]: str(role)[1:] for name, role in held.get("/RoleMap", Dictionary()).items()}
    unmapped: set[str] = set()

    def grown(node: Any, parent: Element, page: Any) -> None:
        if isinstance(node, Array):
            for kid in node:
                grown(kid, parent, page)
        elif isinstance(node, Dictionary) and "/S" in node:
            name = str(node.S)[1:]
            type_ = name if name in STANDARD else roles.get(name, name)
            if type_ not in STANDARD:
                unmapped.add(name)
            made = Element(type_, node, parent, str(node.get("/Alt", "")))
            parent.children.append(made)
            grown(node.get("/K"), made, node.get("/Pg", page))
        elif isinstance(node, Dictionary) and "/MCID" in node:
            parent.marked.add((node.get("/Pg", page).objgen[0], int(node.MCID)))
        elif isinstance(node, int) and page is not None:
            parent.marked.add((page.objgen[0], node))

    root = Element("StructTreeRoot", held)
    grown(held.get("/K"), root, None)
    return root, unmapped


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "The document does not say that it is tagged."
    if not str(root.get("/Lang", "")):
        yield "The document has no language."
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "The window shows the file's name, not the document's title."
    about = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
    if not re.search(r"<pdfuaid:part>1</pdfuaid:part>", about):
        yield "The metadata do not claim PDF/UA-1."
    if not re.search(r"<dc:title>.*?<rdf:li[^>]*>[^<]+</rdf:li>", about, re.DOTALL):
        yield "The metadata have no title."
    if "/Outlines" not in root:
        yield "The document has no bookmarks."


def _pages(pdf: pikepdf.Pdf, root: Element) -> Iterator[str]:
    known = set().union(*(element.marked for element in root.all()))
    for number, page in enumerate(pdf.pages, 1):
        if "/StructParents" not in page.obj:
            yield f"Page {number} does not lead to the structure tree."
        if page.obj.get("/Tabs") != pikepdf.Name.S:
            yield f"Page {number} is not tabbed through in the order of its structure."
        stray, lost = _content(page, known)
        if stray:
            yield f"Page {number} has {stray} marks that are neither tagged nor an artifact."
        if lost:
            yield f"Page {number} has tagged content that the structure tree does not know: {sorted(lost)}."


def _content(page: Any, known: set[tuple[int, int]]) -> tuple[int, set[int]]:
    """How many painting operators stand outside marked content, and numbers that no element holds."""
    inside: list[bool] = []
    stray, lost = 0, set[int]()
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            tag, *properties = instruction.operands
            number = None
            if properties and isinstance(properties[0], Dictionary):
                number = properties[0].get("/MCID")
            if number is not None and (page.obj.objgen[0], int(number)) not in known:
                lost.add(int(number))
            inside.append(tag == pikepdf.Name.Artifact or number is not None)
        elif operator == "EMC":
            inside.pop()
        elif operator in _PAINTS and not any(inside):
            stray += 1
    return stray, lost


def _headings(root: Element) -> Iterator[str]:
    levels = [int(element.type[1]) for element in root.all("H1", "H2", "H3", "H4", "H5", "H6")]
    if levels and levels[0] != 1:
        yield f"The first heading is of level {levels[0]}."
    for before, after in itertools.pairwise(levels):
        if after > before + 1:
            yield f"A heading of level {after} follows one of level {before}."


def _figures(root: Element, uncaptioned: int) -> Iterator[str]:
    without = 0
    for number, figure in enumerate(root.all("Figure"), 1):
        if not figure.alt.strip():
            yield f"Figure {number} has no alternative text."
        if figure.attribute("/BBox") is None:
            yield f"Figure {number} has no place on its page."
        without += not _captioned(figure)
    if without != uncaptioned:
        yield f"{without} figures have no caption."


def _captioned(element: Element) -> bool:
    """Whether there is a caption in the element, or beside it in a group that has nothing else."""
    if any(child.type == "Caption" for child in element.children):
        return True
    group = element.parent
    return group is not None and group.type == "Div" and len(group.children) <= 2 and _captioned(group)


def _tables(root: Element) -> Iterator[str]:
    for number, table in enumerate(root.all("Table"), 1):
        rows = list(table.all("TR"))
        if not _captioned(table):
            yield f"Table {number} has no caption."
        if not rows or not all(cell.type == "TH" for cell in rows[0].children):
            yield f"Table {number} has no header row."
        if len({len(row.children) for row in rows}) > 1:
            yield f"Table {number} has rows of unlike length."
        if any(cell.attribute("/Scope") is None for cell in table.all("TH")):
            yield f"Table {number} has a header cell that does not say what it heads."
        if not all(cell.attribute("/Headers") for cell in table.all("TD")):
            yield f"Table {number} has a cell without a header."
    if any(cell.parent is None or cell.parent.type != "TR" for cell in root.all("TD", "TH")):
        yield "A cell stands outside a row."


def _lists(root: Element) -> Iterator[str]:
    for number, found in enumerate(root.all("L"), 1):
        if not found.children or any(item.type != "LI" for item in found.children):
            yield f"List {number} holds something that is no item."
        for item in found.children:
            if not any(part.type == "LBody" for part in item.children):
                yield f"List {number} has an item without a body."
                break


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        for link in page.obj.get("/Annots", []):
            if "/StructParent" not in link:
                yield f"Page {number} has a link that is not in the structure tree."
            if not str(link.get("/Contents", "")).strip():
                yield f"Page {number} has a link without a description."


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    fonts = [thing for thing in pdf.objects if isinstance(thing, Dictionary) and _is_font(thing)]
    if not fonts:
        yield "The document has no fonts."
    for font in fonts:
        if "/ToUnicode" not in font:
            yield f"The font {font.get('/BaseFont')} does not say which letters its shapes are."
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        described = inner.get("/FontDescriptor", Dictionary())
        if font.get("/Subtype") != pikepdf.Name.Type3 and not any(
            name in described for name in ("/FontFile", "/FontFile2", "/FontFile3")
        ):
            yield f"The font {font.get('/BaseFont')} is not in the file."


def _is_font(thing: Any) -> bool:
    """Whether an object is a font that pages use, and not the inner half of one."""
    kinds = ("/Type0", "/Type1", "/TrueType", "/Type3")
    return thing.get("/Type") == pikepdf.Name.Font and str(thing.get("/Subtype")) in kinds


def _attachments(pdf: pikepdf.Pdf) -> Iterator[str]:
    associated = [item.get("/F") for item in pdf.Root.get("/AF", [])]
    for name in pdf.attachments:
        held = pdf.attachments[name].obj
        if "/AFRelationship" not in held:
            yield f"The attachment {name} does not say how it belongs to the document."
        if not str(held.get("/Desc", "")).strip():
            yield f"The attachment {name} has no description."
        if name not in [str(associate) for associate in associated]:
            yield f"The attachment {name} is not associated with the document."
