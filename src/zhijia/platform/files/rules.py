"""What a file really is, by its content, and whether we take it."""

import re
import zipfile
from io import BytesIO

from zhijia.law import ALLOWED, Verdict, refused

LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
TYPES = {
    "doc": "application/msword",
    "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
}
OPENINGS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"{\\rtf": "rtf"}
OLD_OFFICE, OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "WordDocument".encode("utf-16-le")
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
INSIDE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


def kind_of(data: bytes) -> str:
    """Return docx, xlsx, pdf, doc, rtf, png, jpg or txt by the content; "" for all others."""
    for opening, kind in OPENINGS.items():
        if data.startswith(opening):
            return kind
    if data.startswith(b"PK"):
        return _office_kind(data)
    if data.startswith(OLD_OFFICE):
        return "doc" if OLD_WORD in data else ""
    return "txt" if data and _is_text(data) else ""


def _office_kind(data: bytes) -> str:
    """Name a zip by the part that makes it a document; reads only its directory."""
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError):
        return ""
    return next((kind for part, kind in INSIDE.items() if part in names), "")


def _is_text(data: bytes) -> bool:
    """Say whether the bytes are Chinese or plain text."""
    is_wide = data[:2] in BYTE_ORDER_MARKS
    if b"\x00" in data and not is_wide:
        return False
    for encoding in ("utf-16",) if is_wide else ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def fits(size: int) -> Verdict:
    """Judge an upload by its size in bytes, before it is read."""
    if size == 0:
        return refused("文件是空的，请重新选择")
    if size > LARGEST:
        return refused(f"文件超过 {LARGEST // 1024 // 1024} MB，请压缩或者拆分后再上传")
    return ALLOWED


def is_welcome(kind: str) -> Verdict:
    """Judge an upload by the kind its content shows."""
    if not kind:
        return refused(
            "只收 Word（docx、doc、rtf）、Excel（xlsx）、PDF、图片（png、jpg）和文本（txt）文件"
        )
    return ALLOWED


def is_drawable(width: int, height: int) -> Verdict:
    """Judge a picture by its size in pixels, before it is unpacked: a small file may hide many."""
    if width * height > MOST_PIXELS:
        return refused(f"图片超过 {MOST_PIXELS // 10_000} 万像素，请缩小后再上传")
    return ALLOWED


def safe_name(name: str, kind: str) -> str:
    """Return a name without folders, control or shell characters, ending in what the file is."""
    stem = re.split(r"[\\/]", name)[-1].rsplit(".", 1)[0]
    stem = re.sub(r'[\x00-\x1f\x7f<>:"|?*\u202a-\u202e\u2066-\u2069]', "", stem).strip(" .")
    return f"{stem[:120] or '未命名'}.{kind}"
