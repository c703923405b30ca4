"""Telling the desks of a union what it lacks, before it is due and when it is past."""

from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, record
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message
from zhijia.platform.scope import prefixes

from .. import queries
from ..models import Shortfall


@action("换届和缺项提醒")
def remind_lacking(*, actor: Actor, today: date) -> int:
    """Tell each thing once when it begins to be told of and once when its day is past.

    The clock may come twice. Returns how many lines that made.
    """
    rows = list(queries.to_remind(today))
    manned = queries.manned({path for row in rows for path in prefixes(row.unit.path)})
    messages = [
        _message(row, queries.desk_over(row.unit.path, manned) or row.unit.path, today)
        for row in rows
    ]
    told = notices.send_all(actor=actor, kind="org.lacking", messages=messages, today=today)
    record({}, {"lacking": len(rows)})
    return told


def _message(row: Shortfall, desk: str, today: date) -> Message:
    """Say to the nearest desk what is lacking and by when."""
    is_late = row.due_on is not None and row.due_on < today
    who = f"：{row.post}" if row.post else ""
    by = f"限期 {row.due_on:%Y-%m-%d}{'，已过期' if is_late else ''}。" if row.due_on else ""
    return Message(
        title=f"{row.get_kind_display()}{who}",
        text=f"{row.unit}。{by}请按单位页“依规检查”办理。",
        url=row.unit.get_absolute_url(),
        about=f"org.Shortfall#{row.pk}",
        event=f"{'late' if is_late else 'soon'}:{row.due_on or row.since_on}",
        desks=desk,
    )
