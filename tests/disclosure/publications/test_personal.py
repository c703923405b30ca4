"""Before strangers may read it, a text and its files are looked through for personal data."""

import re
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.conftest import Seat
from zhijia.disclosure.actions import publications
from zhijia.disclosure.models import Edition, Publication
from zhijia.disclosure.rules import attachments, persons, tables
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

Draft = Callable[..., Publication]
ID, CARD = "11010519491231002X", "6222600260001072444"


def workbook(*rows: list[object]) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def word(*lines: str, table: list[list[str]] = ()) -> bytes:  # type: ignore[assignment]
    paper = docx.Document()
    for line in lines:
        paper.add_paragraph(line)
    if table:
        grid = paper.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, said in zip(row.cells, cells, strict=True):
                cell.text = said
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def pdf(text: str) -> bytes:
    """Return a PDF of one page with these letters and digits."""
    drawn = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def whats(found: list[persons.Trace]) -> set[str]:
    return {one.what for one in found}


KNOWN = "会员姓名连同金额或者电话"


@pytest.mark.parametrize(
    "text",
    [
        "发给张伟困难补助500元。",
        "困难职工张伟，住院，补助共 500 元",
        "张伟同志捐款 500 元",
        "张伟 检修车间 电工 3000元",
        "联系人：张伟，电话13800138000",
        "张伟\t500元",
    ],
)
def test_a_member_near_an_amount_or_a_telephone_is_found_wherever_the_name_stands(
    text: str,
) -> None:
    assert "张伟" in persons.likely_names(text)
    assert KNOWN in whats(persons.traces(text, {"张伟"}))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("平安奖每人 500 元，全年安全生产无事故", "平安"),
        ("高温补贴每月 300 元", "高温"),
        ("用于改善职工食堂的支出 12 万元", "支出"),
        ("张伟在班组会上讲了安全要求。\n办公用品支出 500 元", "张伟"),
        ("全年慰问困难职工 35 人次，发放慰问金 7.2 万元", "任慰"),
        ("张家口培训基地住宿费 500 元", "张家"),
    ],
)
def test_a_word_that_some_member_is_called_is_not_taken_for_the_member(
    text: str, name: str
) -> None:
    assert not persons.traces(text, {name})


def test_a_name_of_three_or_with_a_compound_surname_is_found() -> None:
    text = "补助欧阳靖800元；买买提·阿不都领取 300 元"
    likely = persons.likely_names(text)
    assert {"欧阳靖", "买买提·阿不都"} <= likely
    found = persons.traces(text, {"欧阳靖", "买买提·阿不都"})
    assert {one.hint for one in found if one.what == KNOWN} == {"欧…", "买…"}


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        ([["序号", "姓名", "金额（元）"], ["1", "陶然", "500"]], {"表格里的姓名连同金额"}),
        (
            [["困难职工补助表"], ["姓 名", "手机", "开户行账号"], ["陶然", "139", "622"]],
            {"表格里的姓名连同电话", "表格里的姓名连同银行卡号"},
        ),
        ([["姓名", "部门"], ["陶然", "检修车间"]], set()),
        ([["项目", "金额"], ["食堂改造", "12000"]], set()),
        ([["姓名", "补助"], ["合计", "12000"]], set()),
        ([["部门", "人数", "金额"], ["检修车间", "12", "12000"]], set()),
        ([], set()),
        ([["姓名"], []], set()),
    ],
)
def test_a_table_with_a_column_of_names_beside_one_of_amounts_is_found(
    table: list[list[str]], kinds: set[str]
) -> None:
    assert whats(list(tables.in_table(table))) == kinds


def test_files_are_read_and_those_that_cannot_be_say_so() -> None:
    read = attachments.content(word("第一行", table=[["姓名", "补助"], ["陶然", "500"]]), "docx")
    assert "第一行" in read.text
    assert read.tables == ([["姓名", "补助"], ["陶然", "500"]],)
    assert attachments.content(workbook(["姓名", 500.0]), "xlsx").tables == ([["姓名", "500"]],)
    assert ID in attachments.content(pdf(f"Number {ID} of somebody"), "pdf").text
    assert attachments.content("张伟".encode("gb18030"), "txt").text == "张伟"
    assert attachments.content(picture(), "png").unread == attachments.PICTURE
    assert attachments.content(pdf(""), "pdf").unread == attachments.SCANNED
    for kind in ("docx", "xlsx", "pdf"):
        assert attachments.content(b"PK\x03\x04 no such thing", kind).unread, kind
    assert attachments.content(b"\xd0\xcf\x11\xe0", "doc").unread == attachments.OLD


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("名单.docx", word(f"身份证号 {ID}")),
        ("名单.xlsx", workbook(["姓名", "证件"], ["陶然", ID])),
        ("名单.pdf", pdf(f"ID {ID} of somebody")),
        ("名单.txt", f"卡号 {CARD}".encode()),
    ],
)
def test_a_file_with_an_identity_or_card_number_does_not_go_out_whoever_looked(
    draft: Draft, power_desk: Actor, today: object, name: str, data: bytes
) -> None:
    edition = draft(scope="public", uploads=[file(name, data)]).editions.get()
    for is_checked in (False, True):
        with pytest.raises(Refused, match="不得向社会公开") as no:
            publications.submit(
                actor=power_desk, edition=edition, today=today, is_checked=is_checked
            )
        assert "名单" in str(no.value)
        assert ID not in str(no.value)
    edition.refresh_from_db()
    assert edition.state == "draft"


