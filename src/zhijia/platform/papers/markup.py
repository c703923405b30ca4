"""The few pieces of WordprocessingML that python-docx has no call for."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from .measures import LATIN


def node(tag: str, *children: Element, **values: str | int) -> Element:
    """Return the element `w:tag` with attributes `w:key`; Word wants children in schema order."""
    made = OxmlElement(f"w:{tag}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(children)
    return made


def faces(face: str) -> Element:
    """Return the fonts of a run: `face` for Chinese, Times New Roman for Latin.

    Without the hint Word sets “” and … in the Latin font, half as wide as they should be.
    """
    return node("rFonts", hint="eastAsia", ascii=LATIN, hAnsi=LATIN, cs=LATIN, eastAsia=face)
