"""The register of entrances: what a room lets strangers write, and what it tells them back.

A room declares each once, in its `offers.py`. The door knows nothing of what is behind it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhijia.law import ALLOWED, Verdict
from zhijia.platform.actor import Actor


@dataclass(frozen=True, slots=True)
class Received:
    """A letter that is taken in: to which unit, what it says, its photos as JPEG."""

    unit_path: str
    values: Mapping[str, Any]
    photos: tuple[bytes, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said: by whom, in the reader's eyes, on which day, in which words."""

    who: str
    on: date | None
    words: str
    is_theirs: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """What became of a letter, as its sender may see it."""

    title: str
    state: str
    number: str = ""
    due_on: date | None = None
    lines: tuple[Line, ...] = ()
    may_add: Verdict = ALLOWED


# Takes the letter in as a system act; returns the kind and the number of the row it became.
TakeIn = Callable[[Actor, Received], tuple[str, int]]
# Adds what the sender says later to the row of this kind and number.
Add = Callable[[Actor, str, int, Received], None]
Tell = Callable[[str, int], Story]


@dataclass(frozen=True, slots=True)
class Entrance:
    """A thing that strangers may write.

    `form` and `more` are dotted paths to `(data, *, unit_path, number) -> Blank`: the first letter,
    and what is added later to the row of this number, None while it waits. `words` says what it is
    for, `urgent` what to do where nobody may wait.
    """

    name: str
    slug: str
    label: str
    words: str
    icon: str
    form: str
    more: str
    take_in: TakeIn
    add: Add
    tell: Tell
    with_photos: bool = True
    urgent: str = ""
    order: int = 0
    notes: tuple[str, ...] = field(default=())


ENTRANCES: dict[str, Entrance] = {}


def entrance(one: Entrance) -> Entrance:
    """Enter an entrance; ValueError where its address is taken."""
    if any(other.slug == one.slug and other.name != one.name for other in ENTRANCES.values()):
        raise ValueError(f"{one.name}: the address {one.slug} is taken")
    ENTRANCES[one.name] = one
    return one


def by_slug(slug: str) -> Entrance | None:
    """Return the entrance at this address."""
    return next((one for one in ENTRANCES.values() if one.slug == slug), None)


def entrances() -> list[Entrance]:
    """Return all entrances in their order."""
    return sorted(ENTRANCES.values(), key=lambda one: (one.order, one.name))
