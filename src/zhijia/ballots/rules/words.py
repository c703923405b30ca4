"""The words of this room. Pure."""

from ..counting import COMPETENCE, SATISFACTION

# What is voted on, by whom; the law differs by it.
BODIES = {
    "committee": "工会委员会委员",
    "audit": "经费审查委员会委员",
    "audit_head": "经费审查委员会主任、副主任",
    "women": "女职工委员会委员",
    "standing": "常务委员会委员",
    "chair": "主席、副主席",
    "delegates": "会员代表",
    "staff_congress": "职工代表大会表决",
    "evaluation": "民主评议",
    "other": "其他表决",
}
# Elections of the union, which 选举条例 and 会员代表大会条例 bind to paper.
UNION_BODIES = (
    "committee",
    "audit",
    "audit_head",
    "women",
    "standing",
    "chair",
    "delegates",
)
WAYS = {
    "paper": "纸质选票",
    "hall": "会场电子",
    "mixed": "纸质和会场电子并用",
    "remote": "远程电子",
}
STATES = {
    "draft": "筹备",
    "set": "已定稿",
    "open": "投票中",
    "closed": "投票结束",
    "counted": "已计票",
    "sealed": "已封存",
    "void": "作废",
}
# Not yet at an end.
LIVE = ("draft", "set", "open", "closed", "counted")
KINDS = {"election": "选举", "resolution": "决议", "evaluation": "评议"}
ROUNDS = {"preliminary": "预选", "formal": "正式选举"}
# How somebody on the roll takes part.
VOTER_WAYS = {"paper": "纸质选票", "electronic": "电子投票", "mobile": "流动票箱"}
WATCHERS = {
    "chief_scrutineer": "总监票人",
    "scrutineer": "监票人",
    "teller_a": "计票人（甲）",
    "teller_b": "计票人（乙）",
    "registrar": "资格审查组",
    "holder": "密钥保管人",
    "mixer": "混洗人",
}
# Chosen by the meeting from those who do not stand.
OF_MEETING = ("chief_scrutineer", "scrutineer", "teller_a", "teller_b")
GRADE_SETS = {"competence": COMPETENCE, "satisfaction": SATISFACTION}
# What a local written rule may open the remote way for.
RULE_SUBJECTS = {"elections": "工会选举", "staff_congress": "职工代表大会表决"}
RULE_LEVELS = {"national": "全国", "provincial": "省级", "city": "市级", "county": "县级"}
