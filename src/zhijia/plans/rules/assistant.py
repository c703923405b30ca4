"""助手建议: when a speech may be sent to the assistant, and when what it says may be taken over."""

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

MOST_CHARACTERS = HOUSE["HOUSE-80"].sets(60_000)
SETTLED = {"taken": "已采纳", "left": "不采纳"}


def may_ask_assistant(
    *, is_configured: bool, is_confirmed: bool, characters: int, is_waiting: bool
) -> Verdict:
    """A speech is sent while its tasks are open, one question at a time, if it is not too long."""
    if not is_configured:
        return refused("没有配置助手。需要时请管理员在数据文件夹里写 assistant.toml")
    if is_confirmed:
        return refused("讲话已确认分解，不再请助手看", HOUSE["HOUSE-80"])
    if is_waiting:
        return refused("上一次发送还没有答复，请稍候")
    if characters > MOST_CHARACTERS:
        words = f"这篇讲话有 {characters} 字，超过 {MOST_CHARACTERS} 字，不发送给助手"
        return refused(words, HOUSE["HOUSE-80"])
    return ALLOWED


def may_send(*, host: str, shown: str) -> Verdict:
    """A speech goes only to the host that the sender was shown."""
    if host == shown:
        return ALLOWED
    return refused("助手的地址刚刚改过，请核对发送到哪里再确认", HOUSE["HOUSE-80"])


def may_send_part(*, is_confirmed: bool, is_begun: bool) -> Verdict:
    """A part leaves while the tasks are open still, and once for each yes of a person."""
    if is_confirmed:
        return refused("讲话已确认分解，不再请助手看", HOUSE["HOUSE-80"])
    if is_begun:
        return refused("发送中断过，没有再发送，请重新确认", HOUSE["HOUSE-80"])
    return ALLOWED


def may_settle_suggestion(*, settled: str) -> Verdict:
    """A suggestion is decided on once."""
    return refused(f"这条建议{SETTLED[settled]}") if settled else ALLOWED


def may_take_over(*, is_marked: bool, is_heading: bool) -> Verdict:
    """What rules or persons have marked stays as it is."""
    if is_marked:
        return refused("这句话已经标为任务，不再按助手建议改动", HOUSE["HOUSE-80"])
    if is_heading:
        return refused("这句话是标题，不按助手建议改动", HOUSE["HOUSE-80"])
    return ALLOWED
