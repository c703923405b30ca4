"""Half a year of the group's work, for the demo: told by the same actions the desks use."""

from dataclasses import dataclass
from datetime import date, timedelta

from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

from . import actions, queries
from .models import Assignment, Speech, Task
from .speech import read_text

MIDYEAR = """在化工集团工会年中工作会议上的讲话
党委副书记　王建国
（{given:%Y}年{given.month}月{given.day}日）

同志们：
今天我们召开工会年中工作会议，主要任务是总结上半年工作，部署下半年任务。上半年，各级工会克服生产任务重、检修时间紧的困难，做了大量工作，取得了明显成绩，我代表集团党委向大家表示衷心的感谢！
当前，集团正处在转型升级的关键时期，安全环保压力不减，职工队伍结构变化很大，工会工作面临不少新情况。下面，我讲四点意见。

一、围绕中心，组织职工建功立业
各单位要围绕降本增效开展“百日攻坚”劳动竞赛，{soon.month}月底前完成竞赛方案和班组动员，参赛班组不少于90%。供电公司工会要牵头组织一次电工技能比武，把比武成绩记入职工技能档案。要认真总结推广一线职工的先进操作法，让好经验看得见、学得会。

二、守住底线，抓实安全生产监督
安全是职工最大的利益。各单位要对检修现场、配电室、危化品库房开展一次隐患排查，建立隐患台账，逐条明确整改责任人和完成时限。各级劳动保护监督检查员要每月至少参加一次现场检查，发现违章指挥要当场提出意见。

三、维护权益，畅通职工诉求渠道
要坚持和完善职工代表大会制度，认真组织职工代表开展提案征集工作，提案答复率达到100%。职工医院工会要围绕医德医风开展一次职工满意度问卷调查，调查结果向院党委书面报告。子弟学校工会要进一步落实校务公开制度，细化公开目录，每季度公示一次。

四、关心职工，把好事办实
各级工会要对困难职工家庭进行摸底排查，建立档案，做到一户一策。要办好职工体检和疗休养，优先安排一线和高温岗位职工。要组织职工代表培训，提高职工代表的履职能力。

同志们，下半年任务艰巨，责任重大。让我们团结一心，真抓实干，以优异成绩迎接集团第六届职工代表大会胜利召开！谢谢大家！
"""

AUTUMN = """在秋季大检修动员会上的讲话
总经理　刘振华
（{given:%Y}年{given.month}月{given.day}日）

同志们：
秋季大检修即将开始，这是全年生产的关键一仗。刚才几位车间主任作了表态发言，讲得都很好。

第一，要落实责任。各车间要把检修任务分解到班组、落实到人，每天召开碰头会，当天的问题当天解决。
第二，要保证安全。严格执行动火、受限空间作业票制度，工会劳动保护监督检查员要全程到场监督。
第三，要做好后勤保障。职工医院要安排医护人员到现场值守，食堂要把热饭送到检修一线。工会要及时慰问检修职工，慰问情况报集团工会备案。

相信在大家的共同努力下，一定能够圆满完成检修任务。
"""


@dataclass(frozen=True, slots=True)
class Story:
    """The people who act, and the day it is told."""

    cast: Cast
    today: date

    def ago(self, days: int) -> date:
        """Return the day so many days before today."""
        return self.today - timedelta(days=days)

    def holder(self, staff_no: str) -> Actor:
        """Return the actor of a member of the cast."""
        return actor_for(self.cast.members[staff_no])

    @property
    def desk(self) -> Actor:
        """Return the group's desk, which takes in, assigns and accepts."""
        return self.cast.actors["group_desk"]


def fill(cast: Cast, *, today: date) -> None:
    """Tell the story: one speech worked on since it was given, one that waits for its tasks."""
    story = Story(cast, today)
    midyear = _take_in(story, MIDYEAR, "年中工作会讲话", 150)
    _complete(story, midyear)
    actions.confirm(actor=story.desk, speech=midyear, today=story.ago(147))
    _contest(story, midyear)
    _hazards(story, midyear)
    _care(story, midyear)
    _voices(story, midyear)
    _take_in(story, AUTUMN, "秋季大检修动员会讲话", 3)


def _take_in(story: Story, text: str, name: str, days: int) -> Speech:
    """Paste a speech into the group's desk so many days ago, the day after it was given."""
    given = story.ago(days + 1)
    soon = given + timedelta(days=45)
    intake = actions.take_in(
        actor=story.desk,
        unit=story.cast.units["group"],
        source=read_text(text.format(given=given, soon=soon)),
        name=name,
        today=story.ago(days),
    )
    return intake.speeches[0]


def _complete(story: Story, speech: Speech) -> None:
    """Make sure that what the story follows is a task, as the desk would, and say who spoke."""
    actions.describe_speech(
        actor=story.desk,
        speech=speech,
        title="在化工集团工会年中工作会议上的讲话",
        speaker="王建国",
        spoken_on=story.ago(151),
    )
    for piece in queries.pieces_of(speech):
        words = queries.words_of(piece)
        if piece.kind != "task" and any(key in words for key in FOLLOWED):
            actions.promote(actor=story.desk, piece=piece)


FOLLOWED = ("劳动竞赛", "隐患排查", "摸底排查", "满意度问卷", "校务公开", "提案征集", "技能比武")


def _task(speech: Speech, words: str) -> Task:
    """Return the task of the speech that holds these words; LookupError when there is none."""
    task = speech.tasks.filter(original__contains=words).first()
    if task is None:
        raise LookupError(words)
    return task


