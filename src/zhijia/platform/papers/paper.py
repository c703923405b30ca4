"""A paper grows from its title downwards, one call a part, and comes out as a Word file."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph
from lxml.etree import _Element as Element

from ..wording import ems, legible, written
from .forms import Row, drawn_form
from .markup import faces, node
from .measures import BODY, Size, sheet
from .page import introduce, lay_out
from .styles import STYLES, restyle
from .tables import Table
from .words import numbered


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", legible(text)).strip()


def _indent(**characters: float) -> Element:
    """Return indents given in characters, in twips as well for programs that know only those."""
    values: dict[str, int] = {}
    for side, count in characters.items():
        values |= {f"{side}Chars": round(count * 100), side: round(count * BODY.twips)}
    return node("ind", **values)


class Paper:
    """An official document by GB/T 9704-2012, editable in Word and WPS.

    Texts are plain: whatever the user typed is kept but for characters no Word file can hold.
    """

    def __init__(
        self,
        title: str,
        *,
        subtitle: str = "",
        landscape: bool = False,
        size: Size = "A4",
        letterhead: str = "",
        number: str = "",
    ) -> None:
        """Open a paper; a line feed in `title` breaks its line where the meaning wants it.

        A letter (函) has the red name of who sends it on top, and below the line its `number`.
        """
        self._document = Document()
        self._sheet = sheet(size, landscape=landscape)
        self._counts = [0, 0, 0, 0]
        self._attached = self._appended = 0
        self._turn_page = False
        introduce(self._document, _one_line(title))
        restyle(self._document)
        lay_out(self._document, self._sheet)
        if letterhead:
            self._write("Letterhead", _one_line(letterhead))
            self._write("LetterNumber", _one_line(number))
        self._head(title, subtitle)

    def begin(self, title: str, *, subtitle: str = "") -> None:
        """Begin another paper of the same sort on a new page: title, and headings counted anew."""
        self.page_break()
        self._counts = [0, 0, 0, 0]
        self._head(title, subtitle)

    def recipient(self, text: str) -> None:
        """主送机关: to whom, at the left edge, with a full-width colon."""
        self._write("Recipient", _one_line(text).rstrip(":：") + "：")

    def lead(self, text: str) -> None:
        """The opening: why this paper, in the manner of the text."""
        self.paragraph(text)

    def heading(self, text: str, level: int = 1) -> None:
        """Number and write a heading of level 1–4: 一、（一）1. （1）. ValueError beyond."""
        if not 1 <= level <= len(self._counts):
            raise ValueError(f"a paper has no heading of level {level}")
        self._write(f"Heading{level}", numbered(self._counts, level) + _one_line(text))

    def paragraph(self, text: str) -> None:
        """Write text; each of its lines becomes a paragraph, indented by us and not by blanks."""
        for line in legible(text).split("\n"):
            if line.strip():
                self._write("Text", line.strip())

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        widths: Sequence[float] | None = None,
        caption: str = "",
    ) -> None:
        """Draw a table across the page; `widths` are relative, by default what the cells need.

        ValueError without heads, and where a row or `widths` does not match them.
        """
        table = Table(heads, list(rows), self._sheet.measure, widths)
        if caption or self._turn_page:
            self._write("Caption", _one_line(caption))
        after = self._write("Cell")  # Word joins two tables with nothing between them
        after._p.addprevious(table.drawn())

    def form(self, rows: Sequence[Row]) -> None:
        """Draw a form across the page: labels and what stands beside them, one or two a row.

        ValueError for a row of none or of more than two.
        """
        drawn = drawn_form(rows, self._sheet.measure)
        if self._turn_page:
            self._write("Cell")  # a table cannot turn the page, a line before it can
        self._write("Cell")._p.addprevious(drawn)

    def picture(self, data: bytes, caption: str) -> None:
        """Set a photograph (png, jpg) across the middle of the page, its caption beneath.

        A line of fixed height would show only a strip of it.
        """
        line = self._write("Cell")
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.line_spacing = 1.0
        line.paragraph_format.keep_with_next = True
        shown = line.add_run().add_picture(BytesIO(data))
        most = (self._sheet.measure * 4 // 5, self._sheet.measure)
        scale = min(1.0, most[0] / shown.width, most[1] / shown.height)
        shown.width, shown.height = (
            Length(int(shown.width * scale)),
            Length(int(shown.height * scale)),
        )
        self._write("Cell", _one_line(caption)).alignment = WD_ALIGN_PARAGRAPH.CENTER

    def attachments(self, names: Sequence[str]) -> None:
        """附件说明: a line below the text, two characters in; several are numbered."""
        self._attached = len(names)
        if names:
            self._write("Text")
        for number, name in enumerate(names, 1):
            label = f"{number}." if len(names) > 1 else ""
            self._attachment("附件：" if number == 1 else "", label, _one_line(name))

    def _attachment(self, mark: str, label: str, name: str) -> None:
        # The tab reaches the hanging indent, so that a long name goes on under its beginning.
        line = self._write("Attachment", mark + (f"{label}\t" if label else "") + name)
        number = len(label) / 2
        indent = _indent(left=2 + len("附件：") + number, hanging=len(mark) + number)
        line._p.get_or_add_pPr().append(indent)

    def signature(self, unit: str, day: date) -> None:
        """落款: the date ends four characters from the edge, the unit is centred above it.

        Two lines are left for the seal; the last paragraph comes along to the signature's page.
        """
        unit = _one_line(unit)
        longer = (ems(unit) - ems(written(day))) / 2
        edge = max(4.0, 2 + longer)
        self._keep_last_with_next()
        for text, right in (("", edge), ("", edge), (unit, edge - longer), (written(day), edge)):
            line = self._write("Signature", text)
            line._p.get_or_add_pPr().append(_indent(right=right))
            line.paragraph_format.keep_with_next = text != written(day)

    def gap(self) -> None:
        """Leave a line free, as between a text and a form."""
        self._write("Text")

    def page_break(self) -> None:
        """Begin what comes next on a new page."""
        self._turn_page = True

    def appendix(self, title: str) -> None:
        """附件: a new page, the mark on its first line, the title on its third, numbers afresh."""
        self.page_break()
        self._appended += 1
        self._counts = [0, 0, 0, 0]
        self._write("AppendixMark", "附件" if self._attached == 1 else f"附件{self._appended}")
        self._write("Text")
        self._head(title, "")

    def to_bytes(self) -> bytes:
        """Return the paper as a .docx file."""
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _head(self, title: str, subtitle: str) -> None:
        self._write("Title", title.strip())
        if subtitle:
            self._write("Subtitle", _one_line(subtitle))
        self._write("Text")

    def _write(self, style: str, text: str = "") -> Paragraph:
        paragraph = self._document.add_paragraph()
        paragraph._p.style = style
        if text:
            run = paragraph.add_run(legible(text))
            run._r.get_or_add_rPr().insert(0, faces(STYLES[style].face))
        if self._turn_page:
            paragraph.paragraph_format.page_break_before = True
            self._turn_page = False
        return paragraph

    def _keep_last_with_next(self) -> None:
        last = self._document.element.body.findall(qn("w:p"))[-1]
        Paragraph(last, self._document).paragraph_format.keep_with_next = True
