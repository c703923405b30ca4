"""The door plate of a room: its name over the door, and the links it offers the menu."""

from typing import ClassVar, NamedTuple

from django.apps import AppConfig


class Link(NamedTuple):
    """A place to go: what it says, the name of its URL, its icon.

    `may` is the capability that a shortcut needs in the reader's own unit. Of a place in the menu
    `desk` says that it is for those who act for a unit, `keeper` that it is for those who keep
    the whole system: the desk of the top unit.
    """

    label: str
    url_name: str
    icon: str
    may: str = ""
    desk: bool = False
    keeper: bool = False


class Room(AppConfig):
    """An app with a door: rooms are listed in the menu in the order of INSTALLED_APPS.

    `shortcuts` are what people do most; the front page shows them to those who may. Rooms of one
    `area` stand together in the menu; a room that names none stands under its own name.
    """

    # A room's apps.py imports this class beside its own, and Django takes neither if both qualify.
    default = False
    area: ClassVar[str] = ""
    menu: ClassVar[list[Link]] = []
    # Which page shows what a module of ours judges, by its name in the room: "rules.terms".
    governs: ClassVar[dict[str, Link]] = {}
    shortcuts: ClassVar[list[Link]] = []

    def __init_subclass__(cls) -> None:
        """Let Django find the room, though it does not find this plate."""
        super().__init_subclass__()
        cls.default = True
