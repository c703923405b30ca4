"""Whether a ballot is taken now, and from whom. Pure."""

from datetime import datetime

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

DESK_PHASES = ("closed", "paper", "desk")  # docs/ballot-protocol.md 9.2
MOST_OPENED = HOUSE["HOUSE-220"].sets(10)  # challenges with one credential
CHECKS_A_MINUTE = HOUSE["HOUSE-300"].sets(600)  # from one address: a whole hall may sit behind it


def may_take(
    *, state: str, phase: str, is_stopped: bool, closes_at: datetime | None, now: datetime
) -> Verdict:
    """Judge whether voters' ballots are taken at this instant."""
    if phase == "" or state in {"draft", "set"}:
        return refused("投票还没有开始")
    if state == "void":
        return refused("这次表决已经作废")
    if state != "open" or phase != "open" or is_stopped:
        return refused("投票已经结束")
    if closes_at is not None and now >= closes_at:
        return refused("投票截止时间已过")
    return ALLOWED


def may_key_in(*, state: str, phase: str) -> Verdict:
    """Judge whether tellers may key paper in with desk credentials."""
    if phase not in DESK_PHASES or state not in {"open", "closed"}:
        return refused("代录只在投票结束以后、封存计票以前")
    return ALLOWED


def may_cast_so(ballot_way: str, voter_way: str) -> Verdict:
    """Judge whether somebody on the roll votes electronically."""
    if ballot_way == "remote":
        if voter_way in {"paper", "mobile"}:
            return refused("您已经领取纸质选票")
        return ALLOWED
    if voter_way == "electronic":
        return ALLOWED
    if voter_way:
        return refused("您已经领取纸质选票")
    return refused("请先在签到处签到，领取投票码卡")


def may_open_again(times: int) -> Verdict:
    """A challenge needs no limit but that nobody floods the board."""
    if times >= MOST_OPENED:
        return refused(f"一张投票码卡最多核验 {MOST_OPENED} 次", HOUSE["HOUSE-220"])
    return ALLOWED
