"""The forms of a report (工作总结, 工作报告, 总结讲话): which sections, in which order.

A unit may keep an order and standing sentences of its own; what the product brings stands here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.platform.wording import written

from . import telling
from .nouns import BYLINE, FILL_IN, HEAD1, HEAD2, TEXT, TO, Block, Facts, Period
from .telling import text

Tell = Callable[[Facts], Iterable[Block]]
OWN_SECTION = "own"
MOST_SLOTS, LONGEST_WORDS = HOUSE["HOUSE-79"].sets((20, 2000))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: what it is called in the list of sections, and what it tells."""

    label: str
    tell: Tell


@dataclass(frozen=True, slots=True)
class Slot:
    """A section at its place in a form: its heading ("" for none) and standing sentences."""

    section: str
    title: str = ""
    words: str = ""


def as_data(slot: Slot) -> dict[str, str]:
    """Return a slot as it is kept."""
    return {"section": slot.section, "title": slot.title, "words": slot.words}


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of report: its name, its title, its sections; `signs` where unit and day end it.

    `items` says how a list counts: with numerals, or 一是, 二是 as one speaks.
    """

    label: str
    title: str
    slots: tuple[Slot, ...]
    signs: bool = True
    spoken: bool = False


def _opening(facts: Facts) -> Iterator[Block]:
    yield text(
        "opening",
        f"现将{facts.unit}{facts.period.name}工作总结如下，数据截至{written(facts.until)}。",
    )


def _overview(facts: Facts) -> Iterator[Block]:
    whole = "全年工作总体情况：" if facts.period.is_year else "总体情况："
    yield text("overview", whole, FILL_IN)


def _entrusted(facts: Facts) -> Iterator[Block]:
    yield Block(BYLINE, (f"报告人：{FILL_IN}",), "byline")
    yield Block(TO, ("各位代表、同志们",), "to")
    yield text(
        "opening",
        f"受{facts.unit}委员会委托，我向大会报告{facts.period.name}工作，请予审议。"
        f"数据截至{written(facts.until)}。",
    )


def _review(facts: Facts) -> Iterator[Block]:
    yield from _overview(facts)
    yield Block(HEAD2, ("组织和会员情况",), "people:head")
    yield from telling.people(facts)
    yield from telling.work(facts)


def _ahead(facts: Facts) -> Iterator[Block]:
    yield text("ahead", "今后工作的总体要求：", FILL_IN)
    yield from telling.plans(facts)


def _call(facts: Facts) -> Iterator[Block]:
    yield text("call", "结尾号召：", FILL_IN)


def _gathered(facts: Facts) -> Iterator[Block]:
    yield Block(BYLINE, (f"讲话人：{FILL_IN}",), "byline")
    yield Block(TO, ("同志们",), "to")
    name = facts.period.name
    yield text(
        "opening",
        f"今天我们召开{name}工作总结会议，主要任务是总结{name}工作，部署下一步任务。"
        f"以下数据截至{written(facts.until)}。",
    )


def _praise(facts: Facts) -> Iterator[Block]:
    yield from telling.people(facts)
    yield from telling.overall(facts)
    yield text("praise", "对成绩的肯定和致谢：", FILL_IN)


def _situation(facts: Facts) -> Iterator[Block]:
    yield text("situation", "形势判断：", FILL_IN)
    yield text("points", "下面，我讲三点意见。")


def _stand(facts: Facts) -> Iterator[Block]:
    yield text("stand", "为什么要重视这项工作：", FILL_IN)


def _focus(facts: Facts) -> Iterator[Block]:
    yield from telling.steps(facts, telling.MOST_SPOKEN)
    yield text("focus", f"{facts.period.next}重点任务：", FILL_IN)


def _farewell(facts: Facts) -> Iterator[Block]:
    yield text("farewell", "结束语：", FILL_IN)


def _nothing(facts: Facts) -> Iterator[Block]:
    yield from ()


SECTIONS = {
    "opening": Section("开头", _opening),
    "overview": Section("总体情况", _overview),
    "people": Section("组织和会员", telling.people),
    "work": Section("任务落实（分领域）", telling.work),
    "problems": Section("存在的问题", telling.problems),
    "plans": Section("下一步安排", telling.plans),
    "entrusted": Section("署名、称谓和开头", _entrusted),
    "review": Section("工作回顾（总体、组织、任务）", _review),
    "ahead": Section("今后安排", _ahead),
    "call": Section("结尾号召", _call),
    "gathered": Section("署名、称谓和会议主题", _gathered),
    "praise": Section("成绩和致谢", _praise),
    "situation": Section("形势和过渡", _situation),
    "stand": Section("思想认识", _stand),
    "focus": Section("重点任务", _focus),
    "farewell": Section("结束语", _farewell),
    OWN_SECTION: Section("自设一节", _nothing),
}
FORMS = {
    "summary": Form(
        "工作总结",
        "{unit}{period}工作总结",
        (
            Slot("opening"),
            Slot("overview"),
            Slot("people", "组织和会员情况"),
            Slot("work", "工作任务落实情况"),
            Slot("problems", "存在的问题"),
            Slot("plans", "下一步工作安排"),
        ),
    ),
    "report": Form(
        "工作报告",
        "{unit}{period}工作报告",
        (
            Slot("entrusted"),
            Slot("review", "工作回顾"),
            Slot("problems", "存在的问题"),
            Slot("ahead", "今后工作安排"),
            Slot("call"),
        ),
        signs=False,
    ),
    "talk": Form(
        "总结讲话",
        "在{unit}{period}工作总结会议上的讲话",
        (
            Slot("gathered"),
            Slot("praise"),
            Slot("situation"),
            Slot("stand", "提高认识，统一思想"),
            Slot("focus", "突出重点，抓好任务"),
            Slot("problems", "正视问题，狠抓落实"),
            Slot("farewell"),
        ),
        signs=False,
        spoken=True,
    ),
}


# What only a person can know, by the passage that waits for it.
HINTS = {
    "overview": "可写：本期工作的主线、上级和职工的评价、获得的荣誉。不要写系统里查不到的数字。",
    "work:none": "可写：本期做了哪些工作，为什么没有登记任务。",
    "problems:fill": "可写：对照目标和职工意见看还差在哪里，原因是什么，2 至 4 条为宜。",
    "next:fill": "可写：下一阶段的主要任务，4 至 6 条为宜，能写明单位和时限的写明。",
    "ahead": "可写：指导思想、总体要求和主要目标。",
    "call": "可写：一小段号召，回到会议的主题。",
    "byline": "请写职务和姓名，例如：工会主席 ×××。",
    "praise": "可写：点名肯定做得好的单位和个人，感谢支持工会工作的部门。",
    "situation": "可写：上级的新要求，企业改革发展和职工队伍的新情况。",
    "stand": "可写：为什么这项工作重要，各级工会应当站在什么位置上看它。",
    "focus": "可写：下一步要抓的重点，每条写明谁来办、什么时候办好。",
    "farewell": "可写：祝愿和希望。",
}


def title(form: str, unit: str, period: Period) -> str:
    """Return a report's title."""
    return FORMS[form].title.format(unit=unit, period=period.name)


