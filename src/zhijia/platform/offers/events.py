"""The register of what happens on which day: each room answers for its own calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.together import Reading, together


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day: what, when, its page, a word for its kind, the colour of that word.

    `until` is its last day where it lasts; `is_vague` says that only the month is settled.
    """

    title: str
    on: date
    kind: str
    tone: str = "grey"
    url: str = ""
    until: date | None = None
    is_vague: bool = False

    @property
    def last(self) -> date:
        """Return its last day."""
        return self.until or self.on


Happening = Callable[[Actor, Place, date, date], Reading[list[Event]] | list[Event]]
EVENTS: dict[str, Happening] = {}


def event(room: str) -> Callable[[Happening], Happening]:
    """Enter a room's function: what happens from one day to another, at a place, to an actor.

    It names no more than `MOST`, the earliest first, and only what the actor may see; or it says
    what to read for that, and all rooms are read together.
    """

    def enter(happening: Happening) -> Happening:
        EVENTS[room] = happening
        return happening

    return enter


def events_between(actor: Actor, place: Place, first: date, last: date) -> list[Event]:
    """Return all that happens from `first` to `last`, the earliest first."""
    rooms = together(happening(actor, place, first, last) for happening in EVENTS.values())
    found = [one for room in rooms for one in room]
    return sorted(found, key=lambda one: (one.on, not one.is_vague, one.kind, one.title))
