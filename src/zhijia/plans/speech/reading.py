"""From the bytes of a file, or a pasted text, to a Source. What a file is, its content says."""

import re
from io import BytesIO
from itertools import accumulate
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as BadStream

from lxml import etree

from .foreign import from_office, from_pdf
from .nouns import Source, Unreadable
from .numbering import WORD, Numbering, numbering

LONGEST = 2_000_000
LARGEST_FILE = 60 * 1024 * 1024
LARGEST_XML = 50 * 1024 * 1024
LARGEST_ARCHIVE = 10 * LARGEST_XML
MOST_ENTRIES = 5_000
CHUNK = 64 * 1024
# Word writes a text box twice: once for new programs, once in this for old ones.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LINE_ENDS = re.compile(r"[\r\n]")
STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff]")
MOST_STRANGE = 0.02
# PostgreSQL keeps no NUL and UTF-8 no lone surrogate; one character for one keeps every offset.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
TOO_BIG = "这个文件解压后过大，不像讲话稿，已拒绝"
PDF, OLD_WORD, RTF = b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf"
FOREIGN = {
    b"\x89PNG": "这是图片，不是讲话文本",
    b"\xff\xd8\xff": "这是图片，不是讲话文本",
    b"GIF8": "这是图片，不是讲话文本",
    b"Rar!": "这是压缩包，请解压后上传其中的 .docx 或 .txt",
    b"7z\xbc\xaf": "这是压缩包，请解压后上传其中的 .docx 或 .txt",
}


def read(data: bytes, name: str) -> Source:
    """Read a .txt, .docx, .pdf, .doc or .rtf by its content; `name` is for refusals only.

    Raises Unreadable with a Chinese sentence for the sender.
    """
    if not data:
        raise Unreadable(f"文件「{name}」是空的")
    if len(data) > LARGEST_FILE:
        raise Unreadable(f"文件「{name}」超过 60 MB,请只上传讲话正文")
    if data.startswith(b"PK\x03\x04"):
        return read_text(_docx(data))
    if data.startswith(PDF):
        return read_text(from_pdf(data))
    if data.startswith((OLD_WORD, RTF)):
        return read_text(_docx(from_office(data, "rtf" if data.startswith(RTF) else "doc")))
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
        raise Unreadable("没有读到文字，请检查内容是否为空")
    if len(flat) > LONGEST:
        raise Unreadable(f"文字共 {len(flat)} 字，超过上限 {LONGEST} 字，请分成几份上传")
    starts = accumulate((len(line) for line in lines), initial=0)
    return Source(flat, tuple(at for at, line in zip(starts, lines, strict=False) if line))


def _decoded(data: bytes) -> str:
    """Decode UTF-8, GB18030, or UTF-16 with its mark."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_writing(text):
            return text
    raise Unreadable("看不懂这个文件的编码，请另存为 UTF-8 文本或 .docx 再上传")


def _is_writing(text: str) -> bool:
    """Tell writing from bytes that happen to decode: those are full of control characters."""
    return len(STRANGE.findall(text)) <= MOST_STRANGE * len(text)


def _docx(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _text_of(archive)
    except (BadZipFile, BadStream, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable("这个 .docx 文件已损坏或加了密码，打不开") from error


def _text_of(archive: ZipFile) -> str:
    entries = {entry.filename: entry for entry in archive.infolist()}
    if len(archive.infolist()) > MOST_ENTRIES:
        raise Unreadable(TOO_BIG)
    if sum(entry.file_size for entry in entries.values()) > LARGEST_ARCHIVE:
        raise Unreadable(TOO_BIG)
    if "word/document.xml" not in entries:
        raise Unreadable("这不是 Word 文档(.docx)，请另存为 .docx 或 .txt 再上传")
    lists = entries.get("word/numbering.xml")
    numbers = numbering(None if lists is None else _parsed(_unpacked(archive, lists)))
    root = _parsed(_unpacked(archive, entries["word/document.xml"]))
    etree.strip_elements(root, FALLBACK, with_tail=False)
    return "\n".join(_paragraph(node, numbers) for node in root.iter(f"{WORD}p"))


def _unpacked(archive: ZipFile, entry: ZipInfo) -> bytes:
    """Unpack one entry, never more than the cap: declared sizes may lie."""
    content = bytearray()
    if entry.file_size <= LARGEST_XML:
        with archive.open(entry) as stream:
            while (chunk := stream.read(CHUNK)) and len(content) <= LARGEST_XML:
                content += chunk
    if entry.file_size > LARGEST_XML or len(content) > LARGEST_XML:
        raise Unreadable(TOO_BIG)
    return bytes(content)


def _parsed(xml: bytes) -> etree._Element:
    """Parse XML that may define and fetch nothing."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Unreadable("这个 .docx 文件含有外部定义，为安全起见已拒绝")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("这个 .docx 文件的内容已损坏，打不开") from error


def _paragraph(paragraph: etree._Element, numbers: Numbering) -> str:
    """Join a number and the runs of this paragraph itself, not of a text box inside it."""
    parts = [numbers.before(paragraph)]
    for node in paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br", f"{WORD}cr"):
        if next(node.iterancestors(f"{WORD}p")) is paragraph:
            parts.append((node.text or "") if node.tag == f"{WORD}t" else " ")
    return "".join(parts)
