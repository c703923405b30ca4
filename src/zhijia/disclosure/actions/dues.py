"""What is due: registering events, reporting that there was nothing, and what the clock does."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby

from django.urls import reverse

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, record, require, require_unchanged
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message
from zhijia.platform.refs.queries import calendar

from ..models import Due, Item
from ..policies import publications as policies
from ..queries import dues as queries
from ..rules import dues as rules
from . import laying, questions


@action("登记即时公开事项")
def register_event(*, actor: Actor, item: Item, label: str, event_on: date, today: date) -> Due:
    """Say that something happened that must be made public at once."""
    item = lock(item)
    asked = Due(item=item, unit_path=item.unit_path)
    require(policies.may_settle(actor, asked))
    is_there = queries.is_registered(item, label)
    require(
        rules.may_register(rhythm=item.rhythm, event_on=event_on, today=today, is_there=is_there)
    )
    return laying.lay_for_event(item, label, event_on, today)


@action("零报告")
def waive(*, actor: Actor, due: Due, why: str, today: date, version: int | None = None) -> Due:
    """Report that there was nothing to make public; everybody may read why."""
    due = lock(due)
    require(policies.may_settle(actor, due))
    require_unchanged(due, version, why=why)
    require(queries.may_waive(due, why, today))
    return change(due, is_waived=True, why=why, closed_on=today, waived_by_id=actor.member_id)


@action("撤销登记")
def unregister(*, actor: Actor, due: Due, today: date) -> Item:
    """Take back an event that was registered by a slip today; the record keeps its name."""
    due = lock(due)
    require(policies.may_settle(actor, due))
    require(queries.may_unregister(due, today))
    record({"label": due.label, "start_on": due.start_on}, {})
    due.delete()
    return due.item


@action("生成公开期限")
def lay(*, actor: Actor, today: date) -> int:
    """Lay what every unit must make public in the periods of today; return how many that is."""
    laid, closed = laying.lay_all(today), laying.close_dissolved()
    record({}, {"laid": laid, "closed": closed})
    return laid


@action("提醒公开期限")
def remind(*, actor: Actor, today: date) -> int:
    """Tell of what is due soon, has become late and stays late; each is told once."""
    c = calendar()
    soon = queries.to_warn(today, rules.warned_until(today, calendar=c))
    late = queries.newly_late(today)
    long = [d for d in queries.long_late(today) if rules.has_climbed(d.due_on, today, calendar=c)]
    heads = queries.heads_near({due.unit_path for due in long})
    told = notices.send_all(
        actor=actor, kind="disclosure.due", messages=_to_owners(soon, "到期", "soon"), today=today
    )
    told += notices.send_all(
        actor=actor,
        kind="disclosure.late",
        messages=_to_owners(late, "已逾期", "late"),
        today=today,
    )
    up = list(
        _grouped(long, lambda group: _message(group, "逾期未公开", "up", to=_at(heads, group)))
    )
    told += notices.send_all(actor=actor, kind="disclosure.escalated", messages=up, today=today)
    return told + questions.remind_of_answers(actor, today)


def _at(heads: dict[str, list[int]], group: list[Due]) -> tuple[int, ...]:
    return tuple(heads.get(group[0].unit_path, ()))


def _grouped(dues: Iterable[Due], said: Callable[[list[Due]], Message]) -> Iterator[Message]:
    """Yield one message for what one unit has due on one day."""
    for _, group in groupby(dues, key=lambda due: (due.unit_path, due.due_on)):
        yield said(list(group))


def _to_owners(dues: list[Due], words: str, event: str) -> list[Message]:
    """Return messages to the desks, and to who holds the posts that answer for the items."""
    held = queries.holders((due.unit_path, due.item.owner) for due in dues if due.item.owner)

    def said(group: list[Due]) -> Message:
        to = {u for due in group for u in held.get((due.unit_path, due.item.owner), ())}
        desks = group[0].unit_path
        return _message(group, words, event, to=tuple(sorted(to)), desks=desks)

    return list(_grouped(dues, said))


def _message(
    group: list[Due], words: str, event: str, *, to: tuple[int, ...] = (), desks: str = ""
) -> Message:
    """Say of one unit what is due on one day, with the page that lists it."""
    first, n = group[0], len(group)
    what = f"“{first.item}”（{first.label}）" if n == 1 else f"{n} 项公开事项"
    names = "、".join(str(due.item) for due in group[:5])
    late = "" if event == "soon" else "?list=late"
    return Message(
        title=f"{first.unit}{what}{words}",
        text=f"公开期限 {first.due_on:%Y-%m-%d}：{names}{'等' if n > 5 else ''}。",
        url=first.get_absolute_url() if n == 1 else reverse("disclosure:dues") + late,
        about=f"org.Unit#{first.unit_id}",
        event=f"{event}:{first.due_on}",
        to=to,
        desks=desks,
    )
