"""What opening a message and posting letters write: the record of actions has none of it."""

from .letters import claim, forget_old, give_up_lost, put_off_all, settle, wake_for_next
from .reading import mark_all_read, mark_read, mark_read_before

__all__ = [
    "claim",
    "forget_old",
    "give_up_lost",
    "mark_all_read",
    "mark_read",
    "mark_read_before",
    "put_off_all",
    "settle",
    "wake_for_next",
]
