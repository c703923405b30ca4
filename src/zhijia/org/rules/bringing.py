"""花名册导入: what a line of a roster becomes in the register of members. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from zhijia.law import HOUSE
from zhijia.platform.sheets.opening import first_day

from .members import STAFF_NO
from .particulars import EMPLOYMENTS, GENDERS
from .states import STATES

# A roster without staff numbers: accounts need one, so people get Z0001, Z0002 …
NUMBERED = HOUSE["HOUSE-44"].sets("Z")
NUMBER = re.compile(rf"{NUMBERED}(\d{{4,}})")
# A month or a year stands for its first day, and nothing for the day of the import.
JOINED = HOUSE["HOUSE-45"].sets(first_day)
OTHER = "other"
EMPLOYED = (
    ("dispatched", re.compile("派遣|外包")),
    ("part_time", re.compile("非全日|小时工|兼职|临时")),
    ("new_form", re.compile("新就业|新业态|灵活就业|骑手|网约|平台")),
    ("contract", re.compile("合同|聘用|聘任|编外|劳动用工")),
    ("staff", re.compile("在编|编内|事业编|行政编|正式|编制|固定")),
)
REGULAR, KEPT = "regular", "kept"
STATED = (
    (KEPT, re.compile("保留")),
    ("lapsed", re.compile("自动退会")),
    ("quit", re.compile("退会")),
    ("moved", re.compile("转出|调出|转走|转移")),
    ("expelled", re.compile("开除|除名")),
    ("dead", re.compile("离世|去世|死亡|病故|亡故")),
    ("left", re.compile("离会|离职|终止|注销|停止")),
    (REGULAR, re.compile("在册|在会|正常|在籍|有效|会员|在岗|在职|新入|转入")),
)
ENDINGS = re.compile(r"(?:基层)?(?:工会小组|分工会|工会委员会|工会|分会)$")
BLANKS = re.compile(r"\s+")
LONGEST = {
    "staff_no": 30,
    "department": 100,
    "position": 100,
    "education": 60,
    "ethnicity": 20,
    "political_status": 20,
    "remarks": 500,
}
LABELS = {
    "name": "姓名",
    "id_number": "身份证号",
    "gender": "性别",
    "birth_on": "出生日期",
    "phone": "手机号",
    "staff_no": "工号",
    "department": "部门",
    "ethnicity": "民族",
    "political_status": "政治面貌",
    "education": "学历",
    "position": "岗位",
    "worked_since": "参加工作时间",
    "employment": "用工形式",
    "remarks": "备注",
}
TAKEN = {
    "name": "name",
    "id_number": "id_number",
    "birth": "birth_on",
    "phone": "phone",
    "department": "department",
    "ethnicity": "ethnicity",
    "political_status": "political_status",
    "education": "education",
    "position": "position",
    "work_started_on": "worked_since",
    "remarks": "remarks",
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A person of a roster in the register's terms. `columns` are what the table says, not empty.

    `joined` is ISO at the precision given, `state` a code of STATES, "" where it says nothing.
    """

    columns: Mapping[str, str] = field(repr=False)
    staff_no: str = field(default="", repr=False)
    joined: str = ""
    state: str = ""
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def incoming(values: Mapping[str, str]) -> Incoming:
    """Return what a line of a roster says, in the register's terms."""
    columns = {ours: said for theirs, ours in TAKEN.items() if (said := values.get(theirs))}
    doubts: list[str] = []
    if sex := values.get("sex"):
        columns["gender"] = next(code for code, word in GENDERS.items() if word == sex)
    if words := values.get("employment"):
        columns["employment"] = _found(words, EMPLOYED) or OTHER
        if columns["employment"] == OTHER and words != EMPLOYMENTS[OTHER]:
            doubts.append(f"用工形式“{words[:20]}”没有对应的种类，记为“其他”。")
    state = _found(values.get("status", ""), STATED)
    if values.get("status") and not state:
        doubts.append(f"会籍状态“{values['status'][:20]}”看不懂，按在册处理，请核对。")
    if len(columns.get("remarks", "")) > LONGEST["remarks"]:
        columns["remarks"] = columns["remarks"][: LONGEST["remarks"]]
        doubts.append(f"备注超过 {LONGEST['remarks']} 字，只取前面的。")
    number = values.get("staff_no", "")
    faults = _too_long({**columns, "staff_no": number})
    if number and not STAFF_NO.fullmatch(number):
        faults.append("工号只能用字母、数字和短横线，请改正。")
    return Incoming(
        columns, number, values.get("joined_on", ""), state, tuple(faults), tuple(doubts)
    )


def _found(words: str, kinds: Iterable[tuple[str, re.Pattern[str]]]) -> str:
    """Return the first kind whose words are there, "" where none is."""
    return next((kind for kind, mark in kinds if words and mark.search(words)), "")


def _too_long(columns: Mapping[str, str]) -> list[str]:
    return [
        f"{LABELS[name]}超过 {most} 个字，请缩短。"
        for name, most in LONGEST.items()
        if len(columns.get(name, "")) > most
    ]


def is_in(state: str) -> bool:
    """Say whether somebody in this state is a member; a roster that says nothing means it."""
    return state in {"", REGULAR, KEPT}


def joins_on(joined: str, today: date) -> date:
    """Return the day a stay begins: the first of the month or year given, else today."""
    return JOINED(joined) if joined else today


def next_numbers(taken: Iterable[str]) -> int:
    """Return the number after the highest that was given by us."""
    found = [int(hit[1]) for number in taken if (hit := NUMBER.fullmatch(number))]
    return max(found, default=0) + 1


def numbered(count: int) -> str:
    """Return a staff number of ours: Z0001."""
    return f"{NUMBERED}{count:04}"


def bare(name: str) -> str:
    """Return a unit's or department's name without what varies: 检修车间分工会 is 检修车间."""
    plain = BLANKS.sub("", name)
    return ENDINGS.sub("", plain) or plain


def stated(state: str) -> str:
    """Return the word of a state."""
    return STATES[state]
