"""Files as people send them: read by content, refused with a sentence they can act on."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from zhijia.plans.speech import Kind, Unreadable, read, read_text, take_apart
from zhijia.plans.speech.reading import LARGEST_FILE, LARGEST_XML, LONGEST, MOST_ENTRIES

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SENTENCE = "各单位要组织安全检查。"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, *, head: str = "", extra: dict[str, str] | None = None) -> bytes:
    files = {"word/document.xml": f"{head}<w:document {SPACE}><w:body>{body}</w:body></w:document>"}
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in (files | (extra or {})).items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_people_use(encoding: str) -> None:
    source = read(f"同志们:\r\n{SENTENCE}\n".encode(encoding), "讲话.txt")

    assert source.text == f"同志们:{SENTENCE}"
    assert source.breaks == (0, 4)


def test_only_line_ends_are_taken_out_so_that_places_can_be_counted_again() -> None:
    assert read_text("\ufeff 一、\t学习\u2028\r\n\r\n  好 ").text == " 一、\t学习\u2028  好 "


def test_what_cannot_be_stored_is_replaced_place_for_place() -> None:
    source = read_text("加强\x00学习\ud800。\x07")

    assert source.text == "加强\ufffd学习\ufffd。\x07"
    assert take_apart(source)[0].end == len(source.text)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "是空的"),
        (b" \r\n \t\r\n", "没有读到文字"),
        ("\u3000\n".encode(), "没有读到文字"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "图片"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 64, "图片"),
        (bytes(range(256)) * 40, "编码"),
        (SENTENCE.encode("utf-16-le"), "编码"),
    ],
)
def test_what_is_no_speech_is_refused_with_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read(data, "讲话.docx")


def test_a_file_past_the_limit_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(Unreadable, match="60 MB"):
        read(b"a" * (LARGEST_FILE + 1), "讲话.txt")


def test_fifty_megabytes_of_text_are_refused_and_the_limit_is_named() -> None:
    with pytest.raises(Unreadable, match=str(LONGEST)):
        read("要".encode() * (50 * 1024 * 1024 // 3), "讲话.txt")


def test_word_paragraphs_and_cells_come_in_the_order_of_the_document() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("甲", "乙"))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    source = read(docx(paragraph("前") + table + paragraph("后")), "无后缀")

    assert source.text == "前甲乙后"
    assert source.breaks == (0, 1, 2, 3)


def test_word_numbers_that_nobody_typed_are_given_back() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl>'
    )
    lists = (
        f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    body = "".join(paragraph(text, numbered) for text in ("抓学习。", "抓落实。"))

    source = read(docx(body, extra={"word/numbering.xml": lists}), "讲话.docx")

    assert source.text == "一、抓学习。二、抓落实。"


def test_a_text_box_is_read_once() -> None:
    fallback = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f'<mc:AlternateContent xmlns:mc="{fallback}"><mc:Choice>{paragraph("框")}</mc:Choice>'
    box += f"<mc:Fallback>{paragraph('框')}</mc:Fallback></mc:AlternateContent>"
    source = read(docx(f"<w:p><w:r>{box}</w:r><w:r><w:t>文</w:t></w:r></w:p>"), "讲话.docx")

    assert sorted(source.text) == ["文", "框"]


def test_an_archive_that_is_no_word_file_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("picture.png", b"\x89PNG")

    with pytest.raises(Unreadable, match="不是 Word 文档"):
        read(out.getvalue(), "讲话.docx")


def test_a_broken_archive_is_refused() -> None:
    whole = docx(paragraph(SENTENCE))

    for broken in (whole[: len(whole) // 2], b"PK\x03\x04" + b"\0" * 40):
        with pytest.raises(Unreadable, match="损坏"):
            read(broken, "讲话.docx")


def test_a_word_file_of_broken_xml_is_refused() -> None:
    with pytest.raises(Unreadable, match="损坏"):
        read(docx("<w:p>"), "讲话.docx")


def test_a_zip_bomb_is_refused_by_what_it_declares() -> None:
    with pytest.raises(Unreadable, match="过大"):
        read(docx("<w:p/>" + " " * (LARGEST_XML + 1)), "讲话.docx")


def test_a_zip_bomb_that_declares_little_is_refused_while_it_is_unpacked() -> None:
    whole = bytearray(docx(" " * (LARGEST_XML + 1)))
    declared = (LARGEST_XML + 1 + len(docx_frame())).to_bytes(4, "little")
    assert whole.count(declared) == 2
    lying = bytes(whole).replace(declared, (1000).to_bytes(4, "little"))

    with pytest.raises(Unreadable):
        read(lying, "讲话.docx")


def docx_frame() -> str:
    return f"<w:document {SPACE}><w:body></w:body></w:document>"


def test_an_archive_of_very_many_files_is_refused() -> None:
    with pytest.raises(Unreadable, match="过大"):
        read(docx("", extra={f"{n}": "" for n in range(MOST_ENTRIES)}), "讲话.docx")


def test_entities_are_refused_and_no_file_of_the_machine_is_read() -> None:
    head = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

    with pytest.raises(Unreadable, match="外部定义"):
        read(docx(paragraph("&e;"), head=head), "讲话.docx")


def test_a_word_speech_comes_apart_like_any_other() -> None:
    source = read(docx(paragraph("一、抓安全。") + paragraph(SENTENCE)), "讲话.docx")
    (speech,) = take_apart(source)

    assert [source.text[p.start : p.end] for p in speech.pieces if p.kind is Kind.TASK] == [
        "各单位要组织安全检查"
    ]
