"""The register of successions: what a room does when somebody takes a post or leaves it.

What a post owes does not end with its holder, and the room that keeps posts knows none of those
that give work to them. So it calls this register, inside the action that changes the post.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Model

from zhijia.platform.actor import Actor

# Takes who acts, the post as it now stands, the day, and whether it was a re-election.
Succeed = Callable[[Actor, Model, date, bool], None]
SUCCESSIONS: dict[str, Succeed] = {}


def succession(room: str) -> Callable[[Succeed], Succeed]:
    """Enter a room's function that hands on what a post owes."""

    def enter(succeed: Succeed) -> Succeed:
        SUCCESSIONS[room] = succeed
        return succeed

    return enter


def hand_on(actor: Actor, post: Model, on: date, *, is_again: bool = False) -> None:
    """Let every room hand on what is owed by a post that was taken or left on a day."""
    for succeed in SUCCESSIONS.values():
        succeed(actor, post, on, is_again)
