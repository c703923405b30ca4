"""Files as they are saved, broken, locked and forged."""

import io
import os
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.org.roster.making import HEAD, csv, identity, only, phone, understand, warnings, xlsx
from zhijia.org.roster import Unreadable
from zhijia.platform.sheets.opening import MOST_ROWS
from zhijia.platform.sheets.opening.markup import exact_bounds

ONE = ["王小明", identity(), "A1", "男", phone(1), "动力车间"]
ROWS = [HEAD, ONE]
SHEET = "xl/worksheets/sheet1.xml"


def refused(data: bytes) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(Unreadable) as refusal:
        understand(data, "a.xlsx")
    sentence = str(refusal.value)
    assert sentence.endswith("。")
    return sentence


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return the workbook with its parts changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    def change(name: str, part: bytes) -> bytes:
        assert name != SHEET or old in part
        return part.replace(old, new) if name == SHEET else part

    return change


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "，"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"]
)
def test_csv_comes_in_any_encoding_and_with_any_separator(encoding: str, sign: str) -> None:
    found = understand(csv([["花名册"], *ROWS], encoding, sign), "a.csv")
    assert (found.header_rows, found.sheets_used) == ({"": (2,)}, ())
    person = only(found)
    assert (person.sheet, person.name, person.phone) == (None, "王小明", phone(1))


def test_a_comma_inside_quotes_separates_nothing() -> None:
    person = only(understand(csv([HEAD, [*ONE[:5], '"教师,组长"']]), "a.csv"))
    assert person.department == "教师,组长"


def test_a_rare_character_survives_gb18030() -> None:
    found = understand(csv([HEAD, ["王㛃𠮷", *ONE[1:]]], "gb18030"), "a.csv")
    assert only(found).name == "王㛃𠮷"


def test_formula_errors_in_csv_are_errors() -> None:
    found = understand(csv([HEAD, [*ONE[:5], "#N/A"]]), "a.csv")
    assert warnings(found) == [(2, "cell_error")]


def test_tabs_that_guard_long_numbers_go() -> None:
    found = understand(csv([HEAD, [ONE[0], ONE[1] + "\t", *ONE[2:]]]), "a.csv")
    assert only(found).id_number == identity()


def test_a_file_is_told_by_its_content_not_its_name() -> None:
    assert only(understand(xlsx(ROWS), "花名册.xls")).name == "王小明"
    assert only(understand(csv(ROWS, sign="\t"), "../../etc/<b>.xls")).name == "王小明"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空"),
        (b"\xef\xbb\xbf\r\n\r\n", "空"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "图片"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "图片"),
        (b"%PDF-1.7\n", "PDF"),
        (b"Rar!\x1a\x07", "压缩包"),
        ("\n<html><table><tr><td>姓名".encode(), "网页"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"MZ\x90\0\3\0\0\0" + bytes(range(256)), "不是表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel"),
        (b"PK\x03\x04" + b"\0" * 100, "损坏"),
        ("姓名,身份证号,工号\n王小明".encode("gbk") + b"\xff\xff,1,2\n", "编码"),
        (b"x" * (40 * 1024 * 1024 + 1), "40 MB"),
        (('姓名,工号,部门\n"王小明,1,科\n' + "李建国,2,科\n" * 9).encode(), "引号"),
    ],
)
def test_what_is_no_roster_is_refused_in_one_sentence(data: bytes, word: str) -> None:
    assert word in refused(data)


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "不是 Excel" in refused(out.getvalue())


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_refused(part: float) -> None:
    data = xlsx(ROWS)
    assert "损坏" in refused(data[: int(len(data) * part)])


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_sheet_that_ends_too_early_is_refused(part: float) -> None:
    def cut(name: str, content: bytes) -> bytes:
        return content[: int(len(content) * part)] if name == SHEET else content

    assert "损坏" in refused(rewritten(xlsx(ROWS), cut))


def test_a_part_that_bursts_is_not_unpacked() -> None:
    bomb = rewritten(xlsx(ROWS), in_sheet(b"</sheetData>", b" " * 90_000_000 + b"</sheetData>"))
    assert len(bomb) < 200_000
    assert "解压" in refused(bomb)


