"""The register of what a person has done and started; each room answers for its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.together import Reading, together

from .todos import Todo


@dataclass(frozen=True, slots=True)
class Pile:
    """Things of one sort: how many, where all are listed, and `newest` to read the first few."""

    count: int
    url: str
    newest: Callable[[int], list[Todo]]


@dataclass(frozen=True, slots=True)
class Works:
    """What somebody has done and what they have started, counted together by their room."""

    done: Pile
    started: Pile


Answers = Callable[[Actor, date], Reading[Works] | Works]
WORKS: dict[str, Answers] = {}


def works(room: str) -> Callable[[Answers], Answers]:
    """Enter a room's function that tells what an actor has done and started."""

    def enter(answers: Answers) -> Answers:
        WORKS[room] = answers
        return answers

    return enter


def works_of(actor: Actor, today: date) -> list[Works]:
    """Return what every room tells of this actor; they are read together."""
    return together(answers(actor, today) for answers in WORKS.values())
