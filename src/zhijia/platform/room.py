"""The door plate of a room: its name over the door, and the links it offers the menu."""

from typing import ClassVar, NamedTuple

from django.apps import AppConfig


class Link(NamedTuple):
    """A place in the menu: what it says, the name of its URL, its icon, whether phones tab it."""

    label: str
    url_name: str
    icon: str
    tab: bool = False


class Room(AppConfig):
    """An app with a door: rooms are listed in the menu in the order of INSTALLED_APPS."""

    # A room's apps.py imports this class beside its own, and Django takes neither if both qualify.
    default = False
    menu: ClassVar[list[Link]] = []

    def __init_subclass__(cls) -> None:
        """Let Django find the room, though it does not find this plate."""
        super().__init_subclass__()
        cls.default = True
