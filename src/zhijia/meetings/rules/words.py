"""The words of a meeting: how it can stand, who sits in it, how one votes. Pure."""

STATES = {
    "planning": "筹备中",
    "called": "已通知",
    "open": "开会中",
    "closed": "已闭会",
    "archived": "已归档",
    "cancelled": "已取消",
}
# What still changes; the rest stands as it was.
LIVE = ("planning", "called", "open")
BEFORE = ("planning", "called")
HELD = ("closed", "archived")

SIGNED_BY = {"self": "本人扫码", "desk": "签到台", "list": "纸质名单补录"}
VOTED_BY = {"hands": "举手", "paper": "纸质票", "electronic": "电子票"}
ITEM_STATES = {"waiting": "未开始", "now": "进行中", "done": "已完成", "dropped": "未进行"}
RESULTS = {
    "adopted": "通过",
    "rejected": "未通过",
    "open": "两处规定不一致，未决",
    "elected": "已选出",
    "unfilled": "未选足",
    "graded": "已测评",
}
