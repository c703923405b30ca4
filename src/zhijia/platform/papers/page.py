"""The page of a paper: sheet, grid, page numbers, fonts, and what the file tells of itself."""

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.rel import Relationships
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml.etree import _Element as Element
from lxml.etree import tostring

from .markup import faces, node
from .measures import SONGTI, STAND_INS, Sheet

KEPT = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.THEME,
}
LONGEST_PROPERTY = 255


def lay_out(document: Document, sheet: Sheet) -> None:
    """Give the only section its sheet, margins, line grid and page numbers."""
    section = document.sections[0]
    section.orientation = [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE][sheet.width > sheet.height]
    section.page_width, section.page_height = sheet.width, sheet.height
    section.top_margin, section.bottom_margin = sheet.top, sheet.bottom
    section.left_margin, section.right_margin = sheet.left, sheet.right
    section.footer_distance = sheet.folio
    # "linesAndChars" is what Word calls 28 × 22, but LibreOffice spreads the characters with it.
    grid = document.element.body.sectPr.find(qn("w:docGrid"))
    grid.getparent().replace(grid, node("docGrid", type="lines", linePitch=sheet.pitch.twips))
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], rightChars=100, right=280, side="right")
    _page_number(section.even_page_footer.paragraphs[0], leftChars=100, left=280, side="left")


def _page_number(paragraph: Paragraph, *, side: str, **indent: int) -> None:
    """Write — 1 — at the outer edge, one character in: right on odd pages, left on even ones."""
    look = paragraph._p.get_or_add_pPr()
    look.extend([node("ind", **indent), node("jc", val=side)])
    paragraph._p.extend(_folio(piece) for piece in _field())


def _field() -> list[Element]:
    # The long form of a field: WPS does not count up the short one (w:fldSimple) in every version.
    dash, number, code = (node(tag) for tag in ("t", "t", "instrText"))
    dash.text, number.text, code.text = "— ", "1", "PAGE"
    last = node("t")
    last.text = " —"
    for text in (dash, last):
        text.set(qn("xml:space"), "preserve")
    marks = [node("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
    return [dash, marks[0], code, marks[1], number, marks[2], last]


def _folio(piece: Element) -> Element:
    fonts = faces(SONGTI)
    for script in ("ascii", "hAnsi"):
        fonts.set(qn(f"w:{script}"), SONGTI)
    return node("r", node("rPr", fonts), piece)


def introduce(document: Document, title: str) -> None:
    """Set title and language, and remove what the template says of author, program and day."""
    about = document.core_properties
    about.title, about.language = title[:LONGEST_PROPERTY], "zh-CN"
    about.author = about.comments = ""
    for told in ("dcterms:created", "dcterms:modified"):
        about._element.remove(about._element.find(qn(told)))
    _forget(document.part.package.rels)
    _forget(document.part.rels)
    _settle(document.settings.element)
    _name_fonts(document)


def _forget(relations: Relationships) -> None:
    """Drop the template's thumbnail, program name, spare styles and the like."""
    for key in [key for key, told in relations.items() if told.reltype not in KEPT]:
        relations.pop(key)


def _settle(settings: Element) -> None:
    """Say that the text is Chinese, and that Word need not open it in compatibility mode."""
    for language in settings.findall(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _name_fonts(document: Document) -> None:
    """List the Chinese faces with their stand-ins; charset 86 is GB 2312."""
    fonts = node("fonts")
    for face, others in STAND_INS.items():
        described = [node("altName", val=others), node("charset", val="86")]
        fonts.append(node("font", *described, name=face))
    blob = tostring(fonts, encoding="UTF-8", xml_declaration=True)
    package = document.part.package
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, blob, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)
