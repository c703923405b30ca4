"""The sentences of a report, from numbers and lists.

A number enters a sentence as a `Count`, which knows its citation: none is typed in. What a task
asks for and what a desk reported are quoted, so that neither reads as our own word.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from zhijia.platform.wording import written

from .nouns import (
    FILL_IN,
    HEAD2,
    ITEM,
    OWN,
    TEXT,
    Area,
    Block,
    Count,
    Facts,
    Item,
    Run,
    Work,
    quoted,
)

MOST_NAMES = 10
MOST_QUOTES = 5
MOST_PROBLEMS = 20
# Beyond these a paragraph is read by nobody: the rest stand on the list of tasks.
MOST_LISTED, MOST_STANDINGS, MOST_STEPS, MOST_SPOKEN = 20, 20, 50, 10
REST = "其余见任务清单"


def text(key: str, *runs: Run) -> Block:
    """Return a paragraph."""
    return Block(TEXT, runs, key)


def said(before: str, count: Count, after: str, none: str) -> tuple[Run, ...]:
    """Say a number in its sentence, or in words that there is none."""
    return (before, count, after) if count else (none,)


def people(facts: Facts) -> Iterator[Block]:
    """组织和会员: how many there are, and how many came."""
    units: tuple[Run, ...] = ()
    this = facts.period.this
    if facts.has_units_below and facts.units:
        units = ("本级和所辖工会组织共", facts.units, "，")
    whole = "会员" if units else "共有会员"
    members = said(whole, facts.members, "；", "没有登记的会员；")
    joined = said(f"{this}新入会", facts.joined, "。", f"{this}没有新入会会员。")
    yield text("people", *units, *members, *joined)


def work(facts: Facts) -> Iterator[Block]:
    """任务落实: what was asked, what was given and done, area by area."""
    if not (numbers := list(overall(facts))) and not facts.areas:
        yield text("work:none", f"{facts.period.this}没有登记的工作任务。", FILL_IN)
        return
    yield from numbers
    if facts.others:
        yield text("work:others", "所辖单位自行立项的任务计入以上数字，办理情况见各单位总结。")
    if issuer := facts.issuer:
        yield text("work:issuer", f"以下各项任务均由{issuer}交办。")
    yield from areas(facts)


def areas(facts: Facts) -> Iterator[Block]:
    """Tell of each area under a heading of its own."""
    for area in facts.areas:
        yield from _area(area, facts.period.this, is_said=bool(facts.issuer))


def overall(facts: Facts) -> Iterator[Block]:
    """The period's numbers: one paragraph for what was put on file, one for what was given."""
    this, within = facts.period.this, facts.period.within
    if facts.tasks or facts.closed:
        source: tuple[Run, ...] = ("根据", facts.speeches, "讲话，") if facts.speeches else ()
        filed = said(f"{this}新立项任务", facts.tasks, "，", f"{this}没有新立项的任务，")
        closed = said(f"{within}办结立项任务", facts.closed, "。", f"{within}没有办结立项任务。")
        yield text("work:filed", *source, *filed, *closed)
    if facts.given or facts.done or facts.open:
        who = "本级和所辖单位" if facts.has_units_below else ""
        none = f"{who}{this}没有新承办的任务；"
        rate: tuple[Run, ...] = ("（办结率", facts.rate, "）；") if facts.rate else ("；",)
        given = (f"{who}{this}新承办任务", facts.given, *rate) if facts.given else (none,)
        done = said(f"{within}办结任务", facts.done, "；", f"{within}没有办结的任务；")
        yield text("work:given", *given, *done, *_open(facts))


def _open(facts: Facts) -> tuple[Run, ...]:
    """Say what stood undone on the last day, and what of it was late."""
    if not facts.open:
        return ("期末没有在办任务。",)
    late = said("，其中逾期", facts.overdue, "。", "，没有逾期。")
    return ("期末在办任务", facts.open, *late)


def _area(area: Area, this: str, *, is_said: bool) -> Iterator[Block]:
    """One area: its numbers, what is done, what is under way, what nobody has.

    `is_said` when the text has told already who gave the tasks.
    """
    key = f"area:{area.code}"
    yield Block(HEAD2, (f"{area.label}方面",), key)
    if runs := _numbers(area):
        yield text(f"{key}:numbers", this, *runs, "。")
    for item in sorted(area.items, key=lambda item: item.rank):
        if item.works:
            yield text(f"task:{item.key}", _told(item, "" if is_said else item.issuer))
    if lonely := [item.topic for item in area.items if not item.works]:
        yield text(f"{key}:lonely", f"以下任务尚未交办：{'、'.join(cut(lonely))}。")


def _numbers(area: Area) -> list[Run]:
    """Give the area's numbers in one sentence; one that is nought is not mentioned."""
    filed = _pair("立项", "立项任务办结", area.filed, area.closed)
    given = _pair("承办", "承办任务办结", area.given, area.done)
    return [*filed, *(["；"] if filed and given else []), *given]


def _pair(begun: str, only: str, whole: Count, done: Count) -> list[Run]:
    """Say how many began and how many were done, or `only` the latter."""
    if not whole:
        return [only, done] if done else []
    return [begun, whole, "、办结", done] if done else [begun, whole]


def _told(item: Item, issuer: str) -> str:
    """Return a task and what became of it: units of one standing together, then their words."""
    given = f"（{issuer}交办）" if issuer else ""
    standings = "；".join(_together(item.works, standing))
    return f"关于{item.topic}{given}：{standings}。{_words(item.works)}"


