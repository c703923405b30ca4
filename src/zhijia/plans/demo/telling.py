"""Telling the story, step by step, in the order of its days."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

from .. import actions, queries
from ..models import Assignment, Extension, Piece, Speech, Task
from ..rules import POINTS
from ..speech import read_text
from . import boards, figures, filing, holes, projects, supervising
from .closing import close
from .plot import CHECKLIST, DESKS, FOLLOWED, GIVEN, JOBS, LEFT, REWORDED, Job, Step
from .texts import AUTUMN, MIDYEAR


@dataclass(frozen=True, slots=True)
class Story:
    """The people who act, the day it is told, and the speech whose tasks it follows."""

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
    _prepare(story, midyear)
    actions.confirm(actor=story.desk, speech=midyear, today=story.ago(147))
    for words, keys, days, due in GIVEN:
        _give(story, midyear, words, keys, days, due)
    _move_training(story, midyear)
    for job in JOBS:
        _do(story, midyear, job)
    _hand_down(story, midyear)
    _send_back(story, midyear)
    _extend(story, midyear)
    _survey(story, midyear)
    _take_in(story, AUTUMN, "秋季大检修动员会讲话", 3)
    filing.fill(cast, today=today)
    figures.fill(cast, today=today)
    projects.fill(cast, today=today)
    holes.fill(cast, today=today)
    supervising.fill(cast, today=today)
    close(cast, today=today)
    boards.fill(cast)


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


def _prepare(story: Story, speech: Speech) -> None:
    """Say who spoke; take up what the story follows, reword some, leave out what is double."""
    actions.describe_speech(
        actor=story.desk,
        speech=speech,
        title="在化工集团工会年中工作会议上的讲话",
        speaker="王建国",
        spoken_on=story.ago(151),
    )
    for piece in queries.pieces_of(speech):
        _settle(story, piece)


def _settle(story: Story, piece: Piece) -> None:
    """Take a piece for a task or not, as the story wants it, and word it as the desk would."""
    words = queries.words_of(piece)
    is_wanted = any(key in words for key in (*FOLLOWED, *LEFT))
    if is_wanted and piece.kind != "task":
        piece = actions.promote(actor=story.desk, piece=piece)
    if not is_wanted and piece.kind == "task":
        actions.demote(actor=story.desk, piece=piece)
    if wording := next((new for key, new in REWORDED.items() if key in words), ""):
        _reword(story, piece, wording)


def _reword(story: Story, piece: Piece, wording: str) -> None:
    """Change the wording of a proposed task and nothing else of it."""
    actions.edit_piece(
        actor=story.desk,
        piece=piece,
        wording=wording,
        area=piece.area,
        responsible=piece.responsible,
        deadline=piece.deadline,
        due_on=piece.due_on,
        figures=piece.figures,
        today=story.ago(149),
    )


def _task(speech: Speech, words: str) -> Task:
    """Return the task of the speech that holds these words; LookupError when there is none."""
    task = speech.tasks.filter(original__contains=words).first()
    if task is None:
        raise LookupError(words)
    return task


def _at(story: Story, speech: Speech, words: str, key: str) -> Assignment:
    """Return what the unit of this key was given of a task, as it now stands."""
    return _task(speech, words).assignments.get(unit=story.cast.units[key], parent=None)


def _give(story: Story, speech: Speech, words: str, keys: str, days: int, due: int) -> None:
    """Assign a task `days` ago to the units of these keys, due `due` days from today.

    Where the speech names an earlier day, that is the day.
    """
    task = _task(speech, words)
    actions.assign(
        actor=story.desk,
        task=task,
        units=[story.cast.units[key] for key in keys.split()],
        due_on=min(story.ago(-due), task.due_on or story.ago(-due)),
        today=story.ago(days),
        words="请结合本单位实际抓好落实，按期报送进展。",
    )


def _desk_of(story: Story, work: Assignment) -> Actor:
    """Return who keeps the desk of the unit that has a work."""
    return story.holder(next(no for key, no in DESKS.items() if story.cast.units[key] == work.unit))


def _do(story: Story, speech: Speech, job: Job) -> None:
    """Let a unit's desk sign for its task and report on it, and the group's accept it."""
    work = _at(story, speech, job.task, job.unit)
    desk = _desk_of(story, work)
    _report(story, work, desk, *job.steps)
    if job.last:
        _finish(story, work, desk, job.last)
        _accept(story, work, story.desk, job.last.ago - 2)


def _report(story: Story, work: Assignment, actor: Actor, *steps: Step) -> None:
    """Sign for a work on the day before the first step, and report each."""
    actions.sign(actor=actor, assignment=work, today=story.ago(steps[0].ago + 1))
    for step in steps:
        file = SimpleUploadedFile("附件.txt", step.file.encode()) if step.file else None
        actions.report(
            actor=actor,
            assignment=work,
            words=step.words,
            percent=step.percent,
            today=story.ago(step.ago),
            upload=file,
        )


def _finish(story: Story, work: Assignment, actor: Actor, step: Step) -> None:
    actions.finish(actor=actor, assignment=work, words=step.words, today=story.ago(step.ago))


def _accept(story: Story, work: Assignment, actor: Actor, days: int) -> None:
    day = story.ago(days)
    actions.accept(
        actor=actor, checked=POINTS, assignment=work, today=day, words="材料齐全，同意。"
    )


def _move_training(story: Story, speech: Speech) -> None:
    """The training of representatives goes from the school to the hospital, which begins it."""
    actions.reassign(
        actor=story.desk,
        assignment=_at(story, speech, "职工代表培训", "school"),
        unit=story.cast.units["hospital"],
        words="学校正在期末复习，改由职工医院工会承办。",
        today=story.ago(70),
    )
    work = _at(story, speech, "职工代表培训", "hospital")
    step = Step(22, 30, "培训教材已定，拟培训职工代表 26 人。")
    _report(story, work, _desk_of(story, work), step)


def _hand_down(story: Story, speech: Speech) -> None:
    """Hazards: two desks hand parts to posts; the head nurse is done, the safety officer is not."""
    power = _begin_hazards(story, speech, "power", "已下发排查表，按车间分解。", 20)
    words = "排查检修车间配电室和检修现场，填报隐患台账。"
    _part(story, power, "5002", words, Step(20, 60, "查出隐患 11 处，已整改 7 处。"))
    hospital = _begin_hazards(story, speech, "hospital", "氧气站、配电室排查完毕。", 80)
    words = "排查各病区用电和消防通道。"
    step = Step(26, 80, "9 个病区已查，清理消防通道 2 处。", CHECKLIST)
    nurse, part = _part(story, hospital, "2005", words, step)
    _finish(story, part, nurse, Step(18, 100, "11 个病区全部查完，隐患 3 处已整改。"))
    _accept(story, part, _desk_of(story, hospital), 16)


def _begin_hazards(story: Story, speech: Speech, key: str, words: str, percent: int) -> Assignment:
    """Sign for the search for hazards and say how it began."""
    work = _at(story, speech, "隐患排查", key)
    _report(story, work, _desk_of(story, work), Step(50, percent, words))
    return Assignment.objects.get(pk=work.pk)


def _part(
    story: Story, whole: Assignment, staff_no: str, words: str, step: Step
) -> tuple[Actor, Assignment]:
    """Hand a part down to a post; whoever holds it reports. Return them and their part."""
    holder = story.cast.members[staff_no]
    part = actions.hand_down(
        actor=_desk_of(story, whole),
        assignment=whole,
        post=holder.posts.get(kind="officer"),
        wording=words,
        due_on=story.ago(-5),
        today=story.ago(48),
    )
    _report(story, part, actor_for(holder), step)
    return actor_for(holder), Assignment.objects.get(pk=part.pk)


def _send_back(story: Story, speech: Speech) -> None:
    """The hospital's check-ups come back once for a word on who went, and are then accepted."""
    work = _at(story, speech, "体检和疗休养", "hospital")
    desk = _desk_of(story, work)
    _report(story, work, desk, Step(70, 60, "职工体检已完成 158 人。"))
    _finish(story, work, desk, Step(38, 100, "体检和疗休养均已完成。"))
    words = "请补充疗休养人数和一线职工人数。"
    actions.send_back(
        actor=story.desk, assignment=work, lacking=["evidence"], words=words, today=story.ago(36)
    )
    _finish(story, work, desk, Step(31, 100, "体检 172 人；疗休养 12 人，其中一线护士 9 人。"))
    _accept(story, work, story.desk, 29)


