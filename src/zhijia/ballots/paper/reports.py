"""清票报告、计票结果报告单、当选公告: what is read out and put up, as Word files. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docx.shared import Mm

from zhijia.platform import strokes
from zhijia.platform.papers import Blank, Paper
from zhijia.platform.wording import written

from ..counting import Candidate, Decided, Outcome, Tally, Turnout, is_quorate, is_returned_right
from ..counting.elections import by_votes

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
class Counted:
    """One election counted: its title and seats, the votes, what they decided.

    `voids` are reasons of void papers and how many; `settled` says how differences of the two
    tellers were settled.
    """

    title: str
    seats: int
    turnout: Turnout
    tally: Tally
    outcome: Outcome
    voids: Mapping[str, int] = field(default_factory=dict)
    settled: Sequence[str] = ()


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


def result_report(occasion: Occasion, counted: Sequence[Counted], hands: Hands) -> bytes:
    """计票结果报告单: every election with its votes, steps and result, as a .docx file."""
    paper = Paper(f"{occasion.meeting or occasion.unit}\n计票结果报告单", subtitle=occasion.title)
    for one in counted:
        if len(counted) > 1:
            paper.heading(one.title)
        _figures(paper, occasion, one)
        _votes(paper, one)
        _steps(paper, one)
    sign(paper, hands)
    return paper.to_bytes()


def _figures(paper: Paper, occasion: Occasion, one: Counted) -> None:
    turnout, tally = one.turnout, one.tally
    paper.form(
        [
            [Blank("选举项目", one.title), Blank("应选名额", f"{one.seats} 名")],
            [Blank("选举日期", written(occasion.held_on)), Blank("应到会", f"{turnout.due} 人")],
            [
                Blank("签到", f"{turnout.present} 人"),
                Blank("流动票箱", f"{turnout.mobile} 人"),
            ],
            [Blank("发出", f"{turnout.issued} 张"), Blank("收回", f"{turnout.returned} 张")],
            [Blank("有效票", f"{tally.valid} 张"), Blank("无效票", f"{tally.void} 张")],
            *([[Blank("无效原因", _voids(one.voids))]] if one.voids else []),
            *([[Blank("核对情况", "\n".join(one.settled))]] if one.settled else []),
        ]
    )


def _voids(voids: Mapping[str, int]) -> str:
    return "；".join(f"{reason} {number} 张" for reason, number in voids.items())


def _votes(paper: Paper, one: Counted) -> None:
    """Write who got how many votes, the most first."""
    elected = {who.id for who in one.outcome.elected}
    tied = {who.id for who in one.outcome.tied}
    lines = by_votes(one.tally.lines)
    rows = [
        (
            str(n),
            strokes.padded(line.who.name),
            str(line.yes),
            str(line.no),
            str(line.abstain),
            _became(line.who, elected, tied, is_right=one.outcome.is_valid),
        )
        for n, line in enumerate((line for line in lines if not line.is_written_in), 1)
    ]
    heads = ["序号", "候选人姓名", "赞成", "不赞成", "弃权", "备注"]
    paper.table(heads, rows, widths=[2, 5, 3, 3, 3, 4], caption="候选人得票（以得赞成票多少为序）")
    others = [
        (
            str(n),
            strokes.padded(line.who.name),
            str(line.yes),
            _became(line.who, elected, tied, is_right=one.outcome.is_valid),
        )
        for n, line in enumerate((line for line in lines if line.is_written_in), 1)
    ]
    if others:
        paper.table(
            ["序号", "另选人姓名", "得票", "备注"],
            others,
            widths=[2, 5, 3, 4],
            caption="另选人得票",
        )


def _became(who: Candidate, elected: set[str], tied: set[str], *, is_right: bool) -> str:
    if not is_right:
        return ""
    return "当选" if who.id in elected else "得票相同" if who.id in tied else ""


THEN = {
    "runoff": "得票相同的人再次投票",
    "fill": "不足的名额另行选举",
    "anew": "重新选举",
}


def _steps(paper: Paper, one: Counted) -> None:
    """Write the steps as a scrutineer reads them out, and what they came to."""
    paper.paragraph("计票和认定经过：")
    for n, step in enumerate(one.outcome.steps, 1):
        paper.paragraph(f"{n}. {step}。")
    if one.outcome.elected:
        names = "、".join(who.name for who in one.outcome.elected)
        paper.paragraph(f"当选（以得赞成票多少为序）：{names}。")
    if one.outcome.then:
        paper.paragraph(f"下一步：{THEN[one.outcome.then]}。")


def resolution_report(
    occasion: Occasion, turnout: Turnout, decided: Sequence[Decided], hands: Hands
) -> bytes:
    """表决结果报告单: each item with its steps, as a .docx file."""
    words = {"adopted": "通过", "rejected": "未通过", "open": "待请示"}
    paper = Paper(f"{occasion.meeting or occasion.unit}\n表决结果报告单", subtitle=occasion.title)
    paper.paragraph(_came(turnout))
    if turnout.issued:
        paper.paragraph(_papers(turnout))
    rows = [(str(n), one.item.title, words[one.result]) for n, one in enumerate(decided, 1)]
    paper.table(["序号", "表决事项", "结果"], rows, widths=[2, 12, 4])
    for one in decided:
        paper.paragraph(f"{one.item.title}：")
        for n, step in enumerate(one.steps, 1):
            paper.paragraph(f"{n}. {step}。")
    sign(paper, hands)
    return paper.to_bytes()


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
