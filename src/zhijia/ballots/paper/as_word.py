"""A leaf as a Word file: as many of it on a sheet as asked for, dashed lines where it is cut."""

from io import BytesIO

from docx import Document
from docx.document import Document as Written
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml.etree import _Element as Element

from zhijia.platform.papers.markup import faces, node
from zhijia.platform.papers.measures import FANGSONG, HEITI, KAITI, XIAOBIAOSONG
from zhijia.platform.papers.page import introduce
from zhijia.platform.papers.styles import restyle
from zhijia.platform.wording import legible

from ..rules.printing import TILES
from .leaf import BAND, GAP, LOOKS, SEAL, Align, Cell, Face, Grid, Leaf, Row, Sheet, Style

FACES: dict[Face, str] = {
    "title": XIAOBIAOSONG,
    "head": HEITI,
    "name": KAITI,
    "body": FANGSONG,
}
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
SHUT = "D9D9D9"


def word(leaf: Leaf, sheet: Sheet) -> bytes:
    """Return one sheet as a .docx file; it is printed as often as there are sheets needed."""
    document = Document()
    introduce(document, leaf.title)
    restyle(document)
    _lay_out(document, sheet)
    body = document.element.body
    is_alone = sheet.per_sheet == 1
    for piece in _leaf(leaf, sheet) if is_alone else [_tiled(leaf, sheet), _small()]:
        body.insert(len(body) - 1, piece)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_out(document: Written, sheet: Sheet) -> None:
    section = document.sections[0]
    width, height = sheet.page
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side in ("top_margin", "bottom_margin", "left_margin", "right_margin"):
        setattr(section, side, Mm(sheet.margin))
    section.header_distance = section.footer_distance = Mm(3)
    grid = document.element.body.sectPr.find(qn("w:docGrid"))
    grid.getparent().remove(grid)  # lines of a grid would pull the rows of small papers apart


def _tiled(leaf: Leaf, sheet: Sheet) -> Element:
    """Return the table whose cells are the leaves of the sheet."""
    columns, rows = TILES[sheet.per_sheet]
    width, height = sheet.tile
    lines = [
        node(side, val="dashed", sz=4, space=0, color="808080") for side in ("insideH", "insideV")
    ]
    padding = Mm(sheet.padding).twips
    gaps = {"top": padding, "left": padding, "bottom": padding, "right": padding}
    look = node(
        "tblPr",
        node("tblW", w=Mm(width * columns).twips, type="dxa"),
        node("jc", val="center"),
        node("tblBorders", *lines),
        node("tblLayout", type="fixed"),
        node("tblCellMar", *(node(s, w=gap, type="dxa") for s, gap in gaps.items())),
    )
    grid = node("tblGrid", *(node("gridCol", w=Mm(width).twips) for _ in range(columns)))
    # A hair less than the page, or the last paragraph falls on a page of its own.
    tall = Mm(height - 1).twips
    drawn = []
    for _ in range(rows):
        cells = [
            node(
                "tc", node("tcPr", node("tcW", w=Mm(width).twips, type="dxa")), *_leaf(leaf, sheet)
            )
            for _ in range(columns)
        ]
        drawn.append(node("tr", node("trPr", node("trHeight", val=tall, hRule="exact")), *cells))
    return node("tbl", look, grid, *drawn)


def _leaf(leaf: Leaf, sheet: Sheet) -> list[Element]:
    """Return the paragraphs and tables of one leaf, a paragraph the last."""
    scale = sheet.scale
    drawn: list[Element] = []
    if leaf.tint:
        drawn.append(_band(leaf, scale))
    drawn.append(_paragraph(leaf.title, "title", scale))
    for block in leaf.blocks:
        if isinstance(block, Grid):
            drawn += [_grid(block, scale), _small(GAP)]
        else:
            drawn.append(_paragraph(block.text, block.style, scale))
    if leaf.notes or leaf.seal:
        drawn += [_foot(leaf, sheet), _small()]
    return drawn


def _band(leaf: Leaf, scale: float) -> Element:
    height = node("spacing", line=Mm(BAND * scale).twips, lineRule="exact", after=0)
    fill = node("shd", val="clear", color="auto", fill=leaf.tint)
    look = node("pPr", node("pStyle", val="Cell"), fill, height, node("jc", val="center"))
    return node("p", look, _run(leaf.band, "head", 11 * scale))


def _paragraph(text: str, style: Style, scale: float) -> Element:
    look = LOOKS[style]
    height = node("spacing", line=Pt(look.line * scale).twips, lineRule="exact")
    shape = node("pPr", node("pStyle", val="Cell"), height, node("jc", val=look.align))
    runs: list[Element] = []
    for n, line in enumerate(legible(text).split("\n")):
        if n:
            runs.append(node("r", node("br")))
        runs.append(_run(line, look.face, look.size * scale))
    return node("p", shape, *runs)


