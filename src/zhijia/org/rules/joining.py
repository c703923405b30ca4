"""入会: how long a link runs, how often a stranger may try, what an application needs. Pure."""

from datetime import date, timedelta

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused

from .particulars import Particulars

LINK_LASTS = HOUSE["HOUSE-41"].sets(timedelta(days=180))
REFUSED_KEPT = HOUSE["HOUSE-40"].sets(timedelta(days=30))
WAITS_FOR = HOUSE["HOUSE-40"].sets(timedelta(days=180))
APPLY_TRIES, RECEIPT_TRIES = HOUSE["HOUSE-42"].sets((200, 30))
# No letter or digit that is taken for another; 50 bits.
RECEIPT_SIGNS, RECEIPT_LONG = "ABCDEFGHJKMNPQRSTUVWXYZ23456789", 10
APPLICATION_STATES = {
    "waiting": "待审批",
    "approved": "已批准",
    "refused": "不予批准",
    "withdrawn": "已撤回",
}
PLEDGE = "我自愿加入中国工会，遵守工会章程，执行工会决议，积极参加工会活动。"


def receipt(written: str) -> str:
    """Return a receipt code as it is kept: people type it in small letters and with gaps."""
    return "".join(sign for sign in written.upper() if sign in RECEIPT_SIGNS)


def link_runs(
    *, until_on: date, revoked_on: date | None, today: date, stands: bool = True
) -> Verdict:
    """Judge whether a link still takes applications; `stands` says that its unit does."""
    if not stands:
        return refused("这个单位的工会已撤销，不再受理")
    if revoked_on is not None:
        return refused("这个入会二维码已停用，请向本单位工会索取新的")
    if today > until_on:
        return refused("这个入会二维码已过期，请向本单位工会索取新的")
    return ALLOWED


def link_lasts(*, until_on: date, today: date) -> Verdict:
    """Judge until when a new link is to run."""
    if not today <= until_on <= today + LINK_LASTS:
        return refused(f"有效期最长 {LINK_LASTS.days} 日", HOUSE["HOUSE-41"])
    return ALLOWED


def application(facts: Particulars, *, has_pledged: bool, has_consented: bool) -> Verdict:
    """An application is the person's own wish, and says who they are (工会章程 §2)."""
    if not has_pledged:
        return refused("请确认入会誓愿：入会由本人自愿申请", LAW["ZC-01"])
    if not has_consented:
        return refused("请阅读并同意个人信息处理说明", LAW["PI-04"])
    if not facts.id_number or not facts.phone:
        return refused("请填写身份证号和手机号")
    return ALLOWED


def is_waiting(state: str) -> Verdict:
    """An application is decided once."""
    if state == "waiting":
        return ALLOWED
    return refused(f"这份申请{APPLICATION_STATES[state]}，不能再办理")


def approval() -> Verdict:
    """Say from when an approved membership counts."""
    return granted("会籍自批准之日起计算", LAW["ZC-01"])


def refusal(words: str) -> Verdict:
    """Who does not take somebody in says why."""
    return ALLOWED if words.strip() else refused("不予批准的，请说明理由", LAW["ZC-01"])
