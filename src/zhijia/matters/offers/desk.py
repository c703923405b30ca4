"""What waits, what was done and started, what is unfinished, which days are to be kept."""

from datetime import date

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
from zhijia.platform.place import Place, lying
from zhijia.platform.together import Reading, counting

from .. import queries
from ..kinds import KINDS
from ..models import Matter

LIST = "matters:matters"
FOR_THE_DESK = [kind.id for kind in KINDS.values() if "desk_here" in kind.readers]


def _light(matter: Matter, today: date) -> str:
    """Return the light of a matter: red when late, yellow when it is due within three days."""
    if matter.due_on is None or matter.closed_on or matter.is_paused:
        return ""
    left = (matter.due_on - today).days
    return "red" if left < 0 else "yellow" if left <= 3 else "green"


def _line(matter: Matter, today: date) -> Todo:
    """Return a matter as a line of somebody's list."""
    title = f"{matter.kind_name}{matter.stands.name}：{matter.title}"
    detail = f"{matter.number} · {matter.unit}"
    url, light = matter.get_absolute_url(), _light(matter, today)
    return Todo(title, detail, url, matter.due_on, light)


@todo("matters")
def waiting(actor: Actor, today: date) -> Reading[list[Todo]]:
    """List what is to be moved on, countersigned, rated or seconded; a query more where anything
    is.
    """
    keys = queries.keys(actor, queries.Asked(name="todo"), today)[:MOST]
    return Reading((keys,), lambda few: [_line(one, today) for one in queries.fetched(few)])


def _pile(actor: Actor, name: str, count: int, today: date) -> Pile:
    def newest(most: int) -> list[Todo]:
        found = queries.keys(actor, queries.Asked(name=name), today)[:most]
        return [_line(one, today) for one in queries.fetched(found)]

    return Pile(count, f"{reverse(LIST)}?list={name}", newest)


@works("matters")
def handled(actor: Actor, today: date) -> Reading[Works]:
    """Count what this actor had a hand in that is done, and what they filed."""

    def tell(counts: dict[str, int]) -> Works:
        return Works(*(_pile(actor, name, counts[name], today) for name in ("handled", "mine")))

    return queries.works_counting(actor).then(tell)


@unfinished("matters")
def under_way(path: str, below: bool) -> Reading[list[Business]]:
    """List how many matters a unit has not finished.

    What not even the desk may read is not counted: a number here would tell of it, and would hold
    up a merger with a reason that nobody may give. It is carried along to the other unit's readers.
    """
    rows = Matter.objects.open().filed().filter(lying("unit_path", [path], below=below))
    page = f"{reverse(LIST)}?list=open"
    return counting(rows.filter(kind__in=FOR_THE_DESK)).then(
        lambda n: [Business("没有办结的办件", "受理", n, page)] if n else []
    )


@event("matters")
def due(actor: Actor, place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Name the days on which what waits for an actor is due."""
    rows = queries.due_between(actor, first, last)[:MOST]
    return Reading((rows,), lambda found: [_due(one, one.due_on) for one in found if one.due_on])


def _due(one: Matter, on: date) -> Event:
    return Event(one.title, on, f"{one.kind_name}期限", "orange", one.get_absolute_url())