def _small(height: float = 0.4) -> Element:
    """Return an empty paragraph: Word joins tables with nothing between, and ends cells so."""
    spacing = node("spacing", line=Mm(height).twips, lineRule="exact")
    size = node("rPr", node("sz", val=2))
    return node("p", node("pPr", node("pStyle", val="Cell"), spacing, size))


def _run(text: str, face: Face, size: float) -> Element:
    half = round(size * 2)
    run = node("r", node("rPr", faces(FACES[face]), node("sz", val=half), node("szCs", val=half)))
    told = node("t")
    told.text = legible(text)
    told.set(qn("xml:space"), "preserve")
    run.append(told)
    return run


def _grid(grid: Grid, scale: float) -> Element:
    lines = (node(side, val="single", sz=6, space=0, color="auto") for side in SIDES)
    gaps = {"top": 0, "left": Mm(0.8).twips, "bottom": 0, "right": Mm(0.8).twips}
    look = node(
        "tblPr",
        node("tblW", w=Mm(sum(grid.widths)).twips, type="dxa"),
        node("jc", val="center"),
        node("tblBorders", *lines),
        node("tblLayout", type="fixed"),
        node("tblCellMar", *(node(s, w=gap, type="dxa") for s, gap in gaps.items())),
    )
    columns = node("tblGrid", *(node("gridCol", w=Mm(width).twips) for width in grid.widths))
    rows = [_row(row, grid, n < grid.heads, scale) for n, row in enumerate(grid.rows)]
    return node("tbl", look, columns, *rows)


def _row(row: Row, grid: Grid, is_head: bool, scale: float) -> Element:
    height = node("trHeight", val=Mm(row.height).twips, hRule="atLeast")
    look = node("trPr", node("cantSplit"), height, *([node("tblHeader")] if is_head else []))
    cells, at = [], 0
    for cell in row.cells:
        cells.append(_cell(cell, sum(grid.widths[at : at + cell.span]), scale))
        at += cell.span
    return node("tr", look, *cells)


def _cell(cell: Cell, width: float, scale: float) -> Element:
    look = node("tcPr", node("tcW", w=Mm(width).twips, type="dxa"))
    if cell.span > 1:
        look.append(node("gridSpan", val=cell.span))
    if cell.is_shut:
        look.append(node("shd", val="clear", color="auto", fill=SHUT))
    look.append(node("vAlign", val="center"))
    # One character a line rather than a turned cell: WPS and LibreOffice turn them differently.
    lines = list(cell.text) if cell.is_upright else cell.text.split("\n")
    return node("tc", look, *(_line(line, cell, scale) for line in lines or [""]))


def _line(text: str, cell: Cell, scale: float) -> Element:
    size = cell.size * scale
    spacing = node("spacing", line=Pt(size * 1.3).twips, lineRule="exact")
    look = node("pPr", node("pStyle", val="Cell"), spacing, node("jc", val=cell.align))
    return node("p", look, *([_run(text, cell.face, size)] if text else []))


def _foot(leaf: Leaf, sheet: Sheet) -> Element:
    """Draw the notes, and right of them the place for the seal, dashed."""
    scale, width = sheet.scale, sheet.room[0]
    seal = SEAL[0] * scale if leaf.seal else 0.0
    widths = [width - seal, seal] if seal else [width]
    none = (node(side, val="nil") for side in SIDES)
    gaps = {"top": 0, "left": 0, "bottom": 0, "right": Mm(1).twips}
    look = node(
        "tblPr",
        node("tblW", w=Mm(width).twips, type="dxa"),
        node("jc", val="center"),
        node("tblBorders", *none),
        node("tblLayout", type="fixed"),
        node("tblCellMar", *(node(s, w=gap, type="dxa") for s, gap in gaps.items())),
    )
    grid = node("tblGrid", *(node("gridCol", w=Mm(each).twips) for each in widths))
    told = [_paragraph(note, "note", scale) for note in leaf.notes] or [_small()]
    cells = [node("tc", node("tcPr", node("tcW", w=Mm(widths[0]).twips, type="dxa")), *told)]
    if seal:
        cells.append(_seal(leaf.seal, seal, scale))
    height = node("trHeight", val=Mm(SEAL[1] * scale if seal else 0).twips, hRule="atLeast")
    return node("tbl", look, grid, node("tr", node("trPr", node("cantSplit"), height), *cells))


def _seal(text: str, width: float, scale: float) -> Element:
    sides = ("top", "left", "bottom", "right")
    lines = (node(side, val="dashed", sz=4, space=0, color="808080") for side in sides)
    look = node(
        "tcPr",
        node("tcW", w=Mm(width).twips, type="dxa"),
        node("tcBorders", *lines),
        node("vAlign", val="center"),
    )
    align: Align = "center"
    return node(
        "tc", look, *(_line(t, Cell(t, size=10, align=align), scale) for t in text.split("\n"))
    )
