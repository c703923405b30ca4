"""评分办法: how one item is scored, written as a line that a chair can read. Pure.

`每处 2` for 逐处扣分, `好 10；一般 6；差 0` for 分档, `90 以上 10；80 以上 6；其余 0` for 按数值,
nothing for 是否符合.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

STANDARD = HOUSE["HOUSE-170"]
WAYS = {"deduct": "逐处扣分", "grades": "分档", "yes": "是否符合", "figure": "按数值"}
YES, NO = "符合", "不符合"
REST = "其余"
EACH = re.compile(r"每(?:发现一)?处\s*(?:扣\s*)?(\d+(?:\.\d)?)\s*分?")
STEP = re.compile(r"(.+?)\s*(\d+(?:\.\d)?)\s*分?")
AT_LEAST = re.compile(r"(-?\d+(?:\.\d+)?)\s*%?\s*以上")
FEW = 8  # a count of at most so many is a row of buttons, beyond it is typed
CENTS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a scale: its word, from which number on it holds, and what it gives."""

    word: str
    points: Decimal
    at_least: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """How an item is scored: in which way, out of how much, each finding costing how much."""

    way: str
    full: Decimal
    each: Decimal = Decimal(0)
    grades: tuple[Grade, ...] = ()

    @property
    def most(self) -> int:
        """Return how many findings use an item up."""
        return ceil(Fraction(self.full) / Fraction(self.each)) if self.each else 0

    @property
    def told(self) -> str:
        """Return how it is scored, as the sheet tells it."""
        if self.way == "deduct":
            return f"每发现一处扣 {self.each.normalize():f} 分，扣完为止"
        if self.way == "figure":
            return "；".join(f"{one.word}得 {one.points.normalize():f} 分" for one in self.grades)
        return ""

    @property
    def counts(self) -> list[int]:
        """Return the counts that are buttons; none where they are too many."""
        return list(range(self.most + 1)) if self.most <= FEW else []


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody found: that an item does not apply, or a count, a grade's word, a number."""

    is_na: bool = False
    count: int | None = None
    word: str = ""
    number: Decimal | None = None


class Unclear(ValueError):
    """A scale that cannot be read; its text says why."""


def read_scale(way: str, text: str, full: Decimal) -> Scale:
    """Return the scale that a line says. Raises Unclear."""
    line = text.strip()
    if way == "yes":
        return Scale("yes", full)
    if way == "deduct":
        found = EACH.fullmatch(line)
        if not found or not (each := Decimal(found[1])):
            raise Unclear("逐处扣分请写“每处 2”")
        return Scale("deduct", full, each=each)
    if way not in WAYS:
        raise Unclear(f"评分办法没有“{way}”")
    parts = [one.strip() for one in re.split(r"[；;，,]", line) if one.strip()]
    grades = tuple(_grade(one, is_number=way == "figure") for one in parts)
    _fit(grades, full, is_number=way == "figure")
    return Scale(way, full, grades=grades)


def _grade(text: str, *, is_number: bool) -> Grade:
    """Read one grade of a line."""
    found = STEP.fullmatch(text)
    if not found:
        raise Unclear(f"看不懂“{text}”，请写名称和得分，例如“好 10”")
    word, points = found[1].strip(), Decimal(found[2])
    if not is_number or word == REST:
        return Grade(word, points)
    bound = AT_LEAST.fullmatch(word)
    if not bound:
        raise Unclear(f"看不懂“{text}”，请写“90 以上 10”或者“其余 0”")
    return Grade(word, points, Decimal(bound[1]))


def _fit(grades: Sequence[Grade], full: Decimal, *, is_number: bool) -> None:
    """Raise Unclear where the grades do not go from full marks downwards."""
    if len(grades) < 2:
        raise Unclear("至少要有两档")
    if len({one.word for one in grades}) < len(grades):
        raise Unclear("各档的名称有重复")
    points = [one.points for one in grades]
    if points[0] != full:
        raise Unclear(f"第一档的得分应当是满分 {full.normalize():f}")
    if any(low >= high for high, low in pairwise(points)):
        raise Unclear("各档应当从高到低")
    if is_number:
        bounds = [one.at_least for one in grades[:-1]]
        if grades[-1].at_least is not None or None in bounds:
            raise Unclear("最后一档写“其余”，前面各档写“多少以上”")
        known = [bound for bound in bounds if bound is not None]
        if any(low >= high for high, low in pairwise(known)):
            raise Unclear("各档应当从高到低")


def is_said(scale: Scale, said: Said) -> Verdict:
    """Judge whether what was said scores this item."""
    if said.is_na:
        return ALLOWED
    if scale.way == "deduct":
        return ALLOWED if said.count is not None else refused("请选择发现几处问题")
    if scale.way == "figure":
        return ALLOWED if said.number is not None else refused("请填写数值")
    if scale.way == "yes":
        return ALLOWED if said.word in {YES, NO} else refused("请选择是否符合")
    known = any(one.word == said.word for one in scale.grades)
    return ALLOWED if known else refused("请选择等次")


def points(scale: Scale, said: Said) -> Decimal:
    """Return what an item gets by what was said, which `is_said` has judged; 0 where it is n/a."""
    if said.is_na:
        return Decimal(0)
    if scale.way == "deduct":
        return max(Decimal(0), scale.full - scale.each * (said.count or 0))
    if scale.way == "yes":
        return scale.full if said.word == YES else Decimal(0)
    if scale.way == "figure":
        assert said.number is not None, "judged before"
        return next(
            one.points
            for one in scale.grades
            if one.at_least is None or said.number >= one.at_least
        )
    return next(one.points for one in scale.grades if one.word == said.word)


def is_broken(*, is_veto: bool, full: Decimal, said: Said, got: Decimal) -> bool:
    """Say whether a veto item is broken: found against, or without any point of its own."""
    if not is_veto or said.is_na:
        return False
    return said.word == NO or bool(said.count) or (full > 0 and got == 0)


def rounded(value: Fraction) -> Decimal:
    """Return a fraction with two decimals, a half rounded up."""
    hundredths = int(value * 100 + Fraction(1, 2))
    return Decimal(hundredths) / 100
