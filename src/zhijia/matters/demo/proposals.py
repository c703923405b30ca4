"""提案 of two sessions, for the demo: told by the actions that delegates and desks use."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for
from zhijia.org.rules import Basis
from zhijia.platform.actor import Actor

from .. import actions
from ..actions import Assignee, Given
from ..models import Call, Matter
from .texts import (
    ANSWERS,
    CHARGING,
    CHECKUP,
    FIRST_ANSWER,
    LIBRARY,
    LIBRARY_AGAIN,
    PARKING,
    SHIFT,
    TRAINING,
)

DELEGATES = ("5002", "3001", "4001", "2003", "7002", "6003")
COMMITTEE = ("1003", "1005")
MEETING = "化工集团第三届职工代表大会第一次会议"
LAST, THIS = "第三届第一次职代会提案征集", "第三届第二次职代会提案征集"

Text = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Story:
    """The cast, and the day it is told."""

    cast: Cast
    today: date

    def ago(self, days: int) -> date:
        """Return the day so many days before today."""
        return self.today - timedelta(days=days)

    def who(self, staff_no: str) -> Actor:
        """Return the actor of a member of the cast."""
        return actor_for(self.cast.members[staff_no])

    def step(self, staff_no: str, matter: Matter, step: str, days: int, **given: Any) -> None:
        """Let somebody take a step so many days ago."""
        actions.move(
            actor=self.who(staff_no),
            matter=matter,
            step=step,
            today=self.ago(days),
            given=Given(**given),
        )
        matter.refresh_from_db()

    def file(
        self, staff_no: str, what: tuple[str, dict[str, str]], call: Call, days: int
    ) -> Matter:
        """Let a delegate hand a proposal in."""
        title, values = what
        return actions.file_matter(
            actor=self.who(staff_no),
            kind="proposal",
            unit=call.unit,
            title=title,
            values=values,
            call=call,
            today=self.ago(days),
        )

    def second(self, matter: Matter, *staff_nos: str, days: int) -> None:
        """Let delegates second."""
        for staff_no in staff_nos:
            on = self.ago(days)
            actions.back(actor=self.who(staff_no), matter=matter, is_for=True, today=on)


def fill(cast: Cast, *, today: date) -> None:
    """Tell of last year's session, what became of its proposals, and of the call that is open."""
    story = Story(cast, today)
    _seat(story)
    _last_session(story)
    _this_session(story)


def _seat(story: Story) -> None:
    """Let the congress elect its delegates and its committee on proposals."""
    group, desk = story.cast.units["group"], story.cast.actors["group_desk"]
    met_on = story.ago(380)
    for kind, staff_nos in (("staff_rep", DELEGATES), ("proposals", COMMITTEE)):
        for staff_no in staff_nos:
            org.appoint(
                actor=desk,
                unit=group,
                member=story.cast.members[staff_no],
                kind=kind,
                from_on=met_on,
                basis=Basis("elected", MEETING, met_on),
            )


def _call(story: Story, title: str, first: int, last: int) -> Call:
    return actions.open_call(
        actor=story.cast.actors["group_desk"],
        unit=story.cast.units["group"],
        kind="proposal",
        title=title,
        from_on=story.ago(first),
        until_on=story.ago(last),
        words="围绕生产经营和职工切身利益，一事一案，由两名以上代表附议。",
    )


def _examined(story: Story, matter: Matter, backers: tuple[str, str], days: int) -> None:
    """Second a proposal and let it pass the delegation."""
    story.second(matter, *backers, days=days)
    story.step(_filer(story, matter), matter, "hand_in", days - 1)
    story.step("1003", matter, "endorse", days - 2, words="情况属实，同意提交。")


def _filer(story: Story, matter: Matter) -> str:
    return next(n for n, member in story.cast.members.items() if member.pk == matter.filer_id)


def _handled(story: Story, matter: Matter, lead: Assignee, days: int, answer: str) -> None:
    """File, give out and answer a proposal."""
    story.step("1003", matter, "file", days, words="问题具体，建议可行，同意立案。")
    story.step("1002", matter, "assign", days - 2, lead=lead, words="请调查研究后书面答复。")
    holder = "2001" if lead.member is None else lead.member.staff_no
    said = {"answer": answer, "contact": f"{story.cast.members[holder].name} 0512-8001"}
    story.step(holder, matter, "answer", days - 20, values=said)


