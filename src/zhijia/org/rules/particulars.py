"""登记事项: what is written down about a member, read as people write it, and judged. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import NamedTuple

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform import strokes
from zhijia.platform.sheets.opening import dates, half_width, text

from ..roster import identity, phones, values
from ..roster.nouns import SAID

GENDERS = {"female": "女", "male": "男"}
EMPLOYMENTS = {
    "staff": "在编",
    "contract": "合同制",
    "dispatched": "劳务派遣",
    "part_time": "非全日制",
    "new_form": "新就业形态",
    "other": "其他",
}
HOUSEHOLDS = ("本地城镇", "本地农村", "外地城镇", "外地农村")
MARRIAGES = ("未婚", "已婚", "离异", "丧偶")
EDUCATIONS = ("博士研究生", "硕士研究生", "大学本科", "大学专科", "中专", "高中", "初中", "小学")
SKILLS = ("学徒工", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
STATUSES = tuple(dict.fromkeys(values.STATUSES.values()))
GROUPS = tuple(values.LISTS["ethnicity"]["words"])
CARD = re.compile(r"[0-9]{12,19}")
NOT_HALF = re.compile(r"\s+")
BY_ID, AS_TYPED = "id", "typed"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the registration form asks besides name and staff number; "" where nothing is known.

    Dates are ISO at the precision given: 1985, 1985-03 or 1985-03-01. The text form names nobody.
    """

    member_no: str = field(default="", repr=False)
    id_number: str = field(default="", repr=False)
    gender: str = field(default="", repr=False)
    birth_on: str = field(default="", repr=False)
    ethnicity: str = field(default="", repr=False)
    native_place: str = field(default="", repr=False)
    education: str = field(default="", repr=False)
    political_status: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    department: str = field(default="", repr=False)
    position: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    skill_level: str = field(default="", repr=False)
    worked_since: str = field(default="", repr=False)
    household: str = field(default="", repr=False)
    marital: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    bank_card: str = field(default="", repr=False)
    employment: str = field(default="", repr=False)
    is_migrant: bool | None = field(default=None, repr=False)
    remarks: str = field(default="", repr=False)
    stroke_override: str = field(default="", repr=False)


NOTHING = Particulars()
PARTICULARS = tuple(one.name for one in fields(Particulars))


class Reading(NamedTuple):
    """What was understood of a written value, and what is wrong with it in Chinese."""

    value: str
    fault: str = ""


def read_id(written: str, today: date) -> Reading:
    """Read an identity number (GB 11643): eighteen places, its check digit and day of birth."""
    found = identity.read_identity(written, today)
    if found.error:
        return Reading("", SAID["refused"][found.error].rstrip("。"))
    if found.note:
        return Reading("", "身份证号后面另有文字，请移到备注")
    return Reading(found.number)


def read_phone(written: str) -> Reading:
    """Read one mobile number."""
    found = phones.read_phone(written)
    if found.fault or found.note:
        return Reading("", "手机号应是 1 开头的 11 位数字，只填一个")
    return Reading(found.number)


def read_when(written: str) -> Reading:
    """Read a date to the year, month or day."""
    found = dates.read_date(written, dates.EPOCH_1900)
    if found.fault or found.note or found.either:
        return Reading("", "日期请写成 1985、1985-03 或者 1985-03-01 的样子")
    return Reading(found.iso)


def read_card(written: str) -> Reading:
    """Read the number of a bank card."""
    number = NOT_HALF.sub("", half_width(text(written)))
    if number and not CARD.fullmatch(number):
        return Reading("", "银行卡号应是 12 至 19 位数字")
    return Reading(number)


def _read_group(written: str) -> Reading:
    found = values.ethnicity(text(written))
    return Reading(found, "" if found or not text(written) else "没有这个民族")


def _read_status(written: str) -> Reading:
    found = values.political_status(text(written))
    return Reading(found, "" if found or not text(written) else "没有这种政治面貌")


