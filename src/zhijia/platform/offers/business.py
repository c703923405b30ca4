"""The register of what is under way: rooms say what a unit has not finished when it is to change.

A unit that moves takes it along; one that is merged or dissolved must finish it first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from zhijia.platform.together import Reading, together


@dataclass(frozen=True, slots=True)
class Business:
    """Something unfinished: what it is, between whom, how often, and the page that lists it."""

    label: str
    detail: str
    count: int
    url: str


# Takes a unit's path, and whether the units below it count too.
Unfinished = Callable[[str, bool], Reading[list[Business]] | list[Business]]
UNFINISHED: dict[str, Unfinished] = {}


def unfinished(room: str) -> Callable[[Unfinished], Unfinished]:
    """Enter a room's function that lists what the unit at a path has under way."""

    def enter(listing: Unfinished) -> Unfinished:
        UNFINISHED[room] = listing
        return listing

    return enter


def under_way(path: str, *, below: bool) -> list[Business]:
    """Return what all rooms have under way at a path; they are read together."""
    rooms = together(listing(path, below) for listing in UNFINISHED.values())
    return [one for room in rooms for one in room]