def _extend(story: Story, speech: Speech) -> None:
    """One extension is granted, one refused, and one waits for its answer."""
    asked = _ask(
        story, _at(story, speech, "劳动竞赛", "synthesis"), 28, 20, "大修提前，第二阶段顺延。"
    )
    _answer(story, asked, True, "同意，请抓紧完成第二阶段。")
    asked = _ask(story, _at(story, speech, "先进操作法", "synthesis"), 14, 45, "试用时间不足。")
    _answer(story, asked, False, "请先报送试用结果，按期完成。")
    work = _at(story, speech, "校务公开", "school")
    _ask(story, work, 1, 20, "教职工座谈会推迟，征求意见尚未结束。")


def _ask(story: Story, work: Assignment, days: int, to: int, reason: str) -> Extension:
    """Ask `days` ago for a due date `to` days from today."""
    return actions.ask_extension(
        actor=_desk_of(story, work),
        assignment=work,
        to_on=story.ago(-to),
        reason=reason,
        today=story.ago(days),
    )


def _answer(story: Story, asked: Extension, is_granted: bool, reply: str) -> None:
    """Answer an extension two days after it was asked for."""
    day = asked.asked_on + timedelta(days=2)
    actions.decide_extension(
        actor=story.desk, extension=asked, is_granted=is_granted, reply=reply, today=day
    )


def _survey(story: Story, speech: Speech) -> None:
    """The survey is reported finished and waits to be accepted."""
    work = _at(story, speech, "满意度问卷", "hospital")
    last = Step(2, 100, "调查报告已送院党委，综合满意度 91.2%。")
    _finish(story, work, _desk_of(story, work), last)
