"""年度工作总结: the sentences of a yearly report, from numbers and lists. Pure.

A number enters a sentence as a `Count`, which knows its line in the annex: none is typed in.
What a task asks for and what a desk reported are quoted, so that neither reads as our own word.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.wording import written

FILL_IN = "（请补充）"
OWN = "本单位"
LONGEST_QUOTE = 200
MOST_NAMES = 10
MOST_QUOTES = 5
# 要, 必须 and their like open a demand; before these characters 要 is another word: 要求, 要点.
DEMAND = re.compile(
    r"^(?:还|也|更)?(?:(?:一定|务必|必须|须|需)?要(?![求点素件闻害塞职事务领道目旨])|必须|务必)(?=.)"
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the report: its line in the annex, counted from 0, and how it is written."""

    place: int
    value: int | Decimal

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        return shown(self.value)


Run = str | Count


def shown(value: int | Decimal) -> str:
    """Write a number as the text, the annex and the page do: 15.40 is 15.4, 100.00 is 100."""
    return f"{Decimal(value).normalize():f}"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of level 1 or 2, or a paragraph of level 0."""

    level: int
    runs: tuple[Run, ...]

    def __str__(self) -> str:
        return "".join(str(run) for run in self.runs)


@dataclass(frozen=True, slots=True)
class Work:
    """What a unit, or the holder of a post, did of a task by the last day of the report.

    `words` are the last it reported, as it wrote them; `parts` what it handed down to posts.
    `later_on` is the day that an extension moved its deadline to, or None.
    """

    holder: str
    due_on: date
    is_done: bool = False
    is_late: bool = False
    is_sent: bool = False
    is_signed: bool = True
    words: str = ""
    later_on: date | None = None
    parts: tuple["Work", ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A task with the work of each unit that has it; `issuer` is who gave it to this unit."""

    wording: str
    works: tuple[Work, ...] = ()
    issuer: str = ""

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


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the report says. `rate` is None where nothing was given.

    `others` says that units below set themselves tasks, which are counted but not told one by one.
    """

    unit: str
    year: int
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


def may_draft(*, year: int, first_year: int, today: date) -> Verdict:
    """A report is drafted for a year that has begun, since the union was founded."""
    if year > today.year:
        return refused(f"{year} 年还没有开始，不能起草总结")
    if year < first_year:
        return refused(f"本单位建会于 {first_year} 年，没有 {year} 年的记录")
    return ALLOWED


def title(unit: str, year: int) -> str:
    """Return the report's title."""
    return f"{unit}{year}年度工作总结"


def quoted(words: str) -> str:
    """Return words as a quotation on one line: quotes inside become single, an end is cut off."""
    line = " ".join(words.split()).rstrip("。").translate(str.maketrans("“”", "‘’"))
    return f"“{line[:LONGEST_QUOTE]}{'……' if len(line) > LONGEST_QUOTE else ''}”"


def compose(facts: Facts) -> list[Block]:
    """Return the whole report in its order."""
    return [
        _text(f"现将{facts.unit}{facts.year}年度工作总结如下，数据截至{written(facts.until)}。"),
        _text("全年工作总体情况：", FILL_IN),
        *_people(facts),
        *_work(facts),
        *_problems(facts),
        *_plans(facts),
    ]


def _text(*runs: Run) -> Block:
    return Block(0, runs)


def _heading(text: str, level: int = 1) -> Block:
    return Block(level, (text,))


def _said(before: str, count: Count, after: str, none: str) -> tuple[Run, ...]:
    """Say a number in its sentence, or in words that there is none."""
    return (before, count, after) if count else (none,)


def _people(facts: Facts) -> Iterator[Block]:
    """组织和会员: how many there are, and how many came."""
    yield _heading("组织和会员情况")
    units: tuple[Run, ...] = ()
    if facts.has_units_below and facts.units:
        units = ("本级和所辖工会组织共", facts.units, "个，")
    whole = "会员" if units else "共有会员"
    members = _said(whole, facts.members, "人；", "没有登记的会员；")
    yield _text(
        *units, *members, *_said("本年度新入会", facts.joined, "人。", "本年度没有新入会会员。")
    )


