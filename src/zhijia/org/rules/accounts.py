"""批量开通账号: for whom, and how many at once. Pure."""

from zhijia.law import ALLOWED, Verdict, refused

WITHOUT = "without"
OPENED_FOR = {WITHOUT: "还没有账号的会员", "unused": "已开通、从未登录的会员（原密码作废）"}
MOST_AT_ONCE = 300  # slips on a dozen sheets: as many as a desk hands out in one go


def may_open(*, number: int) -> Verdict:
    """Accounts are opened for somebody, and no more at once than can be handed out."""
    if not number:
        return refused("没有需要开通的会员")
    if number > MOST_AT_ONCE:
        return refused(f"一次最多开通 {MOST_AT_ONCE} 人，请按下级单位分批办理")
    return ALLOWED
