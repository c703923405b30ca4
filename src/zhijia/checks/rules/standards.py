"""检查标准: sections and items, their versions, and where a standard may be used. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .scales import STANDARD, WAYS, Scale, Unclear, read_scale

CONTRACTS = HOUSE["HOUSE-178"]
CODE = re.compile(r"\d{1,2}(\.\d{1,3})?")
MOST_ITEMS, LONGEST = 200, 500
FIELDS = ("section", "asks", "full", "way", "scale", "is_veto", "proof", "source")
LABELS = {
    "section": "部分",
    "asks": "要求",
    "full": "满分",
    "way": "评分办法",
    "scale": "评分尺度",
    "is_veto": "否决项",
    "proof": "佐证",
    "source": "依据",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a standard, whether shipped, in a version, or in a table that comes in."""

    code: str
    section: str
    asks: str
    full: Decimal
    way: str
    scale: str = ""
    is_veto: bool = False
    proof: str = ""
    source: str = ""

    @property
    def parsed(self) -> Scale:
        """Return how it is scored. Raises Unclear."""
        return read_scale(self.way, self.scale, self.full)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A standard that comes with the product; `kinds` are the units it is for, empty for all."""

    id: str
    title: str
    about: str
    kinds: tuple[str, ...]
    lines: tuple[Line, ...]


def shipped(data: Mapping[str, Any]) -> Shipped:
    """Return a standard from a file of `standards/`. Raises KeyError, Unclear."""
    lines = []
    for number, section in enumerate(data["sections"], 1):
        for place, item in enumerate(section["items"], 1):
            lines.append(_line(f"{number}.{place}", section["name"], item))
    return Shipped(
        data["id"], data["title"], data["about"], tuple(data.get("kinds", ())), tuple(lines)
    )


def _line(code: str, section: str, item: Mapping[str, Any]) -> Line:
    way = next(key for key, label in WAYS.items() if label == item.get("way", "是否符合"))
    return Line(
        code,
        section,
        item["asks"],
        Decimal(str(item.get("full", 0))),
        way,
        item.get("scale", ""),
        bool(item.get("veto")),
        item.get("proof", ""),
        item["source"],
    )


def line_stands(line: Line) -> Verdict:
    """Judge one item by itself."""
    if not CODE.fullmatch(line.code):
        return refused("编号写成“1.2”这样的数字")
    if not line.asks.strip() or not line.section.strip():
        return refused("部分和要求都要填写")
    if max(len(line.asks), len(line.proof), len(line.scale), len(line.source)) > LONGEST:
        return refused(f"每一格不超过 {LONGEST} 字")
    if not 0 <= line.full <= 1000 or line.full != line.full.quantize(Decimal("0.1")):
        return refused("满分是 0 至 1000，最多一位小数")
    if not line.full and not line.is_veto:
        return refused("不是否决项的，满分应当大于 0", STANDARD)
    try:
        scale = line.parsed if line.full or line.way == "yes" else None
    except Unclear as why:
        return refused(f"评分尺度：{why}", STANDARD)
    if scale is None:
        return refused("满分为 0 的否决项，评分办法用“是否符合”", STANDARD)
    return ALLOWED


def edition_stands(lines: Sequence[Line]) -> Verdict:
    """Judge all items of a version before a round may use it."""
    if not lines:
        return refused("标准里还没有条目")
    if len(lines) > MOST_ITEMS:
        return refused(f"一个标准最多 {MOST_ITEMS} 条")
    for line in lines:
        if not (verdict := line_stands(line)):
            return refused(f"第 {line.code} 条：{verdict.reason}", verdict.clause)
    if not sum(line.full for line in lines):
        return refused("各条满分合计为 0，没有可以评的分")
    return ALLOWED


def may_edit(*, is_fixed: bool, is_kept: bool) -> Verdict:
    """A version that a round uses is fixed: what was scored by it stays readable."""
    if not is_kept:
        return refused("标准已停用")
    if is_fixed:
        return refused("这一版已被检查采用，不再改动；请另起新版", STANDARD)
    return ALLOWED


def may_start_edition(*, has_draft: bool, is_kept: bool) -> Verdict:
    """A standard has one version in the making."""
    if not is_kept:
        return refused("标准已停用")
    return refused("已有一版正在修改") if has_draft else ALLOWED


def may_use(*, kinds: Sequence[str], kind: str, registration: str, shipped_id: str) -> Verdict:
    """Judge whether a standard fits a unit; collective contracts only where the rules on them bind.

    The rules of 2004 bind enterprises and institutions run as enterprises: public hospitals,
    schools and bureaus are neither overdue nor scored there.
    """
    if shipped_id == "contracts":
        if kind in {"group", "company"} or registration == "businesslike":
            return ALLOWED
        return refused("集体合同履行检查只用于企业和企业化管理的事业单位", CONTRACTS)
    if not kinds or kind in kinds:
        return ALLOWED
    return refused("这个标准不适用于该类单位")


def order(code: str) -> tuple[int, ...]:
    """Return the key by which items stand in a standard: 2 before 10."""
    return tuple(int(part) for part in code.split("."))


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of an item from one version to another: word, and the fields that differ."""

    code: str
    asks: str
    what: str
    fields: tuple[tuple[str, str, str], ...] = ()


def shown(line: Line, name: str) -> str:
    """Return a field of an item in words."""
    value = getattr(line, name)
    if name == "way":
        return WAYS.get(str(value), str(value))
    if name == "is_veto":
        return "是" if value else "否"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def compared(before: Iterable[Line], after: Iterable[Line]) -> list[Difference]:
    """Return what differs between two versions, in the order of the items."""
    old, new = ({line.code: line for line in lines} for lines in (before, after))
    found = []
    for code in sorted({*old, *new}, key=order):
        if code not in new:
            found.append(Difference(code, old[code].asks, "删去"))
        elif code not in old:
            found.append(Difference(code, new[code].asks, "新增"))
        elif old[code] != new[code]:
            pairs = [(LABELS[f], shown(old[code], f), shown(new[code], f)) for f in FIELDS]
            changed = tuple(pair for pair in pairs if pair[1] != pair[2])
            found.append(Difference(code, new[code].asks, "修改", changed))
    return found
