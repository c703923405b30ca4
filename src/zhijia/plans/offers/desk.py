from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from zhijia.platform.actor import Actor
from zhijia.platform.offers import (
    MOST,
    Business,
    Event,
    Pile,
    Todo,
    Works,
    event,
    todo,
    unfinished,
    works,
)
from zhijia.platform.place import Place
from zhijia.platform.together import Reading

from .. import queries
from ..models import Assignment
from ..queries.desk import desk_counting
from ..queries.waits import waits_reading
from ..rules import STATES
from ..rules.natures import first_due


def _todo(actor: Actor, assignment: Assignment, today: date) -> Todo:
    """Return a line of somebody's list about an assignment."""
    title = f"{queries.waits_as(actor, assignment)}：{assignment.wording}"
    detail = f"{assignment.task.number} · {assignment.issuer}"
    colour = queries.lit(assignment, today).colour
    due_on = first_due(assignment.due_on, assignment.turn_due_on)
    return Todo(title, detail, assignment.get_absolute_url(), due_on, colour)


@todo("plans")
def waiting(actor: Actor, today: date) -> Reading[list[Todo]]:
    """List what to sign, do, accept and answer, what to approve, opinions asked for, tasks nobody
    has and what is to be mended.
    """
    first = queries.desk_list(actor, "todo", today)[:MOST]
    waits = waits_reading(actor, today, MOST)

    def tell(found: Iterable[Assignment], *rows: Any) -> list[Todo]:
        return [*(_todo(actor, one, today) for one in found), *map(_wait, waits.tell(*rows))]

    return Reading((first, *waits.rows), tell)


def _wait(one: queries.Wait) -> Todo:
    """Return a line about what waits before work is given."""
    if one.kind == queries.LONELY:
        page = reverse("plans:tasks") + "?state=unassigned&mine=on"
        return Todo(f"{one.key} 项任务尚未交办", "请落实承办单位", page)
    if one.kind == queries.SPEECHES:
        page = reverse("plans:speeches")
        return Todo(f"{one.key} 篇讲话尚未确认分解", "逐条核对，确认立项", page)
    if one.kind == queries.HOLES:
        page = reverse("plans:holes") + "?mine=on"
        return Todo(f"{one.key} 项职责不清、管理缺位待补", "逐项补上，或者写明理由", page)
    if one.kind == queries.STAGES:
        page = reverse("plans:projects") + "?list=mine"
        return Todo(f"{one.key} 个项目环节等您办理", "开始、提请过关或者审定", page)
    if one.kind == queries.HELP:
        return Todo(f"{one.key} 件事项待协调", "承办单位请您出面协调", reverse("plans:help-wanted"))
    if one.kind == queries.APPROVE:
        page = reverse("plans:task", args=[one.key])
        return Todo(f"待审定：{one.words}", f"{one.unit}拟办", page)
    if one.kind in {queries.JUDGE, queries.ISSUE}:
        title = "通报待审定" if one.kind == queries.JUDGE else "通报待印发"
        page = reverse("plans:bulletin", args=[one.key])
        return Todo(f"{title}：{one.words}", one.unit, page)
    page = reverse("plans:opinion", args=[one.key])
    return Todo(f"征求意见：{one.words}", f"{one.unit}征求", page, one.on)


@unfinished("plans")
def under_way(path: str, below: bool) -> Reading[list[Business]]:
    """List the work that a unit was given, and the tasks that it put on file."""
    return queries.unfinished(path, below=below)


def _pile(actor: Actor, name: str, count: int, today: date) -> Pile:
    """Return a list of the desk as a pile of lines."""

    def newest(most: int) -> list[Todo]:
        found = queries.desk_list(actor, name, today)
        if name == "given":
            found = found.order_by("-assigned_on", "-pk")
        return [_line(one, today) for one in found[:most]]

    return Pile(count, f"{reverse('plans:desk')}?list={name}", newest)


def _line(assignment: Assignment, today: date) -> Todo:
    """Return a line about an assignment that was done or given."""
    detail = f"{assignment.task.number} · {assignment.holder} · {STATES[assignment.state]}"
    lit = queries.lit(assignment, today)
    colour = "" if lit.colour == "done" else lit.colour
    return Todo(assignment.wording, detail, assignment.get_absolute_url(), light=colour)


@works("plans")
def handled(actor: Actor, today: date) -> Reading[Works]:
    """Count what this actor's desks and posts finished, and what their desks gave."""

    def tell(counts: dict[str, int]) -> Works:
        return Works(*(_pile(actor, name, counts[name], today) for name in ("done", "given")))

    return desk_counting(actor, today).then(tell)


@event("plans")
def due(actor: Actor, place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Name the days that open work must keep, one's own and what one's desks gave."""
    return queries.due_between(actor, first, last, MOST).then(lambda days: [*map(_due, days)])


def _due(one: queries.Due) -> Event:
    """Return a day to keep as the calendar shows it."""
    if one.mine and one.units == 1:
        url = reverse("plans:assignment", args=[one.mine])
        return Event(one.wording, one.on, "我的期限", "red", url)
    title = f"{one.wording}（{one.units} 个单位）" if one.units > 1 else one.wording
    return Event(title, one.on, "任务期限", "orange", reverse("plans:task", args=[one.task]))