def test_a_part_that_lies_about_its_size_is_not_unpacked() -> None:
    data = bytearray(
        rewritten(xlsx(ROWS), in_sheet(b"</sheetData>", b" " * 9000 + b"</sheetData>"))
    )
    for entry in zipfile.ZipFile(io.BytesIO(bytes(data))).infolist():
        if entry.filename == SHEET:
            at = data.index(struct.pack("<I", entry.file_size), data.index(b"PK\x01\x02"))
            data[at : at + 4] = struct.pack("<I", 100)
    assert "解压" in refused(bytes(data))


def test_a_table_that_claims_more_entries_than_fit_is_refused() -> None:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"<cellXfs ", b'<cellXfs Count = "4294967295" ')

    assert "损坏" in refused(rewritten(xlsx(ROWS), change))


def test_entities_are_not_expanded() -> None:
    def change(name: str, part: bytes) -> bytes:
        lol = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        return lol + part if name == "xl/workbook.xml" else part

    assert "解压" in refused(rewritten(xlsx(ROWS), change))


def test_an_archive_with_locked_parts_is_refused() -> None:
    data = bytearray(xlsx(ROWS))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "密码" in refused(bytes(data))


def test_a_million_empty_columns_cost_nothing() -> None:
    empty = b"".join(b'<c r="XFD%d" s="1"/>' % row for row in range(3, 2000))
    wide = in_sheet(b"</sheetData>", b'<row r="3">' + empty + b"</row></sheetData>")
    found = understand(rewritten(xlsx(ROWS), wide), "a.xlsx")
    assert only(found).name == "王小明"


@pytest.mark.parametrize(
    "far",
    [
        b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row>',
        b'<row r="3"><c s="0" r="XFD900000"><v>1</v></c></row>',
        b'<row r="1048576">' + b"<c><v>1</v></c>" * 300 + b"</row>",
    ],
)
def test_a_stray_cell_at_the_end_of_the_sheet_is_named(far: bytes) -> None:
    data = rewritten(xlsx(ROWS), in_sheet(b"</sheetData>", far + b"</sheetData>"))
    assert "范围太大" in refused(data)


def test_a_stray_cell_to_the_right_of_a_short_sheet_does_no_harm() -> None:
    far = in_sheet(b"</sheetData>", b'<row r="3"><c r="XFC3"><v>1</v></c></row></sheetData>')
    assert only(understand(rewritten(xlsx(ROWS), far), "a.xlsx")).name == "王小明"


def test_bounds_are_found_where_cells_do_not_say_their_place() -> None:
    pieces = [
        b"<x:worksheet><x:row><x:c><x:v>1</x:v></x:c><x:c",
        b' s="1"/><x:c t="n"><x:v>2</x:v></x:c></x:row>',
    ]
    scan = exact_bounds([*pieces, b'<x:row r="7"><x:c r="B7"></x:c></x:row>'])
    assert (scan.rows, scan.columns) == (1, 3)


def test_more_rows_than_can_be_read_are_refused() -> None:
    rows = "姓名,工号,部门\n" + "王小明,1,科\n" * (MOST_ROWS + 1)
    assert "20 万" in refused(rows.encode())


def test_a_formula_counts_by_its_stored_value_and_is_never_run() -> None:
    data = xlsx([[*HEAD, "学历"], [*ONE, '=HYPERLINK("http://example.invalid","大专")']])
    stored = rewritten(data, in_sheet(b'<c r="G2"><f>', b'<c r="G2" t="str"><f>'))
    stored = rewritten(
        stored, lambda _, part: re.sub(rb"</f><v ?/>|</f><v></v>", "</f><v>大专</v>".encode(), part)
    )
    assert only(understand(stored, "a.xlsx")).education == "大专"