READERS: dict[str, Callable[[str], Reading]] = {
    "phone": read_phone,
    "birth_on": read_when,
    "worked_since": read_when,
    "bank_card": read_card,
    "ethnicity": _read_group,
    "political_status": _read_status,
}
LISTED = {
    "gender": GENDERS,
    "employment": EMPLOYMENTS,
    "household": HOUSEHOLDS,
    "marital": MARRIAGES,
}


def read(facts: Particulars, today: date) -> tuple[Particulars, Verdict]:
    """Return the particulars as they are kept, and whether every one of them makes sense."""
    kept: dict[str, str] = {}
    faults: list[str] = []
    for name in PARTICULARS:
        written = getattr(facts, name)
        if isinstance(written, str):
            found = _read_one(name, written, today)
            kept[name] = found.value
            faults += [found.fault] if found.fault else []
    read_facts = replace(facts, **kept)  # type: ignore[arg-type]  # its own text fields by name
    faults += _impossible(read_facts, today)
    return read_facts, refused("；".join(faults)) if faults else ALLOWED


def _read_one(name: str, written: str, today: date) -> Reading:
    if name == "id_number":
        return read_id(written, today)
    if name in LISTED and written not in {"", *LISTED[name]}:
        return Reading("", "选项不在列表之中")
    return READERS[name](written) if name in READERS else Reading(text(written))


def _impossible(facts: Particulars, today: date) -> list[str]:
    """Return what is wrong with the dates among themselves."""
    born, since = facts.birth_on, facts.worked_since
    faults = []
    if born and dates.first_day(born) > today:
        faults.append("出生日期不能晚于今天")
    if since and dates.first_day(since) > today:
        faults.append("参加工作日期不能晚于今天")
    if born and since and dates.last_day(since) < dates.first_day(born):
        faults.append("参加工作日期早于出生日期")
    return faults


def contradiction(facts: Particulars) -> Verdict:
    """Hold sex and birth as written against what the identity number says."""
    number = facts.id_number
    born = identity.birth(number) if number else None
    if born is None:
        return ALLOWED
    told = []
    sex = identity.sex(number)
    if facts.gender and GENDERS[facts.gender] != sex:
        told.append(f"身份证号的性别是“{sex}”，填的是“{GENDERS[facts.gender]}”")
    if facts.birth_on and not born.isoformat().startswith(facts.birth_on):
        told.append(f"身份证号的出生日期是 {born:%Y-%m-%d}，填的是 {facts.birth_on}")
    return refused("；".join([*told, "请改正，或者选择以哪一个为准"])) if told else ALLOWED


def by_id(facts: Particulars) -> Particulars:
    """Return the particulars with sex and birth as the identity number has them."""
    number = facts.id_number
    born = identity.birth(number) if number else None
    if born is None:
        return facts
    gender = next(code for code, word in GENDERS.items() if word == identity.sex(number))
    return replace(facts, gender=gender, birth_on=born.isoformat())


def settle(facts: Particulars, today: date, differing: str = "") -> tuple[Particulars, Verdict]:
    """Read the particulars and let the identity number fill in sex and birth.

    Where these were written otherwise, somebody has to say what counts: `differing` is BY_ID or
    AS_TYPED; without it that is a refusal.
    """
    found, verdict = read(facts, today)
    clash = contradiction(found)
    if clash or differing == BY_ID:
        return by_id(found), verdict
    return found, verdict if differing == AS_TYPED else verdict and clash


def masked(kind: str, value: str) -> str:
    """Return a sensitive value as everybody may see it: 110101********1234, 158****6471."""
    if kind == "id_number":
        return f"{value[:6]}********{value[-4:]}" if value else ""
    if kind == "phone":
        return f"{value[:3]}****{value[-4:]}" if value else ""
    if kind == "bank_card":
        return f"****{value[-4:]}" if value else ""
    return f"{value[:3]}****" if value else ""


def sort_key(name: str, override: str = "") -> str:
    """Return the text by which names sort in the order of strokes, in any database."""
    return strokes.sortable(name, as_if=override)
