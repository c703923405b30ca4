"""单位: which kinds there are, how a unit is named, how the tree grows and shrinks. Pure."""

import re

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused

UNIT_KINDS = {
    "group": "集团",
    "company": "企业",
    "hospital": "医院",
    "school": "学校",
    "bureau": "机关",
    "workshop": "车间（部门）",
    "branch": "分工会",
    "team": "工会小组",
}
# Only who employs people must have a committee of its own; a workshop's is part of theirs.
EMPLOYERS = frozenset({"group", "company", "hospital", "school", "bureau"})
DEEPEST = 8
MOST_BELOW = 9_999
# A code and a number make an account's name, joined by a hyphen: only the number may hold one.
UNIT_CODE = re.compile(r"[A-Za-z0-9]+")


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
