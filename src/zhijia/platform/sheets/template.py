"""The empty table people fill in: heads, drop-downs, an example, and a sheet that explains."""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # annotated, but no py.typed
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # likewise
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # likewise
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # likewise

from ..wording import legible
from .columns import TYPED_AS_TEXT, Column
from .names import sheet_name

A4 = 9
TITLE_ROW, HINT_ROW, HEAD_ROW, EXAMPLE_ROW = range(4)
ROWS = 5_000  # so many rows have drop-downs
EXAMPLE = "示例"
HINT = "带 * 的必须填写；标“示例”的一行不会导入，可以删除。从示例行的下一行开始填写。"
FACE = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
BOX = {"border": 1}
NUMBER_WIDTH, NOTE_WIDTHS = 6, (18, 8, 52, 24)
LISTED, EXPLAINED = "可选项", "填表说明"


def template(title: str, columns: Sequence[Column], notes: Sequence[str] = ()) -> bytes:
    """Return the .xlsx file to fill in; `notes` are sentences for the sheet 填表说明."""
    out = BytesIO()
    with Workbook(out) as book:
        book.set_properties({"title": legible(title)})
        _Form(book, title, columns).draw()
        _explain(book, title, columns, notes)
        _list(book, columns)
    return out.getvalue()


class _Form:
    """The sheet to fill in."""

    def __init__(self, book: Workbook, title: str, columns: Sequence[Column]) -> None:
        self._book, self._title, self._columns = book, title, columns
        self._page: Worksheet = book.add_worksheet(sheet_name(title))

    def draw(self) -> None:
        """Draw it: title, hint, heads, the example, and what the cells below will take."""
        last = len(self._columns)
        self._page.merge_range(
            TITLE_ROW, 0, TITLE_ROW, last, legible(self._title), self._look(18, bold=True)
        )
        hint = self._look(11, align="left", font_color="#9A5B00")
        self._page.merge_range(HINT_ROW, 0, HINT_ROW, last, HINT, hint)
        self._page.set_row(TITLE_ROW, 30)
        self._heads()
        self._example()
        self._page.freeze_panes(EXAMPLE_ROW, 0)
        self._page.set_paper(A4)
        self._page.set_landscape()
        self._page.fit_to_pages(1, 0)
        self._page.repeat_rows(HEAD_ROW)
        self._page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def _look(self, size: int, **more: object) -> Format:
        return self._book.add_format({**FACE, "font_size": size, "align": "center", **more})

    def _heads(self) -> None:
        plain = self._look(11, bold=True, text_wrap=True, bg_color="#F2F2F2", **BOX)
        must = self._look(
            11, bold=True, text_wrap=True, bg_color="#FFF4E0", font_color="#B00020", **BOX
        )
        self._page.set_column(0, 0, NUMBER_WIDTH)
        self._page.write_string(HEAD_ROW, 0, "序号", plain)
        kinds = {
            "text": self._book.add_format({**FACE, "num_format": "@"}),
            "number": self._book.add_format(FACE),
        }
        for place, column in enumerate(self._columns, 1):
            head = f"{column.head}*" if column.is_required else column.head
            cells = kinds["text" if column.kind in TYPED_AS_TEXT else "number"]
            # The format of the whole column: an ID typed into it stays what it is.
            self._page.set_column(place, place, max(column.width, 2 * len(head)), cells)
            self._page.write_string(HEAD_ROW, place, head, must if column.is_required else plain)
            if column.choices:
                self._offer(place, column)

    def _offer(self, place: int, column: Column) -> None:
        letter = xl_col_to_name(place - 1)
        source = f"='{LISTED}'!${letter}$1:${letter}${len(column.choices)}"
        told = "请从下拉列表中选择，或者填写列表中的一项。"
        self._page.data_validation(
            EXAMPLE_ROW, place, EXAMPLE_ROW + ROWS, place,
            {"validate": "list", "source": source, "error_title": column.head[:32],
             "error_message": told},
        )  # fmt: skip

    def _example(self) -> None:
        look = self._look(11, align="left", italic=True, font_color="#767676", num_format="@")
        self._page.write_string(EXAMPLE_ROW, 0, EXAMPLE, look)
        for place, column in enumerate(self._columns, 1):
            self._page.write_string(EXAMPLE_ROW, place, column.example, look)


def _explain(book: Workbook, title: str, columns: Sequence[Column], notes: Sequence[str]) -> None:
    """Write what each column takes; names stand one below the other, so it is no table of rows."""
    page = book.add_worksheet(EXPLAINED)
    bold = book.add_format({**FACE, **BOX, "bold": True, "bg_color": "#F2F2F2"})
    cell = book.add_format({**FACE, **BOX, "text_wrap": True})
    for place, width in enumerate(NOTE_WIDTHS):
        page.set_column(place, place, width)
    for place, head in enumerate(("列", "必填", "怎么填", "例如")):
        page.write_string(0, place, head, bold)
    for row, column in enumerate(columns, 1):
        told = "；".join(filter(None, [column.help, _choices(column)])) or "文字"
        must = "是" if column.is_required else ""
        for place, words in enumerate((column.head, must, told, column.example)):
            page.write_string(row, place, words, cell)
    for row, note in enumerate(notes, len(columns) + 2):
        page.write_string(row, 0, note, book.add_format(FACE))
    page.set_paper(A4)
    page.fit_to_pages(1, 0)


def _choices(column: Column) -> str:
    return f"可填：{'、'.join(column.choices)}" if column.choices else ""


def _list(book: Workbook, columns: Sequence[Column]) -> None:
    """Keep the choices on a hidden sheet: written into the cell they may take 255 letters only."""
    page = book.add_worksheet(LISTED)
    page.hide()
    for place, column in enumerate(columns):
        for row, choice in enumerate(column.choices):
            page.write_string(row, place, choice)
