"""Files that are neither text nor .docx: PDF by pypdf, old Word and RTF by LibreOffice.

Returned is what stands in them, a line for a line; what cannot be read is refused in a sentence.
"""

import re
import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from pypdf import PasswordType, PdfReader
from pypdf.errors import PyPdfError

from .nouns import Unreadable

MOST_PAGES = 500
PATIENCE = 90  # seconds: LibreOffice's first start takes some
LEAST_A_PAGE = 8  # characters: below that the pages are pictures
PAGE_NUMBER = re.compile(r"[\s\-—–·第共页/\d]+")
# What a damaged PDF makes pypdf raise.
HARM: tuple[type[Exception], ...] = (
    PyPdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
DAMAGED = "这个 PDF 文件已损坏，打不开，请另存为 .docx 或 .txt 再上传"
LOCKED = "这个 PDF 文件加了密码，请去掉密码再上传"
SCANNED = "这个 PDF 是扫描的图片，里面没有文字，请用识别软件转成 .docx 或 .txt 再上传"
NEEDED = "本机没有安装 LibreOffice，请在 Word 或 WPS 中另存为 .docx 再上传"


def from_pdf(data: bytes) -> str:
    """Return the text of a PDF, page numbers left out. Raises Unreadable."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise Unreadable(LOCKED)
        pages = len(reader.pages)
        if pages > MOST_PAGES:
            raise Unreadable(f"这个 PDF 有 {pages} 页，超过 {MOST_PAGES} 页，请只上传讲话正文")
        texts = [page.extract_text() for page in reader.pages]
    except Unreadable:
        raise
    except HARM as error:
        raise Unreadable(DAMAGED) from error
    if sum(len(text.split()) and len(text) for text in texts) < LEAST_A_PAGE * len(texts):
        raise Unreadable(SCANNED)
    lines = [line for text in texts for line in text.splitlines()]
    return "\n".join(line for line in lines if line and not PAGE_NUMBER.fullmatch(line))


def from_office(data: bytes, ending: str) -> bytes:
    """Return an old Word (`doc`) or RTF (`rtf`) file as .docx. Raises Unreadable."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        kind = "RTF 文件" if ending == "rtf" else "旧版 Word（.doc）文件"
        raise Unreadable(f"这是{kind}。{NEEDED}")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / f"speech.{ending}").write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(place / f"speech.{ending}"),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)
            return (place / "speech.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise Unreadable("这个文件转换不了，请在 Word 或 WPS 中另存为 .docx 再上传") from error
