"""请示 of three kinds and the report of an election: what goes up. Pure."""

from zhijia.platform import strokes
from zhijia.platform.papers import Paper, chinese
from zhijia.platform.wording import written

from .told import BLANK, Convening, Election

A_ROW = 4  # names side by side


def _to(told: Convening) -> str:
    return told.upper or "上一级工会"


def _names(election: Election) -> str:
    ordered = sorted(election.candidates, key=strokes.key)
    return "、".join(ordered) if ordered else BLANK


def to_meet(told: Convening) -> bytes:
    """请示 on holding the meeting: why, when, who, what is dealt with, what is elected."""
    paper = Paper(f"关于召开{told.heading}的请示")
    paper.recipient(_to(told))
    paper.lead(
        f"根据{told.basis}的规定，经研究，拟于{written(told.meets_on)}召开{told.title}。"
        "现将有关事项请示如下。"
    )
    paper.heading("会议时间和地点")
    paper.paragraph(f"时间：{told.when}。\n地点：{told.where}。")
    paper.heading("参加会议的人员")
    counted = f"{told.due} 名" if told.due else f"{BLANK}名"
    paper.paragraph(f"应到{told.people_word}{counted}。")
    for check in told.checks:
        paper.paragraph(f"{check}。")
    paper.heading("主要议程")
    _items(paper, told)
    if told.elections:
        paper.heading("选举事项")
        for one in told.elections:
            paper.paragraph(_wanted(one))
    if told.prepared:
        paper.heading("筹备情况")
        for done in told.prepared:
            paper.paragraph(f"{done}。")
    paper.paragraph("妥否，请批复。")
    paper.signature(told.unit, told.drawn_on)
    return paper.to_bytes()


def _items(paper: Paper, told: Convening) -> None:
    for n, one in enumerate(told.dealt_with, 1):
        paper.paragraph(f"{n}. {one.named}。")
    if not told.dealt_with:
        paper.paragraph(f"1. {BLANK}。")


def _wanted(one: Election) -> str:
    seats = f"应选 {one.seats} 名" if one.seats else f"应选{BLANK}名"
    words = f"选举{one.what}，{seats}"
    if not one.candidates:
        return f"{words}，候选人另行报批。"
    spread = len(one.candidates) - one.seats
    kind = f"差额 {spread} 名" if spread > 0 else "等额选举"
    secret = "，以无记名投票方式选举" if one.is_secret else ""
    return f"{words}，候选人 {len(one.candidates)} 名（{kind}）{secret}。"


def for_candidates(told: Convening) -> bytes:
    """请示 on who is put up: by body, the names by strokes, a table to be completed."""
    of = f"第{chinese(told.term)}届" if told.term else ""
    paper = Paper(f"关于{told.unit}\n{of}选举候选人建议人选的请示")
    paper.recipient(_to(told))
    paper.lead(
        f"{told.title}拟于{written(told.meets_on)}召开。候选人建议人选经工会小组推荐、"
        "反复酝酿，并征求同级党组织意见，现将名单（按姓氏笔画为序）报请审批。"
    )
    for one in told.elections:
        paper.heading(one.title)
        paper.paragraph(_wanted(one))
        paper.paragraph(f"建议人选：{_names(one)}。")
    if not told.elections:
        paper.paragraph(f"建议人选：{BLANK}。")
    paper.paragraph("妥否，请批复。")
    names = [(one.title, name) for one in told.elections for name in one.candidates]
    if names:
        paper.attachments(["候选人建议人选一览表"])
    paper.signature(told.unit, told.drawn_on)
    if names:
        paper.appendix("候选人建议人选一览表")
        rows = [
            (str(n), strokes.padded(name), title, "", "")
            for n, (title, name) in enumerate(names, 1)
        ]
        heads = ["序号", "姓名", "拟任", "现任职务", "党组织意见"]
        paper.table(heads, rows, widths=[2, 4, 6, 6, 5])
    return paper.to_bytes()


def to_put_off(told: Convening) -> bytes:
    """请示 on holding the re-election earlier or later than the term ends."""
    of = f"第{chinese(told.term)}届" if told.term else "本届"
    paper = Paper(f"关于{told.unit}\n{of}提前（延期）换届的请示")
    paper.recipient(_to(told))
    paper.lead(
        f"{told.unit}工会委员会于{BLANK}届满。因{BLANK}，拟提前（延期）换届，"
        "延期时间不超过半年。现将有关情况请示如下。"
    )
    paper.heading("提前（延期）的理由")
    paper.paragraph(f"{BLANK}。")
    paper.heading("拟换届的时间")
    paper.paragraph(f"拟于{written(told.meets_on)}召开{told.title}，选举产生{of}工会委员会。")
    paper.heading("延期期间的工作")
    paper.paragraph("换届以前，工会委员会和经费审查委员会继续履行职责。")
    paper.paragraph("妥否，请批复。")
    paper.signature(told.unit, told.drawn_on)
    return paper.to_bytes()


def election_report(told: Convening) -> bytes:
    """选举结果报告: who was elected by how many votes, sent up for approval."""
    paper = Paper(f"关于{told.heading}\n选举结果的报告")
    paper.recipient(_to(told))
    paper.lead(
        f"{told.name}于{written(told.opened_on or told.meets_on)}召开。应到{told.people_word}"
        f" {told.due} 人，实到 {told.came} 人，符合规定人数。会议按照通过的选举办法进行选举，"
        "现将结果报告如下。"
    )
    for one in told.elections:
        paper.heading(one.title)
        _elected(paper, one)
    for one in told.later:
        paper.heading(one.title)
        _elected(paper, one)
    if not told.elections:
        paper.paragraph(f"选举结果：{BLANK}。")
    paper.paragraph("以上选举结果，请予批准。")
    paper.signature(told.unit, told.drawn_on)
    return paper.to_bytes()


def _elected(paper: Paper, one: Election) -> None:
    if one.figures:
        units = {"应到": "人"}
        counted = [f"{words} {number} {units.get(words, '张')}" for words, number in one.figures]
        paper.paragraph(f"{'，'.join(counted)}。")
    if not one.elected:
        paper.paragraph("尚未选出。")
        return
    rows = [
        (str(n), strokes.padded(name), "—" if votes is None else str(votes))
        for n, (name, votes) in enumerate(one.elected, 1)
    ]
    paper.paragraph(f"应选 {one.seats} 名，选出 {len(one.elected)} 名（以得赞成票多少为序）：")
    paper.table(["序号", "当选人", "赞成票"], rows, widths=[2, 6, 3])
