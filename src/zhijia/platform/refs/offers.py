from collections.abc import Iterator, Sequence
from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.offers import Event, event
from zhijia.platform.place import Place

from . import queries
from .announced import Moved
from .days import DAY


@event("refs")
def holidays(actor: Actor, place: Place, first: date, last: date) -> list[Event]:
    """Name the days off and the weekends worked; one query."""
    return [
        Event("上班", run[0].day, run[0].name, "grey", until=run[-1].day)
        if run[0].is_workday
        else Event(f"{run[0].name}放假", run[0].day, "放假", "green", until=run[-1].day)
        for run in _runs(queries.moved_between(first, last))
    ]


def _runs(moved: Sequence[Moved]) -> Iterator[list[Moved]]:
    """Yield days of one name that follow each other together."""
    run: list[Moved] = []
    for one in moved:
        if run and (one.day - run[-1].day > DAY or one[1:3] != run[-1][1:3]):
            yield run
            run = []
        run.append(one)
    if run:
        yield run
