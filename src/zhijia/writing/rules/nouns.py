"""What a report is made of: numbers, blocks, the period, and the facts that it tells."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from zhijia.platform.wording import written

FILL_IN = "（请补充）"
OWN = "本单位"
LONGEST_QUOTE = 200
# 要, 必须 and their like open a demand; before these characters 要 is another word: 要求, 要点.
DEMAND = re.compile(
    r"^(?:还|也|更)?(?:(?:一定|务必|必须|须|需)?要(?![求点素件闻害塞职事务领道目旨])|必须|务必)(?=.)"
)
BYLINE, TO, HEAD1, HEAD2, TEXT, ITEM = "byline", "to", "head1", "head2", "text", "item"
KINDS = {
    TEXT: "正文",
    HEAD1: "一级标题",
    HEAD2: "二级标题",
    ITEM: "分条",
    TO: "称谓",
    BYLINE: "题下署名",
}
HEADS = (HEAD1, HEAD2)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the report: its place among the citations, its value and what it counts in."""

    place: int
    value: int | Decimal
    unit: str = ""

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        return f"{shown(self.value)}{self.unit}"


Run = str | Count


def shown(value: int | Decimal) -> str:
    """Write a number as the text, the annex and the page do: 15.40 is 15.4, 100.00 is 100."""
    return f"{Decimal(value).normalize():f}"


def quoted(words: str) -> str:
    """Return words as a quotation on one line: quotes inside become single, an end is cut off."""
    line = " ".join(words.split()).rstrip("。").translate(str.maketrans("“”", "‘’"))
    return f"“{line[:LONGEST_QUOTE]}{'……' if len(line) > LONGEST_QUOTE else ''}”"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph; `key` tells it from all others when the report is drawn again."""

    kind: str
    runs: tuple[Run, ...]
    key: str = ""

    def __str__(self) -> str:
        return "".join(str(run) for run in self.runs)


@dataclass(frozen=True, slots=True)
class Period:
    """The days a report is about, both counted."""

    start: date
    end: date

    @property
    def _months(self) -> int:
        """Return how many whole months it is; 0 where it begins or ends within one."""
        whole = self.start.day == 1 and (self.end + timedelta(days=1)).day == 1
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        return months if whole else 0

    @property
    def is_year(self) -> bool:
        """Say whether it is a calendar year."""
        return self._months == 12 and self.start.month == 1

    @property
    def name(self) -> str:
        """Return how a title names it: 2026年度, 2026年上半年, 2026年第三季度, or its days."""
        year, month = self.start.year, self.start.month
        if self.is_year:
            return f"{year}年度"
        if self._months == 6 and month in {1, 7}:
            return f"{year}年{'上' if month == 1 else '下'}半年"
        if self._months == 3 and month % 3 == 1:
            return f"{year}年第{'一二三四'[month // 3]}季度"
        if self._months == 1:
            return f"{year}年{month}月"
        same = self.end.year == year
        last = f"{self.end.month}月{self.end.day}日" if same else written(self.end)
        return f"{written(self.start)}至{last}"

    @property
    def this(self) -> str:
        """Return how a sentence calls it."""
        return "本年度" if self.is_year else "本期"

    @property
    def within(self) -> str:
        """Return how a sentence says that something lies in it."""
        return "年内" if self.is_year else "期内"

    @property
    def next(self) -> str:
        """Return how a sentence calls what follows."""
        return "下一年度" if self.is_year else "下一阶段"


@dataclass(frozen=True, slots=True)
class Work:
    """What a unit, or the holder of a post, did of a task by the last day of the report.

    `words` are the last it reported, as it wrote them, and `problems` and `measures` what it said
    with them; `parts` what it handed down to posts. `later_on` is the day that an extension moved
    its deadline to, or None. `ended` says how it ended, for who assists does not 办结.
    """

    holder: str
    due_on: date
    is_done: bool = False
    is_late: bool = False
    is_sent: bool = False
    is_signed: bool = True
    words: str = ""
    later_on: date | None = None
    problems: str = ""
    measures: str = ""
    ended: str = "已办结"
    key: str = ""
    parts: tuple["Work", ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A task with the work of each unit that has it; `issuer` is who gave it to this unit."""

    wording: str
    works: tuple[Work, ...] = ()
    issuer: str = ""
    key: str = ""

    @property
    def topic(self) -> str:
        """Return the task as a quotation: what is asked, without the tone of a demand."""
        return quoted(DEMAND.sub("", self.wording.strip(" 。"), count=1))

    @property
    def rank(self) -> int:
        """Return its place in a report: what is done, what is under way, what nobody has."""
        if not self.works:
            return 2
        return 0 if all(work.is_done for work in self.works) else 1


@dataclass(frozen=True, slots=True)
class Area:
    """The tasks of one area: how many were filed, closed, given and done, and each of them."""

    label: str
    filed: Count
    closed: Count
    given: Count
    done: Count
    items: tuple[Item, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the report says. `rate` is None where nothing was given.

    `others` says that units below set themselves tasks, which are counted but not told one by one.
    """

    unit: str
    period: Period
    until: date
    has_units_below: bool
    units: Count
    members: Count
    joined: Count
    speeches: Count
    tasks: Count
    closed: Count
    given: Count
    done: Count
    open: Count
    overdue: Count
    rate: Count | None
    areas: tuple[Area, ...]
    others: bool = False

    @property
    def items(self) -> list[Item]:
        """Return the tasks that are told one by one."""
        return [item for area in self.areas for item in area.items]

    @property
    def issuer(self) -> str:
        """Return who gave this unit all of its tasks, "" when no one unit did."""
        issuers = {item.issuer for item in self.items}
        return issuers.pop() if len(issuers) == 1 else ""
