"""清票报告、计票结果报告单、当选公告: what is read out and put up, as Word files. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docx.shared import Mm

from zhijia.platform import strokes
from zhijia.platform.papers import Blank, Paper
from zhijia.platform.wording import written

from ..counting import Candidate, Line, Tally, Turnout, is_quorate, is_returned_right
from ..counting.elections import by_votes, named

SIGNED = Mm(14)
A_ROW = 4  # names side by side in an announcement


@dataclass(frozen=True, slots=True)
class Occasion:
    """What vote it is: the unit, its meeting (届次), what is voted on, and when."""

    unit: str
    meeting: str
    title: str
    held_on: date


@dataclass(frozen=True, slots=True)
class Hands:
    """Who signs: the names of the 总监票人, the 监票人 and the two 计票人, as far as known."""

    chief: str = ""
    scrutineers: Sequence[str] = ()
    tellers: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One election or resolution counted, as its report tells it.

    `papers` are figures with their words (应到, 发出 …); `lines` the votes of an election, `items`
    of a resolution each with (赞成, 不赞成, 弃权) and its result; `steps` are read out. `voids` are
    reasons and how many, `settled` how differences of the tellers were settled.
    """

    title: str
    seats: int
    papers: Sequence[tuple[str, int]]
    lines: Sequence[Line] = ()
    items: Sequence[tuple[str, tuple[int, int, int], str]] = ()
    steps: Sequence[str] = ()
    elected: Sequence[Candidate] = ()
    tied: Sequence[Candidate] = ()
    then: str = ""
    voids: Mapping[str, int] = field(default_factory=dict)
    settled: Sequence[str] = ()


def papers_of(turnout: Turnout, tally: Tally) -> list[tuple[str, int]]:
    """Return the figures of a count with their words."""
    return [
        ("应到", turnout.due),
        ("签到", turnout.present),
        ("流动票箱", turnout.mobile),
        ("发出", turnout.issued),
        ("收回", turnout.returned),
        ("有效票", tally.valid),
        ("无效票", tally.void),
    ]


def clearing_report(
    occasion: Occasion, kinds: Sequence[tuple[str, Turnout]], hands: Hands
) -> bytes:
    """清票报告: read out before counting, each kind of paper by itself, as a .docx file."""
    paper = Paper(f"{occasion.meeting or occasion.unit}\n清票报告", subtitle=occasion.title)
    paper.paragraph("现在报告清点选票的情况。")
    for title, turnout in kinds:
        if len(kinds) > 1:
            paper.heading(title)
        paper.paragraph(_came(turnout))
        paper.paragraph(_papers(turnout))
        for verdict in (
            is_quorate(turnout.due, turnout.issued),
            is_returned_right(turnout),
        ):
            paper.paragraph(f"{verdict.reason}（{verdict.clause}）。")
    paper.paragraph("报告完毕。")
    sign(paper, hands, has_tellers=False)
    return paper.to_bytes()


def _came(turnout: Turnout) -> str:
    words = f"应到会 {turnout.due} 人，会场签到 {turnout.present} 人"
    mobile = f"，在监票人监督下向流动票箱投票 {turnout.mobile} 人" if turnout.mobile else ""
    return f"{words}{mobile}。"


def _papers(turnout: Turnout) -> str:
    if turnout.mobile:
        words = f"会场发出 {turnout.handed_out} 张，流动票箱发出 {turnout.mobile} 张，"
        return f"{words}共发出选票 {turnout.issued} 张，收回 {turnout.returned} 张。"
    return f"发出选票 {turnout.issued} 张，收回 {turnout.returned} 张。"


def result_report(occasion: Occasion, told: Sequence[Told], hands: Hands) -> bytes:
    """计票结果报告单: each contest with its votes, steps and result, as a .docx file."""
    paper = Paper(f"{occasion.meeting or occasion.unit}\n计票结果报告单", subtitle=occasion.title)
    for one in told:
        if len(told) > 1:
            paper.heading(one.title)
        _figures(paper, occasion, one)
        if one.lines:
            _votes(paper, one)
        if one.items:
            _items(paper, one)
        _steps(paper, one)
    sign(paper, hands)
    return paper.to_bytes()


def _figures(paper: Paper, occasion: Occasion, one: Told) -> None:
    blanks = [Blank("项目", one.title)]
    blanks += [Blank("应选名额", f"{one.seats} 名")] if one.seats else []
    blanks.append(Blank("日期", written(occasion.held_on)))
    blanks += [Blank(words, str(number)) for words, number in one.papers]
    rows: list[list[Blank]] = [blanks[n : n + 2] for n in range(0, len(blanks), 2)]
    if one.voids:
        reasons = "；".join(f"{reason} {number} 张" for reason, number in one.voids.items())
        rows.append([Blank("无效原因", reasons)])
    if one.settled:
        rows.append([Blank("核对情况", "\n".join(one.settled))])
    paper.form(rows)