def _work(facts: Facts) -> Iterator[Block]:
    """任务落实: what was asked, what was given and done, area by area."""
    yield _heading("工作任务落实情况")
    if not (numbers := list(_overall(facts))) and not facts.areas:
        yield _text("本年度没有登记的工作任务。", FILL_IN)
        return
    yield from numbers
    if facts.others:
        yield _text("所辖单位自行立项的任务计入以上数字，办理情况见各单位总结。")
    if issuer := facts.issuer:
        yield _text(f"以下各项任务均由{issuer}交办。")
    for area in facts.areas:
        yield from _area(area, is_said=bool(issuer))


def _overall(facts: Facts) -> Iterator[Block]:
    """The year's numbers: one paragraph for what was put on file, one for what was given."""
    if facts.tasks or facts.closed:
        source: tuple[Run, ...] = ("根据", facts.speeches, "篇讲话，") if facts.speeches else ()
        filed = _said("本年度新立项任务", facts.tasks, "项，", "本年度没有新立项的任务，")
        closed = _said("年内办结立项任务", facts.closed, "项。", "年内没有办结立项任务。")
        yield _text(*source, *filed, *closed)
    if facts.given or facts.done or facts.open:
        who = "本级和所辖单位" if facts.has_units_below else ""
        none = f"{who}本年度没有新承办的任务；"
        rate: tuple[Run, ...] = ("（办结率", facts.rate, "%）；") if facts.rate else ("；",)
        given = (f"{who}本年度新承办任务", facts.given, "项次", *rate) if facts.given else (none,)
        done = _said("年内办结任务", facts.done, "项次；", "年内没有办结的任务；")
        yield _text(*given, *done, *_open(facts))


def _open(facts: Facts) -> tuple[Run, ...]:
    """Say what stood undone on the last day, and what of it was late."""
    if not facts.open:
        return ("期末没有在办任务。",)
    late = _said("，其中逾期", facts.overdue, "项次。", "，没有逾期。")
    return ("期末在办任务", facts.open, "项次", *late)


def _area(area: Area, *, is_said: bool) -> Iterator[Block]:
    """One area: its numbers, what is done, what is under way, what nobody has.

    `is_said` when the text has told already who gave the tasks.
    """
    yield _heading(f"{area.label}方面", 2)
    if runs := _numbers(area):
        yield _text("本年度", *runs, "。")
    for item in sorted(area.items, key=lambda item: item.rank):
        if item.works:
            yield _text(_told(item, "" if is_said else item.issuer))
    if lonely := [item.topic for item in area.items if not item.works]:
        yield _text(f"以下任务尚未交办：{'、'.join(lonely)}。")


def _numbers(area: Area) -> list[Run]:
    """Give the area's numbers in one sentence; one that is nought is not mentioned."""
    filed = _pair("立项", "立项任务办结", area.filed, area.closed, "项")
    given = _pair("承办", "承办任务办结", area.given, area.done, "项次")
    return [*filed, *(["；"] if filed and given else []), *given]


def _pair(begun: str, only: str, whole: Count, done: Count, unit: str) -> list[Run]:
    """Say how many began and how many were done, or `only` the latter."""
    if not whole:
        return [only, done, unit] if done else []
    return [begun, whole, unit, "、办结", done, unit] if done else [begun, whole, unit]


def _told(item: Item, issuer: str) -> str:
    """Return a task and what became of it: units of one standing together, then their words."""
    given = f"（{issuer}交办）" if issuer else ""
    standings = "；".join(_together(item.works, standing))
    return f"关于{item.topic}{given}：{standings}。{_words(item.works)}"


def _together(works: Iterable[Work], say: Callable[[Work], str]) -> list[str]:
    """Return what is said of the works, once for all holders of whom the same is said."""
    found: dict[str, list[str]] = {}
    for work in works:
        found.setdefault(say(work), []).append(work.holder)
    return [f"{names(holders)}{words}" for words, holders in found.items()]


def _quote(work: Work) -> str:
    """Quote the last report of a work."""
    who = "办理情况" if work.holder == OWN else f"{work.holder}报告"
    return f"{who}：{quoted(work.words)}"


