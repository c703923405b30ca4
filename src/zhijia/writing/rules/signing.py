"""When a report may be drafted, changed and signed; what it still lacks; how it is laid out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.platform.papers.words import chinese

from .nouns import FILL_IN, HEAD1, HEAD2, HEADS, ITEM, Period
from .tokens import Kept

MOST_PASSAGES = HOUSE["HOUSE-79"].sets(3000)
LONGEST_DAYS = 366 * 5
TITLE_LENGTH = 100
PERIODS = {
    "year": "全年",
    "first": "上半年",
    "second": "下半年",
    "q1": "第一季度",
    "q2": "第二季度",
    "q3": "第三季度",
    "q4": "第四季度",
    "own": "自选起止日期",
}
MONTHS = {
    "year": (1, 12),
    "first": (1, 6),
    "second": (7, 12),
    "q1": (1, 3),
    "q2": (4, 6),
    "q3": (7, 9),
    "q4": (10, 12),
}


def period(year: int, part: str) -> Period:
    """Return a year, a half or a quarter of it."""
    first, last = MONTHS[part]
    after = date(year + last // 12, last % 12 + 1, 1)
    return Period(date(year, first, 1), after - timedelta(days=1))


def may_draft(*, period: Period, founded_on: date, today: date) -> Verdict:
    """A report is drafted of days that have begun, since the union was founded."""
    if period.end < period.start:
        return refused("截止日期早于起始日期")
    if period.start > today:
        return refused(f"{period.name.removesuffix('度')}还没有开始，不能起草")
    if period.end < founded_on:
        year, name = founded_on.year, period.name.removesuffix("度")
        return refused(f"本单位建会于 {year} 年，没有 {name} 的记录")
    if (period.end - period.start).days > LONGEST_DAYS:
        return refused("一份报告最长写五年")
    return ALLOWED


def may_change(*, is_signed: bool) -> Verdict:
    """A report that was signed off never changes."""
    if is_signed:
        return refused("报告已经定稿，不再改动；需要改的请另起一稿", HOUSE["HOUSE-76"])
    return ALLOWED


def may_add(passages: int, more: int = 1) -> Verdict:
    """A report has a length that people read; `more` passages are to come."""
    if more > 0 and passages + more > MOST_PASSAGES:
        return refused(f"一份报告最多 {MOST_PASSAGES} 段", HOUSE["HOUSE-79"])
    return ALLOWED


@dataclass(frozen=True, slots=True)
class Written:
    """What judging a passage needs: its words as read, its numbers, what waits to be settled."""

    pk: int
    kind: str
    words: str
    runs: Kept
    is_offered: bool = False
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing before a report may be signed, and in which passage (0 for none)."""

    words: str
    pk: int = 0


def lacks(passages: Iterable[Written], gone: Iterable[int]) -> Iterator[Lack]:
    """Yield what is missing before a report may be signed; `gone` are numbers without a source."""
    lost, any_text = set(gone), False
    for one in passages:
        any_text = any_text or one.kind not in HEADS
        if FILL_IN in one.words:
            yield Lack(f"请补充：{_about(one.words)}", one.pk)
        if one.is_offered:
            yield Lack(f"新的记录与改过的文字不同，请选定：{_about(one.words)}", one.pk)
        if one.is_gone:
            yield Lack(f"重新起草时没有这一段了，请改写、留下或者删去：{_about(one.words)}", one.pk)
        if lost & {run for run in one.runs if isinstance(run, int)}:
            yield Lack(f"有数字已经没有来源，请改写：{_about(one.words)}", one.pk)
    if not any_text:
        yield Lack("报告还没有正文")


def _about(words: str) -> str:
    """Return the beginning of a passage, as a list names it."""
    plain = words.replace(FILL_IN, "").strip("：:；。 ")
    return (f"{plain[:24]}……" if len(plain) > 24 else plain) or "（空段）"


def may_sign(lacking: Sequence[Lack], *, is_signed: bool) -> Verdict:
    """A report is signed when nothing is missing."""
    if not (open_ := may_change(is_signed=is_signed)):
        return open_
    if lacking:
        first = lacking[0].words
        words = f"还有 {len(lacking)} 处没有处理，不能定稿。第一处：{first}"
        return refused(words, HOUSE["HOUSE-78"])
    return ALLOWED


