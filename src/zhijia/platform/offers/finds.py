"""The register of what the search finds: each room says what, in which words, and for whose eyes.

The index is told only what a room hands over here; what a page shows comes from the room's own
scoped rows, so an index that is out of date may miss something but can give nothing away.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from zhijia.platform.actor import Actor

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Sight:
    """Who may find a row: by the paths it stands at, and by the members it concerns.

    `at`: whoever reaches one of these paths; `below`: everybody at or below one of these, who
    reads what was published above them; `inside`: every member of these very units, also where
    the kind is `by_office`; `members`: these persons, by their keys.
    """

    at: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    members: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index knows of a row: its words, who may find it, and marks to narrow by."""

    words: tuple[str, ...]
    sight: Sight
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A row as the list of what was found shows it; `text` is where the words stand, if long."""

    title: str
    detail: str
    url: str
    text: str = ""
    badge: str = ""


Rows = Callable[[], QuerySet[Any]]
Seen = Callable[[Actor], QuerySet[Any]]
Show = Callable[[QuerySet[Any], Sequence[str]], Iterable[Hit]]
Answer = Callable[[Actor, Sequence[str]], list[Hit]]


@dataclass(frozen=True, slots=True)
class Find:
    """A kind of thing that can be found.

    `number` marks its entries in the index and is never given to another kind; `rows` are all
    that there are, `seen` those an actor may see. `by_office` says that being a member of the
    unit is not enough, but for what lies `inside`. A change of a row named in `touched` changes
    the entry its field points at.
    """

    name: str
    label: str
    number: int
    icon: str
    rows: Rows
    seen: Seen
    show: Show
    entry: Callable[[Any], Entry]
    is_text: bool = False
    by_office: bool = False
    touched: Mapping[type[Model], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """A kind of thing that answers for itself: few, the same for everybody, and in no table."""

    name: str
    label: str
    icon: str
    answer: Answer


FINDS: dict[str, Find] = {}
ANSWERED: dict[str, Answered] = {}


def found(
    name: str,
    label: str,
    *,
    number: int,
    icon: str,
    rows: Rows,
    seen: Seen,
    show: Show,
    is_text: bool = False,
    by_office: bool = False,
    touched: Mapping[type[Model], str] | None = None,
) -> Callable[[Callable[[M], Entry]], Callable[[M], Entry]]:
    """Enter a kind of row; the function under it says what the index keeps of one."""
    if any(other.number == number for other in FINDS.values()):
        raise ValueError(f"{name}: number {number} is taken")

    def enter(entry: Callable[[M], Entry]) -> Callable[[M], Entry]:
        how = (is_text, by_office, touched or {})
        FINDS[name] = Find(name, label, number, icon, rows, seen, show, entry, *how)
        return entry

    return enter


def answered(name: str, label: str, *, icon: str) -> Callable[[Answer], Answer]:
    """Enter a function that finds its own things among a few."""

    def enter(answer: Answer) -> Answer:
        ANSWERED[name] = Answered(name, label, icon, answer)
        return answer

    return enter
