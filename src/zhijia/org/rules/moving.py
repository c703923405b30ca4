"""调整隶属、更名、撤销: what a unit's place in the tree may become. Pure."""

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused

from .units import DEEPEST

UNIT_CHANGES = {
    "renamed": "更名",
    "moved": "调整隶属",
    "absorbed": "并入",
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


def needs_document(document: str) -> Verdict:
    """A union's place is changed by the union above, in writing (工会章程 §16)."""
    if document.strip():
        return granted(f"批准文号：{document}", LAW["ZC-07"])
    return refused("请填写上一级工会的批准文号", LAW["ZC-07"])


def moved_without_looking_back() -> Verdict:
    """Say from when a move counts."""
    return granted(
        "自办理当日起生效，不追溯：此前的记录和数据仍归原上级，未结事项随单位转移",
        HOUSE["HOUSE-46"],
    )
