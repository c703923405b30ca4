"""What stands beside the story's work: words of leaders, units that assist, help, reminders."""

from datetime import date, timedelta

from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

from .. import actions
from ..models import Assignment, Task

WATCH = "检修期间安全第一，隐患整改不过夜，逐条报结果。"
LATE = "困难职工摸底已经逾期，请学校工会本周内完成，做到一户不漏。"
ASSIST = "请提供本单位职工代表名单和培训需求。"
ANSWER = "名单 12 人已报，建议增加提案撰写一课。"
HELP = "可燃气体检测仪只有 1 台，请集团工会协调安环部借用。"
URGED = "请于三个工作日内报送摸底结果；确有困难的，说明原因和完成日期。"


def fill(cast: Cast, *, today: date) -> None:
    """Let leaders write, units assist, one ask for help, and the clock and the desk remind."""
    desk = cast.actors["group_desk"]
    hazards, survey, training = map(_task, ("隐患排查", "摸底排查", "职工代表培训"))
    _write(cast, hazards, today - timedelta(days=9))
    late = _at(cast, survey, "school")
    actions.instruct(
        actor=_who(cast, "1001"), assignment=late, words=LATE, today=today, is_watched=True
    )
    _assist(cast, training, today)
    actions.report(
        actor=_who(cast, "7001"),
        assignment=_at(cast, _task("现场检查"), "synthesis"),
        words="本月参加现场检查 2 次，发现未佩戴防护面罩 1 起，已当场纠正。",
        percent=75,
        problems="动火作业多，检查人手不足。",
        help_wanted=HELP,
        next_step="下周起与车间安全员结对检查。",
        today=today - timedelta(days=2),
    )
    actions.urge(actor=desk, assignment=late, words=URGED, today=today - timedelta(days=1))
    actions.remind(actor=Actor(), today=today)


def _task(words: str) -> Task:
    """Return the task of the story with these words."""
    return Task.objects.get(original__contains=words)


def _at(cast: Cast, task: Task, key: str) -> Assignment:
    """Return what the unit of this key has of a task."""
    return Assignment.objects.of_units().get(task=task, unit=cast.units[key])


def _who(cast: Cast, staff_no: str) -> Actor:
    return actor_for(cast.members[staff_no])


def _write(cast: Cast, task: Task, on: date) -> None:
    """The secretary writes on the search for hazards."""
    secretary = _who(cast, "1004")
    actions.instruct_task(actor=secretary, task=task, words=WATCH, today=on, is_watched=True)


def _assist(cast: Cast, task: Task, today: date) -> None:
    """The school and the power company assist the hospital; the school has answered."""
    on = today - timedelta(days=15)
    given = actions.add_assisting(
        actor=cast.actors["group_desk"],
        task=task,
        units=[cast.units["school"], cast.units["power"]],
        due_on=today + timedelta(days=10),
        today=on,
        words=ASSIST,
    )
    desk = _who(cast, "3001")
    first = next(one for one in given if one.unit_id == cast.units["school"].pk)
    actions.sign(actor=desk, assignment=first, today=on)
    actions.answer_for(actor=desk, assignment=first, words=ANSWER, today=today - timedelta(days=7))
