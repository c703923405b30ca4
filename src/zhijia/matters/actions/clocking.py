"""What the clock does: hazards a week late go up, finance is asked of the months that are over."""

from datetime import date, timedelta

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, lock, record
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message

from ..models import Matter
from ..queries import finance
from ..queries import hazards as queries
from ..rules.hazards import OVERDUE_DAYS
from .steps import Given, take


@action("超期隐患报上级")
def raise_hazards(*, actor: Actor, today: date) -> int:
    """Report what was not mended for a week to the union above; once in each state it is in."""
    late = queries.to_raise(today - timedelta(days=OVERDUE_DAYS))
    for one in late:
        _raise(actor, one, today)
    record({}, {"raised": len(late)})
    return len(late)


def _raise(actor: Actor, matter: Matter, today: date) -> None:
    held = lock(matter)
    step = held.declared.step("up")
    if held.state in step.of and held.due_on:
        days = (today - held.due_on).days
        take(actor, held, step, Given(words=f"整改逾期{days}日，系统报告上一级工会。"), today)


@action("提醒财务确认效益")
def ask_finance(*, actor: Actor, today: date) -> int:
    """Tell finance of each month of use that is over and not confirmed; once a month of use."""
    messages = [
        Message(
            f"请确认第 {one.month} 个月的效益",
            one.matter.get_absolute_url(),
            f"matters.Matter#{one.matter.pk}",
            f"{one.matter.number}，这个月已经满了。",
            f"month:{one.month}",
            to=(one.user,),
        )
        for one in finance.due(today)
    ]
    told = notices.send_all(actor=actor, kind="matters.due", messages=messages, today=today)
    record({}, {"told": told})
    return told
