"""民主评议结果: grades with their shares, weighted scores, earlier years beside them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from zhijia.platform import strokes
from zhijia.platform.papers import Paper

from ..counting import Graded, Turnout, may_show
from .reports import Hands, Occasion, sign


@dataclass(frozen=True, slots=True)
class Result:
    """What one subject got; `score` only where the adopted method weighs lines.

    `earlier` are the results of former years, by their name (2025 年).
    """

    name: str
    about: str
    graded: Graded
    score: Fraction | None = None
    lines: Mapping[str, Graded] = field(default_factory=dict)
    earlier: Mapping[str, Graded] = field(default_factory=dict)


def evaluation_report(
    occasion: Occasion,
    turnout: Turnout,
    grades: Sequence[str],
    results: Sequence[Result],
    hands: Hands,
    *,
    method: str = "",
) -> bytes:
    """Return the results of an evaluation as a .docx file, lying for there are many columns.

    Of who has fewer valid papers than may be shown, only that is said.
    """
    paper = Paper(
        f"{occasion.meeting or occasion.unit}\n民主评议结果",
        subtitle=occasion.title,
        landscape=True,
    )
    came = f"应参加 {turnout.due} 人，参加测评 {turnout.issued} 人"
    share = percent(Fraction(turnout.issued, turnout.due)) if turnout.due else "—"
    paper.paragraph(
        f"{came}，占 {share}；发出测评票 {turnout.issued} 张，收回 {turnout.returned} 张。"
    )
    paper.paragraph(f"测评办法：{method}。" if method else "等次的认定以通过的测评办法为准。")
    has_score = any(one.score is not None for one in results)
    heads = ["序号", "评议对象", "职务", "有效票", *grades, *(["综合得分"] if has_score else [])]
    paper.table(heads, [_row(n, one, grades, has_score) for n, one in enumerate(results, 1)])
    for one in results:
        _lines(paper, one, grades)
        _years(paper, one, grades)
    sign(paper, hands)
    return paper.to_bytes()


def _row(n: int, one: Result, grades: Sequence[str], has_score: bool) -> tuple[str, ...]:
    name = strokes.padded(one.name)
    shown = _grades(one.graded, grades)
    score = [points(one.score)] if has_score else []
    if not may_show(one.graded.valid):
        score = ["—"] if has_score else []
    return (str(n), name, one.about, str(one.graded.valid), *shown, *score)


def _grades(graded: Graded, grades: Sequence[str]) -> list[str]:
    """Return number and share of each grade; nothing of too few papers."""
    if not may_show(graded.valid):
        return ["票数过少，不公布", *["—"] * (len(grades) - 1)]
    return [f"{graded.counts.get(grade, 0)}（{percent(graded.share(grade))}）" for grade in grades]


def _lines(paper: Paper, one: Result, grades: Sequence[str]) -> None:
    if not one.lines or not may_show(one.graded.valid):
        return
    rows = [(line, str(of.valid), *_grades(of, grades)) for line, of in one.lines.items()]
    paper.table(["评议内容", "有效票", *grades], rows, caption=f"{one.name}分项结果")


def _years(paper: Paper, one: Result, grades: Sequence[str]) -> None:
    """Write former years beside this one; only those whose grades were the same."""
    alike = {year: of for year, of in one.earlier.items() if {*of.counts} <= {*grades} and of.valid}
    if not alike or not may_show(one.graded.valid):
        return
    rows = [(year, str(of.valid), *_grades(of, grades)) for year, of in alike.items()]
    rows.append(("本次", str(one.graded.valid), *_grades(one.graded, grades)))
    paper.table(["年度", "有效票", *grades], rows, caption=f"{one.name}历次比较")


def percent(share: Fraction) -> str:
    """Write a share with one decimal, half up: 2/3 is 66.7%."""
    return f"{_rounded(share * 100)}%"


def points(score: Fraction | None) -> str:
    """Write a score with one decimal, half up; nothing where there is none."""
    return "—" if score is None else _rounded(score)


def _rounded(number: Fraction) -> str:
    tenths = (number * 20 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}"
