"""跳题和显示条件: as people write them, `2：A、B` and `A：5`, and back again. Pure."""

import re
from collections.abc import Iterable, Sequence

from .items import END, LETTERS, Item, numbers

SHOWN = re.compile(r"第?\s*(\d+)\s*题?\s*[:：]\s*(.+)$")
GOES = re.compile(r"([A-Za-z])\s*[:：]\s*(?:第?\s*(\d+)\s*题?|(结束))$")
ENDS = "结束"


def read_shown(text: str, items: Sequence[Item]) -> tuple[str, tuple[str, ...]] | None:
    """Read `2：A、B`: a question by its number and letters (or points); ValueError in Chinese."""
    if not text.strip():
        return None
    match = SHOWN.match(text.strip())
    if match is None:
        raise ValueError("写作“2：A、B”，意思是第 2 题选了 A 或者 B 才显示")
    item = _numbered(int(match[1]), items)
    letters = tuple(one.upper() for one in re.findall(r"[A-Za-z]|\d+", match[2]))
    if not letters:
        raise ValueError("请写明哪个选项，例如“2：A、B”")
    return item.code, letters


def read_goes(lines: Iterable[str], items: Sequence[Item]) -> tuple[tuple[str, str], ...]:
    """Read lines `A：5`: after this letter go on with that question, or end."""
    found = []
    for line in lines:
        if not line.strip():
            continue
        match = GOES.match(line.strip())
        if match is None:
            raise ValueError("每行写作“A：5”或者“B：结束”")
        target = END if match[3] else _numbered(int(match[2]), items).code
        found.append((match[1].upper(), target))
    if len({letter for letter, _ in found}) < len(found):
        raise ValueError("同一个选项写了两次")
    return tuple(found)


def _numbered(number: int, items: Sequence[Item]) -> Item:
    if not 1 <= number <= len(items):
        raise ValueError(f"没有第 {number} 题")
    return items[number - 1]


def shown_text(item: Item, items: Sequence[Item]) -> str:
    """Write a condition as it is read."""
    if item.show_if is None:
        return ""
    code, letters = item.show_if
    return f"{numbers(items).get(code, '?')}：{'、'.join(letters)}"


def goes_text(item: Item, items: Sequence[Item]) -> str:
    """Write the ways onwards as they are read, a line each."""
    number = numbers(items)
    return "\n".join(
        f"{letter}：{ENDS if target == END else number.get(target, '?')}"
        for letter, target in item.go_to
    )


def condition_words(item: Item, items: Sequence[Item]) -> str:
    """Say in words when a question is shown; "" where it always is."""
    if item.show_if is None:
        return ""
    code, letters = item.show_if
    asked = next((one for one in items if one.code == code), None)
    if asked is None:
        return ""
    said = "”或者“".join(asked.said(letter) for letter in letters)
    if all(letter not in LETTERS for letter in letters):
        return f"第 {numbers(items)[code]} 题打 {said.replace('”或者“', '、')} 分的回答"
    return f"第 {numbers(items)[code]} 题选“{said}”的回答"


def way_words(item: Item, items: Sequence[Item]) -> str:
    """Say in words where an answer leads; "" where it only leads to the next question."""
    number = numbers(items)
    said = (
        f"选“{item.said(letter)}”，"
        + ("到此结束" if target == END else f"跳到第 {number.get(target, '?')} 题")
        for letter, target in item.go_to
    )
    return "；".join(said)
