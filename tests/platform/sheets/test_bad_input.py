"""Files broken, hostile or not what they say: a sentence in Chinese, and nothing written."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.jobs import worker
from zhijia.platform.sheets.models import Import, Parcel

Browse = Callable[..., Client]
MEGABYTE = 1024 * 1024


@pytest.fixture
def desk(sign_in: Browse, group_desk: Actor) -> Client:
    return sign_in(group_desk)


def send(client: Client, data: bytes, name: str = "花名册.xlsx", sheet: str = "org.members") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("sheets:bring", args=[sheet]), {"place": "JT", "file": file})


def read() -> Import:
    worker.work(until_empty=True, with_clock=False)
    one = Import.objects.first()
    assert one
    return one


def book(*rows: list[Any]) -> bytes:
    made = Workbook()
    page = made.active
    assert page
    for row in rows:
        page.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """Return a workbook whose sheet unpacks to a thousand times its size."""
    out = BytesIO()
    with ZipFile(BytesIO(book(["姓名"]))) as good, ZipFile(out, "w", ZIP_DEFLATED) as bad:
        for part in good.namelist():
            data = good.read(part)
            if part.endswith("sheet1.xml"):
                data = data.replace(b"</sheetData>", b" " * (900 * MEGABYTE) + b"</sheetData>")
            bad.writestr(part, data)
    return out.getvalue()


def far_cell() -> bytes:
    """Return a workbook with a million rows of sixteen thousand columns, all but empty."""
    made = Workbook()
    page = made.active
    assert page
    page.append(["姓名", "身份证号", "工号"])
    page.cell(1_000_000, 16_000).value = "x"
    out = BytesIO()
    made.save(out)
    return out.getvalue()


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut off": (lambda: book(["姓名", "身份证号", "工号"])[:2000], "损坏"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 100, "这是图片"),
    "a program": (lambda: b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 8, "不是表格文件"),
    "a web page": (lambda: b"<html><body>x</body></html>", "这是网页文件"),
    "a zip of something else": (lambda: zipped("readme.txt", b"hello"), "这不是 Excel 工作簿"),
    "another table": (lambda: book(["品名", "数量"], ["帽子", 3]), "没有找到"),
    "an unknown encoding": (lambda: b"\xff\xfe\xfa" + bytes([0x81, 0xFF]) * 500, "。"),
    "a million empty columns": (far_cell, "范围太大"),
}


def zipped(name: str, data: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as box:
        box.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("sheet", ["org.members", "org.units"])
@pytest.mark.parametrize("kind", FILES)
def test_a_wrong_file_is_told_in_a_sentence_and_writes_nothing(
    desk: Client, group: Unit, sheet: str, kind: str
) -> None:
    make, why = FILES[kind]
    assert send(desk, make(), sheet=sheet).status_code == 302
    one = read()
    assert one.state == "unread"
    assert why in one.words
    page = desk.get(one.get_absolute_url())
    assert one.words in page.text
    assert "重新上传" in page.text
    assert (Member.objects.count(), Unit.objects.count()) == (1, 1)


def test_a_bomb_is_not_unpacked(desk: Client, group: Unit) -> None:
    data = bomb()
    assert len(data) < 2 * MEGABYTE
    send(desk, data)
    one = read()
    assert one.state == "unread"
    assert one.words.endswith("。")


def test_fifty_megabytes_are_refused_before_anything_is_kept(desk: Client, group: Unit) -> None:
    answer = send(desk, b"x" * (50 * MEGABYTE))
    assert answer.status_code == 422
    assert "文件超过 40 MB" in answer.text
    assert not Parcel.objects.exists()


def test_an_empty_file_is_refused(desk: Client, group: Unit) -> None:
    answer = send(desk, b"")
    assert answer.status_code == 422
    assert "文件是空的" in answer.text
    assert not Import.objects.exists()


def test_no_file_at_all_is_asked_for(desk: Client, group: Unit) -> None:
    answer = desk.post(reverse("sheets:bring", args=["org.members"]), {"place": "JT"})
    assert answer.status_code == 422
    assert "请选择文件" in answer.text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.xlsx", "passwd.xlsx"),
        ("..\\..\\boot.ini.xlsx", "boot.ini.xlsx"),
        ("<script>alert(1)</script>.xlsx", "script.xlsx"),
        ("表\u202excod.xlsx", "表xcod.xlsx"),
        ("长" * 120 + ".xlsx", "长" * 60),
        ("a\nb\x00.xlsx", "ab.xlsx"),
    ],
)
def test_a_hostile_name_is_made_harmless(desk: Client, group: Unit, name: str, shown: str) -> None:
    assert send(desk, book(["姓名", "身份证号", "工号"]), name).status_code == 302
    one = read()
    assert one.upload.name == shown
    page = desk.get(one.get_absolute_url()).text
    assert "<script>alert" not in page


def test_a_formula_counts_by_its_value_and_comes_back_as_text(desk: Client, group: Unit) -> None:
    heads = ["单位名称", "单位代码", "类型", "建会日期"]
    send(desk, book(heads, ["=1+1", "F1", "企业", "2015-06-01"]), sheet="org.units")
    one = read()
    assert one.counts == {"refused": 1}, "a formula nobody reckoned is an empty cell"


def test_html_in_a_name_is_shown_as_it_is_written(desk: Client, group: Unit) -> None:
    heads = ["单位名称", "单位代码", "类型", "建会日期"]
    send(desk, book(heads, ["<b onclick=x>x</b>", "F1", "企业", "2015-06-01"]), sheet="org.units")
    one = read()
    page = desk.get(one.get_absolute_url()).text
    assert "&lt;b onclick=x&gt;x&lt;/b&gt;" in page
    assert "<b onclick" not in page


def test_a_sheet_of_headers_only_has_nothing_to_bring(desk: Client, group: Unit) -> None:
    send(desk, book(["姓名", "身份证号", "工号"]))
    one = read()
    assert one.counts == {"missing": 1}
    assert "没有要新增或者变更的行" in desk.get(one.get_absolute_url()).text
    assert one.returned is None


def test_forged_numbers_in_the_address_find_nothing(desk: Client, group: Unit) -> None:
    for name in ("import-page", "returned-file", "export-page", "export-file"):
        assert desk.get(reverse(f"sheets:{name}", args=[999_999])).status_code == 404
    for name in ("import-anew", "import-confirm", "import-cancel", "import-undo"):
        assert desk.post(reverse(f"sheets:{name}", args=[999_999])).status_code == 404


def test_a_way_nobody_offers_is_refused(desk: Client, group: Unit) -> None:
    send(desk, book(["姓名", "身份证号", "工号"], ["王小明", "", "A1"]))
    one = read()
    answer = desk.post(
        reverse("sheets:import-anew", args=[one.pk]), {"places": "everywhere", "numbers": "x"}
    )
    assert answer.status_code == 422
    one.refresh_from_db()
    assert (one.state, one.chosen) == ("ready", {})
