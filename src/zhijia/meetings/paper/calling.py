"""通知、议程、日程、签到册、资格审查报告、选举办法: before and at the opening. Pure."""

from zhijia.platform import strokes
from zhijia.platform.papers import Paper
from zhijia.platform.wording import written

from .told import BLANK, Convening, Election, Person, hours


def notice(told: Convening) -> bytes:
    """会议通知: day, place, who, what is dealt with, what everybody does."""
    paper = Paper(f"关于召开{told.heading}的通知")
    paper.recipient(f"各{told.people_word}")
    paper.lead(
        f"根据{told.basis}的规定，定于{written(told.meets_on)}召开{told.title}。现通知如下。"
    )
    paper.heading("时间和地点")
    paper.paragraph(f"时间：{told.when}。\n地点：{told.where}。")
    paper.heading("参加会议的人员")
    counted = f"，共 {told.due} 人" if told.due else ""
    paper.paragraph(f"全体{told.people_word}{counted}。列席人员另行通知。")
    paper.heading("会议议程")
    for n, one in enumerate(told.dealt_with, 1):
        paper.paragraph(f"{n}. {one.named}。")
    paper.heading("有关要求")
    paper.paragraph(
        "1. 收到通知后请点“收到”或者向工会回复。\n"
        "2. 因故不能到会的，请在会前书面请假；不能委托他人代为出席和表决。\n"
        "3. 请提前阅读会议文件，听取所代表的职工的意见。\n"
        "4. 请携带证件，提前签到。"
    )
    paper.attachments(list(told.papers))
    paper.signature(told.unit, told.called_on or told.drawn_on)
    return paper.to_bytes()


def agenda(told: Convening) -> bytes:
    """议程: what is dealt with, in order, and what the meeting may do with each."""
    paper = Paper(f"{told.heading}\n议　程", subtitle="（草案）" if told.opened_on is None else "")
    paper.paragraph(f"时间：{told.when}\n地点：{told.where}")
    for one in told.dealt_with:
        speaker = f"（{one.speaker}）" if one.speaker else ""
        paper.heading(f"{one.named}{speaker}")
    if not told.dealt_with:
        paper.paragraph("议程待定。")
    return paper.to_bytes()


def schedule(told: Convening) -> bytes:
    """日程: which hour what; an hour that nobody planned is left to be written in."""
    paper = Paper(f"{told.heading}\n日　程")
    rows = [("签到", "", "", told.place)]
    rows += [
        (hour or "", one.named, one.speaker, f"{one.minutes} 分钟" if one.minutes else "")
        for hour, one in hours(told)
    ]
    paper.paragraph(f"{written(told.meets_on)}，{told.where}")
    first = f"{told.begins:%H:%M} 前" if told.begins else ""
    rows[0] = (first, "签到", "", "")
    heads = ["时间", "内容", "报告人（主持人）", "时长"]
    paper.table(heads, rows, widths=[3, 9, 5, 3])
    return paper.to_bytes()


def roll(told: Convening) -> bytes:
    """签到册: everybody on the roll with room to sign; for desks without a line."""
    paper = Paper(f"{told.heading}\n签到册")
    kept = "已经固定" if told.is_roll_fixed else "尚未固定"
    paper.paragraph(
        f"应到{told.people_word} {told.due} 人，名单{kept}。{told.when}，{told.where}。"
    )
    rows = [
        (str(n), strokes.padded(one.name), one.seat, one.group, _came(one))
        for n, one in enumerate(told.people, 1)
    ]
    heads = ["序号", "姓名", "身份", "代表团（组）", "签到"]
    paper.table(heads, rows, widths=[2, 4, 3, 5, 5])
    return paper.to_bytes()


def _came(one: Person) -> str:
    """Say how somebody signed in, or that they asked for leave: why is not for the door."""
    return one.signed or ("请假" if one.leave else "")


def credentials(told: Convening) -> bytes:
    """资格审查报告: how many there are, who they are, from when on the roll stands still."""
    paper = Paper(f"{told.heading}\n{told.people_word}资格审查报告")
    paper.recipient(f"各位{told.people_word}")
    paper.lead(
        f"按照{told.basis}的规定，对出席{told.title}的{told.people_word}的资格进行了审查，"
        "现报告如下。"
    )
    paper.heading("产生情况")
    paper.paragraph(
        f"本次会议应到{told.people_word} {told.due} 人。经审查，产生程序和条件符合规定，资格有效。"
    )
    if any(one.name for one in told.groups):
        rows = [(one.name or "未编团（组）", str(one.due)) for one in told.groups]
        paper.table(["代表团（组）", "人数"], rows, widths=[6, 3])
    paper.heading("构成情况")
    for check in told.checks or ("构成情况见名册",):
        paper.paragraph(f"{check}。")
    paper.heading("应到人数")
    paper.paragraph(
        f"本报告经会议通过后，应到人数固定为 {told.due} 人，以后选举和表决以此计算，不再增减。"
    )
    paper.paragraph("请予审议。")
    paper.signature("代表资格审查小组", told.drawn_on)
    return paper.to_bytes()


