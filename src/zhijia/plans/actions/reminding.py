"""What the clock tells: what is due within three days, and what has run late."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, record
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message

from .. import queries
from ..models import Assignment
from .telling import about, to_taker

NUDGE = "期限 {:%Y-%m-%d}，请及时填报进展；办完以后请报办结。"


@action("到期提醒")
def remind(*, actor: Actor, today: date) -> int:
    """Tell who has work that is due soon or late, and who gave it what is late.

    Each day that something was due is told once, so the clock may come twice. Returns how many
    lines that made.
    """
    soon, late = list(queries.due_soon(today)), list(queries.gone_late(today))
    reminders = [_due(one, today) for one in soon]
    told = notices.send_all(actor=actor, kind="plans.due", messages=reminders, today=today)
    warnings = [*map(_late, late), *_to_givers(late)]
    told += notices.send_all(actor=actor, kind="plans.overdue", messages=warnings, today=today)
    record({}, {"due": len(soon), "late": len(late)})
    return told


def _due(assignment: Assignment, today: date) -> Message:
    """Say to who has the work how many days are left."""
    days = (assignment.due_on - today).days
    left = f"还有 {days} 天到期" if days else "今天到期"
    text = NUDGE.format(assignment.due_on)
    return to_taker(assignment, left, text, f"due:{assignment.due_on}")


def _late(assignment: Assignment) -> Message:
    """Say to who has the work that it is late."""
    text = NUDGE.format(assignment.due_on)
    return to_taker(assignment, "已逾期", text, f"overdue:{assignment.due_on}")


def _to_givers(late: Sequence[Assignment]) -> list[Message]:
    """Say once to each desk that gave a task, for each day it was due, how many are late."""
    groups: defaultdict[tuple[int, int | None, date], list[Assignment]] = defaultdict(list)
    for one in late:
        groups[(one.task_id, one.parent_id, one.due_on)].append(one)
    return [_to_giver(group) for group in groups.values()]


def _to_giver(group: Sequence[Assignment]) -> Message:
    """Say to who gave it that one holder is late, or how many are."""
    first = group[0]
    whole = first.parent or first.task
    many = f"{len(group)} 个岗位" if first.parent else f"{len(group)} 个承办单位"
    who = first.holder if len(group) == 1 else many
    return Message(
        title=f"{who}逾期：{first.wording}",
        text=f"期限 {first.due_on:%Y-%m-%d}，尚未办结。",
        url=(first if len(group) == 1 else whole).get_absolute_url(),
        about=about(first.parent) if first.parent else f"plans.Task#{first.task_id}",
        # Not the event of one's own lateness: of a late whole with a late part, both are told.
        event=f"overdue-below:{first.due_on}",
        desks=first.issuer_path,
    )
