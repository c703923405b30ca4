"""All writes of this room: units, members, posts, terms, accounts."""

from .accounts import give_account, lift_second_step, unlock_account
from .importing import unfound
from .law import choose_law
from .members import edit_member, enrol, join, leave
from .moving import move_unit
from .posts import appoint, give_post, open_term, relieve, vacate
from .setting_up import Founder, set_up
from .units import dissolve_unit, edit_unit, found_unit, plant

__all__ = [
    "Founder",
    "appoint",
    "choose_law",
    "dissolve_unit",
    "edit_member",
    "edit_unit",
    "enrol",
    "found_unit",
    "give_account",
    "give_post",
    "join",
    "leave",
    "lift_second_step",
    "move_unit",
    "open_term",
    "plant",
    "relieve",
    "set_up",
    "unfound",
    "unlock_account",
    "vacate",
]
