"""The register of what waits for a person; each room answers for its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.together import Reading, together


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits: what, where it comes from, its page, by when, and its light."""

    title: str
    detail: str
    url: str
    due_on: date | None = None
    light: str = ""


# Every page shows how many wait, and thousands would make every page slow: a room names no more
# than these, the earliest due, and lists them all on a page of its own.
MOST = 100
Waiting = Callable[[Actor, date], Reading[list[Todo]] | list[Todo]]
TODOS: dict[str, Waiting] = {}


def todo(room: str) -> Callable[[Waiting], Waiting]:
    """Enter a room's function that lists what waits for an actor on a day, or what to read for
    that: all rooms are read together.
    """

    def enter(waiting: Waiting) -> Waiting:
        TODOS[room] = waiting
        return waiting

    return enter


def waiting_for(actor: Actor, today: date) -> list[Todo]:
    """Return what waits for the actor, the earliest due first, undated last."""
    rooms = together(waiting(actor, today) for waiting in TODOS.values())
    found = [item for room in rooms for item in room]
    return sorted(found, key=lambda item: (item.due_on or date.max, item.title))