def standing(work: Work) -> str:
    """Say how a work stands on the last day of the report."""
    if work.is_done:
        return "已办结"
    day = f"（期限{written(work.due_on)}）"
    if work.is_signed and not work.is_sent:
        return f"{'逾期未办结' if work.is_late else '正在办理'}{day}"
    state = "已报办结待审核" if work.is_sent else "尚未签收"
    return f"{'逾期，' if work.is_late else ''}{state}{day}"


def duty(work: Work) -> str:
    """Say what is left to be done about a work that is not done."""
    if work.is_sent:
        return "已报办结，做好审核结案"
    if work.is_late:
        return f"尽快办结（期限{written(work.due_on)}已过）"
    return f"于{written(work.due_on)}前办结"


def names(holders: Sequence[str]) -> str:
    """Join names; after the first ten, the rest are only hinted at."""
    joined = "、".join(holders[:MOST_NAMES])
    return f"{joined}等单位" if len(holders) > MOST_NAMES else joined


def _words(works: Sequence[Work]) -> str:
    """Quote what was reported, of the parts as well; beyond five the page of the task is named."""
    spoken = [work for whole in works for work in (whole, *whole.parts) if work.words]
    said = "；".join(_quote(work) for work in spoken[:MOST_QUOTES])
    more = "其余报告见任务办理记录。" if len(spoken) > MOST_QUOTES else ""
    parts = [part for whole in works for part in whole.parts]
    shares = "；".join(_together(parts, standing))
    return "".join((f"分解到岗位：{shares}。" if shares else "", f"{said}。" if said else "", more))


def _problems(facts: Facts) -> Iterator[Block]:
    """存在的问题: what is late, what nobody has, what took longer; the rest is for a person."""
    yield _heading("存在的问题")
    works = [(item, work) for item in facts.items for work in item.works]
    late = [_had(i, w, f"期限{written(w.due_on)}") for i, w in works if w.is_late]
    if late:
        yield _text(f"期末逾期未办结的任务：{'；'.join(late)}。")
    if later := [_had(i, w, f"延至{written(w.later_on)}") for i, w in works if w.later_on]:
        yield _text(f"经同意延期的任务：{'；'.join(later)}。")
    lonely = [area.label for area in facts.areas if any(not item.works for item in area.items)]
    if lonely:
        yield _text(f"{'、'.join(lonely)}方面有任务尚未落实承办单位。")
    if works and not (late or lonely):
        yield _text("期末没有逾期未办结的任务。")
    yield _text("其他问题和原因分析：", FILL_IN)


def _had(item: Item, work: Work, day: str) -> str:
    """Name who had what, and the day that matters."""
    return f"{work.holder}承办的{item.topic}（{day}）"


def _plans(facts: Facts) -> Iterator[Block]:
    """下一步工作安排: what is under way, the earliest first, then what nobody has."""
    yield _heading("下一步工作安排")
    lines = [_next(item) for item in sorted((i for i in facts.items if i.rank == 1), key=_due)]
    if any(not item.works for item in facts.items):
        lines.append("前列尚未交办的任务，逐项落实承办单位和完成期限。")
    lines.append(f"下一年度重点工作：{FILL_IN}")
    for number, line in enumerate(lines, 1):
        yield _text(f"{number}. {line}" if len(lines) > 1 else line)


def _due(item: Item) -> date:
    """Return the earliest day that something of a task is due."""
    return min(work.due_on for work in item.works if not work.is_done)


def _next(item: Item) -> str:
    """Say who is to do what by when."""
    left = (work for work in item.works if not work.is_done)
    return f"继续抓好{item.topic}：{'；'.join(_together(left, duty))}。"


def cited(blocks: Sequence[Block]) -> tuple[list[Block], list[int]]:
    """Return the blocks with their numbers counted anew, and the old places of those they use.

    Facts hold more numbers than a report says: the annex lists only what stands in its text.
    """
    used = [run.place for block in blocks for run in block.runs if isinstance(run, Count)]
    order = {place: new for new, place in enumerate(dict.fromkeys(used))}
    return [_anew(block, order) for block in blocks], list(order)


def _anew(block: Block, order: dict[int, int]) -> Block:
    """Return a block whose numbers stand at their new places."""
    runs = (Count(order[r.place], r.value) if isinstance(r, Count) else r for r in block.runs)
    return Block(block.level, tuple(runs))
