"""What people really send: each time a clear Chinese sentence, and nothing lost."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from PIL import Image

from zhijia.org.models import Unit
from zhijia.plans.models import Source, Speech
from zhijia.platform.actor import Actor
from zhijia.platform.files.models import StoredFile

NEW = "/plans/speeches/new/"
FIVE = Path(__file__).parents[4] / "shared" / "speeches" / "union-speeches.txt"
MB = 1024 * 1024


@pytest.fixture
def desk(sign_in: Callable[..., Client], group_desk: Actor) -> Client:
    return sign_in(group_desk)


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 40), "red").save(out, "PNG")
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    out, document = BytesIO(), Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """Return a small file that says it is Word and unpacks to 80 MB."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * (80 * MB))
    return out.getvalue()


BAD = {
    "empty": ("讲话.txt", b"", "文件是空的，请重新选择"),
    "blank": ("讲话.txt", " \r\n　".encode(), "没有读到文字"),
    "picture": ("讲话.docx", picture(), "这是图片"),
    "bomb": ("讲话.docx", bomb(), "解压后过大"),
    "broken": ("讲话.docx", b"PK\x03\x04 and then nothing", "打不开"),
    "encoding": ("讲话.txt", bytes(range(128, 256)) * 40 + b"\xff\xff", "编码"),
    "pdf": ("讲话.pdf", b"%PDF-1.7", "PDF"),
    "long": ("讲话.txt", "长".encode() * 2_000_001, "超过上限"),
    "huge": ("讲话.txt", b"x" * (50 * MB), "超过 20 MB"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_is_no_speech_is_refused_in_words(case: str, desk: Client, group: Unit) -> None:
    name, data, words = BAD[case]
    sent = {"unit": group.pk, "upload": SimpleUploadedFile(name, data), "name": "安全讲话"}
    page = desk.post(NEW, sent)

    assert page.status_code == 422
    assert words in page.text
    assert 'value="安全讲话"' in page.text, "what was typed beside the file stays"
    assert not Source.objects.exists()
    assert not StoredFile.objects.exists()


def test_fifty_megabytes_of_pasted_text_get_a_page_that_says_what_to_do(
    desk: Client, group: Unit
) -> None:
    page = desk.post(NEW, {"unit": group.pk, "text": "x" * (50 * MB)})
    assert page.status_code == 413
    assert "什么都没有改动" in page.text
    assert not Source.objects.exists()


def test_a_text_too_long_comes_back_whole(desk: Client, group: Unit) -> None:
    text = "各单位要开展检查。" * 250_000
    page = desk.post(NEW, {"unit": group.pk, "text": text})
    assert page.status_code == 422
    assert "超过上限" in page.text
    assert text in page.text
    assert not Source.objects.exists()


def test_neither_or_both_of_file_and_text_are_asked_about(
    desk: Client, group: Unit, text: str
) -> None:
    neither = desk.post(NEW, {"unit": group.pk})
    assert "请选择讲话文件，或者粘贴讲话全文" in neither.text

    upload = SimpleUploadedFile("讲话.txt", text.encode())
    both = desk.post(NEW, {"unit": group.pk, "upload": upload, "text": text})
    assert "只选一种" in both.text
    assert "困难职工档案" in both.text, "the pasted text stays in the form"
    assert (neither.status_code, both.status_code) == (422, 422)
    assert not Source.objects.exists()


def test_the_same_speech_twice_leads_to_the_one_there_is(
    desk: Client, entered: Speech, group: Unit, text: str
) -> None:
    page = desk.post(NEW, {"unit": group.pk, "text": text})
    assert page.status_code == 422
    assert "已经登记过" in page.text
    assert f'<a href="{entered.get_absolute_url()}">' in page.text
    assert Speech.objects.count() == 1


def test_a_unit_that_is_not_ones_own_is_no_choice(desk: Client, hospital: Unit, text: str) -> None:
    for unit in (hospital.pk, 999_999, "x"):
        page = desk.post(NEW, {"unit": unit, "text": text})
        assert page.status_code == 422
        assert "困难职工档案" in page.text
    assert not Source.objects.exists()


def test_html_in_a_speech_is_shown_and_never_run(desk: Client, group: Unit) -> None:
    text = "<script>alert(1)</script>关于安全的讲话\n各单位要开展一次<b>安全</b>检查。\n"
    page = desk.post(NEW, {"unit": group.pk, "text": text, "name": "<i>名</i>"}, follow=True)
    assert page.status_code == 200
    assert "&lt;b&gt;安全&lt;/b&gt;" in page.text
    assert "<script>alert" not in page.text
    assert "<b>安全" not in page.text
    assert "<i>名" not in page.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_of_any_usual_encoding_comes_in(
    encoding: str, desk: Client, group: Unit, text: str
) -> None:
    upload = SimpleUploadedFile("讲话.txt", text.encode(encoding))
    page = desk.post(NEW, {"unit": group.pk, "upload": upload}, follow=True)
    assert "《在工会工作会议上的讲话》" in page.text


def test_a_word_file_comes_in_and_can_be_fetched_again(desk: Client, group: Unit) -> None:
    data = word("各单位要开展一次检查。", "各单位要组织培训。")
    upload = SimpleUploadedFile("安全讲话.docx", data)
    page = desk.post(NEW, {"unit": group.pk, "upload": upload}, follow=True)
    assert "《安全讲话》" in page.text, "a speech without a title is called as its file"

    original = desk.get(reverse("plans:speech-original", args=[Speech.objects.get().pk]))
    assert b"".join(original.streaming_content) == data


def test_a_pasted_speech_has_no_file_to_fetch(desk: Client, entered: Speech) -> None:
    assert desk.get(reverse("plans:speech-original", args=[entered.pk])).status_code == 404


def test_five_speeches_in_one_file_come_in_as_five(desk: Client, group: Unit) -> None:
    if not FIVE.exists():
        pytest.skip("the five speeches are not beside this project")
    upload = SimpleUploadedFile("五篇.txt", FIVE.read_bytes())
    page = desk.post(NEW, {"unit": group.pk, "upload": upload}, follow=True)
    assert page.redirect_chain == [("/plans/speeches/", 302)]
    assert "登记 5 篇讲话，第 1 篇请先核对" in page.text
    assert Speech.objects.count() == 5
    assert all(entered.pieces.filter(kind="task").exists() for entered in Speech.objects.all())
