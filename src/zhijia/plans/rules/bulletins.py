"""通报: its periods and sentences, the order of units, and who has it in hand when. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.platform.wording import written

from .scores import NOTHING, Tally, order, tenths

BULLETIN_STATES = {
    "drafted": "草稿",
    "submitted": "待审定",
    "approved": "待印发",
    "issued": "已印发",
}
PERIODS = {"week": "周通报", "month": "月通报", "quarter": "季度通报"}
QUARTERS = "一二三四"
MOST_LISTED = 50  # beyond it nobody reads a list in a bulletin
HEADS = ("名次", "单位", "交办", "办结", "按期办结", "在办", "黄灯", "红灯", "按期办结率")
ITEM_HEADS = ("单位", "事项", "完成期限", "进度", "情况")
ORDER_RULE = (
    "单位按按期办结率由高到低排列；相同的，逾期未办结少的在前，再相同的办结多的在前；都相同的名次并列。"
    "按期办结率是本期按期办结的占本期办结和逾期未办结之和的百分比。"
)
COUNTED = "数字按牵头承办单位的项次计，不含配合单位的、分解到岗位的部分和已撤回的。"


def period_of(kind: str, day: date) -> tuple[date, date]:
    """Return the first and last day of the week, month or quarter that `day` lies in."""
    if kind == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    months = {"month": 1, "quarter": 3}[kind]
    month = (day.month - 1) // months * months + 1
    first = day.replace(month=month, day=1)
    after = first.replace(
        year=first.year + (month + months > 12), month=(month + months - 1) % 12 + 1
    )
    return first, after - timedelta(days=1)


def periods_open(today: date) -> list[tuple[str, date]]:
    """Return the periods that a bulletin may be drawn for: those under way, and the ones before."""
    found = []
    for kind in PERIODS:
        first, _ = period_of(kind, today)
        before, _ = period_of(kind, first - timedelta(days=1))
        found += [(kind, first), (kind, before)]
    return found


def period_name(kind: str, first: date) -> str:
    """Return a period as papers call it: 2026年11月, 2026年第四季度, 2026年第48周."""
    if kind == "week":
        year, week, _ = first.isocalendar()
        return f"{year}年第{week}周"
    if kind == "month":
        return f"{first.year}年{first.month}月"
    return f"{first.year}年第{QUARTERS[(first.month - 1) // 3]}季度"


def bulletin_title(unit: str, kind: str, first: date) -> str:
    """Return the title of a bulletin."""
    return f"{unit}关于{period_name(kind, first)}督办事项办理情况的通报"


def may_draw(*, kind: str, first: date, today: date, is_issued: bool) -> Verdict:
    """A bulletin tells what stands: of the period under way or the last one, once it is issued."""
    if (kind, first) not in periods_open(today):
        return refused("通报按现在的办理情况起草，只能起草本期和上一期的", HOUSE["HOUSE-66"])
    return refused("这一期的通报已经印发") if is_issued else ALLOWED


def bulletin_in(state: str, *wanted: str) -> Verdict:
    """A step fits only the states it begins from."""
    if state in wanted:
        return ALLOWED
    return refused(f"通报现在是“{BULLETIN_STATES[state]}”，不能办理这一步")


def may_submit_bulletin(*, state: str, has_leader: bool) -> Verdict:
    """A draft goes to those who lead its unit, once somebody does."""
    if not (verdict := bulletin_in(state, "drafted")):
        return verdict
    if not has_leader:
        return refused("本单位没有在任的工会主席、副主席或者党政领导，无人审定，请先任职")
    return ALLOWED


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of a bulletin: `given` in the period, what it did then, how it stands now.

    Siblings may be named alike: `code` tells them apart where a line needs it.
    """

    name: str
    given: int = 0
    tally: Tally = NOTHING
    open: int = 0
    yellow: int = 0
    code: str = ""

    @property
    def red(self) -> int:
        """Return how much is late."""
        return self.tally.overdue


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A task at a unit that is late or behind, and what its light says."""

    unit: str
    wording: str
    due_on: date
    percent: int
    says: str


@dataclass(frozen=True, slots=True)
class BulletinFacts:
    """All that a bulletin tells; the lists are cut, `n_red` and `n_yellow` are not."""

    period: str
    as_of: date
    lines: Sequence[UnitLine]
    red: Sequence[ItemLine]
    yellow: Sequence[ItemLine]


def placed(
    lines: Sequence[UnitLine], key: Callable[[Tally], Any] = order
) -> list[tuple[str, UnitLine]]:
    """Return the lines in the published order, each with its place; who is alike shares one.

    Who has nothing to judge stands last and has none.
    """
    ordered = sorted(lines, key=lambda line: (key(line.tally), line.name))
    found: list[tuple[str, UnitLine]] = []
    for _, alike in groupby(ordered, key=lambda line: key(line.tally)):
        place = len(found) + 1
        found += [(str(place) if line.tally.counted else "—", line) for line in alike]
    return found


def _row(place: str, line: UnitLine) -> list[str]:
    tally = line.tally
    rate = "—" if tally.rate is None else f"{tenths(100 * tally.rate)}%"
    numbers = (line.given, tally.done, tally.on_time, line.open, line.yellow, line.red)
    return [place, line.name, *map(str, numbers), rate]


def _totals(lines: Sequence[UnitLine]) -> dict[str, int]:
    return {
        "given": sum(line.given for line in lines),
        "done": sum(line.tally.done for line in lines),
        "on_time": sum(line.tally.on_time for line in lines),
        "open": sum(line.open for line in lines),
        "yellow": sum(line.yellow for line in lines),
        "red": sum(line.red for line in lines),
    }


Section = dict[str, Any]


def composed(facts: BulletinFacts) -> list[Section]:
    """Return the sections of a bulletin: a heading, paragraphs, perhaps a table of texts."""
    return [_overall(facts), _units(facts), *_items(facts)]


def _overall(facts: BulletinFacts) -> Section:
    """总体情况: the numbers in sentences."""
    n = _totals(facts.lines)
    done = f"办结 {n['done']} 项次，其中按期办结 {n['on_time']} 项次" if n["done"] else "没有办结的"
    now = f"目前在办 {n['open']} 项次" if n["open"] else "目前没有在办的"
    lit = [f"逾期（红灯）{n['red']} 项次"] if n["red"] else []
    lit += [f"临期或者落后（黄灯）{n['yellow']} 项次"] if n["yellow"] else []
    tail = f"，其中{'、'.join(lit)}" if lit else "，没有逾期的" if n["open"] else ""
    words = (
        f"{facts.period}交办 {n['given']} 项次，{done}。"
        f"截至{written(facts.as_of)}，{now}{tail}。{COUNTED}"
    )
    return {"heading": "总体情况", "paragraphs": [words]}


def _units(facts: BulletinFacts) -> Section:
    """各单位办理情况: the table in its order, and the rule of the order beneath it."""
    rows = [_row(place, line) for place, line in placed(facts.lines)]
    table = {"heads": list(HEADS), "rows": rows}
    return {"heading": "各单位办理情况", "paragraphs": [ORDER_RULE], "table": table}


def _items(facts: BulletinFacts) -> Iterator[Section]:
    """逾期事项、临期和落后事项: the first of each, and how many more there are."""
    totals = _totals(facts.lines)
    lists = (("逾期事项", facts.red, "red"), ("临期和落后事项", facts.yellow, "yellow"))
    for heading, items, key in lists:
        if items:
            more = totals[key] - len(items)
            rows = [
                [i.unit, i.wording, f"{i.due_on:%Y-%m-%d}", f"{i.percent}%", i.says] for i in items
            ]
            table = {"heads": list(ITEM_HEADS), "rows": rows}
            words = [f"另有 {more} 项没有列出。"] if more > 0 else []
            yield {"heading": heading, "paragraphs": words, "table": table}


def issue_name(year: int, number: int) -> str:
    """Return the number of a bulletin as it is written: 2026年第3期."""
    return f"{year}年第{number}期"


def may_reply(*, is_approved: bool, reply: str) -> Verdict:
    """Who sends a bulletin back says why."""
    if not is_approved and not reply.strip():
        return refused("退回修改请写明意见")
    return ALLOWED


def may_issue(*, is_next: bool, is_issued: bool) -> Verdict:
    """A bulletin is issued with the number that comes next, one a period."""
    if is_issued:
        return refused("这一期的通报已经印发")
    return ALLOWED if is_next else refused("刚有另一份通报印发或者这份有改动，请再办一次")