def may_ask(lacking: Sequence[Lack], *, is_signed: bool, waits: bool, signers: int) -> Verdict:
    """The chair is asked to sign a report that could be signed."""
    if not (whole := may_sign(lacking, is_signed=is_signed)):
        return whole
    if waits:
        return refused("已经送主席审定，请等待定稿或者退回")
    if not signers:
        words = "本单位没有工会主席或者临时主持工作的负责人，没有人可以定稿，请先任职"
        return refused(words, HOUSE["HOUSE-76"])
    return ALLOWED


def may_drop(*, is_signed: bool, waits: bool) -> Verdict:
    """A draft is thrown away by who keeps it, not under the eyes of who is to sign it."""
    if is_signed:
        return refused("报告已经定稿，作为档案保存，不能删除", HOUSE["HOUSE-76"])
    return refused("报告已经送审，请先撤回送审，或者由主席退回") if waits else ALLOWED


def may_hand_back(*, is_signed: bool, waits: bool) -> Verdict:
    """What nobody asked to be signed is not handed back."""
    if not (open_ := may_change(is_signed=is_signed)):
        return open_
    return ALLOWED if waits else refused("这份报告没有送审，不必退回")


def may_recall(*, is_signed: bool, waits: bool) -> Verdict:
    """What waits for the chair is taken back by who keeps it."""
    if not (open_ := may_change(is_signed=is_signed)):
        return open_
    return ALLOWED if waits else refused("这份报告没有送审，不必撤回")


def numbered(kinds: Sequence[str], *, spoken: bool = False) -> list[str]:
    """Return the number before each passage: 一、 （一） and, in a list of several, 1. or 一是."""
    marks, counts, item = [], [0, 0], 0
    for place, kind in enumerate(kinds):
        item = item + 1 if kind == ITEM else 0
        if kind == HEAD1:
            counts = [counts[0] + 1, 0]
            marks.append(f"{chinese(counts[0])}、")
        elif kind == HEAD2:
            counts[1] += 1
            marks.append(f"（{chinese(counts[1])}）")
        elif kind == ITEM and (item > 1 or kinds[place + 1 : place + 2] == [ITEM]):
            marks.append(f"{chinese(item)}是" if spoken else f"{item}. ")
        else:
            marks.append("")
    return marks


def section(kinds: Sequence[str], at: int) -> range:
    """Return the places of a passage and, of a heading, all that stands under it."""
    level = {HEAD1: 1, HEAD2: 2}
    own = level.get(kinds[at], 3)
    end = at + 1
    while own < 3 and end < len(kinds) and level.get(kinds[end], 3) > own:
        end += 1
    return range(at, end)


def moved(kinds: Sequence[str], at: int, *, up: bool) -> list[int] | None:
    """Return the places in their new order when a passage or section changes with its neighbour.

    None where there is no neighbour: a section changes with the section beside it, a paragraph
    with the line beside it.
    """
    own = section(kinds, at)
    beside = _before(kinds, at) if up else _behind(kinds, own)
    if beside is None:
        return None
    first, second = (own, beside) if up else (beside, own)
    start, stop = min(own.start, beside.start), max(own.stop, beside.stop)
    return [*range(start), *first, *second, *range(stop, len(kinds))]


def _before(kinds: Sequence[str], at: int) -> range | None:
    """Return what a passage or section changes with when it goes up."""
    own = _level(kinds[at])
    if at == 0:
        return None
    if own == 3:
        return range(at - 1, at)
    start = next((n for n in range(at - 1, -1, -1) if _level(kinds[n]) <= own), -1)
    return range(start, at) if start >= 0 and _level(kinds[start]) == own else None


def _behind(kinds: Sequence[str], own: range) -> range | None:
    """Return what a passage or section changes with when it goes down."""
    if own.stop == len(kinds):
        return None
    level = _level(kinds[own.start])
    if level == 3:
        return range(own.stop, own.stop + 1)
    return section(kinds, own.stop) if _level(kinds[own.stop]) == level else None


def _level(kind: str) -> int:
    """Return how high a heading stands; 3 for a paragraph."""
    return {HEAD1: 1, HEAD2: 2}.get(kind, 3)
