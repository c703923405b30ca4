"""年度工作总结: the sentences of a yearly report, from numbers and lists. Pure.

A number enters a sentence as a `Count`, which knows its line in the annex: none is typed in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.wording import written

FILL_IN = "（请补充）"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the report: its line in the annex, counted from 0, and how it is written."""

    place: int
    value: int | Decimal

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        return f"{self.value:f}" if isinstance(self.value, Decimal) else str(self.value)


Run = str | Count


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of level 1 or 2, or a paragraph of level 0."""

    level: int
    runs: tuple[Run, ...]

    def __str__(self) -> str:
        return "".join(str(run) for run in self.runs)


@dataclass(frozen=True, slots=True)
class Work:
    """What one unit did of a task; its last words are quoted as it wrote them."""

    unit: str
    is_done: bool
    due_on: date
    is_late: bool
    words: str

    @property
    def standing(self) -> str:
        """Return how the work stands, in the words that units of one standing share."""
        if self.is_done:
            return "已办结"
        state = "逾期未办结" if self.is_late else "正在办理"
        return f"{state}（期限{written(self.due_on)}）"


@dataclass(frozen=True, slots=True)
class Item:
    """A task with the work of each unit that has it."""

    wording: str
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """The tasks of one area: how many were put on file and closed, and each of them."""

    label: str
    filed: Count
    closed: Count
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the report says. `rate` is None where nothing was given."""

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


def compose(facts: Facts) -> list[Block]:
    """Return the whole report in its order."""
    return [
        _text(f"现将{facts.unit}{facts.year}年度工作总结如下，数据截至{written(facts.until)}。"),
        *_people(facts),
        *_work(facts),
        *_problems(facts),
        *_plans(facts),
    ]


def _text(*runs: Run) -> Block:
    return Block(0, runs)


def _heading(text: str, level: int = 1) -> Block:
    return Block(level, (text,))


def _people(facts: Facts) -> Iterable[Block]:
    """组织和会员: how many there are, and how many came."""
    yield _heading("组织和会员情况")
    came: tuple[Run, ...] = ("本年度没有新入会会员。",)
    if facts.joined:
        came = ("本年度新入会", facts.joined, "人。")
    whole: tuple[Run, ...] = ("现有会员", facts.members, "人。")
    if facts.has_units_below:
        whole = ("本级和所辖基层工会共", facts.units, "个，会员", facts.members, "人。")
    yield _text(*whole, *came)


def _work(facts: Facts) -> Iterable[Block]:
    """任务落实: what was asked, what was given and done, area by area."""
    yield _heading("工作任务落实情况")
    if not (facts.tasks or facts.given or facts.areas):
        yield _text("本年度没有登记的工作任务。", FILL_IN)
        return
    yield from _overall(facts)
    for area in facts.areas:
        yield _heading(f"{area.label}方面", 2)
        if area.filed or area.closed:
            yield _text("本年度立项", area.filed, "项，", *_closed(area.closed))
        yield from (_text(_line(item)) for item in area.items)


def _closed(closed: Count) -> tuple[Run, ...]:
    return ("办结", closed, "项。") if closed else ("尚无办结。",)


def _overall(facts: Facts) -> Iterable[Block]:
    """The year's numbers in one paragraph each for what was set and what was given."""
    if facts.tasks:
        source: tuple[Run, ...] = ("根据", facts.speeches, "篇讲话，") if facts.speeches else ()
        yield _text(*source, "本年度立项任务", facts.tasks, "项，", *_closed(facts.closed))
    if facts.given:
        rate: tuple[Run, ...] = ("，办结率", facts.rate, "%") if facts.rate else ()
        given: tuple[Run, ...] = ("本年度各承办单位共承办任务", facts.given, "项次", *rate, "；")
        done: tuple[Run, ...] = (
            ("期内办结", facts.done, "项次，") if facts.done else ("期内没有办结，",)
        )
        late: tuple[Run, ...] = (
            ("，其中逾期", facts.overdue, "项次。") if facts.overdue else ("，没有逾期。",)
        )
        end: tuple[Run, ...] = (
            ("期末在办", facts.open, "项次", *late) if facts.open else ("期末没有在办任务。",)
        )
        yield _text(*given, *done, *end)


def _line(item: Item) -> str:
    """Return a task and what became of it, units of one standing together."""
    standings = [
        f"{'、'.join(work.unit for work in works)}{standing}"
        for standing, works in _together(item.works).items()
    ]
    said = [f"{w.unit}报告：“{w.words.rstrip('。')}”" for w in item.works if w.words]
    return f"{item.wording.rstrip('。')}。{'；'.join([*standings, *said]) or '尚未交办'}。"


def _together(works: Iterable[Work]) -> dict[str, list[Work]]:
    """Return the works by their standing."""
    found: dict[str, list[Work]] = {}
    for work in works:
        found.setdefault(work.standing, []).append(work)
    return found


def _late(facts: Facts) -> list[str]:
    return [
        f"{work.unit}：{item.wording.rstrip('。')}（期限{written(work.due_on)}）"
        for area in facts.areas
        for item in area.items
        for work in item.works
        if work.is_late
    ]


def _problems(facts: Facts) -> Iterable[Block]:
    """存在的问题: what is late and what nobody has; the rest is for a person to say."""
    yield _heading("存在的问题")
    if late := _late(facts):
        yield _text("期末逾期未办结的任务：", "；".join(late), "。")
    lonely = [i.wording.rstrip("。") for a in facts.areas for i in a.items if not i.works]
    if lonely:
        yield _text("尚未落实承办单位的任务：", "；".join(lonely), "。")
    if not (late or lonely):
        yield _text("期末没有逾期任务，也没有尚未落实承办单位的任务。")
    yield _text("其他问题和原因分析：", FILL_IN)


def _plans(facts: Facts) -> Iterable[Block]:
    """下一步工作安排: what is under way goes on."""
    yield _heading("下一步工作安排")
    open_ = [item for area in facts.areas for item in area.items if _still(item)]
    if open_:
        yield _text("继续抓好下列任务的落实：")
    for item in open_:
        yield _text(f"{item.wording.rstrip('。')}。{_still(item)}。")
    yield _text("下一年度重点工作：", FILL_IN)


def _still(item: Item) -> str:
    """Return the units still at work with their deadlines, "" when there is none."""
    open_ = _together(work for work in item.works if not work.is_done)
    return "；".join(f"{'、'.join(w.unit for w in ws)}{how}" for how, ws in open_.items())


def cited(blocks: Sequence[Block]) -> tuple[list[Block], list[int]]:
    """Return the blocks with their numbers counted anew, and the old places of those they use.

    Facts hold more numbers than a report says: the annex lists only what stands in its text.
    """
    used = [run.place for block in blocks for run in block.runs if isinstance(run, Count)]
    order = {place: new for new, place in enumerate(dict.fromkeys(used))}
    anew = [
        Block(
            block.level,
            tuple(
                Count(order[run.place], run.value) if isinstance(run, Count) else run
                for run in block.runs
            ),
        )
        for block in blocks
    ]
    return anew, list(order)
