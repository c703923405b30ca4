"""Disputes of the story: one mediated to an agreement, one under way, one that goes to the law; a
case of supervision by its letters; and what a delegate has heard.
"""

from datetime import date

from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.org.rules import Basis

from .. import actions
from ..models import Matter
from .story import Story

DESK, MEDIATOR = "1002", "1005"
SEATS = (
    ("赵敏", MEDIATOR, "staff", True),
    ("钱思远", "1006", "staff", False),
    ("沈国栋", "", "firm", False),
    ("顾一帆", "", "firm", False),
)
SIGNED = {"worker_signed": True, "firm_signed": True, "mediator_signed": True, "is_sealed": True}


def fill(cast: Cast, *, today: date) -> None:
    """Tell what is disputed, what is watched over, and what is passed on."""
    story = Story(cast, today)
    _committee(story)
    _agreed(story)
    _under_way(story)
    _aided(story)
    _supervised(story)
    _heard(story)


def _committee(story: Story) -> None:
    """The group's mediation committee: two of each side, a woman of the union at its head."""
    desk, group = story.actor(DESK), story.cast.units["group"]
    for name, staff_no, side, is_head in SEATS:
        member = story.who(staff_no) if staff_no else None
        actions.engage_mediator(
            actor=desk,
            unit=group,
            name=name,
            side=side,
            from_on=story.ago(300),
            member=member,
            is_head=is_head,
        )
    org.appoint(
        actor=desk,
        unit=group,
        member=story.who(MEDIATOR),
        kind="mediator",
        from_on=story.ago(300),
        basis=Basis("appointed", document="化工工字〔2026〕11号"),
    )


def _apply(story: Story, staff_no: str, days: int, title: str, **more: object) -> Matter:
    """Let somebody apply for mediation."""
    values = {"is_employed": True, "known_on": story.ago(days + 20), **more}
    return story.file("mediation", "group", staff_no, days, title, values=values)


def _accept(story: Story, matter: Matter, days: int) -> None:
    values = {
        "both_agree": True,
        "mediators": [story.who(MEDIATOR).pk],
        "meets_on": story.ago(days - 3),
        "meets_at": "集团工会调解室",
    }
    story.step(DESK, matter, "accept", days, values=values, words="双方当事人均表示愿意调解。")


def _agreed(story: Story) -> None:
    """Overtime of a workshop is paid after two sittings, and the agreement is kept."""
    said = {
        "cause": "pay",
        "opponent": "检修分公司",
        "request": "补发大修期间六个周末的加班工资二千八百元。",
        "facts": "大修期间连续六个周末到岗，考勤有记录，工资条里只有平日的工资，问过两次没有答复。",
        "phone": "8501",
    }
    one = _apply(story, "5005", 70, "要求补发大修期间加班工资", **said)
    _accept(story, one, 68)
    sat = {
        "held_on": story.ago(65),
        "held_at": "集团工会调解室",
        "attended": "姜小龙、检修分公司一人、调解员",
    }
    words = "单位核对考勤，承认六个周末没有计算；对倒休的两天有争议。约定三日后再议。"
    story.step(MEDIATOR, one, "sit", 65, values=sat, words=words)
    sat = {**sat, "held_on": story.ago(62)}
    words = "双方同意：倒休两天不再计算，其余四天按二倍支付。"
    story.step(MEDIATOR, one, "sit", 62, values=sat, words=words)
    agreed = {
        "terms": "一、单位支付四个周末的加班工资一千九百元。\n二、双方就大修期间的加班再无争议。",
        "keep_by": story.ago(45),
        "keep_how": "随当月工资发放",
    }
    story.step(MEDIATOR, one, "agree", 62, values=agreed)
    story.step(MEDIATOR, one, "sign", 60, values={"signed_on": story.ago(60), **SIGNED})
    story.step("5005", one, "keep", 44, words="已随工资收到一千九百元。")


def _under_way(story: Story) -> None:
    """A change of work is being talked about."""
    said = {
        "cause": "contract",
        "opponent": "运行分场",
        "request": "恢复原岗位，或者补足调岗前后的工资差额。",
        "facts": "没有协商就从集控岗位调到巡检岗位，岗位工资每月少四百元，没有书面通知。",
        "phone": "8602",
    }
    one = _apply(story, "6004", 6, "对未经协商调岗有异议", **said)
    _accept(story, one, 4)