def _votes(paper: Paper, one: Told) -> None:
    """Write who got how many votes, the most first."""
    lines = by_votes(one.lines)
    standing = [line for line in lines if not line.is_written_in]
    rows = []
    for n, line in enumerate(standing, 1):
        name, votes = strokes.padded(line.who.name), (line.yes, line.no, line.abstain)
        rows.append((str(n), name, *map(str, votes), _became(line.who, one)))
    heads = ["序号", "候选人姓名", "赞成", "不赞成", "弃权", "备注"]
    paper.table(heads, rows, widths=[2, 5, 3, 3, 3, 4], caption="候选人得票（以得赞成票多少为序）")
    others = [line for line in lines if line.is_written_in]
    if others:
        rows = [
            (str(n), strokes.padded(line.who.name), str(line.yes), _became(line.who, one))
            for n, line in enumerate(others, 1)
        ]
        heads = ["序号", "另选人姓名", "得票", "备注"]
        paper.table(heads, rows, widths=[2, 5, 3, 4], caption="另选人得票")


def _became(who: Candidate, one: Told) -> str:
    return "当选" if who in one.elected else "得票相同" if who in one.tied else ""


def _items(paper: Paper, one: Told) -> None:
    """Write what became of each item."""
    rows = [
        (str(n), title, *map(str, votes), RESULTS.get(result, result))
        for n, (title, votes, result) in enumerate(one.items, 1)
    ]
    heads = ["序号", "表决事项", "赞成", "不赞成", "弃权", "结果"]
    paper.table(heads, rows, widths=[2, 10, 3, 3, 3, 4])


RESULTS = {"adopted": "通过", "rejected": "未通过", "open": "待请示"}
THEN = {
    "runoff": "得票相同的人再次投票",
    "fill": "不足的名额另行选举",
    "anew": "重新选举",
}


def _steps(paper: Paper, one: Told) -> None:
    """Write the steps as a scrutineer reads them out, and what they came to."""
    paper.paragraph("计票和认定经过：")
    for n, step in enumerate(one.steps, 1):
        paper.paragraph(f"{n}. {step}。")
    if one.elected:
        paper.paragraph(f"当选（以得赞成票多少为序）：{named(one.elected)}。")
    if one.then:
        paper.paragraph(f"下一步：{THEN.get(one.then, one.then)}。")


def sign(paper: Paper, hands: Hands, *, has_tellers: bool = True) -> None:
    """Leave room for everybody's own hand, their names printed where they are known."""
    signing = [("总监票人", hands.chief)]
    signing += [("监票人", name) for name in hands.scrutineers or ("",)]
    if has_tellers:
        signing += [("计票人", name) for name in hands.tellers or ("", "")]
    blanks = [_sign(role, name) for role, name in signing]
    blanks.append(Blank("日期", "　　　　年　　月　　日", SIGNED))
    if len(blanks) % 2:
        blanks.insert(-1, _sign("监票人", ""))
    paper.form([blanks[n : n + 2] for n in range(0, len(blanks), 2)])


def _sign(role: str, name: str) -> Blank:
    return Blank(role, f"{name}（签名）" if name else "（签名）", SIGNED)


def announcement(
    occasion: Occasion,
    groups: Sequence[tuple[str, Sequence[Candidate]]],
    *,
    is_by_strokes: bool = True,
) -> bytes:
    """当选公告: who was elected to what, put up inside the unit, as a .docx file.

    The order is said: by strokes, or by the votes they got as they are handed in.
    """
    paper = Paper("公　告")
    where = f"{occasion.unit}{occasion.meeting}" if occasion.meeting else f"{occasion.unit}选举"
    order = "按姓氏笔画为序" if is_by_strokes else "以得赞成票多少为序"
    paper.paragraph(
        f"{written(occasion.held_on)}，{where}以无记名投票方式进行选举，当选名单如下（{order}）："
    )
    for title, people in groups:
        paper.heading(f"{title}（{len(people)} 名）")
        told = sorted(people, key=lambda one: strokes.key(one.name)) if is_by_strokes else people
        names = [strokes.padded(one.name) for one in told]
        for start in range(0, len(names), A_ROW):
            paper.paragraph("　　".join(names[start : start + A_ROW]))
    paper.paragraph("特此公告。")
    paper.signature(occasion.unit, occasion.held_on)
    return paper.to_bytes()
