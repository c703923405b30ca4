"""The inbox, what one wants to be told, and the robots of a unit's groups."""

from .inbox import inbox, open_notice, read_all, settings_page
from .robots import robot_edit, robot_new, robot_pause, robot_remove, robot_try, robots

__all__ = [
    "inbox",
    "open_notice",
    "read_all",
    "robot_edit",
    "robot_new",
    "robot_pause",
    "robot_remove",
    "robot_try",
    "robots",
    "settings_page",
]