def compose(facts: Facts, slots: Sequence[Slot] = FORMS["summary"].slots) -> list[Block]:
    """Return the whole report in the order of its sections."""
    return [block for slot, key in keyed(slots) for block in _section(facts, slot, key)]


def keyed(slots: Iterable[Slot]) -> Iterator[tuple[Slot, str]]:
    """Give each section a key: its name, and for those of a unit's own their heading as well."""
    for slot in slots:
        yield slot, f"own:{slot.title}" if slot.section == OWN_SECTION else slot.section


def _section(facts: Facts, slot: Slot, key: str) -> Iterator[Block]:
    """Tell one section: its heading, its standing sentences, what it has to tell."""
    if slot.title:
        yield Block(HEAD1, (slot.title,), f"{key}:title")
    told = list(SECTIONS[slot.section].tell(facts))
    first = [block for block in told if block.kind in {BYLINE, TO}]
    yield from first
    lines = [line.strip() for line in slot.words.splitlines() if line.strip()]
    if slot.section == OWN_SECTION and not lines:
        lines = [f"{slot.title}：{FILL_IN}"]
    for number, line in enumerate(lines, 1):
        yield Block(TEXT, (line,), f"{key}:words:{number}")
    yield from told[len(first) :]


def may_keep_slots(slots: Sequence[Slot], form: str) -> Verdict:
    """A unit's own order names each section of the form at most once, and its own by heading."""
    clause = HOUSE["HOUSE-79"]
    if not slots:
        return refused("至少要保留一节", clause)
    if len(slots) > MOST_SLOTS:
        return refused(f"一套模板最多 {MOST_SLOTS} 节", clause)
    if any(slot.section == OWN_SECTION and not slot.title for slot in slots):
        return refused("自设的一节要有标题", clause)
    keys = [key for _, key in keyed(slots)]
    if twice := next((key for key in keys if keys.count(key) > 1), ""):
        return refused(f"“{twice.removeprefix('own:')}”一节出现了两次", clause)
    known = {slot.section for slot in FORMS[form].slots} | {OWN_SECTION}
    if any(slot.section not in known for slot in slots):
        return refused("模板里有这种文体没有的一节")
    if any(len(slot.words) > LONGEST_WORDS for slot in slots):
        return refused(f"一节的固定语句最多 {LONGEST_WORDS} 字", clause)
    return ALLOWED
