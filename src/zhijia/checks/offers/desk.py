"""What of checks waits for a person, what they did and started, what falls on which day."""

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
from zhijia.platform.place import Place
from zhijia.platform.together import Reading

from .. import queries
from ..models import Inspection, Round
from ..rules.rounds import STATES


@todo("checks")
def waiting(actor: Actor, today: date) -> Reading[list[Todo]]:
    """List self-checks to do, units to inspect, what to review, settle and decide.

    What is to be mended waits among the matters.
    """
    return queries.waits(actor, today, MOST).then(lambda waits: [*map(_wait, waits)])


def _wait(one: queries.Wait) -> Todo:
    """Return a line about one thing that waits."""
    if one.kind == queries.GO:
        page = reverse("checks:sheet-site", args=[one.key]) + "?show=one"
    elif one.kind == queries.SELF_CHECK:
        page = reverse("checks:sheet-self", args=[one.key])
    else:
        page = reverse("checks:inspection", args=[one.key])
    light = "red" if one.is_late else ""
    return Todo(f"{one.words}：{one.unit}", one.round, page, one.on, light)


def _line(one: Inspection) -> Todo:
    """Return a line about an inspection that was done or started."""
    detail = f"{one.round.title} · {STATES[one.state]}"
    return Todo(one.unit.name, detail, one.get_absolute_url())


@works("checks")
def handled(actor: Actor, today: date) -> Reading[Works]:
    """Count what this actor inspected and handed in, and the rounds of their desks."""
    sent, opened = queries.inspected_by(actor), queries.opened_by(actor)

    def newest_sent(most: int) -> list[Todo]:
        return [_line(one) for one in sent[:most]]

    def newest_opened(most: int) -> list[Todo]:
        return [
            Todo(one.title, f"{one.opened_on:%Y-%m-%d} 组织", one.get_absolute_url())
            for one in opened[:most]
        ]

    def tell(counts: dict[str, int]) -> Works:
        done = Pile(counts[queries.SENT], reverse("checks:mine"), newest_sent)
        return Works(done, Pile(counts[queries.OPENED], reverse("checks:rounds"), newest_opened))

    return queries.works_counts(actor).then(tell)


@event("checks")
def ends(actor: Actor, place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Name the days on which rounds end."""
    rows = queries.rounds_ending(actor, place, first, last)[:MOST]
    return Reading((rows,), lambda rounds: [*map(_end, rounds)])


def _end(one: Round) -> Event:
    return Event(one.title, one.until_on, "检查截止", "gold", one.get_absolute_url())


@unfinished("checks")
def under_way(path: str, below: bool) -> Reading[list[Business]]:
    """List the rounds a unit runs and the inspections it is in without a result."""
    return queries.under_way(path, below=below)
