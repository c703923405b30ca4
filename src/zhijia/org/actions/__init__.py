"""All writes of this room: units, members, posts, terms, accounts."""

from .accounts import give_account, give_accounts, lift_second_step, unlock_account
from .bars import lift_bar, note_bar
from .importing import take_back_members, unfound, write_members
from .joining import (
    apply,
    approve,
    close_application,
    erase_application,
    make_link,
    refuse_application,
    revoke_link,
    withdraw_application,
)
from .law import choose_law
from .members import edit_member, enrol, join
from .merging import absorb_unit
from .moving import move_unit
from .posts import appoint, edit_post, give_post, relieve, vacate
from .privacy import answer_correction, ask_correction, forget, keep_looks, look_at
from .reminding import remind_lacking
from .reps import Elected, seat_representatives
from .setting_up import Founder, set_up
from .states import expel, keep_membership, lapse, leave, rejoin, resume_membership
from .terms import handle_term, open_term
from .transfers import (
    accept_transfer,
    decline_transfer,
    propose_transfer,
    request_transfer,
    withdraw_transfer,
)
from .units import dissolve_unit, edit_unit, found_unit, plant, rename_unit

__all__ = [
    "Elected",
    "Founder",
    "absorb_unit",
    "accept_transfer",
    "answer_correction",
    "apply",
    "appoint",
    "approve",
    "ask_correction",
    "choose_law",
    "close_application",
    "decline_transfer",
    "dissolve_unit",
    "edit_member",
    "edit_post",
    "edit_unit",
    "enrol",
    "erase_application",
    "expel",
    "forget",
    "found_unit",
    "give_account",
    "give_accounts",
    "give_post",
    "handle_term",
    "join",
    "keep_looks",
    "keep_membership",
    "lapse",
    "leave",
    "lift_bar",
    "lift_second_step",
    "look_at",
    "make_link",
    "move_unit",
    "note_bar",
    "open_term",
    "plant",
    "propose_transfer",
    "refuse_application",
    "rejoin",
    "relieve",
    "remind_lacking",
    "rename_unit",
    "request_transfer",
    "resume_membership",
    "revoke_link",
    "seat_representatives",
    "set_up",
    "take_back_members",
    "unfound",
    "unlock_account",
    "vacate",
    "withdraw_application",
    "withdraw_transfer",
    "write_members",
]
