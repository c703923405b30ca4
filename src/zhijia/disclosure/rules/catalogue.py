"""公开目录: which words an item may use, and which sample a unit begins from. Pure."""

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, refused

GROUPS = {
    "decision": "重大决策",
    "operation": "生产经营和业务管理",
    "interest": "涉及职工切身利益",
    "integrity": "领导班子建设和党风廉政",
}
FORMS = {
    "congress": "职代会",
    "board": "公开栏",
    "intranet": "内网",
    "wechat": "微信",
    "paper": "文件",
    "meeting": "会议",
}
SCOPES = {"members": "本单位职工", "reps": "职工代表", "public": "社会公开"}
RHYTHMS = {
    "standing": "长期",
    "month": "每月",
    "quarter": "每季度",
    "half": "每半年",
    "year": "每年",
    "event": "即时",
}
# Which samples follow 企业民主管理规定, and which are ours for want of a text that we hold.
BY_LAW = LAW["ZD-16"].sets({"state": "国有及国有控股企业", "private": "非公有制企业"})
BY_HOUSE = HOUSE["HOUSE-155"].sets({"school": "学校", "hospital": "医院", "bureau": "机关"})
SAMPLES = BY_LAW | BY_HOUSE
# The sample that a kind of unit begins from; what an enterprise is registered as may change it.
BY_UNIT = {"group": "state", "company": "state", **{kind: kind for kind in BY_HOUSE}}
NOT_STATE = frozenset({"private", "foreign", "collective", "non_profit"})
MOST_ITEMS = 200
NAME, WORDS = 60, 300


def sample_for(kind: str, registration: str) -> str:
    """Return which sample suits a unit; a workshop begins from that of enterprises."""
    found = BY_UNIT.get(kind, "state")
    return "private" if found == "state" and registration in NOT_STATE else found


def may_list(name: str) -> Verdict:
    """Judge the name of an item."""
    if not name.strip():
        return refused("请填写公开事项")
    if len(name) > NAME:
        return refused(f"公开事项不超过 {NAME} 字，详细的写在公开内容里")
    return ALLOWED


def may_add(*, count: int, is_there: bool) -> Verdict:
    """Judge one more item: each thing stands in a catalogue once."""
    if is_there:
        return refused("目录里已经有同名的公开事项")
    if count >= MOST_ITEMS:
        return refused(f"目录最多列 {MOST_ITEMS} 项，请合并相近的事项")
    return ALLOWED


def may_adopt(*, has_one: bool) -> Verdict:
    """A unit has one catalogue, which it goes on editing."""
    if has_one:
        return refused("本单位已经有公开目录，请直接修改")
    return ALLOWED


def has_form(forms: "tuple[str, ...] | list[str]") -> Verdict:
    """Something made public is made public somehow."""
    if not forms or not set(forms) <= set(FORMS):
        return refused("请选择公开形式")
    return ALLOWED


def forms_said(forms: "tuple[str, ...] | list[str]") -> str:
    """Return the forms in words, in their usual order."""
    return "、".join(label for code, label in FORMS.items() if code in forms)
