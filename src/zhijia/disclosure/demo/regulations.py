"""规章制度 of the story: one adopted in all three steps and read, one that lacks a step, duties."""

from datetime import date, timedelta

from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for

from .. import actions
from ..actions import About, Account, Text
from ..models import Regulation, Wording

DAY = timedelta(days=1)
FIRST = """第一条 为规范考勤和请休假管理，保障职工休息权利，制定本办法。
第二条 职工每日工作八小时，每周工作四十小时；倒班岗位执行综合计算工时的，按批准的周期计算。
第三条 职工请事假应当提前一日向班组长提出，三日以上由车间主任批准。
第四条 考勤结果每月五日以前在班组公布，职工有异议的，三日内向车间提出。
第五条 本办法由人力资源部负责解释。"""
SECOND = """第一条 为规范考勤和请休假管理，保障职工休息权利，制定本办法。
第二条 职工每日工作八小时，每周工作四十小时；倒班岗位执行综合计算工时的，按批准的周期计算。
第三条 职工请事假应当提前一日向班组长提出，三日以上由车间主任批准；遇有急事可以事后补办。
第四条 考勤结果每月三日以前在班组公布，职工有异议的，五个工作日内向车间提出，车间三日内答复。
第五条 加班应当与工会和职工协商，加班工资按月结清。
第六条 本办法由人力资源部负责解释。"""
PAY = """第一条 为完善绩效分配，体现多劳多得、优绩优酬，制定本办法。
第二条 绩效工资向临床一线、夜班和高风险岗位倾斜。
第三条 科室二次分配方案须经科室职工讨论，报工会备案。"""
STEPS = {
    "discuss": (
        "第三届职工代表大会第五次会议",
        "提出修改意见 46 条，采纳 31 条，其余逐条说明理由。",
    ),
    "consult": ("企业与工会协商会议", "就加班工资结清时间达成一致。"),
    "tell": ("", "公告栏张贴，班组会宣读，系统内要求签阅。"),
}


def fill(cast: Cast, *, today: date) -> None:
    """Tell of the regulations of the group and of the hospital."""
    rule = _attendance(cast, today)
    _pay(cast, today)
    _duties(cast, rule, today)


def _adopt(cast: Cast, desk: str, wording: Wording, steps: tuple[str, ...], on: date) -> None:
    """Note steps of adoption, three days apart."""
    for n, step in enumerate(steps):
        meeting, words = STEPS[step]
        day = on + n * 3 * DAY
        account = Account(day, words, meeting)
        actions.note_step(
            actor=cast.actors[desk], wording=wording, step=step, account=account, today=day
        )


def _attendance(cast: Cast, today: date) -> Regulation:
    """Two texts, the second one discussed, agreed, told, and being signed."""
    desk, begun = cast.actors["group_desk"], today - 700 * DAY
    what = About("职工考勤和请休假管理办法", "hours", "化工集〔2025〕6号", "人力资源部")
    rule = actions.enter_regulation(
        actor=desk, unit=cast.units["group"], what=what, text=Text(begun, FIRST), today=begun
    )
    all_steps = tuple(STEPS)
    _adopt(cast, "group_desk", rule.wordings.get(), all_steps, begun - 20 * DAY)
    on = today - 20 * DAY
    text = Text(on, SECOND, note="按职工代表意见修改公布时间、异议期限，增加加班一条。")
    wording = actions.issue_wording(actor=desk, regulation=rule, text=text, today=on)
    _adopt(cast, "group_desk", wording, all_steps, on - 20 * DAY)
    until_on = today + 5 * DAY
    actions.ask_signing(actor=desk, wording=wording, until_on=until_on, below=True, today=on)
    for number in ("1002", "2001", "2003", "3001", "4001", "4003", "5001", "7001", "7002"):
        actions.sign_signing(
            actor=actor_for(cast.members[number]), wording=wording, today=on + 2 * DAY
        )
    actions.key_signings(
        actor=desk, wording=wording, numbers=["6001", "6002"], on=on + 3 * DAY, today=on + 4 * DAY
    )
    return rule


def _pay(cast: Cast, today: date) -> None:
    """The hospital's pay rules were told to everybody, and never agreed with the union."""
    desk, on = cast.actors["hospital_desk"], today - 400 * DAY
    what = About("绩效工资分配办法", "pay", "职医〔2025〕18号", "人事科")
    rule = actions.enter_regulation(
        actor=desk, unit=cast.units["hospital"], what=what, text=Text(on, PAY), today=on
    )
    _adopt(cast, "hospital_desk", rule.wordings.get(), ("discuss",), on - 9 * DAY)


def _duties(cast: Cast, rule: Regulation, today: date) -> None:
    """What the safety officer of a workshop owes, and what every team leader does."""
    desk = cast.actors["power_desk"]
    for job, kind, words in (
        ("安全员", "", "每班巡检一次，发现隐患当班上报，整改完毕复查。"),
        ("安全员", "", "每月组织一次班组安全学习，记录签到。"),
        ("", "organiser", "每月公布班组考勤结果，收集职工意见报车间分工会。"),
    ):
        actions.lay_down_duty(
            actor=desk,
            unit=cast.units["workshop"],
            words=words,
            from_on=today - 100 * DAY,
            post_kind=kind,
            job=job,
            regulation=rule if kind else None,
            clause="第四条" if kind else "",
        )
