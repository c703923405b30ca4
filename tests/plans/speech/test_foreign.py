"""PDF, old Word and RTF: read where it can be done, refused in words where not."""

import shutil
import subprocess
from pathlib import Path

import pytest

from zhijia.plans.speech import Kind, Unreadable, read, take_apart
from zhijia.plans.speech.foreign import DAMAGED, LOCKED, MOST_PAGES, SCANNED

LINES = ("一、抓好安全生产。各单位要在六月底前", "组织一次安全检查。", "— 1 —")
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def pdf(*pages: tuple[str, ...]) -> bytes:
    """Return a PDF whose pages show these lines, its letters told by a ToUnicode map."""
    shown = sorted({letter for page in pages for line in page for letter in line})
    codes = {letter: n for n, letter in enumerate(shown, 1)}
    told = "".join(f"<{n:04x}> <{ord(letter):04x}>\n" for letter, n in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{told}endbfchar endcmap end end"
    )
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H"
        " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo"
        " << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    for n, page in enumerate(pages):
        written = ["".join(f"{codes[letter]:04x}" for letter in line) for line in page]
        drawn = "".join(
            f"BT /F 12 Tf 50 {700 - 20 * row} Td <{line}> Tj ET\n"
            for row, line in enumerate(written)
        )
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            f" /Resources << /Font << /F 3 0 R >> >> /Contents {7 + 2 * n} 0 R >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    out, places = b"%PDF-1.7\n", []
    for n, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        out
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def test_a_pdf_is_read_line_by_line_without_its_page_numbers() -> None:
    source = read(pdf(LINES, ("二、做好总结。",)), "讲话.pdf")

    assert source.text == "一、抓好安全生产。各单位要在六月底前组织一次安全检查。二、做好总结。"
    pieces = take_apart(source)[0].pieces
    [task] = [piece for piece in pieces if piece.kind is Kind.TASK][:1]
    assert "组织一次安全检查" in source.text[task.start : task.end]
    assert task.deadline == "六月底前"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", DAMAGED),
        (pdf(LINES)[:300], DAMAGED),
        (pdf(()), SCANNED),
        (pdf(*[("好",)] * (MOST_PAGES + 1)), "超过"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read(data, "讲话.pdf")


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    (tmp_path / "open.pdf").write_bytes(pdf(LINES))
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "open.pdf"))
    writer.encrypt("秘密", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")

    with pytest.raises(Unreadable, match=LOCKED):
        read((tmp_path / "locked.pdf").read_bytes(), "讲话.pdf")


@pytest.mark.parametrize(("data", "says"), [(OLD_WORD, "旧版 Word"), (b"{\\rtf1 ...}", "RTF 文件")])
def test_without_libreoffice_old_files_are_to_be_saved_anew(
    data: bytes, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Unreadable, match=f"{says}.*另存为 .docx"):
        read(data, "讲话.doc")


@pytest.mark.parametrize("harm", [subprocess.TimeoutExpired("x", 1), OSError("gone")])
def test_a_conversion_that_fails_is_told(harm: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **options: object) -> None:
        raise harm

    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/soffice")
    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(Unreadable, match="转换不了"):
        read(OLD_WORD, "讲话.doc")


def test_old_word_is_read_through_libreoffice(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed here")
    (tmp_path / "讲话.txt").write_text("各单位要组织安全检查。", "utf-8")
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [program, home, "--headless", "--convert-to", "doc:MS Word 97"]
    options = ["--infilter=Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run(
        [*convert, *options, str(tmp_path / "讲话.txt")], check=True, capture_output=True
    )

    data = (tmp_path / "讲话.doc").read_bytes()
    assert data.startswith(OLD_WORD[:8])
    assert read(data, "讲话.doc").text == "各单位要组织安全检查。"