def _rated(story: Story, matter: Matter, choice: str, words: str, days: int) -> None:
    who, on = story.who(_filer(story, matter)), story.ago(days)
    actions.rate(actor=who, matter=matter, choice=choice, words=words, today=on)
    matter.refresh_from_db()


def _last_session(story: Story) -> None:
    """One was carried out, one answered with empty words and done again, one is still under way."""
    call = _call(story, LAST, 375, 345)
    group, hospital = story.cast.units["group"], story.cast.units["hospital"]
    chair, lead = story.cast.members["1001"], story.cast.members["1006"]
    library = story.file("2003", LIBRARY, call, 370)
    _examined(story, library, ("3001", "4001"), 366)
    culture = Assignee(group, "宣传文体部", member=lead)
    _handled(story, library, culture, 358, ANSWERS["library"])
    _rated(story, library, "good", "晚上能借书了。", 332)
    story.step("1003", library, "accept", 330)
    done = {"carried": "done", "carried_on": story.ago(320), "evidence": "开放时间告示和值守表。"}
    story.step("1006", library, "report", 318, values=done, words="已按新时间开放。")
    story.step("1003", library, "close", 315, words="到书屋核实，情况属实。")

    shift = story.file("5002", SHIFT, call, 368)
    _examined(story, shift, ("3001", "7002"), 364)
    kitchen = Assignee(group, "后勤部", member=lead)
    _handled(story, shift, kitchen, 356, FIRST_ANSWER)
    _rated(story, shift, "bad", "没有说什么时候办、怎么办。", 334)
    again = "请写明开设窗口的时间、供应标准和责任人。"
    story.step("1003", shift, "again", 331, words=again)
    said = {"answer": ANSWERS["shift"], "contact": "后勤部 0512-8012"}
    story.step("1006", shift, "answer", 312, values=said)
    _rated(story, shift, "fair", "希望能长期坚持。", 306)
    story.step("1003", shift, "star", 305, values={"overseer": chair}, words="夜班职工反映集中。")
    story.step("1003", shift, "accept", 304)
    under = {"carried": "under_way", "carried_by": story.today + timedelta(days=20)}
    words = "一食堂夜间窗口已经开设，微波炉还有两个车间没有配齐。"
    story.step("1006", shift, "report", 60, values=under, words=words)

    checkup = story.file("7002", CHECKUP, call, 366)
    _examined(story, checkup, ("5002", "4001"), 362)
    _handled(story, checkup, Assignee(hospital), 354, ANSWERS["checkup"])
    _rated(story, checkup, "good", "", 328)
    story.step("1003", checkup, "accept", 326)
    done = {"carried": "done", "carried_on": story.ago(150), "evidence": "体检完成情况表。"}
    story.step("2001", checkup, "report", 140, values=done, words="接触粉尘岗位全部完成。")
    story.step("1003", checkup, "close", 138, words="抽查两个车间，结果已经告知本人。")
    actions.close_call(actor=story.cast.actors["group_desk"], call=call, today=story.ago(340))


def _this_session(story: Story) -> None:
    """Two say the same and wait for the committee, one looks for seconders, one is given out."""
    call = _call(story, THIS, 20, -12)
    group = story.cast.units["group"]
    parking = story.file("4001", PARKING, call, 18)
    _examined(story, parking, ("5002", "2003"), 15)
    charging = story.file("7002", CHARGING, call, 14)
    _examined(story, charging, ("3001", "5002"), 12)
    training = story.file("6003", TRAINING, call, 16)
    _examined(story, training, ("5002", "4001"), 13)
    story.step("1003", training, "file", 9, words="符合当前生产需要，同意立案。")
    lead = Assignee(group, "人力资源部", member=story.cast.members["1006"])
    helper = Assignee(story.cast.units["school"])
    asked = "请拿出分批培训安排。"
    story.step("1002", training, "assign", 7, lead=lead, assists=[helper], words=asked)
    words = "培训要按岗位需要安排，不能走形式。"
    story.step("1001", training, "note", 6, words=words)
    late = story.file("3001", LIBRARY_AGAIN, call, 3)
    members = [story.cast.members[staff_no] for staff_no in ("5002", "4001")]
    actions.invite(actor=story.who("3001"), matter=late, members=members, today=story.ago(3))
    story.second(late, "2003", days=2)
