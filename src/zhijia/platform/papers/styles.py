"""The paragraph styles of a paper, so that who edits it in Word or WPS changes one style, once."""

from dataclasses import dataclass
from typing import Literal

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from lxml.etree import _Element as Element

from .markup import faces, node
from .measures import (
    BODY,
    FANGSONG,
    FOLIO,
    HEITI,
    KAITI,
    LINE,
    SONGTI,
    TIGHTER,
    TITLE,
    TITLE_LINE,
    XIAOBIAOSONG,
)

KEPT = {"DefaultParagraphFont", "TableNormal", "NoList"}


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its face, size, fixed line height, alignment and first-line indent.

    `level` is the depth in Word's navigation pane, 1 the highest, 0 for none; a heading stays
    with what follows it. `is_ruled` has a red line below, as the head of a letter.
    """

    name: str
    face: str = FANGSONG
    size: Length = BODY
    line: Length = LINE
    align: Literal["both", "left", "center", "right"] = "both"
    indent: int = 0
    level: int = 0
    colour: str = ""
    is_ruled: bool = False


# Word knows those with English names itself; the others are our own.
STYLES = {
    "Normal": Style("Normal"),
    "Title": Style("Title", XIAOBIAOSONG, TITLE, TITLE_LINE, "center"),
    "Subtitle": Style("Subtitle", KAITI, align="center"),
    "Heading1": Style("heading 1", HEITI, indent=2, level=1),
    "Heading2": Style("heading 2", KAITI, indent=2, level=2),
    "Heading3": Style("heading 3", indent=2, level=3),
    "Heading4": Style("heading 4", indent=2, level=4),
    "Text": Style("公文正文", indent=2),
    "Recipient": Style("主送机关", align="left"),
    "Attachment": Style("附件说明", align="left"),
    "Signature": Style("落款", align="right"),
    "AppendixMark": Style("附件标志", HEITI, align="left", level=1),
    "Caption": Style("caption", HEITI, FOLIO, align="center", level=2),
    "Cell": Style("表内文字", size=Pt(12), line=Pt(16), align="left"),
    "Letterhead": Style(
        "发文机关标志", XIAOBIAOSONG, Pt(30), Pt(44), "center", colour="FF0000", is_ruled=True
    ),
    "LetterNumber": Style("函件文号", align="right"),
    "Footer": Style("footer", SONGTI, FOLIO, Pt(16), "left"),
}


def restyle(document: Document) -> None:
    """Replace all styles of python-docx's template by ours."""
    root = document.styles.element
    for old in root.findall(qn("w:style")):
        if old.get(qn("w:styleId")) not in KEPT:
            root.remove(old)
    root.replace(root[0], _defaults())
    root.extend(_style(key, style) for key, style in STYLES.items())


def _defaults() -> Element:
    language = node("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    fonts = node("rPr", faces(FANGSONG), node("sz", val=32), node("szCs", val=32), language)
    return node("docDefaults", node("rPrDefault", fonts), node("pPrDefault", node("pPr")))


def _style(key: str, style: Style) -> Element:
    kind = {"default": 1} if key == "Normal" else {"customStyle": int(not style.name.isascii())}
    made = node("style", node("name", val=style.name), type="paragraph", styleId=key, **kind)
    if key != "Normal":
        made.append(node("basedOn", val="Normal"))
    made.extend([node("qFormat"), _paragraph_look(style), _run_look(style)])
    return made


def _paragraph_look(style: Style) -> Element:
    # autoSpace would put gaps between 2026 and 年; snapToGrid would stretch the rows of tables.
    look = node("pPr")
    if style.level:
        look.append(node("keepNext"))
    if style.is_ruled:
        line = node("bottom", val="thinThickSmallGap", sz=12, space=4, color=style.colour)
        look.append(node("pBdr", line))
    look.extend(node(name, val=0) for name in ("autoSpaceDE", "autoSpaceDN", "snapToGrid"))
    height = style.line.twips
    look.append(node("spacing", before=0, after=0, line=height, lineRule="exact"))
    if style.indent:
        first = style.indent * style.size.twips  # for programs that do not know characters
        look.append(node("ind", firstLineChars=style.indent * 100, firstLine=first))
    look.append(node("jc", val=style.align))
    if style.level:
        look.append(node("outlineLvl", val=style.level - 1))
    return look


def _run_look(style: Style) -> Element:
    size = style.size.pt * 2
    tighter = TIGHTER.twips if style.size == BODY else 0
    return node(
        "rPr",
        faces(style.face),
        *([node("color", val=style.colour)] if style.colour else []),
        node("spacing", val=tighter),
        node("sz", val=int(size)),
        node("szCs", val=int(size)),
    )
