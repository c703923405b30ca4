"""转会: a membership goes from one unit to another, and both sides say yes. Pure."""

from zhijia.law import ALLOWED, Verdict, granted, refused

TRANSFER_STATES = {
    "waiting": "待对方同意",
    "accepted": "已转会",
    "declined": "对方不同意",
    "withdrawn": "已撤回",
}
SIDES = {"sending": "转出", "receiving": "转入"}


def may_transfer(*, from_path: str, to_path: str, stands: bool, is_asked: bool) -> Verdict:
    """Judge a transfer before anybody is asked."""
    if from_path == to_path:
        return refused("转出和转入是同一个单位")
    if not stands:
        return refused("转入的单位已撤销")
    if is_asked:
        return refused("这名会员已有一份转会在办，请等待答复或者先撤回")
    return ALLOWED


def is_open(state: str) -> Verdict:
    """A transfer is answered once."""
    if state == "waiting":
        return ALLOWED
    return refused(f"这份转会{TRANSFER_STATES[state]}，不能再办理")


def declines(words: str) -> Verdict:
    """Who declines says why."""
    return ALLOWED if words.strip() else refused("不同意的，请说明理由")


def goes_on() -> Verdict:
    """Say from when a transfer counts."""
    return granted(
        "自对方同意之日起生效：原单位的会籍当日终止，新单位的会籍当日续接，不算新入会；"
        "在原单位担任的职务同时免去，账号照旧使用"
    )


def ends(*, post_path: str, to_path: str) -> bool:
    """Say whether a post ends with the transfer: those of the units above the new one remain."""
    return not to_path.startswith(post_path)
