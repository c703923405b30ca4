"""单位: which kinds there are, how a unit is named, how the tree grows and shrinks. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused

DEEPEST = 8
MOST_BELOW = 9_999
# A code and a number make an account's name, joined by a hyphen: only the number may hold one.
UNIT_CODE = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class About:
    """What is written about a unit beside its name, kind and staff; all of it may be left open."""

    rank: int = 0
    short_name: str = ""
    registration: str = ""
    address: str = ""
    phone: str = ""
    approval_no: str = ""
    legal_no: str = ""
    legal_until_on: date | None = None


def renames(old: str, new: str) -> Verdict:
    """A new name is another one."""
    if new == old:
        return refused("新名称与现名称相同")
    return ALLOWED


def may_dissolve(*, members: int, units_below: int) -> Verdict:
    """A unit is dissolved only when it is empty (工会法 §13)."""
    if units_below:
        return refused(f"还有 {units_below} 个下级单位，请先处理", HOUSE["HOUSE-08"])
    if members:
        return refused(f"还有 {members} 名在会会员，请先转出或者办理离会", HOUSE["HOUSE-08"])
    return granted("撤销后请报告上一级工会", LAW["GHF-04"])


def unit_code(code: str) -> Verdict:
    """Judge how a unit's code is written."""
    if UNIT_CODE.fullmatch(code):
        return ALLOWED
    return refused("单位代码只能用字母和数字")


def has_room(place: int) -> Verdict:
    """Keep the units below one unit to the numbers that a path has digits for."""
    if place > MOST_BELOW:
        return refused(f"一个单位的直接下级最多 {MOST_BELOW} 个，请先建中间一级")
    return ALLOWED


def may_grow(depth: int) -> Verdict:
    """Keep the tree to the levels that a path has room for."""
    if depth >= DEEPEST:
        return refused(f"组织层级最多 {DEEPEST} 级")
    return ALLOWED