def _together(works: Iterable[Work], say: Callable[[Work], str]) -> list[str]:
    """Return what is said of the works, once for all holders of whom the same is said."""
    found: dict[str, list[str]] = {}
    for one in works:
        found.setdefault(say(one), []).append(one.holder)
    return cut([f"{names(holders)}{words}" for words, holders in found.items()], MOST_STANDINGS)


def cut(lines: list[str], most: int = MOST_LISTED) -> list[str]:
    """Return the first of many lines, and where the rest stand."""
    return lines if len(lines) <= most else [*lines[:most], REST]


def _quote(one: Work) -> str:
    """Quote the last report of a work."""
    who = "办理情况" if one.holder == OWN else f"{one.holder}报告"
    return f"{who}：{quoted(one.words)}"


def standing(one: Work) -> str:
    """Say how a work stands on the last day of the report."""
    if one.is_done:
        return one.ended
    day = f"（期限{written(one.due_on)}）"
    if one.is_signed and not one.is_sent:
        return f"{'逾期未办结' if one.is_late else '正在办理'}{day}"
    state = "已报办结待审核" if one.is_sent else "尚未签收"
    return f"{'逾期，' if one.is_late else ''}{state}{day}"


def duty(one: Work) -> str:
    """Say what is left to be done about a work that is not done."""
    if one.is_sent:
        return "已报办结，做好审核结案"
    if one.is_late:
        return f"尽快办结（期限{written(one.due_on)}已过）"
    return f"于{written(one.due_on)}前办结"


def names(holders: Sequence[str]) -> str:
    """Join names; after the first ten, the rest are only hinted at."""
    joined = "、".join(holders[:MOST_NAMES])
    return f"{joined}等单位" if len(holders) > MOST_NAMES else joined


def _words(works: Sequence[Work]) -> str:
    """Quote what was reported, of the parts as well; beyond five the page of the task is named."""
    told = [one for one in spoken(works) if one.words]
    quotes = "；".join(_quote(one) for one in told[:MOST_QUOTES])
    more = "其余报告见任务办理记录。" if len(told) > MOST_QUOTES else ""
    parts = [part for whole in works for part in whole.parts]
    shares = "；".join(_together(parts, standing))
    return "".join(
        (f"分解到岗位：{shares}。" if shares else "", f"{quotes}。" if quotes else "", more)
    )


def problems(facts: Facts) -> Iterator[Block]:
    """存在的问题: what is late, what nobody has, what took longer; the rest is for a person."""
    works = [(item, one) for item in facts.items for one in item.works]
    late = [_had(i, w, f"期限{written(w.due_on)}") for i, w in works if w.is_late]
    if late:
        yield text("problems:late", f"期末逾期未办结的任务：{'；'.join(cut(late))}。")
    if later := [_had(i, w, f"延至{written(w.later_on)}") for i, w in works if w.later_on]:
        yield text("problems:later", f"经同意延期的任务：{'；'.join(cut(later))}。")
    lonely = [area.label for area in facts.areas if any(not item.works for item in area.items)]
    if lonely:
        yield text("problems:lonely", f"{'、'.join(lonely)}方面有任务尚未落实承办单位。")
    if works and not (late or lonely):
        yield text("problems:none", "期末没有逾期未办结的任务。")
    yield from _met(facts)
    yield text("problems:fill", "其他问题和原因分析：", FILL_IN)


def _met(facts: Facts) -> Iterator[Block]:
    """Quote the problems that were reported with what is not done yet, a paragraph each."""
    found = [
        (item, one)
        for item in facts.items
        for one in spoken(item.works)
        if one.problems and not one.is_done
    ]
    for item, one in found[:MOST_PROBLEMS]:
        words = f"{one.holder}办理{item.topic}时反映的问题：{quoted(one.problems)}。"
        yield text(f"met:{one.key}", words)
    if len(found) > MOST_PROBLEMS:
        yield text("met:more", "其余反映的问题见任务办理记录。")


def spoken(works: Iterable[Work]) -> list[Work]:
    """Return the works with the parts that were handed down of them, each behind its whole."""
    return [one for whole in works for one in (whole, *whole.parts)]


def _had(item: Item, one: Work, day: str) -> str:
    """Name who had what, and the day that matters."""
    return f"{one.holder}承办的{item.topic}（{day}）"


def steps(facts: Facts, most: int = MOST_STEPS) -> Iterator[Block]:
    """Tell what is under way, the earliest first, then what nobody has, one item each."""
    left = sorted((i for i in facts.items if i.rank == 1), key=_due)
    for item in left[:most]:
        yield Block(ITEM, (_next(item),), f"next:{item.key}")
    if len(left) > most:
        yield Block(ITEM, (f"继续抓好其他在办任务，{REST}。",), "next:more")
    if any(not item.works for item in facts.items):
        yield Block(ITEM, ("前列尚未交办的任务，逐项落实承办单位和完成期限。",), "next:lonely")


def plans(facts: Facts) -> Iterator[Block]:
    """下一步工作安排: what is left to be done, and what only a person can plan."""
    yield from steps(facts)
    yield Block(ITEM, (f"{facts.period.next}重点工作：{FILL_IN}",), "next:fill")


def _due(item: Item) -> date:
    """Return the earliest day that something of a task is due."""
    return min(one.due_on for one in item.works if not one.is_done)


def _next(item: Item) -> str:
    """Say who is to do what by when."""
    left = [one for one in item.works if not one.is_done]
    aims = [f"{one.holder}的措施：{quoted(one.measures)}" for one in left if one.measures]
    told = f"{'；'.join(aims[:MOST_QUOTES])}。" if aims else ""
    return f"继续抓好{item.topic}：{'；'.join(_together(left, duty))}。{told}"
