"""All writes of this room but those of the post: telling people, choosing, keeping robots."""

from .choosing import choose
from .robots import add_robot, edit_robot, pause_robot, remove_robot, try_robot
from .sending import send, send_all

__all__ = [
    "add_robot",
    "choose",
    "edit_robot",
    "pause_robot",
    "remove_robot",
    "send",
    "send_all",
    "try_robot",
]
