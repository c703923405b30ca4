"""抽样: whom a round asks, drawn so that anybody can draw it again. Pure.

Each person's lot is SHA-256 of `seed:unit code-staff number`; a line draws the smallest lots.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

MOST_LINES = HOUSE["HOUSE-143"].sets(50)
SEXES = {"男": "male", "女": "female"}
ANY = {"", "*", "不限", "—", "-"}
AGES = re.compile(
    r"(?P<low>\d{1,2})?\s*[-—－~～至]\s*(?P<high>\d{1,3})?$|(?P<one>\d{1,3})岁{0,1}以[上下]$"
)
WAYS = {"all": "全部", "share": "按单位人数比例抽样", "quota": "按配额抽样"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be drawn, as of the day of the roll; `age` is None where nobody knows."""

    key: int
    number: str
    unit: str
    path: str
    sex: str = ""
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """So many people of a unit (and all below it), of a sex, of an age; empty means any."""

    count: int
    path: str = ""
    sex: str = ""
    low: int | None = None
    high: int | None = None
    words: str = ""

    def fits(self, person: Person) -> bool:
        """Say whether a person is of this kind."""
        if not person.path.startswith(self.path) or (self.sex and person.sex != self.sex):
            return False
        if self.low is None and self.high is None:
            return True
        if person.age is None:
            return False
        return (self.low is None or person.age >= self.low) and (
            self.high is None or person.age <= self.high
        )


def lot(seed: str, person: Person) -> str:
    """Return the lot of a person."""
    return hashlib.sha256(f"{seed}:{person.number}".encode()).hexdigest()


def drawn(people: Iterable[Person], quotas: Sequence[Quota], seed: str) -> list[list[Person]]:
    """Draw each line in turn from those that no line before it took; one list a line."""
    left = sorted(people, key=lambda one: (lot(seed, one), one.number))
    found: list[list[Person]] = []
    for quota in quotas:
        taken = [one for one in left if quota.fits(one)][: quota.count]
        keys = {one.key for one in taken}
        left = [one for one in left if one.key not in keys]
        found.append(taken)
    return found


def enough_people(found: Sequence[Sequence[Person]], quotas: Sequence[Quota]) -> Verdict:
    """Judge whether each line found as many as it wants."""
    for number, (taken, quota) in enumerate(zip(found, quotas, strict=True), 1):
        if len(taken) < quota.count:
            words = f"第 {number} 行“{quota.words}”只有 {len(taken)} 人可抽，少于 {quota.count} 人"
            return refused(f"{words}，请减少人数或者放宽条件", HOUSE["HOUSE-143"])
    return ALLOWED


def shared(heads: Mapping[str, int], size: int) -> dict[str, int]:
    """Share a sample out by how many people each unit has; remainders go to the largest parts."""
    whole = sum(heads.values())
    if not whole:
        return {}
    size = min(size, whole)
    parts = {path: divmod(size * head, whole) for path, head in heads.items()}
    found = {path: part for path, (part, _) in parts.items()}
    by_rest = sorted(parts, key=lambda path: (-parts[path][1], path))
    for path in by_rest[: size - sum(found.values())]:
        found[path] += 1
    return found


def age_on(birth: str, day: date) -> int | None:
    """Return somebody's age on a day; a birth known by its year alone counts from its January."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", birth):
        return None
    year, month, at = (int(part) for part in (birth + "-01-01")[:10].split("-"))
    return day.year - year - ((day.month, day.day) < (month, at))


def read_quotas(text: str, paths: Mapping[str, str]) -> tuple[tuple[Quota, ...], Verdict]:
    """Read lines such as `职工医院工会，女，36-45，5`; `paths` leads from names and codes.

    Returns the lines and a yes, or what is wrong with the first that cannot be read.
    """
    found: list[Quota] = []
    for number, line in enumerate((one for one in text.splitlines() if one.strip()), 1):
        quota, fault = _quota(line.strip(), paths)
        if quota is None:
            return (), refused(f"第 {number} 行“{line.strip()}”：{fault}", HOUSE["HOUSE-143"])
        found.append(quota)
    if not found:
        return (), refused("请填写配额，每行一条", HOUSE["HOUSE-143"])
    if len(found) > MOST_LINES:
        return (), refused(f"配额最多 {MOST_LINES} 行", HOUSE["HOUSE-143"])
    return tuple(found), ALLOWED


def _quota(line: str, paths: Mapping[str, str]) -> tuple[Quota | None, str]:
    cells = [cell.strip() for cell in re.split(r"[,，;；、\t]", line)]
    if len(cells) != 4:
        return None, "应为“单位，性别，年龄，人数”，不限的写“不限”"
    unit, sex, age, count = cells
    if not count.removesuffix("人").isdecimal() or not int(count.removesuffix("人")):
        return None, "人数应为正整数"
    if unit not in ANY and unit not in paths:
        return None, f"没有“{unit}”这个单位，请填单位名称或者单位代码"
    if sex not in ANY and sex not in SEXES:
        return None, "性别应为男、女或者不限"
    span = (None, None) if age in ANY else _span(age)
    if span is None:
        return None, "年龄写作 36-45、35岁以下、46岁以上或者不限"
    path = "" if unit in ANY else paths[unit]
    number = int(count.removesuffix("人"))
    return Quota(number, path, SEXES.get(sex, ""), span[0], span[1], line), ""


def _span(age: str) -> tuple[int | None, int | None] | None:
    """Read an age: both ends count (民法典 §1259: 以上、以下 include the number)."""
    match = AGES.match(age.replace(" ", ""))
    if match is None:
        return None
    if match["one"]:
        one = int(match["one"])
        return (one, None) if age.endswith("上") else (None, one)
    low, high = match["low"], match["high"]
    if not low and not high:
        return None
    return (int(low) if low else None, int(high) if high else None)


@dataclass(frozen=True, slots=True)
class Group:
    """A group whose answers may be told apart from others': a unit's branch, or several."""

    name: str
    paths: tuple[str, ...]
    size: int


LEAST_IN_GROUP = HOUSE["HOUSE-145"].sets(10)
REST = "其他单位（合并）"


def groups(heads: Mapping[str, int], names: Mapping[str, str]) -> list[Group]:
    """Part those who are asked into groups of ten or more, by unit; the smaller ones together.

    `heads` is how many are asked by the path of their group's unit, in the order of paths.
    """
    small = [path for path, head in heads.items() if head < LEAST_IN_GROUP]
    large = sorted((path for path in heads if path not in small), key=lambda path: heads[path])
    while small and large and sum(heads[path] for path in small) < LEAST_IN_GROUP:
        small.append(large.pop(0))
    alone = [path for path in heads if path not in small]
    found = [Group(names[path], (path,), heads[path]) for path in alone]
    if small:
        name = names[small[0]] if len(small) == 1 else REST if found else "全部"
        order = tuple(path for path in heads if path in small)
        found.append(Group(name, order, sum(heads[path] for path in small)))
    return found


def by_head(people: Iterable[tuple[str, int]]) -> Counter[str]:
    """Add up how many stand at each path."""
    found: Counter[str] = Counter()
    for path, head in people:
        found[path] += head
    return found
