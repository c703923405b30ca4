"""合理化建议申报表 and its scores, in the order the papers have them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docx.shared import Mm

from zhijia.platform.papers import Blank, Paper
from zhijia.platform.wording import written

from ..rules.suggestions import CRITERIA, Score, mean, tenths

SMALL, LARGE = Mm(24), Mm(38)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion as its form tells it; `proposers` are names with their percent."""

    number: str
    title: str
    category: str
    is_done: str
    proposers: Sequence[tuple[str, int]]
    phone: str
    unit: str
    proposed_on: date | None
    now: str
    measures: str
    effect: str
    benefit: str
    first_opinion: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Reward:
    """What came of it: the year's benefit, the grade, the amount, and each one's part."""

    yearly: Decimal | None
    grade: str
    amount: Decimal
    source: str
    parts: Sequence[tuple[str, Decimal]]


def suggestion_paper(one: Suggestion, scores: Sequence[Score], reward: Reward | None) -> bytes:
    """Return the form as a .docx file; what is not known yet stays blank for the hand."""
    paper = Paper("合理化建议申报表", subtitle=one.number)
    many = len(one.proposers) > 1
    names = "、".join(f"{name}（{share}%）" if many else name for name, share in one.proposers)
    on = written(one.proposed_on) if one.proposed_on else ""
    rows = [
        [Blank("建议名称", one.title)],
        [Blank("类别", one.category), Blank("是否实施", one.is_done)],
        [Blank("建议人", names), Blank("电话", one.phone)],
        [Blank("提出单位", one.unit), Blank("提出时间", on)],
        [Blank("现状分析", one.now, LARGE)],
        [Blank("改进措施", one.measures, LARGE)],
        [Blank("改进效果", one.effect, LARGE)],
        [Blank("效益评估", one.benefit, SMALL)],
        [Blank("基层推荐意见", one.first_opinion, SMALL)],
        [Blank("评审委员会意见", one.verdict, SMALL)],
    ]
    if reward:
        parts = "；".join(f"{name} {money} 元" for name, money in reward.parts)
        yearly = f"{reward.yearly} 元" if reward.yearly is not None else "不以金额计算"
        rows += [
            [Blank("年效益", yearly), Blank("奖励等级", reward.grade)],
            [Blank("奖金", f"{reward.amount} 元"), Blank("标准", reward.source)],
            [Blank("分配", parts)],
        ]
    paper.form(rows)
    if scores:
        _table(paper, scores)
    return paper.to_bytes()


def _table(paper: Paper, scores: Sequence[Score]) -> None:
    """Add what the judges gave, without their names, and the mean."""
    heads = ["评委", *(f"{one.label}（{one.full}）" for one in CRITERIA), "合计"]
    rows = [
        [f"评委{n}", *(str(score.marks[one.key]) for one in CRITERIA), str(score.total)]
        for n, score in enumerate(scores, 1)
    ]
    rows.append(["平均分", *("" for _ in CRITERIA), tenths(mean(scores))])
    paper.table(heads, rows, caption="评审评分")
