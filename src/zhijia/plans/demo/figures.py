"""What moves by itself in the story: members who join, a check every month, targets of the year."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

from .. import actions, queries
from ..actions import goals, measures
from ..actions.measures import Aim
from ..actions.pieces import take_figure
from ..models import Assignment, Speech, Task
from ..queries.natures import to_report
from ..speech import read_text
from .plot import DESKS
from .texts import DRIVE

JOINED = "发展新会员"
CHECKED = "参加现场检查 1 次，提出意见 {} 条，均已整改。"
# The year's targets of the group.
TARGETS = {"org.joined": Decimal(12), "org.members": Decimal(45), "plans.rate": Decimal(90)}


def fill(cast: Cast, *, today: date) -> None:
    """Tell of one task that a figure measures, one done every month, and the year's targets."""
    _drive(cast, today)
    for key, missing in (("power", 0), ("synthesis", 1)):
        _check_monthly(cast, key, missing, today)
    desk, group = cast.actors["group_desk"], cast.units["group"]
    for figure, target in TARGETS.items():
        said: dict[str, Any] = {"figure": figure, "year": today.year, "today": today}
        goals.set_goal(actor=desk, unit=group, target=target, **said)
        goals.share_goal(actor=desk, unit=group, by="staff", **said)


def _drive(cast: Cast, today: date) -> None:
    """A drive for members: the figure that the words suggest tells how far three units have come.

    The target is shared out by staff; the smallest unit has met its own and may report so.
    """
    desk, units = cast.actors["group_desk"], cast.units
    speech = _speech(cast, today - timedelta(days=22))
    day = today - timedelta(days=20)
    task = actions.confirm(actor=desk, speech=speech, today=day).tasks.get()
    aim = Aim("org.joined", Decimal(9), today - timedelta(days=330), today + timedelta(days=34))
    measures.measure_task(actor=desk, task=task, aim=aim, today=day)
    given = actions.assign(
        actor=desk,
        task=task,
        units=[units[key] for key in ("hospital", "school", "power")],
        due_on=today + timedelta(days=34),
        today=day,
        words="进度从会籍登记里取数，不用填报；有困难请及时说明。",
    )
    measures.share_by(actor=desk, task=task, by="staff", today=day)
    _sign(cast, given, day + timedelta(days=1))
    power = next(work for work in given if work.unit == units["power"])
    words = "检修车间新进劳务派遣工 12 人，正在动员入会。"
    actions.report(
        actor=_desk(cast, "power"),
        assignment=power,
        words=words,
        today=today - timedelta(days=5),
    )
    measures.recount_live(today)


def _speech(cast: Cast, day: date) -> Speech:
    """Take the speech in; its one task accepts the figure that is suggested for it."""
    desk = cast.actors["group_desk"]
    [speech] = actions.take_in(
        actor=desk,
        unit=cast.units["group"],
        source=read_text(DRIVE.format(given=day)),
        name="组织建设推进会讲话",
        today=day,
    ).speeches
    for piece in queries.pieces_of(speech):
        wanted, is_task = JOINED in queries.words_of(piece), piece.kind == "task"
        if wanted and not is_task:
            piece = actions.promote(actor=desk, piece=piece)
        if is_task and not wanted:
            actions.demote(actor=desk, piece=piece)
        if wanted:
            take_figure(actor=desk, piece=piece, figure="org.joined")
    return speech


def _desk(cast: Cast, key: str) -> Actor:
    return actor_for(cast.members[DESKS[key]])


def _sign(cast: Cast, given: list[Assignment], day: date) -> None:
    keys = {unit: key for key, unit in cast.units.items()}
    for work in given:
        actions.sign(actor=_desk(cast, keys[work.unit]), assignment=work, today=day)


def _check_monthly(cast: Cast, key: str, missing: int, today: date) -> None:
    """Sign for the monthly checks and report each period that is over, but the last `missing`."""
    task = Task.objects.get(wording__contains="现场检查", every="month")
    work = task.assignments.get(unit=cast.units[key])
    desk = _desk(cast, key)
    actions.sign(actor=desk, assignment=work, today=work.assigned_on + timedelta(days=1))
    over = [turn for turn in to_report(work, today) if turn.due_on < today]
    for number, turn in enumerate(over[: len(over) - missing], 2):
        actions.report(
            actor=desk,
            assignment=work,
            words=CHECKED.format(number),
            turn=turn.pk,
            today=turn.until_on,
        )
