"""What the desk's home reads: three lists with their counts, numbers, the month, what is near."""

from dataclasses import dataclass
from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.offers import Event, Pile, Todo, Works, events_between
from zhijia.platform.place import Place

from .month import SOON, Month, last_of, month_of, soon

TODO, DONE, STARTED = "todo", "done", "started"
LISTS = {TODO: "待办", DONE: "已办", STARTED: "我发起"}
FIRST = 8


@dataclass(frozen=True, slots=True)
class Heap:
    """A list of the desk as the home shows it: its newest lines, and where each room has all."""

    lines: list[Todo]
    all_of: list[Pile]


def counts(works: list[Works]) -> dict[str, int]:
    """Return how long 已办 and 我发起 are; no query."""
    started = sum(work.started.count for work in works)
    return {DONE: sum(work.done.count for work in works), STARTED: started}


def heap(works: list[Works], name: str) -> Heap:
    """Return the list 已办 or 我发起; a query for each room that has something in it."""
    piles = [work.done if name == DONE else work.started for work in works]
    full = [pile for pile in piles if pile.count]
    return Heap([line for pile in full for line in pile.newest(FIRST)], full)


def calendar(actor: Actor, place: Place, today: date) -> tuple[Month, list[Event]]:
    """Return this month and the next two weeks from one reading of the rooms."""
    first = today.replace(day=1)
    events = events_between(actor, place, first, max(last_of(first), today + SOON))
    return month_of(first, today, events), soon(events, today)
