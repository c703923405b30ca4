"""主持词、决议、会议纪要: the day itself and what came of it. Pure."""

import re

from zhijia.platform.papers import Paper
from zhijia.platform.wording import written

from ..rules.facts import VOTED
from ..rules.hall import is_quorate
from ..rules.words import VOTED_BY
from .told import BLANK, Agendum, Convening

HEADING = re.compile(r"^[一二三四五六七八九十百]+、")


def script(told: Convening) -> bytes:
    """主持词 with the numbers of the day: opening, each item with its vote, the close."""
    paper = Paper(f"{told.heading}\n主持词")
    paper.paragraph(f"各位{told.people_word}，同志们：")
    paper.heading("宣布到会人数")
    for line in _there(told):
        paper.paragraph(line)
    paper.heading("宣布开会")
    paper.paragraph(f"现在，我宣布{told.name}开始。")
    paper.heading("逐项进行议程")
    for n, one in enumerate(told.dealt_with, 1):
        for line in _call(told, n, one):
            paper.paragraph(line)
    paper.heading("宣布闭会")
    paper.paragraph(f"各项议程已经完成。现在，我宣布{told.title}闭会。")
    return paper.to_bytes()


def _there(told: Convening) -> list[str]:
    came = str(told.came) if told.came else BLANK
    others = f"，列席 {told.others} 人" if told.others else ""
    lines = [f"本次会议应到{told.people_word} {told.due or BLANK} 人，实到 {came} 人{others}。"]
    if told.kind.quorum and told.due and told.came:
        verdict = is_quorate(told.due, told.came, told.kind.quorum)
        lines.append(f"{verdict.reason}（{verdict.clause}）。")
    elif told.kind.quorum:
        lines.append("实到人数达到应到人数的三分之二，可以开会；不足的，另行通知。")
    return lines


def _call(told: Convening, n: int, one: Agendum) -> list[str]:
    """Say what the chair says of one item; `n` is its place."""
    speaker = f"，请{one.speaker}报告" if one.speaker else ""
    minutes = f"，时间 {one.minutes} 分钟" if one.minutes else ""
    lines = [f"{n}. 进行第 {n} 项：{one.named}{speaker}{minutes}。"]
    if one.competence not in VOTED:
        return [*lines, "请各位听取，有意见请书面或者当场提出。"]
    if one.steps:
        return [*lines, *(f"{step}。" for step in one.steps)]
    if one.competence in {"elect", "evaluate"}:
        return [*lines, "按照通过的办法，以无记名投票方式进行。请监票人、计票人就位。"]
    return [
        *lines,
        "现在进行表决。同意的请举手。请放下。不同意的请举手。请放下。弃权的请举手。请放下。",
        f"表决结果：赞成{BLANK}票，反对{BLANK}票，弃权{BLANK}票。",
    ]


def resolutions(told: Convening) -> bytes:
    """决议: one for each item that was adopted, each on its own page."""
    adopted = [one for one in told.voted if one.result == "adopted"]
    if not adopted:
        paper = Paper(f"{told.heading}\n决　议")
        paper.paragraph("本次会议没有表决通过的议题。")
        return paper.to_bytes()
    first, *rest = adopted
    paper = Paper(_resolved(told, first), subtitle=told.adopted_at)
    _resolution(paper, told, first)
    for one in rest:
        paper.begin(_resolved(told, one), subtitle=told.adopted_at)
        _resolution(paper, told, one)
    return paper.to_bytes()


def _resolved(told: Convening, one: Agendum) -> str:
    return f"{told.heading}\n关于{one.title}的决议"


def _votes(one: Agendum) -> str:
    """Return how many were there and how they voted, where nobody wrote down more."""
    if not one.votes or one.present is None:
        return ""
    yes, no, abstain = one.votes
    return f"表决时实到 {one.present} 人，赞成 {yes} 票，反对 {no} 票，弃权 {abstain} 票。"


def _resolution(paper: Paper, told: Convening, one: Agendum) -> None:
    if one.resolution:
        paper.paragraph(one.resolution)
    else:
        verb = "审议" if one.competence != "elect" else ""
        paper.paragraph(f"会议{verb}通过了{one.title}。")
    way = f"以{VOTED_BY[one.way]}方式表决，" if one.way in VOTED_BY else ""
    if one.steps:
        paper.paragraph(f"会议{way}{'。'.join(one.steps)}。")
    elif votes := _votes(one):
        paper.paragraph(f"会议应到 {told.due} 人，{way}{votes}")
    paper.signature(told.unit, told.closed_on or told.opened_on or told.drawn_on)


def draft(told: Convening) -> str:
    """Return minutes as far as they follow from what happened: who came, what was decided."""
    lines = [
        f"{told.name}于{written(told.opened_on or told.meets_on)}在{told.where}召开。"
        f"主持人：{BLANK}，记录人：{BLANK}。",
        "一、到会情况",
        f"应到{told.people_word} {told.due} 人，实到 {told.came} 人"
        + (f"，列席等 {told.others} 人。" if told.others else "。"),
    ]
    groups = [one for one in told.groups if one.name]
    if groups:
        counted = "、".join(f"{one.name} {one.due} 人到 {one.there} 人" for one in groups)
        lines.append(f"其中：{counted}。")
    # Why somebody asked for leave is theirs and the desk's: minutes are read by all who came.
    leave = [one.name for one in told.people if one.leave]
    if leave:
        lines.append(f"请假：{'、'.join(leave)}。")
    lines.append("二、议程和表决")
    for n, one in enumerate(told.dealt_with, 1):
        lines += _happened(n, one)
    left_out = [one.title for one in told.items if one.state == "dropped"]
    if left_out:
        lines.append(f"未进行的议题：{'、'.join(left_out)}。")
    if told.said:
        lines.append("三、讨论意见")
        lines += [
            f"{one.group or '与会人员'}：{one.words}"
            + (f"答复：{one.answer}" if one.answer else "")
            for one in told.said
        ]
    return "\n".join(lines)


def _happened(n: int, one: Agendum) -> list[str]:
    speaker = f"（{one.speaker}）" if one.speaker else ""
    lines = [f"{n}. {one.named}{speaker}。"]
    if one.steps and one.competence not in {"elect", "evaluate"}:
        lines.append(f"{'。'.join(one.steps)}。")
    elif one.steps:
        lines += [f"{step}。" for step in one.steps]
    elif votes := _votes(one):
        lines.append(votes)
    if one.resolution:
        lines.append(f"决议：{one.resolution}")
    return lines


def minutes(told: Convening) -> bytes:
    """会议纪要 as it was last written, or as it follows from what happened."""
    paper = Paper(f"{told.heading}\n会议纪要")
    for line in (told.minutes or draft(told)).split("\n"):
        if HEADING.match(line.strip()):
            paper.heading(HEADING.sub("", line.strip()))
        else:
            paper.paragraph(line)
    paper.signature(told.unit, told.closed_on or told.drawn_on)
    return paper.to_bytes()