def test_error_cells_are_seen() -> None:
    data = xlsx([[*HEAD, "学历"], [*ONE, "#DIV/0!"]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b't="e"' in archive.read(SHEET)
    assert warnings(understand(data, "a.xlsx")) == [(2, "cell_error")]


def test_macros_are_left_alone() -> None:
    data = io.BytesIO(xlsx(ROWS))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/vbaProject.bin", os.urandom(2000))
    assert only(understand(data.getvalue(), "a.xlsm")).name == "王小明"


@pytest.mark.parametrize("name", ["'=cmd|/C calc'!A1", "<script>", "a&b", "  ", "会员\u202e花名册"])
def test_a_hostile_sheet_name_is_only_a_name(name: str) -> None:
    def change(part: str, content: bytes) -> bytes:
        written = name.replace("&", "&amp;").replace("<", "&lt;").encode()
        return content.replace("会员".encode(), written) if part == "xl/workbook.xml" else content

    found = understand(rewritten(xlsx(ROWS), change), "a.xlsx")
    assert found.sheets_used == (name,)


def test_serials_count_from_1904_where_the_workbook_does() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    for row in [[*HEAD, "入会时间"], [*ONE, 38898]]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert only(understand(out.getvalue(), "a.xlsx")).joined_on == "2010-07-01"


def test_a_locked_workbook_asks_for_the_password_to_be_taken_off() -> None:
    assert "密码" in refused(
        compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\0" * 64})
    )


def test_a_locked_xls_asks_for_the_password_to_be_taken_off() -> None:
    book = record(0x809, b"\0\6\5\0" + b"\0" * 12) + record(0x2F, b"\0" * 6) + record(0x0A, b"")
    assert "密码" in refused(compound({"Workbook": book}))


def xls(records: bytes) -> bytes:
    """Return a workbook of one sheet with these records, just enough for it to be scanned."""
    bound = struct.pack("<IH", 4 * 3 + 16 + 6 + 4, 0) + b"\4\0" + b"abcd"
    start = record(0x809, b"\0\6\5\0" + b"\0" * 12) + record(0x85, bound) + record(0x0A, b"")
    at = len(start)
    start = start.replace(bound[:4], struct.pack("<I", at), 1)
    sheet = record(0x809, b"\0\6\x10\0" + b"\0" * 12) + records + record(0x0A, b"")
    return compound({"Workbook": (start + sheet).ljust(4200, b"\0")})


@pytest.mark.parametrize("extent", [(0, 2**32 - 1, 0, 65535), (9, 5, 0, 3), (0, 1048576, 0, 256)])
def test_an_xls_that_claims_more_cells_than_fit_is_refused(extent: tuple[int, ...]) -> None:
    claim = record(0x200, struct.pack("<IIHHH", *extent, 0))
    assert "损坏" in refused(xls(claim))


def test_a_stray_cell_in_an_xls_is_named() -> None:
    cell = record(0x203, struct.pack("<HHHd", 65535, 255, 0, 1.0))
    assert "范围太大" in refused(xls(cell))


def test_an_xls_that_claims_more_strings_than_fit_is_refused() -> None:
    book = record(0x809, b"\0\6\5\0" + b"\0" * 12) + record(0xFC, struct.pack("<II", 1, 2**31))
    assert "损坏" in refused(compound({"Workbook": book.ljust(4200, b"\0")}))


def test_an_old_word_document_is_no_workbook() -> None:
    assert "不是 Excel" in refused(compound({"WordDocument": b"\xec\xa5" * 50}))


def test_a_circle_in_a_compound_file_is_seen() -> None:
    data = bytearray(compound({"Workbook": b"x" * 5000}))
    data[512:516] = struct.pack("<I", 0)
    data[48:52] = struct.pack("<I", 0)
    assert "损坏" in refused(bytes(data))


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file: sector 0 is the table, sector 1 the directory, the rest streams."""
    end, table_mark, sector = 0xFFFFFFFE, 0xFFFFFFFD, 512
    table, content, entries = [table_mark, end], b"", [_entry("Root Entry", 5, end, 0)]
    for name, stream in streams.items():
        start, count = len(table), max(1, -(-len(stream) // sector))
        table += [*range(start + 1, start + count), end]
        content += stream.ljust(count * sector, b"\0")
        entries.append(_entry(name, 2, start, len(stream)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    head += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 0, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    free = [0xFFFFFFFF] * (sector // 4 - len(table))
    return (
        head
        + struct.pack("<128I", *table, *free)
        + b"".join(entries).ljust(sector, b"\0")
        + content
    )


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return written.ljust(64, b"\0") + struct.pack("<HB49xII4x", len(written), kind, start, size)


def test_the_reader_needs_no_django(tmp_path: Path) -> None:
    source = Path(__file__).parents[3] / "src"
    code = "import zhijia.org.roster, sys; sys.exit('django' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(source)}, cwd=tmp_path
    )
    assert answer.returncode == 0
