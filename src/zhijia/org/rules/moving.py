"""调整隶属、更名、撤销: what a unit's place in the tree may become. Pure."""

from collections.abc import Collection, Iterable

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused

from .kinds import EMPLOYERS
from .units import DEEPEST

NUMBERINGS = {
    "prefix": "在原工号前加原单位代码（与登录账号一致）",
    "follow": "接着新单位的最大工号往下编",
}
LONGEST_NO = 30
UNIT_CHANGES = {
    "renamed": "更名",
    "moved": "调整隶属",
    "absorbed": "并入",
    "took_in": "并入本单位",
    "dissolved": "撤销",
}


def may_go_below(
    *, path: str, above: str, parent: str, parent_stands: bool, parent_name: str
) -> Verdict:
    """Judge a unit at `path`, below `above`, that is to stand below the unit at `parent`."""
    if not parent_stands:
        return refused(f"{parent_name}已撤销，不能作为上级单位")
    if parent.startswith(path):
        return refused("不能移到自己或者自己的下级单位之下")
    if parent == above:
        return refused(f"现在的上级单位就是{parent_name}")
    return ALLOWED


def fits(*, depth: int, height: int) -> Verdict:
    """Judge a branch of `height` levels below a unit of level `depth`, the root's being 1."""
    deepest = depth + height
    if deepest > DEEPEST:
        return refused(f"移动后最深到第 {deepest} 级，组织层级最多 {DEEPEST} 级")
    return granted(f"移动后最深到第 {deepest} 级，最多 {DEEPEST} 级")


def needs_document(kind: str, document: str) -> Verdict:
    """A union's place or end is decided by the union above, in writing (工会章程 §16).

    Workshops, branches and teams are parts of a union, and it arranges them itself.
    """
    if kind not in EMPLOYERS:
        return granted("所在单位的工会自行决定，有文号的可以登记")
    if document.strip():
        return granted(f"批准文号：{document}", LAW["ZC-07"])
    return refused("请填写上一级工会的批准文号", LAW["ZC-07"])


def needs_meeting(kind: str, meeting: str) -> Verdict:
    """A union ends only if its members or their representatives passed it (工会章程 §16)."""
    if kind not in EMPLOYERS or meeting.strip():
        return ALLOWED
    return refused("请填写通过撤销的会员大会或者会员代表大会", LAW["ZC-07"])


def may_be_absorbed(
    *, path: str, into: str, into_stands: bool, into_name: str, kind: str, into_kind: str
) -> Verdict:
    """Judge whether the unit at `path` may become part of the one at `into` (工会法 §13)."""
    if not into_stands:
        return refused(f"{into_name}已撤销，不能并入")
    if path == into:
        return refused("不能并入自己")
    if into.startswith(path):
        return refused(f"{into_name}是它的下级单位，请先把{into_name}移到别处")
    if kind in EMPLOYERS and into_kind not in EMPLOYERS:
        return refused("自行用人的单位只能并入自行用人的单位", HOUSE["HOUSE-47"])
    return granted("工会组织不得随意撤销、合并，须有上一级工会的批准", LAW["GHF-04"])


def nothing_open(business: int) -> Verdict:
    """A unit ends only when it has nothing under way."""
    if business:
        words = f"还有 {business} 项未结事项，请先办结、改派或者撤回"
        return refused(words, HOUSE["HOUSE-48"])
    return granted("没有未结事项", HOUSE["HOUSE-48"])


def renumbered(
    mine: Iterable[str], taken: Collection[str], *, way: str, prefix: str
) -> dict[str, str]:
    """Return the new numbers of those whose staff number the other unit has used already.

    `prefix` puts the old unit's code before it, which is what their account is called; `follow`
    goes on from the other unit's highest number.
    """
    held, clashing = set(taken), [number for number in mine if number in taken]
    if way == "prefix":
        return {number: f"{prefix}-{number}" for number in clashing}
    highest = max((int(one) for one in [*held, *mine] if one.isdecimal()), default=0)
    return {number: str(highest + n) for n, number in enumerate(clashing, 1)}


def may_renumber(new: Collection[str], taken: Collection[str]) -> Verdict:
    """Judge the numbers that were made: none is taken, none too long."""
    if clash := sorted(set(new) & set(taken)):
        return refused(f"新工号“{clash[0]}”也已有人使用，请换一种编号办法", HOUSE["HOUSE-48"])
    if long := [number for number in new if len(number) > LONGEST_NO]:
        return refused(f"新工号“{long[0]}”超过 {LONGEST_NO} 位，请换一种编号办法")
    return ALLOWED


def moved_without_looking_back() -> Verdict:
    """Say from when a move counts."""
    return granted(
        "自办理当日起生效，不追溯：此前的记录和数据仍归原上级，未结事项随单位转移",
        HOUSE["HOUSE-46"],
    )
