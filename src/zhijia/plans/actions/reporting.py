"""What the clock tells of reports that are due."""

from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, record
from zhijia.platform.notices import actions as notices

from .. import queries
from .telling import to_taker

TEXT = "按规定的报告频次，{:%Y-%m-%d} 以前应填报一次进展。"


@action("提醒填报进展")
def ask_for_reports(*, actor: Actor, today: date) -> int:
    """Tell who has work that a report on it is due, once for each day it was due.

    Returns how many were told.
    """
    messages = [
        to_taker(one, "该填报进展了", TEXT.format(due_on), f"report:{due_on}")
        for one, due_on in queries.reports_due(today)
    ]
    record({}, {"due": len(messages)})
    return notices.send_all(actor=actor, kind="plans.report_due", messages=messages, today=today)