def _give(story: Story, speech: Speech, words: str, keys: str, days: int, due: int) -> None:
    """Assign a task `days` ago to the units of these keys, due `due` days from today."""
    units = [story.cast.units[key] for key in keys.split()]
    actions.assign(
        actor=story.desk,
        task=_task(speech, words),
        units=units,
        due_on=story.today + timedelta(days=due),
        today=story.ago(days),
        words="请结合本单位实际抓好落实，按期报送进展。",
    )


def _at(story: Story, speech: Speech, words: str, key: str) -> Assignment:
    """Return what the unit of this key was given of a task, as it now stands."""
    return _task(speech, words).assignments.get(unit=story.cast.units[key], parent=None)


def _do(
    story: Story, assignment: Assignment, actor: Actor, *steps: tuple[int, int, str]
) -> Assignment:
    """Sign for it, then report each step: (days ago, percent, words)."""
    first = steps[0][0] if steps else 1
    actions.sign(actor=actor, assignment=assignment, today=story.ago(first + 1))
    for days, percent, words in steps:
        actions.report(
            actor=actor, assignment=assignment, words=words, percent=percent, today=story.ago(days)
        )
    return Assignment.objects.get(pk=assignment.pk)


def _finish(story: Story, assignment: Assignment, actor: Actor, words: str, days: int) -> None:
    """Report it finished, and let the group's desk accept it two days later."""
    actions.finish(actor=actor, assignment=assignment, words=words, today=story.ago(days))
    after = story.ago(days - 2)
    actions.accept(actor=story.desk, assignment=assignment, today=after, words="材料齐全，同意。")


def _contest(story: Story, speech: Speech) -> None:
    """The labour contest: done by the power company, on its way in the synthesis workshop."""
    _give(story, speech, "劳动竞赛", "power synthesis", 140, 20)
    power, chief = story.cast.actors["power_desk"], story.holder("7001")
    done = _do(
        story,
        _at(story, speech, "劳动竞赛", "power"),
        power,
        (120, 30, "竞赛方案已经公司党委审定，两个车间完成动员。"),
        (70, 80, "已开展两轮，参赛班组 16 个，参赛率 94%。"),
    )
    _finish(story, done, power, "竞赛结束，评出优胜班组 3 个，节约检修费用 21 万元。", 40)
    _do(
        story,
        _at(story, speech, "劳动竞赛", "synthesis"),
        chief,
        (110, 20, "方案已公布，正在组织报名。"),
        (30, 75, "第一阶段结束，正在汇总成绩。"),
    )


def _hazards(story: Story, speech: Speech) -> None:
    """Hazards: the power company hands its workshop's part to the safety officer there."""
    _give(story, speech, "隐患排查", "power hospital school", 60, 9)
    power = story.cast.actors["power_desk"]
    whole = _do(
        story,
        _at(story, speech, "隐患排查", "power"),
        power,
        (50, 20, "已下发排查表，按车间分解。"),
    )
    officer = story.cast.members["5002"].posts.get(kind="officer")
    part = actions.hand_down(
        actor=power,
        assignment=whole,
        post=officer,
        wording="排查检修车间配电室和检修现场，填报隐患台账。",
        due_on=story.today + timedelta(days=5),
        today=story.ago(48),
    )
    safety = story.cast.actors["workshop_officer"]
    _do(story, part, safety, (20, 60, "查出隐患 11 处，已整改 7 处，其余已明确责任人。"))
    hospital = story.cast.actors["hospital_desk"]
    _do(
        story,
        _at(story, speech, "隐患排查", "hospital"),
        hospital,
        (25, 85, "氧气站、配电室排查完毕，台账已建立。"),
    )


def _care(story: Story, speech: Speech) -> None:
    """Hardship: accepted from the hospital, past its day at the school."""
    _give(story, speech, "摸底排查", "hospital school", 100, -6)
    hospital = story.cast.actors["hospital_desk"]
    done = _do(
        story,
        _at(story, speech, "摸底排查", "hospital"),
        hospital,
        (80, 50, "走访 12 户，建立档案 9 份。"),
    )
    _finish(story, done, hospital, "摸底结束，建档 14 户，均已明确帮扶责任人。", 45)
    school = story.cast.actors["school_desk"]
    _do(
        story,
        _at(story, speech, "摸底排查", "school"),
        school,
        (60, 40, "已完成两个年级组的摸底。"),
    )


def _voices(story: Story, speech: Speech) -> None:
    """The survey waits to be accepted, open school affairs for a later date, the rest to begin."""
    _give(story, speech, "满意度问卷", "hospital", 50, 12)
    hospital = story.cast.actors["hospital_desk"]
    survey = _do(
        story,
        _at(story, speech, "满意度问卷", "hospital"),
        hospital,
        (20, 70, "发放问卷 160 份，回收 148 份。"),
    )
    words = "调查报告已送院党委，综合满意度 91.2%。"
    actions.finish(actor=hospital, assignment=survey, words=words, today=story.ago(2))
    _give(story, speech, "校务公开", "school", 45, 2)
    school = story.cast.actors["school_desk"]
    affairs = _do(
        story,
        _at(story, speech, "校务公开", "school"),
        school,
        (15, 55, "公开目录已修订，正在征求教职工意见。"),
    )
    actions.ask_extension(
        actor=school,
        assignment=affairs,
        to_on=story.today + timedelta(days=20),
        reason="期末教职工座谈会推迟，征求意见尚未结束。",
        today=story.ago(1),
    )
    _give(story, speech, "提案征集", "hospital school power", 4, 40)
    _give(story, speech, "技能比武", "power", 4, 55)
