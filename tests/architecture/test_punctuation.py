"""On screen Chinese has Chinese punctuation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src/zhijia"
HAN, HELD = "\u4e00-\u9fff", "\0"
HALF_WIDTH = re.compile(f"[{HAN}][,;?!][{HAN}{HELD}]|{HELD}[,;?!][{HAN}]")
# A speech is read as it was typed, so the lexicons know half-width signs too.
READS_RAW_TEXT = SRC / "plans/speech"


def literals(text: str) -> Iterator[str]:
    """Yield the strings of a Python file; HELD stands for what an f-string will hold."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else HELD for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def said_by(path: Path) -> Iterator[str]:
    """Yield every text of a file that may reach a screen."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        yield from literals(text)
    else:
        yield text


def half_width(texts: Iterator[str]) -> list[str]:
    return [found for text in texts for found in HALF_WIDTH.findall(text)]


FILES = [
    path
    for path in sorted(SRC.rglob("*"))
    if path.suffix in {".py", ".html", ".toml"} and not path.is_relative_to(READS_RAW_TEXT)
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SRC)))
def test_chinese_is_set_in_full_width_signs(path: Path) -> None:
    assert not half_width(said_by(path))


@pytest.mark.parametrize("code", ['"请核对,再保存"', 'f"{name},请核对"', '"好不好?请说"'])
def test_a_planted_half_width_sign_is_caught(tmp_path: Path, code: str) -> None:
    (planted := tmp_path / "views.py").write_text(code, "utf-8")
    assert half_width(said_by(planted))


def test_a_sign_between_two_values_is_nobodys_sentence(tmp_path: Path) -> None:
    (data := tmp_path / "rules.py").write_text('f"{first};{second}"', "utf-8")
    assert not half_width(said_by(data))
