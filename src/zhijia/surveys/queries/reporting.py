"""The counts of a round as rows of a table, and as the sentences and tables of its report."""

from collections.abc import Iterator, Sequence
from datetime import date

from ..models import Round
from ..paper import Part, Report
from ..rules import ADOPTIONS, Item
from ..rules.sampling import WAYS
from ..rules.tally import LEAST, Told
from . import results as reading
from .results import Results
from .rounds import Standing, answered_by_group

TOP = 3


def lines(round: Round, now: Results) -> Iterator[tuple[object, ...]]:
    """Yield a row for each option of each question."""
    for number, told in enumerate(now.questions, 1):
        for one in told.parts or (told,):
            yield from _of_question(number, one)


def _of_question(number: int, told: Told) -> Iterator[tuple[object, ...]]:
    name = f"{told.item.text}：{told.row}" if told.row else told.item.text
    head = (number, name, told.item.kind_label)
    if not told.lines:
        yield (*head, "", None, None, told.mean, told.answered)
    for place, line in enumerate(told.lines):
        mean = told.mean if place == 0 else None
        yield (*head, line.words, line.count, line.percent, mean, told.answered)


def told(round: Round, day: date) -> Report:
    """Return all that the report of a round tells."""
    now, standing = reading.results(round), answered_by_group(round)
    parts = tuple(_question(number, one) for number, one in enumerate(now.questions, 1))
    sections = [("调查情况", (_how(round, standing, now),)), ("各题结果", parts or (_nothing(),))]
    crossed = _by_unit(round, now)
    if crossed:
        sections.append(("分单位情况", crossed))
    compared = _compared(round, now)
    if compared:
        sections.append(("与以前各次比较", compared))
    answers = _answers(round)
    if answers:
        sections.append(("意见和答复", answers))
    lead = f"{round.unit}组织了“{round}”，现将情况报告如下。"
    return Report(f"{round}报告", str(round.unit), day, lead, tuple(sections))


def _how(round: Round, standing: list[Standing], now: Results) -> Part:
    """Tell how the round was done, and how many answered."""
    size, answered = sum(one.size for one in standing), sum(one.answered for one in standing)
    rate = f"{100 * answered / size:.1f}%" if size else "—"
    words = (
        f"调查于 {round.from_on:%Y年%-m月%-d日}至 {round.until_on:%Y年%-m月%-d日}进行，"
        f"方式为{round.manner}，范围为{round.within}，对象为{WAYS[round.way]}，"
        f"以 {round.roll_on:%Y年%-m月%-d日}的名册为准。应答 {size} 人，已答 {answered} 人，"
        f"作答率 {rate}；进入本报告统计的答卷 {now.answers} 份。"
    )
    said = [words]
    if round.is_outside:
        said.append(f"另有单位以外的答卷 {now.outside} 份，单列，不计入作答率。")
    said.append(f"不足 {LEAST} 份答卷的结果不显示，不足 {LEAST} 份的组与其他组合并。")
    rows = tuple(
        (one.group, str(one.size), str(one.answered), f"{one.percent}%") for one in standing
    )
    return Part("", tuple(said), ("分组", "应答（人）", "已答（人）", "作答率"), rows, (4, 2, 2, 2))


def _nothing() -> Part:
    return Part("", (f"进入统计的答卷不足 {LEAST} 份，不显示结果。",))


def _question(number: int, told: Told) -> Part:
    """Tell of one question."""
    heading = f"第 {number} 题　{told.item.text}"
    if told.item.kind == "matrix":
        heads = ("项目", *(words for _, words in told.item.options))
        rows = tuple(
            (one.row, *(f"{line.count}（{line.percent}%）" for line in one.lines))
            for one in told.parts
        )
        return Part(heading, (f"{told.answered} 人作答。",), heads, rows)
    if told.item.kind == "number":
        ends = f"，最小 {told.least}，最大 {told.most}" if told.answered >= 2 * LEAST else ""
        mean = f"平均 {told.mean}" if told.mean is not None else "没有数字"
        return Part(heading, (f"{told.answered} 人作答，{mean}{ends}。",))
    if not told.lines:
        return Part(heading, (f"{told.answered} 人作答。",))
    heads = ("选项", "人数", "占比")
    rows = tuple((line.words, str(line.count), f"{line.percent}%") for line in told.lines)
    return Part(heading, (_sentence(told),), heads, rows, (6, 2, 2))


def _sentence(told: Told) -> str:
    """Say what most people answered; how good that is, is for a person to say."""
    said = f"{told.answered} 人作答"
    if told.mean is not None:
        return f"{said}，平均 {told.mean} 分。"
    first = sorted(told.lines, key=lambda line: -line.count)[:TOP]
    shares = "，".join(f"“{line.words}”{line.percent}%" for line in first if line.count)
    kind = "提到较多的是" if told.item.kind == "ranking" else "选择较多的是"
    return f"{said}，{kind}{shares}。" if shares else f"{said}。"


def _by_unit(round: Round, now: Results) -> tuple[Part, ...]:
    """Tell of each single-choice and scale question by group, where there are groups to show."""
    if not now.is_shown or round.groups.count() < 2:
        return ()
    found, rows = [], reading.contents(round)
    for number, item in enumerate(round.edition.items, 1):
        if item.kind in {"single", "scale"}:
            part = _crossed(round, number, item, rows)
            if part:
                found.append(part)
    return tuple(found)


def _crossed(
    round: Round, number: int, item: Item, among: Sequence[reading.Content]
) -> Part | None:
    table = reading.crossed(round, reading.BY_UNIT, item.code, among=among)
    if len(table.rows) < 2:
        return None
    rows = tuple((name, *map(str, cells), str(total)) for name, cells, total in table.rows)
    return Part(f"第 {number} 题　{item.text}", (), ("单位", *table.heads, "合计"), rows)


def _compared(round: Round, now: Results) -> tuple[Part, ...]:
    found = []
    for number, item, chart in reading.compared(round, now):
        names = tuple(series["name"] for series in chart["series"])
        columns = [series["data"] for series in chart["series"]]
        rows = tuple(
            (label, *(_number(column[place], chart["unit"]) for column in columns))
            for place, label in enumerate(chart["labels"])
        )
        found.append(Part(f"第 {number} 题　{item.text}", (), ("选项", *names), rows))
    return tuple(found)


def _number(value: float | None, unit: str) -> str:
    return "—" if value is None else f"{value:g}{unit}"


def _answers(round: Round) -> tuple[Part, ...]:
    """Tell what was heard and what is done about it."""
    rows = tuple(
        (one.finding, one.weight or "—", ADOPTIONS[one.adoption], one.answer)
        for one in reading.outcomes(round)
    )
    if not rows:
        return ()
    heads = ("听到的意见", "多少人这样说", "处理结果", "怎么办、为什么")
    return (Part("", (), heads, rows, (3, 2, 1.5, 4)),)
