"""Files: told by their content, cleaned, kept once, handed out as downloads."""

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.files import acts, rules
from zhijia.platform.files.models import StoredFile
from zhijia.platform.files.web import send

GPS, ORIENTATION = 0x8825, 0x0112


def zipped(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (4, 2)) -> bytes:
    """Return a picture that lies on its side and knows where it was taken."""
    out, exif = BytesIO(), Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    exif[0x010F] = "secret-camera"
    Image.new("RGB", size, "red").save(out, kind, exif=exif)
    return out.getvalue()


def keep(data: bytes, name: str = "附件.docx") -> StoredFile:
    return acts.keep(actor=Actor(user_id=7), upload=SimpleUploadedFile(name, data))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpg"),
        (zipped("word/document.xml"), "docx"),
        (zipped("xl/workbook.xml"), "xlsx"),
        (zipped("photo.jpg", "run.exe"), ""),
        (zipped(), ""),
        (b"PK\x03\x04 broken", ""),
        ("要办实事。".encode(), "txt"),
        ("要办实事。".encode("gb18030"), "txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", ""),
        (b"MZ\x00\x00", ""),
        (b"text\x00with nothing", ""),
        (b"", ""),
    ],
)
def test_a_file_is_what_it_contains_whatever_it_is_called(data: bytes, kind: str) -> None:
    assert rules.kind_of(data) == kind


@given(st.binary(max_size=200))
def test_any_bytes_have_an_answer(data: bytes) -> None:
    assert rules.kind_of(data) in {*rules.TYPES, ""}


def test_a_picture_called_a_document_is_kept_as_a_picture(db: None) -> None:
    file = keep(picture("PNG"), "总结.docx")
    assert (file.kind, file.name) == ("png", "总结.png")


def test_a_page_is_kept_as_text_and_never_run(db: None) -> None:
    file = keep(b"<html><script>alert(1)</script></html>", "x.html")
    answer = send(file)
    assert file.name == "x.txt"
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.close()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (zipped("run.exe"), "只收"),
        (b"\x89PNG\r\n\x1a\n broken", "图片已损坏"),
        (b"\xff\xd8\xff broken", "图片已损坏"),
        (picture("PNG")[:60], "图片已损坏"),
        (b"a" * (rules.LARGEST + 1), "20 MB"),
    ],
    ids=["empty", "zip", "broken png", "broken jpg", "half a png", "large"],
)
def test_what_is_not_welcome_is_not_kept(db: None, data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        keep(data)
    assert not StoredFile.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow warns of data it then leaves out
@given(st.integers(8, 700), st.binary(min_size=1, max_size=4))
def test_a_damaged_picture_is_refused_and_never_a_bug(at: int, noise: bytes) -> None:
    for kind, short in (("PNG", "png"), ("JPEG", "jpg")):
        data = picture(kind)
        broken = data[:at] + noise + data[at + len(noise) :]
        with suppress(Refused):
            assert acts._without_metadata(broken, short)


def test_a_small_file_that_hides_a_huge_picture_is_not_unpacked(db: None) -> None:
    out = BytesIO()
    Image.new("1", (8000, 8000)).save(out, "PNG")
    assert len(out.getvalue()) < 20_000
    with pytest.raises(Refused, match="5000 万像素"):
        keep(out.getvalue())
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_forgets_where_it_was_taken_and_stands_upright(db: None, kind: str) -> None:
    before = picture(kind, (4, 2))
    assert b"secret-camera" in before
    file = keep(before, "现场.jpg")
    assert b"secret-camera" not in file.place.read_bytes()
    with Image.open(file.place) as after:
        assert after.size == (2, 4), "turned upright"
        assert not after.getexif()


def test_equal_contents_share_one_file(db: None) -> None:
    one, two = keep(b"%PDF-1.7 same", "a.pdf"), keep(b"%PDF-1.7 same", "b.pdf")
    assert one.place == two.place
    assert (one.name, two.name) == ("a.pdf", "b.pdf")
    assert one.place.read_bytes() == b"%PDF-1.7 same"
    assert len(list(one.place.parent.iterdir())) == 1, "no draft is left behind"


def test_keeping_a_file_is_on_record(db: None) -> None:
    file = keep(b"%PDF-1.7 once", "a.pdf")
    assert file.kept_by == 7
    assert "a.pdf" in AuditEntry.objects.latest("pk").subject


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd.txt"),
        (r"C:\桌面\总结.doc", "总结.txt"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("\u202egpj.exe", "gpj.txt"),
        ("...", "未命名.txt"),
        ("", "未命名.txt"),
        ("长" * 300 + ".txt", "长" * 120 + ".txt"),
        ("年度总结.最终.txt", "年度总结.最终.txt"),
    ],
)
def test_a_name_brings_no_folder_and_no_trick(name: str, safe: str) -> None:
    assert rules.safe_name(name, "txt") == safe


@given(st.text(max_size=400))
def test_every_name_fits_and_is_one_plain_name(name: str) -> None:
    safe = rules.safe_name(name, "docx")
    assert safe.endswith(".docx")
    assert len(safe) <= 150
    assert safe == Path(safe).name
    assert not set('\\/:*?"<>|\n\r\x00') & set(safe)


def test_a_file_that_is_gone_is_not_found(db: None) -> None:
    file = keep(b"%PDF-1.7 to be lost", "a.pdf")
    file.place.unlink()
    with pytest.raises(Http404, match="文件不在了"):
        send(file)