def _aided(story: Story) -> None:
    """An appeal over an injury is passed on into legal aid, which goes to a lawyer."""
    words = "去年十一月工伤，鉴定九级，一次性补助至今没有付，催了四次。"
    said = {"cause": "injury", "words": words, "wish": "请工会帮助申请仲裁，要回一次性补助。"}
    one = story.file("urgent", "hospital", "2008", 34, "工伤补助一直没有支付", values=said)
    story.step("2008", one, "consent", 33, values={"consented": ["aid"], "reach": "8207"})
    to = {"passed_to": "aid", "dispute": "injury", "opponent": "外包后勤公司"}
    story.step("2001", one, "pass_on", 32, values=to, words="单位是外包公司，调解没有结果。")
    aid = one.ties.get(how="follows").other
    given = {"ground": "grave", "proof": "工伤认定书、九级鉴定结论", "form": "arbitration"}
    story.step("2001", aid, "grant", 30, values={**given, "has_papers": True})
    to_lawyer = {"referred_to": "lawyer", "office": "众正律师事务所", "lawyer": "杨律师"}
    story.step(
        "2001", aid, "refer", 28, values=to_lawyer, words="代理劳动仲裁，请求支付一次性补助。"
    )
    story.step("2001", aid, "report", 12, words="仲裁已立案，开庭日期待通知。")


def _supervised(story: Story) -> None:
    """A contractor gets a hint, then an opinion, and mends; another has just been found."""
    said = {"subject": "contract", "employer": "宏达检修队", "affected": 14}
    said["found"] = "入厂安全教育时了解到，检修队十四名工人进场一个多月没有签劳动合同。"
    one = story.file("supervision", "group", DESK, 60, "外包检修队未签劳动合同", values=said)
    seen = {"seen_on": story.ago(57), "seen_at": "检修现场", "has_shown": True}
    seen["investigators"] = [story.who(MEDIATOR).pk, story.who("1003").pk]
    words = "十四人中十一人没有书面劳动合同，三人的合同没有交给本人。"
    story.step(DESK, one, "look", 57, values=seen, words=words)
    letter = {"addressee": "宏达检修队", "broke": "《劳动合同法》第十条、第十六条"}
    letter["asks"] = "十五个工作日以内与十四名工人补签书面劳动合同，并交本人各执一份。"
    story.step(DESK, one, "hint", 55, values=letter)
    refused = {"reply": "refused", "replied_on": story.ago(46)}
    story.step(DESK, one, "reply", 46, values=refused, words="称工人都是短期用工，不用签合同。")
    story.step(DESK, one, "urge", 45, values=letter)
    mended = {"reply": "mended", "replied_on": story.ago(30)}
    story.step(DESK, one, "reply", 30, values=mended, words="十四份合同已经补签，附名单。")
    story.step(DESK, one, "mend", 27, words="抽查五人，合同都在本人手里。")
    said = {"subject": "hours", "employer": "供电公司营业厅", "affected": 6}
    said["found"] = "职工反映国庆以来连续三周没有轮休，排班表上也没有休息日。"
    story.file("supervision", "group", DESK, 2, "营业厅连续三周没有休息日", values=said)


def _heard(story: Story) -> None:
    """A delegate of the hospital fills in a card, and the group answers it."""
    said = {
        "category": "opinion",
        "heard_on": story.ago(26),
        "post": "主管护师",
        "situation": "夜班护士反映，凌晨交接班时职工停车场没有照明，已有两人摔倒。",
        "analysis": "照明线路去年施工时断开，没有恢复。",
        "measures": "恢复照明，先装两盏临时灯。",
        "team": "护理部全体同意。",
    }
    one = story.file("contact", "group", "2003", 25, "职工停车场夜间没有照明", values=said)
    story.step("2001", one, "endorse", 24, words="情况属实，院里没有这条线路的权限，请集团协调。")
    opinion = {"opinion": "请物业部门十日以内恢复，先装临时灯。"}
    story.step(DESK, one, "take", 22, values=opinion, words="请按期答复。")
    answer = {"answer": "临时灯两盏已于当日装好，线路已恢复，并列入每月巡查。"}
    story.step(DESK, one, "answer", 14, values=answer)