def test_a_list_of_names_with_amounts_goes_out_once_somebody_looked(
    draft: Draft, power_desk: Actor, today: object
) -> None:
    data = workbook(["序号", "姓名", "慰问金（元）"], [1, "陶然", 500], [2, "金磊", 500])
    edition = draft(scope="public", uploads=[file("慰问.xlsx", data)]).editions.get()
    with pytest.raises(
        Refused, match=re.escape("附件“慰问.xlsx”里的表格里的姓名连同金额（陶…等 2 人）")
    ):
        publications.submit(actor=power_desk, edition=edition, today=today)
    publications.submit(actor=power_desk, edition=edition, today=today, is_checked=True)
    edition.refresh_from_db()
    assert edition.state == "waiting"


def test_a_member_of_the_unit_is_known_by_name_and_a_stranger_is_not(
    draft: Draft, power_desk: Actor, power_member: Actor, hospital: Unit, seat: Seat, today: object
) -> None:
    mine = Member.objects.get(pk=power_member.member_id).name
    edition = draft(scope="public", text=f"发给{mine}困难补助500元。").editions.get()
    with pytest.raises(Refused, match="会员姓名连同金额"):
        publications.submit(actor=power_desk, edition=edition, today=today)
    other = Member.objects.get(pk=seat("2002", hospital).member_id).name
    plain = draft(scope="public", text=f"发给{other}困难补助500元。").editions.get()
    publications.submit(actor=power_desk, edition=plain, today=today)


def test_a_picture_goes_out_once_somebody_says_that_they_looked_at_it(
    draft: Draft, power_desk: Actor, sign_in: Callable[..., Client], today: object
) -> None:
    one = draft(scope="public", uploads=[file("公开栏.png", picture())])
    edition = one.editions.get()
    page = sign_in(power_desk).get(one.get_absolute_url()).content.decode()
    assert "图片里的文字读不出来" in page
    with pytest.raises(Refused, match=re.escape("附件“公开栏.png”（图片里的文字读不出来）")):
        publications.submit(actor=power_desk, edition=edition, today=today)
    publications.submit(actor=power_desk, edition=edition, today=today, is_checked=True)


def test_what_stays_inside_is_not_looked_through_until_it_is_to_go_out(
    draft: Draft, power_desk: Actor, today: object
) -> None:
    one = draft(uploads=[file("名单.docx", word(f"身份证号 {ID}"))])
    edition = one.editions.get()
    assert edition.looked == {}
    said = {"title": one.title, "text": edition.text, "forms": ["board"]}
    publications.write(actor=power_desk, edition=edition, scope="public", **said)
    edition.refresh_from_db()
    assert edition.looked[str(edition.files.get().pk)]["traces"] == [["身份证号", "110…"]]
    with pytest.raises(Refused, match="不得向社会公开"):
        publications.submit(actor=power_desk, edition=edition, today=today, is_checked=True)


def test_of_a_file_only_how_something_begins_is_kept(
    draft: Draft, power_desk: Actor, power_member: Actor
) -> None:
    mine = Member.objects.get(pk=power_member.member_id).name
    data = word(f"发给{mine}补助500元，电话13800138000，卡号{CARD}")
    draft(scope="public", uploads=[file("名单.docx", data)])
    kept = str(Edition.objects.get().looked)
    for secret in (mine, "13800138000", CARD):
        assert secret not in kept


def test_a_draft_from_before_is_looked_through_when_it_is_handed_in(
    draft: Draft, power_desk: Actor, today: object
) -> None:
    edition = draft(scope="public", uploads=[file("a.docx", word(f"证件 {ID}"))]).editions.get()
    Edition.objects.update(looked={})
    with pytest.raises(Refused, match="不得向社会公开"):
        publications.submit(actor=power_desk, edition=edition, today=today, is_checked=True)
