"""How a ballot goes from draft to archive, and what each step asks for. Pure."""

from datetime import datetime

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .words import LIVE, STATES

# From which states a step may be taken.
STEPS: dict[str, tuple[str, ...]] = {
    "edit": ("draft",),
    "set": ("draft",),
    "unset": ("set",),
    "open": ("set",),
    "sign_in": ("open",),
    "close": ("open",),
    "count": ("closed",),
    "tell": ("counted", "sealed"),
    "follow": ("counted", "sealed"),
    "seal": ("counted",),
    "void": LIVE,
    "again": ("void",),
}
WORDS = {
    "edit": "修改",
    "set": "定稿",
    "unset": "撤回定稿",
    "open": "开始投票",
    "sign_in": "签到",
    "close": "结束投票",
    "count": "计票",
    "tell": "公布结果",
    "follow": "另行投票",
    "seal": "封存",
    "void": "作废",
    "again": "照原样再投一次",
}
FROZEN = HOUSE["HOUSE-244"]


def may_step(step: str, state: str) -> Verdict:
    """Judge whether a step may be taken from a state; KeyError for a step there is not."""
    if state in STEPS[step]:
        return ALLOWED
    clause = FROZEN if step == "edit" else None
    return refused(f"这次表决{STATES[state]}，不能{WORDS[step]}", clause)


def may_unset(*, has_keys: bool) -> Verdict:
    """A set ballot goes back to a draft only until keys are made for it."""
    if has_keys:
        return refused("已经开始生成密钥，不能撤回定稿；确要修改的，作废以后另起", FROZEN)
    return ALLOWED


def may_open(*, is_electronic: bool, has_board: bool) -> Verdict:
    """An electronic vote begins once its key is made and its board is begun."""
    if is_electronic and not has_board:
        return refused("密钥还没有生成，公告板还没有建立，不能开始投票")
    return ALLOWED


def may_close(*, is_electronic: bool, has_closed: bool) -> Verdict:
    """An electronic vote ends with what two scrutineers sign on its board."""
    if is_electronic and not has_closed:
        return refused("须由两名监票人在公告板上签署结束，然后才能结束投票")
    return ALLOWED


def has_time_passed(closes_at: datetime | None, now: datetime) -> Verdict:
    """A remote vote is open as long as was said: nobody ends it early."""
    if closes_at is not None and now < closes_at:
        return refused("投票截止时间还没有到，不能提前结束")
    return ALLOWED


def may_seal(*, is_followed: bool, then: str, is_told: bool) -> Verdict:
    """The archive is sealed once the result is told and what it left open goes on elsewhere."""
    if not is_told:
        return refused("结果还没有公布，公布以后才能封存")
    if then == "runoff" and not is_followed:
        return refused("得票相同的还没有再次投票，先办再次投票")
    return ALLOWED