def method(told: Convening) -> bytes:
    """选举办法: what is elected, who votes, who is elected, how papers count."""
    adopted = any(one.business == "method" and one.result == "adopted" for one in told.items)
    subtitle = told.adopted_at if adopted else "（草案）"
    paper = Paper(f"{told.heading}\n选举办法", subtitle=subtitle)
    word, of_union = told.people_word, told.kind.side != "staff"
    paper.heading("总则")
    also = "和《工会基层组织选举工作条例》" if of_union else ""
    paper.paragraph(f"根据{told.basis}{also}，制定本办法。")
    paper.heading("选举任务")
    for one in told.elections or (Election(BLANK, 0),):
        paper.paragraph(_task(one))
    if len(told.elections) > 1:
        paper.paragraph("按上列次序逐项投票，前一项结果宣布以后进行后一项。")
    paper.heading("候选人的产生")
    paper.paragraph(_put_forward(told.kind.side))
    paper.heading("选举权")
    paper.paragraph(f"正式{word}有选举权和表决权；列席人员、特邀人员没有选举权和表决权。")
    paper.heading("到会人数")
    paper.paragraph(
        f"应到{word} {told.due or BLANK} 人，实到人数达到应到人数的三分之二以上，方可进行选举。"
    )
    paper.heading("投票")
    other = "对候选人不同意的，可以另选他人，在空格内写上姓名并画“○”；弃权的不能另选他人。"
    paper.paragraph(
        "选举采用无记名投票方式。选票上的候选人按姓氏笔画为序排列。\n"
        "同意的画“○”，不同意的画“×”，弃权的不画任何符号。"
        f"{other if of_union else ''}\n"
        "所选人数等于或者少于应选名额的有效，多于应选名额的无效。"
        "字迹、符号辨认不清的，由监票人当场认定；全部辨认不清的无效，部分辨认不清的该部分无效。\n"
        "投票的次序是监票人和计票人、主席台就座人员、其他有选举权的人。"
        "不能到会的，不得委托他人代为投票。"
    )
    paper.heading("监票和计票")
    paper.paragraph(
        "设总监票人、监票人、计票人，由会议举手表决通过。候选人不得担任监票人、计票人。"
    )
    paper.heading("选举有效和当选")
    paper.paragraph(
        "收回的选票等于或者少于发出的选票，选举有效；多于发出的选票，选举无效，应当重新选举。\n"
        "获得应到会人数过半数赞成票的，始得当选。获得过半数赞成票的人数超过应选名额的，"
        "以得赞成票多的当选；末位得票相同不能确定当选人的，就得票相同的人重新投票，"
        "以得赞成票多的当选。\n"
        "当选人数少于应选名额的，不足的名额另行选举。"
    )
    paper.heading("结果")
    paper.paragraph("计票结果由总监票人报告，会议主持人宣布当选名单，并报上一级工会批准。")
    paper.heading("附则")
    paper.paragraph("本办法经会议通过后生效。")
    return paper.to_bytes()


def _put_forward(side: str) -> str:
    """Say how candidates come about in a congress of the union, in its organs, of the staff."""
    ends = "名单按姓氏笔画为序。"
    if side == "staff":
        return f"候选人由工会委员会根据多数职工代表的意见提名，{ends}"
    if side == "organ":
        return f"候选人从新当选的委员中产生，报同级党组织和上一级工会审查同意，{ends}"
    return (
        "候选人经分会（工会小组）推荐、工会委员会提出建议名单，报同级党组织和上一级工会审查同意，"
        f"并公示五个工作日以上；{ends}"
    )


def _task(one: Election) -> str:
    seats, what = f"{one.seats} 名" if one.seats else f"{BLANK}名", one.what
    if not one.candidates:
        return f"选举{what}，应选 {seats}。"
    spread = len(one.candidates) - one.seats
    kind = f"差额 {spread} 名" if spread > 0 else "等额选举"
    return f"选举{what}，应选 {seats}，候选人 {len(one.candidates)} 名，{kind}。"
