from collections.abc import Iterator, Sequence
from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.offers import Event, event
from zhijia.platform.place import Place
from zhijia.platform.together import Reading

from . import queries
from .announced import Moved
from .days import DAY


@event("refs")
def holidays(actor: Actor, place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Name the days off and the weekends worked."""
    return queries.moving(first, last).then(lambda moved: [*map(_event, _runs(moved))])


def _event(run: Sequence[Moved]) -> Event:
    first, last = run[0], run[-1]
    if first.is_workday:
        return Event("上班", first.day, first.name, "grey", until=last.day)
    return Event(f"{first.name}放假", first.day, "放假", "green", until=last.day)


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
