"""A leaf as a PDF that is printed as it is: all its sheets are one sheet, shown again and again."""

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from io import BytesIO

import typst
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import NameObject

from zhijia.platform.wording import legible

from ..rules.printing import TILES, sheets_for
from .leaf import (
    BAND,
    GAP,
    LOOKS,
    SEAL,
    Block,
    Cell,
    Face,
    Leaf,
    Sheet,
    Words,
    row_height,
)

# The nearest first. What is on the machine is used; font files are not ours to ship.
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "NSimSun", "STSong", "FandolSong")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "SimHei", "Microsoft YaHei", "FandolHei")
WANTED: dict[Face, tuple[str, ...]] = {
    "title": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", *SERIF, *SANS),
    "head": ("SimHei", *SANS, *SERIF),
    "name": ("KaiTi_GB2312", "KaiTi", "STKaiti", "FandolKai", *SERIF, *SANS),
    "body": ("FangSong_GB2312", "FangSong", "STFangsong", "FandolFang R", *SERIF, *SANS),
}


class NoChineseFont(Exception):
    """The machine has no font with Chinese characters: a PDF would show empty boxes."""

    def __str__(self) -> str:
        return (
            "服务器上没有中文字体，不能生成 PDF。请管理员安装字体"
            "（例如 apt-get install fonts-noto-cjk）后重试，或者改为下载 Word 文件"
        )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_embedded_fonts=False)


def fonts(there: frozenset[str] | None = None) -> dict[Face, list[str]]:
    """Return the families to use for each face, the nearest first; NoChineseFont without any."""
    known = frozenset(_fonts().families()) if there is None else there
    found = {face: [name for name in names if name in known] for face, names in WANTED.items()}
    if not all(found.values()):
        raise NoChineseFont
    return found


def pdf(leaf: Leaf, sheet: Sheet, copies: int = 1) -> bytes:
    """Return as many sheets as carry `copies` papers, as PDF.

    The sheets share one content, byte for byte: nothing tells one paper from another, and ten
    thousand are no larger than ten. NoChineseFont where the machine has none.
    """
    template = (files(__package__) / "leaf.typ").read_bytes()
    told = {"data": json.dumps(_data(leaf, sheet), ensure_ascii=False)}
    drawn = typst.compile(
        template, format="pdf", font_paths=_fonts(), sys_inputs=told, pdf_tags=False
    )
    return _again(drawn, sheets_for(copies, sheet.per_sheet))


def _again(drawn: bytes, times: int) -> bytes:
    """Return the pages of a PDF so many times over, their contents kept once."""
    writer = PdfWriter(clone_from=BytesIO(drawn))
    pages = list(writer.pages)
    for _ in range(times - 1):
        for page in pages:
            # A page of its own (a tree has each only once) that points at the same contents.
            again = PageObject.create_blank_page(writer, page.mediabox.width, page.mediabox.height)
            for name in ("/Contents", "/Resources"):
                again[NameObject(name)] = page.raw_get(name)
            writer.add_page(again)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def pages_of(data: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(PdfReader(BytesIO(data)).pages)


def _data(leaf: Leaf, sheet: Sheet) -> dict[str, object]:
    """Return all that the template reads."""
    scale = sheet.scale
    return {
        "title": legible(leaf.title),
        "page": sheet.page,
        "margin": sheet.margin,
        "padding": sheet.padding,
        "tile": sheet.tile,
        "tiles": TILES[sheet.per_sheet],
        "scale": scale,
        "gap": GAP,
        "fonts": fonts(),
        "looks": {name: asdict(look) for name, look in LOOKS.items()},
        "tint": f"#{leaf.tint}" if leaf.tint else "",
        "band": leaf.band,
        "band_height": BAND * scale,
        "blocks": [_block(block, scale) for block in leaf.blocks],
        "notes": [legible(note) for note in leaf.notes],
        "seal": legible(leaf.seal),
        "seal_size": [side * scale for side in SEAL],
    }


def _block(block: Block, scale: float) -> dict[str, object]:
    """Return a block as data; rows as high as their texts need, for the template draws them so."""
    if isinstance(block, Words):
        return {"kind": "words", "style": block.style, "text": legible(block.text)}
    rows = [
        {"height": row_height(row, block.widths, scale), "cells": [_cell(one) for one in row.cells]}
        for row in block.rows
    ]
    return {"kind": "grid", "widths": block.widths, "heads": block.heads, "rows": rows}


def _cell(cell: Cell) -> dict[str, object]:
    return {**asdict(cell), "text": legible(cell.text)}
