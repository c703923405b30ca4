"""What members and strangers say in the story: with a name, without one, and of a service."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor
from zhijia.platform.doorway import actions as doors
from zhijia.platform.doorway import acts, queries, tickets
from zhijia.platform.doorway.models import Door
from zhijia.platform.doorway.register import by_slug
from zhijia.platform.doorway.rules import Knock

from .. import actions
from ..models import Matter, Promise
from .story import Story

DESK = "2001"
PROMISES = (
    ("门诊收费", "排队不超过十五分钟，超过五人排队即增开窗口。", "收费处"),
    ("出院结算", "手续齐全的三十分钟以内办完。", "住院收费处"),
    ("检验报告", "急诊检验两小时、常规检验当日出报告。", "检验科"),
)
GRADES = ("good", "good", "fair", "good", "bad", "good", "good")


def fill(cast: Cast, *, today: date) -> None:
    """Tell appeals, opinions and what outsiders say of the hospital's services."""
    story = Story(cast, today)
    for key, staff_no in (("hospital", DESK), ("power", "4001")):
        path = cast.units[key].path
        doors.open_door(actor=story.actor(staff_no), unit_path=path, today=story.ago(120))
    _named(story)
    _anonymous(story)
    _opinion(story)
    _services(story)


def _named(story: Story) -> None:
    """A nurse's overtime is paid, and she is content."""
    said = {"cause": "pay", "words": "三月夜班加班二十小时，工资条里没有这一项。"}
    said["wish"] = "补发，并在工资条里列明。"
    one = story.file("appeal", "hospital", "2007", 60, "三月的加班费没有发", values=said)
    lead = story.part("2004", "财务科")
    story.step(DESK, one, "accept", 59, words="请核对考勤。", lead=lead)
    answer = "考勤漏录一班，加班费随四月工资补发，工资条已增列加班一栏。"
    story.step("2004", one, "answer", 52, values={"answer": answer, "result": "solved"})
    rated_on = story.ago(50)
    actor = story.actor("2007")
    actions.rate(actor=actor, matter=one, choice="good", words="", today=rated_on)
    story.step(DESK, one, "close", 49)


def write(door: Door, slug: str, values: Mapping[str, Any], today: date) -> Matter | None:
    """Let somebody without an account write, and take it in; a rating alone makes no matter."""
    entrance = by_slug(slug)
    assert entrance is not None
    ticket = tickets.give("story", 1)
    how = Knock(is_worked=True)
    acts.deposit(door=door, entrance=entrance, ticket=ticket, how=how, values=values, today=today)
    slip = None
    for letter in queries.to_take_in():
        slip = doors.take_in(actor=Actor(), letter=letter, today=today)
    number = slip.number if slip else None
    return None if number is None else Matter.objects.filter(pk=number).first()


def _door(story: Story, key: str) -> Door:
    found = queries.door_at(story.cast.units[key].path)
    assert found is not None
    return found


def _anonymous(story: Story) -> None:
    """Somebody writes of the canteen without a name and is asked back; another just wrote."""
    said = {"cause": "appeal:living", "title": "食堂冷库三天没有开", "wish": "", "phone": ""}
    said["words"] = "住院部食堂的冷库三天没有开，肉有味道。"
    door = _door(story, "hospital")
    one = write(door, "appeal", said, story.ago(9))
    assert one is not None
    story.step(
        DESK, one, "accept", 8, words="请后勤科当日查看。", lead=story.part("2004", "后勤科")
    )
    story.step("2004", one, "ask", 7, words="请问是哪一层的食堂？")
    said = {
        "cause": "urgent:injury",
        "title": "切菜机没有护罩，有人割伤手",
        "wish": "",
        "phone": "",
    }
    said["words"] = "食堂的切菜机护罩坏了半个月，昨天有人割伤手，自己去缝的针。"
    write(door, "appeal", said, story.today)


def _opinion(story: Story) -> None:
    """An opinion is weighed, decided on and shown to everybody."""
    said = {"theme": "service", "words": "五月门诊最忙，体检总排不上，能不能提前到三月。"}
    one = story.file("opinion", "hospital", "2006", 40, "把职工体检提前到三月", values=said)
    story.step(DESK, one, "hear", 38, words="请体检中心核对可用的时段。")
    story.step(DESK, one, "weigh", 30, words="三月有两周空档，够排全院职工的三分之二。")
    decided = {"outcome": "partly", "decided_by": "第七次工会委员会会议"}
    decided["decision"] = "三月排临床科室，四月排其他科室。"
    story.step(DESK, one, "decide", 25, values=decided, words="一个月排不下全院")
    story.step(DESK, one, "show", 24, words="感谢建议，排班表随后公布。")


def _services(story: Story) -> None:
    """The hospital promises three things; patients rate them, and one wants something set right."""
    unit, desk = story.cast.units["hospital"], story.actor(DESK)
    made: list[Promise] = []
    for rank, (title, words, office) in enumerate(PROMISES, 1):
        one = actions.make_promise(
            actor=desk,
            unit=unit,
            title=title,
            words=words,
            office=office,
            contact="8100",
            rank=rank,
            today=story.ago(100),
        )
        made.append(one)
    door = _door(story, "hospital")
    blank = {"words": "", "fault": "", "phone": ""}
    for n, choice in enumerate(GRADES):
        said = {"promise": made[n % 2 if n < 2 else 0].token, "choice": choice, **blank}
        write(door, "service", said, story.ago(20 - n))
    said = {"promise": made[1].token, "choice": "bad", "fault": "slow", "phone": ""}
    said["words"] = "出院结算等了一个半小时，窗口只开了一个。"
    fault = write(door, "service", said, story.ago(12))
    assert fault is not None
    story.step(DESK, fault, "accept", 11)
    answer = {"answer": "当天收费系统升级，只开了一个窗口，没有提前告知。"}
    answer["redress"] = "此后升级安排在夜间；已向您退还停车费，并在窗口公示。"
    story.step(DESK, fault, "answer", 8, values=answer)
