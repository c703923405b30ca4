"""The people and units of the story, as data."""

from dataclasses import dataclass
from typing import NamedTuple

from zhijia.platform.actor import Actor

from ..models import Member, Unit


class Place(NamedTuple):
    """A unit of the cast: its parent's key, and how many days ago it was founded."""

    name: str
    code: str
    kind: str
    parent: str
    age: int
    staff: int


class Person(NamedTuple):
    """A person of the cast: the key of their unit, days since they joined, posts by unit key."""

    staff_no: str
    name: str
    unit: str
    gender: str
    days: int
    posts: tuple[tuple[str, str, str], ...] = ()


class Mandate(NamedTuple):
    """A term of a committee: it ends so many days after today, before it when negative."""

    unit: str
    number: int
    years: int
    seats: int
    ends_in: int
    approval: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """Units by key, members by staff number, and the actors of the demo accounts by role."""

    units: dict[str, Unit]
    members: dict[str, Member]
    actors: dict[str, Actor]


PLACES = {
    "group": Place("化工集团工会", "JT", "group", "", 7300, 1260),
    "hospital": Place("职工医院工会", "YY", "hospital", "group", 6900, 180),
    "school": Place("子弟学校工会", "XX", "school", "group", 6500, 96),
    "power": Place("供电公司工会", "GD", "company", "group", 5200, 320),
    "workshop": Place("检修车间分工会", "JX", "workshop", "power", 4000, 58),
    "running": Place("运行车间分工会", "YX", "workshop", "power", 4000, 64),
    "synthesis": Place("合成车间分工会", "HC", "workshop", "group", 3100, 112),
}
PEOPLE = (
    Person("1001", "周秉正", "group", "male", 6800, (("group", "chair", ""),)),
    Person("1002", "陈雨薇", "group", "female", 7300, (("group", "desk", ""),)),
    Person("1003", "欧阳靖", "group", "female", 5100, (("group", "vice_chair", ""),)),
    Person("1004", "王建国", "group", "male", 4700, (("group", "leader", "党委副书记"),)),
    Person("1005", "赵敏", "group", "female", 3300, (("group", "women", ""),)),
    Person("1006", "钱思远", "group", "male", 40),
    Person("2001", "李文静", "hospital", "female", 5000, (("hospital", "desk", ""),)),
    Person(
        "2002",
        "孙志刚",
        "hospital",
        "male",
        5600,
        (("hospital", "chair", ""), ("group", "committee", "")),
    ),
    Person("2003", "吴倩", "hospital", "female", 3800, (("hospital", "committee", ""),)),
    Person("2004", "郑堃", "hospital", "male", 2900, (("hospital", "committee", ""),)),
    Person("2005", "冯晓燕", "hospital", "female", 2400, (("hospital", "officer", "护理部主任"),)),
    Person("2006", "褚海涛", "hospital", "male", 1500),
    Person("2007", "卫兰", "hospital", "female", 700),
    Person("2008", "蒋一鸣", "hospital", "male", 55),
    Person("3001", "沈佳怡", "school", "female", 4100, (("school", "desk", ""),)),
    Person(
        "3002",
        "韩松",
        "school",
        "male",
        5900,
        (("school", "chair", ""), ("group", "committee", "")),
    ),
    Person("3003", "杨喆", "school", "male", 3500, (("school", "committee", ""),)),
    Person("3004", "朱玉珍", "school", "female", 3400, (("school", "committee", ""),)),
    Person("3005", "秦岚", "school", "female", 2600, (("school", "women", ""),)),
    Person("3006", "尤俊杰", "school", "male", 1800, (("school", "officer", "教研组长"),)),
    Person("3007", "许诺", "school", "female", 900),
    Person("3008", "何立", "school", "male", 30),
    Person("4001", "吕国强", "power", "male", 4600, (("power", "desk", ""),)),
    Person(
        "4002",
        "施永红",
        "power",
        "female",
        5000,
        (("power", "chair", ""), ("group", "committee", "")),
    ),
    Person("4003", "张伟", "power", "male", 3900, (("power", "committee", ""),)),
    Person("4004", "孔令辉", "power", "male", 3000, (("power", "committee", ""),)),
    Person("4005", "曹颖", "power", "female", 2200, (("power", "auditor", ""),)),
    Person("4006", "严冬", "power", "male", 65),
    Person("5001", "华振东", "workshop", "male", 3900, (("workshop", "chair", ""),)),
    Person("5002", "金磊", "workshop", "male", 3000, (("workshop", "officer", "安全员"),)),
    Person("5003", "魏红梅", "workshop", "female", 2500, (("workshop", "organiser", ""),)),
    Person("5004", "陶然", "workshop", "male", 1600),
    Person("5005", "姜小龙", "workshop", "male", 800),
    Person("5006", "戚芳", "workshop", "female", 70),
    Person("6001", "谢长顺", "running", "male", 3800, (("running", "chair", ""),)),
    Person("6002", "邹丽华", "running", "female", 2700, (("running", "officer", "值班长"),)),
    Person("6003", "喻晓", "running", "female", 1200),
    Person("6004", "司马宏", "running", "male", 600),
    Person("7001", "柏青山", "synthesis", "male", 3000, (("synthesis", "chair", ""),)),
    Person("7002", "水清", "synthesis", "female", 2100, (("synthesis", "officer", "工艺员"),)),
    Person("7003", "窦金生", "synthesis", "male", 1700, (("synthesis", "organiser", ""),)),
    Person("7004", "章慧", "synthesis", "female", 50),
)
FOUNDER = "1002"
# The six who can sign in to the demo: their staff numbers and what they are to the visitor.
ROLES = {
    "group_chair": ("1001", "集团工会主席"),
    "group_desk": ("1002", "集团工会干事"),
    "hospital_desk": ("2001", "职工医院工会干事"),
    "school_desk": ("3001", "子弟学校工会干事"),
    "power_desk": ("4001", "供电公司工会干事"),
    "workshop_officer": ("5002", "检修车间安全员"),
}
# The hospital's term runs out soon, the power company's has; the school's committee is too large.
MANDATES = (
    Mandate("group", 6, 5, 5, 700, "市工发〔2023〕18号"),
    Mandate("hospital", 4, 3, 3, 24, "化工工字〔2023〕31号"),
    Mandate("school", 5, 3, 7, 400, "化工工字〔2024〕12号"),
    Mandate("power", 3, 5, 3, -38, "化工工字〔2021〕9号"),
)
LEAVERS = {"2006": "调出", "7003": "退休"}
KEPT = {"6004": "内退、待岗"}
TRANSFER = ("7004", "hospital")


def person(staff_no: str) -> Person:
    """Return the person of this staff number; KeyError when the cast has none."""
    return {one.staff_no: one for one in PEOPLE}[staff_no]
