"""What a result asks for next: a second vote, open seats, the formal round. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .asking import Asked


@dataclass(frozen=True, slots=True)
class Next:
    """The vote that follows: a word for it, the seats, who stands in it, by keys."""

    word: str
    seats: int
    keys: tuple[str, ...]
    is_runoff: bool = False
    is_formal: bool = True


def next_of(asked: Asked, outcome: Mapping[str, Any], tally: Mapping[str, Any]) -> Next | None:
    """Return what follows from a kept result; None where nothing does."""
    if asked.kind != "election" or not outcome:
        return None
    then, seats = outcome.get("then", ""), int(outcome.get("open_seats", 0))
    if then == "runoff":
        is_formal = asked.round == "formal"
        tied = tuple(outcome["tied"])
        return Next("（再次投票）", seats, tied, is_runoff=True, is_formal=is_formal)
    standing = tuple(tally.get("lines", {}))
    if then == "anew":
        return Next("（重新选举）", asked.seats, standing, asked.is_runoff, is_formal=False)
    if then == "fill" and asked.round == "formal":
        left = tuple(key for key in standing if key not in outcome["elected"])
        return Next("（另行选举）", seats, left)
    if asked.round == "preliminary" and outcome.get("is_valid") and outcome["elected"]:
        return Next("（正式选举）", asked.seats, tuple(outcome["elected"]))
    return None


def with_kept(found: Next, seats: int, kept: Sequence[str]) -> Next:
    """Return the formal round after a tie at the cut of a preliminary one: among all it kept."""
    return replace(found, seats=seats, keys=(*kept, *found.keys))
