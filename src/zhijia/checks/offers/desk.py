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

from .. import queries
from ..models import Inspection
from ..rules.rounds import STATES


@todo("checks")
def waiting(actor: Actor, today: date) -> list[Todo]:
    """List self-checks to do, units to inspect, what to review, settle and decide; one query.

    What is to be mended waits among the matters.
    """
    return [_wait(one) for one in queries.waits(actor, today, MOST)]


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
def handled(actor: Actor, today: date) -> Works:
    """Count what this actor inspected and handed in, and the rounds of their desks; one query."""
    sent, opened = queries.inspected_by(actor), queries.opened_by(actor)
    counts = queries.works_counts(actor)

    def newest_sent(most: int) -> list[Todo]:
        return [_line(one) for one in sent[:most]]

    def newest_opened(most: int) -> list[Todo]:
        return [
            Todo(one.title, f"{one.opened_on:%Y-%m-%d} 组织", one.get_absolute_url())
            for one in opened[:most]
        ]

    done = Pile(counts[queries.SENT], reverse("checks:mine"), newest_sent)
    return Works(done, Pile(counts[queries.OPENED], reverse("checks:rounds"), newest_opened))


@event("checks")
def ends(actor: Actor, place: Place, first: date, last: date) -> list[Event]:
    """Name the days on which rounds end; one query."""
    return [
        Event(one.title, one.until_on, "检查截止", "gold", one.get_absolute_url())
        for one in queries.rounds_ending(actor, place, first, last)[:MOST]
    ]


@unfinished("checks")
def under_way(path: str, below: bool) -> list[Business]:
    """List the rounds a unit runs and the inspections it is in without a result; two queries."""
    return queries.under_way(path, below=below)
