"""From the bytes of a file, or a pasted text, to a Source. What a file is, its content says."""

import re
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from .nouns import Source, Unreadable

LONGEST = 2_000_000
LARGEST_FILE = 60 * 1024 * 1024
LARGEST_XML = 50 * 1024 * 1024
MOST_ENTRIES = 5_000
CHUNK = 64 * 1024
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word writes a text box twice: once for new programs, once in this for old ones.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LINE_ENDS = re.compile(r"[\r\n]+")
# PostgreSQL keeps no NUL and UTF-8 no lone surrogate; one character for one keeps every offset.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
FOREIGN = {
    b"%PDF": "这是 PDF 文件,请先另存为 .docx 或 .txt 再上传",
    b"\xd0\xcf\x11\xe0": "这是旧版 Word(.doc)文件,请在 Word 或 WPS 中另存为 .docx 再上传",
    b"{\\rtf": "这是 RTF 文件,请先另存为 .docx 再上传",
    b"\x89PNG": "这是图片,不是讲话文本",
    b"\xff\xd8\xff": "这是图片,不是讲话文本",
    b"GIF8": "这是图片,不是讲话文本",
    b"Rar!": "这是压缩包,请解压后上传其中的 .docx 或 .txt",
    b"7z\xbc\xaf": "这是压缩包,请解压后上传其中的 .docx 或 .txt",
}


def read(data: bytes, name: str) -> Source:
    """Read a .txt or .docx by its content; `name` only says which file a refusal speaks of.

    Raises Unreadable with a Chinese sentence for the sender.
    """
    if not data:
        raise Unreadable(f"文件「{name}」是空的")
    if len(data) > LARGEST_FILE:
        raise Unreadable(f"文件「{name}」超过 60 MB,请只上传讲话正文")
    if data[:4] == b"PK\x03\x04":
        return read_text(_docx(data))
    for magic, refusal in FOREIGN.items():
        if data.startswith(magic):
            raise Unreadable(refusal)
    return read_text(_decoded(data))


def read_text(text: str) -> Source:
    """Take a pasted or decoded text. Raises Unreadable when it is blank or too long."""
    text = UNKEEPABLE.sub("\ufffd", text.removeprefix("\ufeff"))
    lines = LINE_ENDS.split(text)
    flat = "".join(lines)
    if not flat.strip():
        raise Unreadable("没有读到文字,请检查内容是否为空")
    if len(flat) > LONGEST:
        raise Unreadable(f"文字共 {len(flat)} 字,超过上限 {LONGEST} 字,请分成几份上传")
    return Source(flat, _starts(lines))


def _starts(lines: list[str]) -> tuple[int, ...]:
    starts, at = [], 0
    for line in lines:
        if line:
            starts.append(at)
        at += len(line)
    return tuple(starts)


def _decoded(data: bytes) -> str:
    encodings = ["utf-8-sig", "gb18030"]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_writing(text):
            return text
    raise Unreadable("看不懂这个文件的编码,请另存为 UTF-8 文本或 .docx 再上传")


def _is_writing(text: str) -> bool:
    """Tell writing from bytes that happen to decode: those are full of control characters."""
    strange = len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff]", text))
    return strange * 50 <= len(text)


def _docx(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _paragraphs(_unpacked(archive))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable("这个 .docx 文件已损坏或加了密码,打不开") from error


def _unpacked(archive: ZipFile) -> bytes:
    """Return word/document.xml, never unpacking more than the cap: declared sizes may lie."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > 10 * LARGEST_XML:
        raise Unreadable("这个文件解压后过大,不像讲话稿,已拒绝")
    main = next((entry for entry in entries if entry.filename == "word/document.xml"), None)
    if main is None:
        raise Unreadable("这不是 Word 文档(.docx),请另存为 .docx 或 .txt 再上传")
    return _capped(archive, main)


def _capped(archive: ZipFile, entry: ZipInfo) -> bytes:
    refusal = Unreadable("这个文件解压后过大,不像讲话稿,已拒绝")
    if entry.file_size > LARGEST_XML:
        raise refusal
    with archive.open(entry) as stream:
        return _at_most(stream, refusal)


def _at_most(stream: IO[bytes], refusal: Unreadable) -> bytes:
    content = bytearray()
    while chunk := stream.read(CHUNK):
        content += chunk
        if len(content) > LARGEST_XML:
            raise refusal
    return bytes(content)


def _paragraphs(xml: bytes) -> str:
    """Return the paragraphs in document order, one a line; cells of tables are paragraphs too."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("这个 .docx 文件的内容已损坏,打不开") from error
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Unreadable("这个 .docx 文件含有外部定义,为安全起见已拒绝")
    etree.strip_elements(root, FALLBACK, with_tail=False)
    return "\n".join(_paragraph(p) for p in root.iter(f"{WORD}p"))


def _paragraph(paragraph: etree._Element) -> str:
    """Join the runs that belong to this paragraph itself, not to a text box inside it."""
    parts = []
    for node in paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br", f"{WORD}cr"):
        if next(node.iterancestors(f"{WORD}p")) is not paragraph:
            continue
        parts.append((node.text or "") if node.tag == f"{WORD}t" else " ")
    return "".join(parts)
